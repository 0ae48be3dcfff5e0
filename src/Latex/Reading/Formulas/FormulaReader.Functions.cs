using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Functions with and without brackets.</content>
internal sealed partial class FormulaReader
{
    // Functions that without brackets take all the factors that follow; the others take those up to a space, a bracket or a function.
    private static readonly HashSet<string> Greedy = ["tr", "vec", "vech", "sum", "mean", Moments.Expectation];

    // Functions with a matrix value, which stand as factors within what a greedy function takes.
    private static readonly HashSet<string> MatrixValued = ["diag", "inv", "adj", "tril", "triu", "unvec", "vec", "pinv"];

    private static readonly Dictionary<string, string> Inverses = new() { ["sin"] = "asin", ["cos"] = "acos", ["tan"] = "atan" };

    // The function of the language that a word names.
    private string? FunctionNamed(string word)
    {
        if (word.Length < 2)
        {
            return null;
        }

        string name = Symbols.FunctionShownAs(word)?.Name ?? word;
        name = name == "ln" ? "log" : name;
        return names.IsElementwise(name) || names.IsFunction(name) ? name : null;
    }

    private bool IsFunctionName(string text, int primes)
    {
        bool opening = Current.Is("(") || Current.Is("[") || Current.Is("{");
        if (names.IsElementwise(text))
        {
            return true;
        }

        if (text == "σ" || (names.IsFunction(text) && !(text is "I" or "K" or "D" or "L" or "e" or "d")))
        {
            return opening ? names.IsFunction(text) : primes > 0 && names.IsFunction(text);
        }

        if (text is "I" or "K" or "D" or "L" or "e" && Current.Is("("))
        {
            return !names.IsDeclared(text) && BareList() is { } list && list.All(p => IsSizes(p) || text == "e");
        }

        if (opening && text.Length == 1 && char.IsAsciiLetterLower(text[0]) && !names.IsDeclared(text) && Current.Is("(") && BareList() is [_])
        {
            return true;
        }

        return opening && !names.IsDeclared(text) && (text == "ell" || (UsualFunctions.Contains(text[0], StringComparison.Ordinal) && (text.Length == 1 || text[1] == '_')));
    }

    // f_l'(z): a function that is a letter. Without brackets it is the function itself, a call without arguments.
    private Syntax FunctionOfName(NameSyntax name, Scripts scripts, int used)
    {
        int primes = scripts.Primes;
        if (used < scripts.Above.Count && scripts.Above[used] is var order && order.To - order.From == 3 && words[order.From].Is("(") && words[order.From + 1].Kind == LatexKind.Digit)
        {
            primes += words[order.From + 1].Text[0] - '0';
            used++;
        }

        ImmutableArray<Syntax> arguments = Current is { Kind: LatexKind.Sign, Text: "(" or "[" or "{" } ? BracketList() : [];
        if (arguments.IsEmpty && primes == 0 && used < scripts.Above.Count)
        {
            throw errors.ArgumentMissing(name.Span, name.Text);
        }

        if (used < scripts.Above.Count && TransposeMark(scripts.Above[used].From, scripts.Above[used].To) != scripts.Above[used].To - scripts.Above[used].From)
        {
            throw errors.Superscript(scripts.Above[used].Span, $"what stands above the function {name.Text} could belong to it or to its value", "write (f(x))^2");
        }

        Syntax call = Counted(new CallSyntax(name, primes, arguments, Join(name.Span, SpanOf(at - 1, at))));
        return AboveAll(call, scripts with { Primes = 0 }, used);
    }

    // A function by its word, with what stands at the word, and its arguments.
    private Syntax Applied(string function, Span span)
    {
        var scripts = ReadScripts();
        var last = scripts.Above.Count > 0 ? scripts.Above[0] : (WordRange?)null;
        if (scripts.Below is { } below && function != "unvec")
        {
            throw errors.Subscript(below.Span, $"a subscript of {function} has no meaning here");
        }

        if (last is { } inverse && inverse.To == inverse.From + 2 && words[inverse.From].Is("−") && words[inverse.From + 1].Text == "1")
        {
            function = Inverses.GetValueOrDefault(function) ?? throw errors.Superscript(inverse.Span, $"an inverse of {function} is not known");
            scripts.Above.RemoveAt(0);
        }

        var arguments = Arguments(function, span);
        if (scripts.Below is { } sizes)
        {
            arguments = [.. arguments, .. Sizes(sizes)];
        }

        var place = Join(span, SpanOf(at - 1, at));
        Syntax call = (function, arguments) switch
        {
            // diag(p_i (1 − p_i)) is the diagonal matrix of all of them.
            ("diag", [var x]) when EntryFamily.Lift(x, names) is { Index: NameSyntax { Text: var index }, Vector: var all } && !bound.Contains(index) => Call("diag", [all], place),
            ("max", [NumberSyntax { Value.IsZero: true }, var x]) => Call("relu", [x], place),
            ("max", [var x, NumberSyntax { Value.IsZero: true }]) => Call("relu", [x], place),
            ("log", [CallSyntax { Function.Text: "abs", Arguments: [CallSyntax { Function.Text: "det", Arguments: [var x] }] }]) => Call("logdet", [x], place),
            _ => Counted(new CallSyntax(new NameSyntax(function, [], span), scripts.Primes, arguments, place)),
        };
        return AboveAll(call, scripts with { Primes = 0 }, 0);
    }

    private ImmutableArray<Syntax> Arguments(string function, Span span)
    {
        if (function == "diag" && DottedList() is { } entries)
        {
            return [Family(entries, span)];
        }

        if (Current is { Kind: LatexKind.Sign, Text: "(" or "[" or "{" })
        {
            return BracketList();
        }

        if (Current.Kind == LatexKind.Open && words.Partner(at) > at + 1)
        {
            // \exp{(x)} is exp(x).
            int open = at, close = words.Partner(at);
            at = close + 1;
            return [Whole(open + 1, close, SpanOf(open, close + 1))];
        }

        if (!StartsFactor())
        {
            throw errors.ArgumentMissing(span, function);
        }

        Enter();
        bool greedy = Greedy.Contains(function);
        bool barred = Current is { Kind: LatexKind.Sign, Text: "|" or "|<" or "‖" or "‖<" };
        var argument = Factor();
        while (!barred && StartsFactor() && !EndsArgument(greedy))
        {
            argument = Juxtapose(argument, Factor());
        }

        depth--;
        return Current.Is("/") || (greedy && !(Current.Is("⊗") && SameAhead(function)) && Current is { Kind: LatexKind.Sign, Text: "·" or "×" or "⊗" or "⊙" or "∘" })
            ? throw errors.Incomplete(Current.Span, $"where the argument of {function} ends can't be told", $"write it in brackets: {function}(…)")
            : [argument];
    }

    // vec A ⊗ vec B has one meaning.
    private bool SameAhead(string function)
    {
        at++;
        string? ahead = FunctionAhead();
        at--;
        return function == "vec" && ahead == function;
    }

    private bool EndsArgument(bool greedy)
    {
        if (FunctionAhead() is { } function)
        {
            return !(greedy && MatrixValued.Contains(function));
        }

        bool differential = Current is { Kind: LatexKind.Letter, Text: "d" } && Peek(1).Kind is LatexKind.Letter or LatexKind.Command
            || (Current.Kind == LatexKind.Command && Faces.Contains(Current.Text) && DerivativeSign(at, end) > 0);
        return Current.Is("∑") || Current.Is("∏")
            || (!greedy && (Current.Gap == Gap.Seen || differential || Current is { Kind: LatexKind.Sign, Text: not "." }));
    }

    // The function that the next word is, if it is one.
    private string? FunctionAhead()
    {
        var token = Current;
        if (token.Kind == LatexKind.Words)
        {
            return FunctionNamed(token.Text.Trim());
        }

        if (token.Kind != LatexKind.Command)
        {
            return null;
        }

        if (!Faces.Contains(token.Text))
        {
            return FunctionNamed(token.Text[1..]);
        }

        return Peek(1).Kind == LatexKind.Open && words.Partner(at + 1) is var close && close < end
            ? FunctionNamed(SourceOf(new(at + 2, close, token.Span))) : null;
    }

    // e^x is exp(x); of a matrix it is the exponential of the matrix.
    private Syntax? Exponential(bool upright, Span? place = null)
    {
        int start = at;
        var span = place ?? Current.Span;
        at += place is null ? 1 : 0;
        if (Current.Kind != LatexKind.Super || (!upright && (names.IsDeclared("e") || names.IsIndexed("e"))))
        {
            at = start;
            return null;
        }

        at++;
        var above = Argument();
        if (!upright && TransposeMark(above.From, above.To) == above.To - above.From)
        {
            at = start;
            return null;
        }

        var exponent = Whole(above.From, above.To, above.Span);
        return Call(KindOf(exponent) == ShapeKind.Matrix ? "expm" : "exp", [exponent], Join(span, above.Span));
    }

    // J(w): the value of J, as long as all of the document says J(w).
    private Syntax Evaluate(NameSyntax name, List<WordRange> list)
    {
        int open = at;
        ImmutableArray<Syntax> arguments = [.. list.Select(p => Whole(p.From, p.To, p.Span))];
        at = list[^1].To + 1;
        var span = SpanOf(open, at);
        string written = SourceOf(new(open, at, span));
        if (!applied.Agree(name.Text, arguments, written, out string before))
        {
            throw errors.Subscript(span, $"{name.Text} has other arguments elsewhere: {before}", "values at different places need names of their own");
        }

        Note(Join(name.Span, span), $"{name.Text}{written} is read as {name.Text}");
        Syntax value = name with { Span = Join(name.Span, span) };
        evaluated = (value, arguments);
        return value;
    }
}
