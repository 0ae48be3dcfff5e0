using System.Collections.Immutable;
using System.Text;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>A stretch of words, such as the argument of a command without its braces; the span has them.</summary>
internal readonly record struct WordRange(int From, int To, Span Span);

/// <content>What stands above and below.</content>
internal sealed partial class FormulaReader
{
    private sealed record Scripts(WordRange? Below, List<WordRange> Above, int Primes, Span Marks);

    // The next argument as TeX takes it: a group, or one word (a command with its own).
    private WordRange Argument()
    {
        if (AtEnd)
        {
            throw errors.EndsEarly(at > 0 ? words[at - 1].Span : default);
        }

        int from = at;
        var first = words[at++];
        switch (first.Kind)
        {
            case LatexKind.Open:
                int close = words.Partner(from);
                at = close + 1;
                return new(from + 1, close, SpanOf(from, close + 1));
            case LatexKind.Command when Faces.Contains(first.Text) || Symbols.AccentOfLatex(first.Text) is not null || Transparent.Contains(first.Text):
                Enter();
                Argument();
                depth--;
                break;
            case LatexKind.Command when first.Text is @"\frac" or @"\tfrac" or @"\dfrac":
                Enter();
                Argument();
                Argument();
                depth--;
                break;
            case LatexKind.Sign when first.Text == "−":
                // x^-1 is not what TeX makes of it, but what is meant.
                while (Current.Kind == LatexKind.Digit || (Current is { Kind: LatexKind.Letter, Text: "T" } && at == from + 1))
                {
                    at++;
                }

                break;
            case LatexKind.Begin or LatexKind.Close or LatexKind.Super or LatexKind.Sub:
                throw errors.OperandExpected(first.Span);
        }

        return new(from, at, SpanOf(from, at));
    }

    // What stands above or below. TeX sets one digit of x^10 there, which nobody means.
    private WordRange Script()
    {
        var argument = Argument();
        return argument.To == argument.From + 1 && words[argument.From].Kind == LatexKind.Digit && at == argument.To && Current is { Kind: LatexKind.Digit, Gap: Gap.None }
            ? throw errors.Superscript(Join(argument.Span, Current.Span), "only the first digit stands above or below here", "write x^{10}, x_{10}")
            : argument;
    }

    private Scripts ReadScripts()
    {
        WordRange? below = null;
        var above = new List<WordRange>();
        int primes = 0;
        Span marks = default;
        while (true)
        {
            var token = Current;
            if (token.Kind == LatexKind.Prime && above.Count == 0)
            {
                at++;
                primes++;
                marks = token.Span;
            }
            else if (token.Kind == LatexKind.Sub && below is null)
            {
                at++;
                below = Script();
            }
            else if (token.Kind == LatexKind.Super)
            {
                at++;
                var argument = Script();
                if (above.Count == 0 && argument.From < argument.To && Enumerable.Range(argument.From, argument.To - argument.From).All(i => words[i].Kind == LatexKind.Prime))
                {
                    primes += argument.To - argument.From;
                    marks = argument.Span;
                }
                else
                {
                    above.Add(argument);
                }
            }
            else if (token.Kind == LatexKind.Open && words.Partner(at) == at + 1 && Peek(2).Kind is LatexKind.Super or LatexKind.Sub && BehindPrescript(behindOperand: true) == 0)
            {
                at += 2;
            }
            else
            {
                return new(below, above, primes, marks);
            }
        }
    }

    // How many words at the end are a sign of transposition: T, ⊤, \mathsf{T}. Behind an operator it is a name.
    private int TransposeMark(int from, int to)
    {
        int length = TransposeWords(from, to);
        int before = to - length - 1;
        bool operand = length > 0 && before > from - 1 && words[before].Kind == LatexKind.Sign && !(words[before].Text is ")" or "]") && !(before == from && words[before].Is("−"));
        return operand ? 0 : length;
    }

    private int TransposeWords(int from, int to)
    {
        if (to > from && (words[to - 1] is { Kind: LatexKind.Letter, Text: "T" } || words[to - 1].Is("⊤") || (words[to - 1].Kind is LatexKind.Letter or LatexKind.Sign && names.IsTranspose(words[to - 1].Text))))
        {
            return to - 2 >= from && words[to - 2].Kind == LatexKind.Command && Faces.Contains(words[to - 2].Text) ? 2 : 1;
        }

        return to - from >= 4 && words[to - 1].Kind == LatexKind.Close && words.Partner(to - 1) == to - 3
            && words[to - 4].Kind == LatexKind.Command && Faces.Contains(words[to - 4].Text) && TransposeWords(to - 2, to - 1) == 1 ? 4 : 0;
    }

    private string? Single(WordRange range) => range.To == range.From + 1 && words[range.From].Kind is LatexKind.Sign or LatexKind.Letter ? words[range.From].Text : null;

    // Something above an expression that is no index: T, −1, −T, †, a power.
    private Syntax Above(Syntax operand, WordRange above)
    {
        var span = Join(operand.Span, above.Span);
        if (above.From < above.To && Enumerable.Range(above.From, above.To - above.From).All(i => words[i].Kind == LatexKind.Prime))
        {
            return Enumerable.Range(above.From, above.To - above.From).Aggregate(operand, (o, _) => Transpose(o, above.Span));
        }

        int mark = TransposeMark(above.From, above.To);
        int to = above.To - mark;
        bool minus = to > above.From && words[above.From].Is("−");
        bool inverse = minus && (to == above.From + 1 ? mark > 0 : to == above.From + 2 && words[above.From + 1] is { Kind: LatexKind.Digit, Text: "1" });
        if (above.From == above.To)
        {
            throw errors.Superscript(above.Span, "nothing stands above");
        }

        if (to == above.From || inverse)
        {
            var inner = inverse ? Counted(new PowerSyntax(operand, Number(Rational.MinusOne, above.Span), false, false, span)) : operand;
            return mark > 0 ? Transpose(inner, above.Span) : inner;
        }

        switch (Single(above))
        {
            case "†" or "+":
                return Call("pinv", [operand], span);
            case "∗" or "⋆":
                throw errors.Superscript(above.Span, "a star belongs to a name", "an adjoint of real matrices is a transpose: write ^T");
        }

        if (mark > 0 && (words[above.From].Is("−") || words[above.From].Kind == LatexKind.Digit))
        {
            return Transpose(Power(operand, new(above.From, to, SpanOf(above.From, to)), span), above.Span);
        }

        // Behind ⊙ stands the exponent of each entry, and a T in it is a name.
        return mark == 0 || words[above.From].Is("⊙") ? Power(operand, above, span)
            : throw errors.Superscript(above.Span, "an index together with T on something that has no index", "declare the name with an index, as in W[l]: n×m");
    }

    private Syntax Power(Syntax operand, WordRange exponent, Span span)
    {
        bool elementwise = words[exponent.From].Is("⊙") || words[exponent.From].Is("∘");
        var value = Whole(exponent.From + (elementwise ? 1 : 0), exponent.To, exponent.Span);
        if (value is NegateSyntax { Operand: NumberSyntax number })
        {
            value = number with { Value = -number.Value, Span = value.Span };
        }

        if (!elementwise && value is NumberSyntax { Value: { IsOne: false } k } && k != Rational.MinusOne && KindOf(operand) is ShapeKind.Vector or ShapeKind.Row)
        {
            Note(span, "the power of a vector is that of each entry");
            elementwise = true;
        }

        return Counted(new PowerSyntax(operand, value, elementwise, false, span));
    }

    private Syntax AboveAll(Syntax operand, Scripts scripts, int used)
    {
        for (int i = 0; i < scripts.Primes; i++)
        {
            operand = Transpose(operand, scripts.Marks);
        }

        for (int i = used; i < scripts.Above.Count; i++)
        {
            operand = Above(operand, scripts.Above[i]);
        }

        return operand;
    }

    // [E]_{i,j}; sizes below a bracket say nothing about its value.
    private Syntax Entry(Syntax operand)
    {
        at++;
        var below = Script();
        if (Enumerable.Range(below.From, below.To - below.From).Any(i => words[i].Is("×")))
        {
            Note(below.Span, "the sizes below the bracket are passed over");
            return operand;
        }

        return Counted(new EntrySyntax(operand, Indices(below, KindOf(operand) == ShapeKind.Vector ? 1 : 2), Join(operand.Span, below.Span)));
    }
}
