using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Operands.</content>
internal sealed partial class FormulaReader
{
    // Settings of letters, which do not change what a letter is.
    private static readonly HashSet<string> Faces =
    [
        @"\mathbf", @"\boldsymbol", @"\bm", @"\mathsf", @"\mathit", @"\mathcal", @"\mathscr", @"\mathfrak", @"\mathrm", @"\mathbb", @"\mathbbm", @"\mathds", @"\mathnormal",
        @"\symbf", @"\symup", @"\pmb", @"\mathtt", @"\operatorname", @"\boldmath",
    ];

    // What is set around an expression without changing it.
    private static readonly HashSet<string> Transparent = [@"\boxed", @"\fbox", @"\cancel", @"\bcancel", @"\xcancel", @"\underline", @"\mathstrut", @"\smash", @"\ensuremath"];

    private bool StartsFactor()
    {
        var token = Current;
        return token.Kind switch
        {
            LatexKind.Letter or LatexKind.Digit or LatexKind.Begin or LatexKind.Command => true,
            LatexKind.Open => words.Partner(at) != at + 1 || BehindPrescript(behindOperand: false) > 0,
            LatexKind.Words => FunctionNamed(token.Text.Trim()) is not null || names.IsDeclared(token.Text.Trim()),
            LatexKind.Sign => token.Text switch
            {
                "(" or "[" or "{" or "⟨" or "∇" or "∂" or "∑" or "∏" or "|<" or "‖<" or "…" or "⋯" or "√" => true,
                "|" or "‖" => bar != token.Text && Peek(1).Kind != LatexKind.Sub && HasPartnerBar(token.Text),
                "." => Peek(1).Kind == LatexKind.Digit,
                _ => false,
            },
            _ => false,
        };
    }

    private bool HasPartnerBar(string text)
    {
        for (int i = at + 1; i < end; i++)
        {
            if (words[i].Is(text))
            {
                return true;
            }

            i = words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
        }

        return false;
    }

    private Syntax Primary()
    {
        var token = Current;
        if (AtEnd)
        {
            throw errors.EndsEarly(at > 0 ? words[at - 1].Span : default);
        }

        switch (token.Kind)
        {
            case LatexKind.Digit:
                return NumberOrConstant();
            case LatexKind.Letter:
                return Letter(upright: false);
            case LatexKind.Open:
                return Prescript() ?? Group();
            case LatexKind.Begin:
                return Environment();
            case LatexKind.Words:
                at++;
                return Word(token.Text.Trim(), token.Span);
            case LatexKind.Command:
                return Command();
            case LatexKind.Sign:
                return SignPrimary();
            default:
                throw errors.OperandExpected(token.Span);
        }
    }

    private Syntax SignPrimary()
    {
        var token = Current;
        switch (token.Text)
        {
            case "{" when Peek(1) is { Kind: LatexKind.Begin } begin && Cased.Contains(begin.Text) && words.Partner(at + 1) is var close && !(close + 1 < end && words[close + 1].Is("}")):
                int open = at + 1;
                at = close + 1;
                return Cases(open, SpanOf(open - 1, at));
            case "(" or "[" or "{":
                return Bracketed(out _);
            case "∇":
                return Nabla();
            case "∂":
                return DifferentialSign();
            case "∑" or "∏":
                return Indexed();
            case "|" or "|<" or "‖" or "‖<":
                return Bars();
            case "⟨":
                return Inner();
            case "." when Peek(1).Kind == LatexKind.Digit:
                return Number();
            case "…" or "⋯" or "⋮" or "⋱":
                throw errors.Dots(token.Span);
            case "√":
                at++;
                var root = Argument();
                return Call("sqrt", [Whole(root.From, root.To, root.Span)], Join(token.Span, root.Span));
            default:
                throw errors.OperandExpected(token.Span);
        }
    }

    // 1_n and 0_{m×n} are constants, other digits are numbers.
    private Syntax NumberOrConstant()
    {
        var number = Number();
        bool one = number.Value.IsOne, zero = number.Value.IsZero;
        if (one && !plain && IndicatorOf(number.Span) is { } indicator)
        {
            return indicator;
        }

        return !plain && ((one || zero) && Current.Kind == LatexKind.Sub || one && IsTransposed()) ? Filled(one, number.Span) : number;
    }

    // 1^T is a row of ones.
    private bool IsTransposed()
    {
        if (Current.Kind != LatexKind.Super)
        {
            return false;
        }

        int start = at++;
        var above = Script();
        at = start;
        return above.To > above.From && TransposeMark(above.From, above.To) == above.To - above.From;
    }

    // Ones or zeros, with their sizes below where they stand there.
    private Syntax Filled(bool ones, Span span)
    {
        if (Current.Kind != LatexKind.Sub)
        {
            return Counted(new NameSyntax(ones ? "ones" : "zeros", [], span));
        }

        at++;
        var below = Argument();
        return Call(ones ? "ones" : "zeros", Sizes(below), Join(span, below.Span));
    }

    private CallSyntax Call(string function, ImmutableArray<Syntax> arguments, Span span, int primes = 0) =>
        Counted(new CallSyntax(new NameSyntax(function, [], span), primes, arguments, span));

    // Braces are no brackets; {\partial J \over \partial w} is a fraction.
    private Syntax Group()
    {
        int open = at, close = words.Partner(at);
        at = close + 1;
        for (int i = open + 1; i < close; i++)
        {
            if (words[i].IsCommand(@"\over"))
            {
                return Fraction(new(open + 1, i, SpanOf(open, i)), new(i + 1, close, SpanOf(i, close + 1)), SpanOf(open, close + 1));
            }

            i = words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
        }

        if (close == open + 2 && words[open + 1].Kind == LatexKind.Letter && Current.Kind is LatexKind.Super or LatexKind.Sub or LatexKind.Prime)
        {
            return Name(Spelled(words[open + 1].Text), words[open + 1].Span);
        }

        return Whole(open + 1, close, SpanOf(open, close + 1));
    }

    // ⟨x, y⟩
    private Syntax Inner()
    {
        int open = at;
        var items = BracketList();
        return items.Length == 2 ? Call("dot", items, SpanOf(open, at)) : throw errors.Norm(SpanOf(open, at), "an inner product has two factors", @"\langle x, y 
angle");
    }

    private Syntax Bracketed(out Span place)
    {
        int open = at;
        var inner = BracketList();
        place = SpanOf(open, at);
        return inner is [var one] ? one with { Span = place } : throw errors.Comma(inner[1].Span);
    }

    // The expressions between commas in the brackets that begin here.
    private ImmutableArray<Syntax> BracketList()
    {
        var open = words[at++];
        string closing = open.Text switch { "(" => ")", "[" => "]", "⟨" => "⟩", _ => "}" };
        var outer = bar;
        bar = null;
        Enter();
        var items = ImmutableArray.CreateBuilder<Syntax>(1);
        do
        {
            at += items.Count > 0 ? 1 : 0;
            if (Current.Is(closing))
            {
                throw errors.Empty(Join(open.Span, Current.Span));
            }

            items.Add(Sum());
        }
        while (Current.Is(",") || Current.Is(";"));

        depth--;
        bar = outer;
        if (!Current.Is(closing))
        {
            throw AtEnd ? errors.Unbalanced(open.Span, $"the bracket {open.Text}") : Leftover();
        }

        at++;
        return items.DrainToImmutable();
    }

    private Syntax Command()
    {
        var token = words[at++];
        string command = token.Text;
        if (command is @"\frac" or @"\dfrac" or @"\tfrac" or @"\cfrac")
        {
            var above = Argument();
            var below = Argument();
            return Fraction(above, below, SpanOf(token, below));
        }

        if (Symbols.AccentOfLatex(command) is { } accent && !(accent.Ending == "vec" && (Current.Is("(") || Current.Is("["))))
        {
            return Accented(accent, token.Span);
        }

        if (Faces.Contains(command))
        {
            return Faced(command, token.Span);
        }

        if (Transparent.Contains(command))
        {
            var inner = Argument();
            return Whole(inner.From, inner.To, inner.Span);
        }

        switch (command)
        {
            case @"\sqrt":
                var root = Root(out var degree);
                return degree is null ? Call("sqrt", [root], Join(token.Span, root.Span))
                    : Counted(new PowerSyntax(root, Divide(Number(Symbolic.Shapes.Rational.One, degree.Span), degree, degree.Span), false, false, Join(token.Span, root.Span)));
            case @"\underbrace" or @"\overbrace":
                var braced = Argument();
                if (Current.Kind is LatexKind.Sub or LatexKind.Super)
                {
                    at++;
                    Argument();
                }

                return Whole(braced.From, braced.To, braced.Span);
            case @"\underset" or @"\overset" or @"\stackrel" or @"\textcolor" or @"\colorbox":
                Argument();
                var set = Argument();
                return Whole(set.From, set.To, set.Span);
            case @"\mathopen" or @"\mathclose":
                return Primary();
        }

        string word = command[1..];
        return FunctionNamed(word) is { } function ? Applied(function, token.Span) : throw errors.UnknownCommand(token.Span, command);
    }

    private Syntax Root(out Syntax? degree)
    {
        degree = null;
        if (Current.Is("["))
        {
            degree = BracketList() is [var one] ? one : throw errors.Comma(Current.Span);
        }

        var inner = Argument();
        return Whole(inner.From, inner.To, inner.Span);
    }

    private Span SpanOf(LatexToken first, WordRange last) => Join(first.Span, last.Span);
}
