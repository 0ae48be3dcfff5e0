using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// Reads a formula as mathematicians do. From what binds loosest: sums; ⊗ and ⊙; products with a dot; products without, and /;
/// signs; what stands above and below. A function without brackets takes the factors that follow.
/// </summary>
internal sealed partial class FormulaReader
{
    private readonly FormulaWords words;
    private readonly INotationContext names;
    private readonly ReadingErrors errors;
    private readonly List<ReadingNote>? notes;
    private readonly AppliedNames applied;
    private readonly List<string> bound = [];
    private int at;
    private int end;
    private int depth;
    private int operations;
    private string? bar;
    private bool plain;
    private (Syntax Name, ImmutableArray<Syntax> Arguments) evaluated;

    private FormulaReader(FormulaWords words, INotationContext names, ReadingErrors errors, List<ReadingNote>? notes, AppliedNames applied)
    {
        (this.words, this.names, this.errors, this.notes, this.applied) = (words, names, errors, notes, applied);
        end = words.Count;
    }

    /// <summary>The expression that the words are, and the arguments where it is a name applied to names. Sizes are read as <paramref name="plain"/> formulas of names.</summary>
    public static (Syntax Syntax, ImmutableArray<Syntax> Arguments) Read(
        FormulaWords words, Span side, INotationContext names, ReadingErrors errors, List<ReadingNote>? notes, AppliedNames applied, bool plain = false)
    {
        var reader = new FormulaReader(words, names, errors, notes, applied) { plain = plain };
        var syntax = reader.Whole(0, words.Count, side);
        return (syntax, ReferenceEquals(reader.evaluated.Name, syntax) ? reader.evaluated.Arguments : []);
    }

    /// <summary>What is 1 where a condition holds, and 0 elsewhere.</summary>
    public static Syntax ReadCondition(FormulaWords words, Span side, INotationContext names, ReadingErrors errors, AppliedNames applied)
    {
        var reader = new FormulaReader(words, names, errors, null, applied);
        int from = 0, to = words.Count;
        while (to - from > 1 && words[from].Is("(") && reader.Closing(from) == to - 1)
        {
            (from, to) = (from + 1, to - 1);
        }

        var conditions = reader.Conditions(new(from, to, side));
        return conditions.Count > 0 && conditions.TrueForAll(c => c.OfIndices ? c is { Left: NameSyntax, Right: NameSyntax } : c.Sign is not ("=" or "≠")) && reader.Indicator(conditions, side) is { } indicator ? indicator
            : throw errors.Cases(side, "no condition that restricts values or indices", "write x > 0 or i \\ne j");
    }

    private LatexToken Current => at < end ? words[at] : default;

    private bool AtEnd => at >= end;

    private LatexToken Peek(int ahead) => at + ahead < end ? words[at + ahead] : default;

    private static Span Join(Span a, Span b) => new(Math.Min(a.Start, b.Start), Math.Max(a.End, b.End) - Math.Min(a.Start, b.Start));

    private static Span Join(Syntax a, Syntax b) => Join(a.Span, b.Span);

    private Span SpanOf(int from, int to) => from >= to ? new(from < words.Count ? words[from].Span.Start : 0, 0) : Join(words[from].Span, words[to - 1].Span);

    private T Counted<T>(T syntax)
        where T : Syntax => ++operations > SyntaxLimits.Operations ? throw errors.TooLarge(syntax.Span) : syntax;

    private void Note(Span span, string text) => notes?.Add(new(span, text));

    // Everything from one word to another.
    private Syntax Whole(int from, int to, Span place) => Within(from, to, place, Sum);

    private T Within<T>(int from, int to, Span place, Func<T> read)
    {
        if (from >= to)
        {
            throw errors.Empty(place);
        }

        var outer = (at, end, bar);
        (at, end, bar) = (from, to, null);
        Enter();
        var result = read();
        depth--;
        if (!AtEnd)
        {
            throw Leftover();
        }

        (at, end, bar) = outer;
        return result;
    }

    private DiagnosticException Leftover() => Current switch
    {
        { Kind: LatexKind.Command } c => errors.UnknownCommand(c.Span, c.Text),
        { Text: "," or ";" } c => errors.Comma(c.Span),
        { Text: "…" or "⋯" or "⋮" or "⋱" } c => errors.Dots(c.Span),
        { Text: ")" or "]" or "}" } c => errors.Unbalanced(c.Span, "this bracket"),
        var c => errors.Unexpected(c.Span),
    };

    private void Enter()
    {
        if (++depth > SyntaxLimits.Depth)
        {
            throw errors.TooDeep(Current.Span);
        }
    }

    private Syntax Sum()
    {
        Enter();
        var left = Frobenius();
        while (Current.Is("+") || Current.Is("−"))
        {
            var sign = words[at++];
            var right = Frobenius();
            left = Counted(new BinarySyntax(sign.Text == "+" ? BinaryKind.Add : BinaryKind.Subtract, left, right, sign.Span, Join(left, right)));
        }

        depth--;
        return left;
    }

    private Syntax Tensor()
    {
        var left = Dotted();
        bool? kronecker = null;
        while (Current is { Kind: LatexKind.Sign, Text: "⊗" or "⊙" or "∘" or "⊘" } sign)
        {
            if (kronecker is { } before && before != (sign.Text == "⊗"))
            {
                throw errors.MixedTensors(sign.Span);
            }

            kronecker = sign.Text == "⊗";
            at++;
            var kind = sign.Text switch { "⊗" => BinaryKind.Kronecker, "⊘" => BinaryKind.ElementwiseDivide, _ => BinaryKind.Hadamard };
            var right = Dotted();
            left = Counted(new BinarySyntax(kind, left, right, sign.Span, Join(left, right)));
        }

        return left;
    }

    private Syntax Dotted()
    {
        var left = Product();
        while (Current is { Kind: LatexKind.Sign, Text: "·" or "×" or "∗" } sign)
        {
            at++;
            var right = Product();
            left = Counted(new DotSyntax(left, right, sign.Span, Join(left, right)));
        }

        return left;
    }

    private Syntax Product()
    {
        var left = Signed();
        while (true)
        {
            if (Current.Is("/"))
            {
                var sign = words[at++];
                left = Divide(left, Signed(), sign.Span);
            }
            else if (StartsFactor())
            {
                left = Juxtapose(left, VectorOfOnes(left, Factor()));
            }
            else
            {
                return left;
            }
        }
    }

    private Syntax Divide(Syntax left, Syntax right, Span sign)
    {
        bool entries = KindOf(right) is { } kind and (ShapeKind.Vector or ShapeKind.Row) && KindOf(left) is { } above && (above == ShapeKind.Scalar || above == kind);
        if (entries)
        {
            Note(sign, "the quotient by a vector is that of each entry");
        }

        return Counted(new BinarySyntax(entries ? BinaryKind.ElementwiseDivide : BinaryKind.Divide, left, right, sign, Join(left, right)));
    }

    private Syntax Juxtapose(Syntax left, Syntax right) =>
        Counted(new BinarySyntax(BinaryKind.Juxtaposition, left, right, new Span(right.Span.Start, 0), Join(left, right)));

    private Syntax Signed()
    {
        if (!Current.Is("−") && !Current.Is("+"))
        {
            return Factor();
        }

        Enter();
        var sign = words[at++];
        var operand = Signed();
        depth--;
        return sign.Text == "+" ? operand : Counted(new NegateSyntax(operand, Join(sign.Span, operand.Span)));
    }

    private Syntax Factor() => Postfix(Primary());

    private Syntax Postfix(Syntax operand)
    {
        while (!AtEnd)
        {
            var token = Current;
            if (token.Kind == LatexKind.Prime)
            {
                at++;
                operand = Transpose(operand, token.Span);
            }
            else if (token.Kind == LatexKind.Sub)
            {
                operand = Entry(operand);
            }
            else if (token.Kind == LatexKind.Super)
            {
                at++;
                operand = Above(operand, Script());
            }
            else if (token.Kind == LatexKind.Open && words.Partner(at) == at + 1 && BehindPrescript(behindOperand: true) == 0)
            {
                at += 2;
            }
            else if (IsEvaluationBar())
            {
                SkipEvaluation();
            }
            else
            {
                break;
            }
        }

        return operand;
    }

    private Syntax Transpose(Syntax operand, Span mark) => Counted(new TransposeSyntax(operand, Join(operand.Span, mark)));

    // A bar after an operand that nothing opened: "at the point …".
    private bool IsEvaluationBar() => Current.Is("|>") ? bar != "|" : Current.Is("|") && bar != "|" && Peek(1).Kind == LatexKind.Sub;

    private void SkipEvaluation()
    {
        var span = words[at++].Span;
        while (Current.Kind is LatexKind.Sub or LatexKind.Super)
        {
            at++;
            span = Join(span, Argument().Span);
        }

        Note(span, "the bar and what is below it are passed over");
    }

    private NumberSyntax Number()
    {
        var text = new System.Text.StringBuilder();
        int from = at;
        while (Current.Kind == LatexKind.Digit || (Current.Is(".") && Peek(1).Kind == LatexKind.Digit && !text.ToString().Contains('.', StringComparison.Ordinal)))
        {
            if (at > from && Current.Gap != Gap.None)
            {
                break;
            }

            text.Append(words[at++].Text);
            if (Current.Kind == LatexKind.Open && Peek(1).Is(",") && words.Partner(at) == at + 2 && Peek(3).Kind == LatexKind.Digit && text.ToString().All(char.IsAsciiDigit))
            {
                // 0{,}5 is 0.5 in German and French.
                text.Append('.');
                at += 3;
            }

            if (text.Length > SyntaxLimits.Digits)
            {
                throw errors.TooLarge(Current.Span);
            }
        }

        var value = NumberReader.Read(new SourceText(text.ToString()), new Span(0, text.Length));
        return Counted(new NumberSyntax(value, SpanOf(from, at)));
    }

    private Syntax Number(Rational value, Span span) => Counted(new NumberSyntax(value, span));
}
