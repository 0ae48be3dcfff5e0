using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>What the scripts of a name mean: part of the name, layer index, entry, power, derivative.</content>
internal sealed partial class FormulaReader
{
    private const string UsualIndices = "ijklmnpqrst";

    // A name whose letter has been read; its scripts, brackets after it, and what of the scripts acts on the value.
    private Syntax Name(string text, Span span)
    {
        if (Constant(text, span) is { } constant)
        {
            return constant;
        }

        var (name, entries, scripts, used) = Resolve(text, span);
        if (Slope(name, scripts, used) is { } slope)
        {
            return slope;
        }

        if (IsFunctionName(name.Text, scripts.Primes))
        {
            return FunctionOfName(name, scripts, used);
        }

        Syntax value = name;
        if (Current.Is("(") && scripts.Primes == 0 && entries.IsEmpty && (name.Indices.IsEmpty || names.HasArguments(name.Text)) && BareList() is { } list)
        {
            value = IsInformation(name, list) ? Evaluate(name with { Text = $"Info_{Spelled(list[0])}" }, list)
                : IsQuantity(name.Text, list) && (scripts.Above.Count == used || list.Count > 1 || (names.HasArguments(name.Text) && KindOfName(name.Text) == ShapeKind.Matrix)) ? Evaluate(name, list) : value;
        }

        if (!entries.IsEmpty)
        {
            if (entries.Length > 1)
            {
                value = BeforeEntry(value, scripts, used);
            }

            value = Counted(new EntrySyntax(value, entries, Join(span, SpanOf(at - 1, at))));
        }

        return AboveAll(value, scripts, used);
    }

    // f'(t), where f(t) = … is a quantity with one variable: its derivative.
    private Syntax? Slope(NameSyntax name, Scripts scripts, int used)
    {
        if (scripts.Primes is not (1 or 2) || scripts.Above.Count > used || !name.Indices.IsEmpty || !names.HasArguments(name.Text)
            || names.Kind(name.Text) is ShapeKind.Matrix || names.VariableOf(name) is not { } variable)
        {
            return null;
        }

        Syntax value = Current.Is("(") && BareList() is [_] list ? Evaluate(name, list) : name;
        variable = variable with { Span = name.Span };
        return Counted(scripts.Primes == 1 ? new NablaSyntax(1, variable, value, value.Span) : new NablaSyntax(2, variable, value, value.Span));
    }

    // I(θ) is no identity of size θ, and no product with one: it is the information about θ, a name of its own.
    private bool IsInformation(NameSyntax name, List<WordRange> list) => name is { Text: "I", Indices.IsEmpty: true } && !names.IsDeclared("I") && list is [var only] && !IsSizes(only)
        && only.To == only.From + 1 && (!char.IsAscii(words[only.From].Text[0]) || (names.IsDeclared(words[only.From].Text) && !names.IsSize(words[only.From].Text)));

    // J(w) is the value of J, and so is ρ(w) where ρ is a number that is made of w; c(x) is a product, and f(x) of nothing declared a function.
    private bool IsQuantity(string text, List<WordRange> list) => !names.IsSize(text) && text is not ("pi" or "I")
        && (list.Count > 1 || names.HasArguments(text) || (names.IsDeclared(text) ? names.Kind(text) == ShapeKind.Scalar && (char.IsUpper(text[0]) || text.Length > 1 || IsMadeOf(text, list[0])) : char.IsAscii(text[0])));

    private bool IsMadeOf(string text, WordRange argument)
    {
        int before = at;
        var variable = Whole(argument.From, argument.To, argument.Span);
        at = before;
        return variable is NameSyntax { Indices.IsEmpty: true } name && names.IsMadeOf(text, name.Text);
    }

    // W^T_{ij} is an entry of Wᵀ, W_{ij}^2 the square of one; what stands for the matrix is taken out of the scripts.
    private Syntax BeforeEntry(Syntax value, Scripts scripts, int used)
    {
        while (used < scripts.Above.Count)
        {
            var above = scripts.Above[used];
            if (TransposeMark(above.From, above.To) is 0)
            {
                bool power = scripts.Below is { } below && below.From < above.From && words[above.From].Kind == LatexKind.Digit;
                return power ? value : throw errors.Superscript(above.Span, "what stands above could belong to the matrix or to its entry", "write [W^{-1}]_{ij} or (W_{ij})^2");
            }

            value = Above(value, above);
            scripts.Above.RemoveAt(used);
        }

        return value;
    }

    private (NameSyntax Name, ImmutableArray<Syntax> Entries, Scripts Scripts, int Used) Resolve(string text, Span span)
    {
        var scripts = ReadScripts();
        ImmutableArray<Syntax> indices = [], entries = [];
        int used = 0;
        bool transposed = false;
        text = GreekNames.Normalize(text);
        if (scripts.Above is [var starred, ..] && starred.To > starred.From + 1 && (words[starred.From].Is("∗") || words[starred.From].Is("⋆")))
        {
            // The star of w^{*T} belongs to the name, and what follows acts on the value.
            int star = starred.From + 1;
            scripts.Above[0] = new(star, starred.To, SpanOf(star, starred.To));
            scripts.Above.Insert(0, new(starred.From, star, SpanOf(starred.From, star)));
        }

        if (scripts.Above is [var first, ..] && Single(first) is "∗" or "⋆" && !names.IsTranspose("∗"))
        {
            text += "_star";
            used = 1;
        }
        else if (scripts.Above is [var sign, ..] && Single(sign) is "+" or "−" && IsUpdate(text, Single(sign) == "+" ? "_plus" : "_minus", scripts.Below))
        {
            text += Single(sign) == "+" ? "_plus" : "_minus";
            used = 1;
        }

        else if (scripts.Above is [var word, ..] && IsWordAbove(word))
        {
            text += "_" + Spelled(word);
            used = 1;
        }

        if (scripts.Primes == 1 && names.IsDeclared(text + "_prime"))
        {
            (text, scripts) = (text + "_prime", scripts with { Primes = 0 });
        }

        bool above = used < scripts.Above.Count && IsIndexAbove(text, scripts.Above[used], scripts.Below);
        if (above)
        {
            var range = scripts.Above[used];
            int to = range.To - (IsLastStep(text, range, scripts.Below) ? 0 : TransposeMark(range.From, range.To));
            transposed = to < range.To;
            bool bracketed = IsBracketed(range.From, to);
            indices = Indices(new(range.From + (bracketed ? 1 : 0), to - (bracketed ? 1 : 0), range.Span), 1);
            used++;
        }

        if (scripts.Below is { } below)
        {
            (text, var more, entries) = Below(text, below, above);
            indices = indices.IsEmpty ? more : indices;
        }

        var place = scripts.Below is null && used == 0 ? span : Join(span, SpanOf(at - 1, at));
        if (transposed)
        {
            // The T of W^{(l+1)T} acts on the value, like one that stands by itself.
            var mark = scripts.Above[used - 1];
            scripts.Above.Insert(used, new(mark.To - TransposeMark(mark.From, mark.To), mark.To, mark.Span));
        }

        return (Counted(new NameSyntax(text, indices, place)), entries, scripts, used);
    }

    // x^- is a name of its own, and x^+ where it is declared, or where x is none and a vector by its look; else a pseudo-inverse.
    private bool IsUpdate(string text, string ending, WordRange? below) => ending == "_minus" || names.IsDeclared(text + ending)
        || (char.IsLower(text[0]) && !names.IsDeclared(text) && !(below is { } b && IsIndexFormula(b.From, b.To) && names.IsDeclared(FullName(text, b))));

    // x^{new}
    private bool IsWordAbove(WordRange range) => range.To > range.From
        && (words[range.From].Kind == LatexKind.Words ? range.To == range.From + 1
        : range.To - range.From > 2 && Enumerable.Range(range.From, range.To - range.From).All(i => words[i].Kind == LatexKind.Letter && char.IsAsciiLetterLower(words[i].Text[0])));

    private bool IsBracketed(int from, int to) => to - from > 2 && ((words[from].Is("(") && words[to - 1].Is(")")) || (words[from].Is("[") && words[to - 1].Is("]")))
        && !Enumerable.Range(from + 1, to - from - 2).Any(i => words[i].Is("(") || words[i].Is(")"));

    // h^T for a family h and a size T, in a document that has another sign for a transpose.
    private bool IsLastStep(string text, WordRange above, WordRange? below) => below is null && above.To == above.From + 1 && words[above.From] is { Kind: LatexKind.Letter, Text: "T" }
        && names.IsTranspose("⊤") && names.IsSize("T") && names.IsIndexed(text);

    // W^{(l)}, W^{[2]}; W^l where W has an index, or where l is the letter of layers and nothing is declared.
    private bool IsIndexAbove(string text, WordRange above, WordRange? below)
    {
        if (IsLastStep(text, above, below))
        {
            return true;
        }

        int to = above.To - TransposeMark(above.From, above.To);
        if (to == above.From || words[above.From].Is("−"))
        {
            return false;
        }

        if (IsBracketed(above.From, to))
        {
            return !(names.IsElementwise(text) && !names.IsIndexed(text) && words[above.From].Is("(") && words[above.From + 1].Kind == LatexKind.Digit);
        }

        // z_3^i, where z3 has an index: the letter above counts, and what stands below is of the name. β^2 is a power beside a β without an index.
        if (below is { } part && words[above.From].Kind == LatexKind.Letter && IsIndexFormula(part.From, part.To) && IsIndexFormula(above.From, to) && names.IsIndexed(FullName(text, part)))
        {
            return true;
        }

        bool power = words[above.From].Kind == LatexKind.Digit && to == above.From + 1 && names.IsWhole(text);

        // No power has a comma.
        bool pair = Enumerable.Range(above.From, to - above.From).Any(i => words[i].Is(","));
        return !power && IsIndexFormula(above.From, to) && (names.IsIndexed(text) ? below is null || !IsIndexFormula(below.Value.From, below.Value.To) || words[above.From].Kind == LatexKind.Letter
            : !names.IsDeclared(text) && (pair || words[above.From] is { Kind: LatexKind.Letter, Text: "l" or "ℓ" or "L" }));
    }

    private bool IsIndexFormula(int from, int to) => to > from
        && Enumerable.Range(from, to - from).All(i => words[i].Kind is LatexKind.Letter or LatexKind.Digit || words[i].Is("+") || words[i].Is("−") || words[i].Is(","));

    // The name, its layer indices or its entry indices.
    private (string Text, ImmutableArray<Syntax> Indices, ImmutableArray<Syntax> Entries) Below(string text, WordRange below, bool layered)
    {
        bool formula = IsIndexFormula(below.From, below.To);
        string full = formula || !names.IsIndexed(text) ? FullName(text, below) : "";
        bool inSum = formula && Enumerable.Range(below.From, below.To - below.From).Any(i => bound.Contains(words[i].Text));
        if (full.Length > 0 && (names.IsDeclared(full) || (layered && names.IsIndexed(full))) && !(inSum && names.IsIndexed(text)))
        {
            return (full, [], []);
        }

        if (!layered && names.IsIndexed(text))
        {
            int wanted = names.Kind(text) == ShapeKind.Matrix && below.To == below.From + 2 && IsLetters(below) ? 2 : 1;
            var found = Indices(below, wanted);
            return found.Length == 1 ? (text, found, []) : (text, [], found);
        }

        if (!formula)
        {
            return (full, [], []);
        }

        if (entriesMeant)
        {
            return (text, [], Indices(below, 1));
        }

        int count = Parts(below) is { Count: > 1 } parts ? parts.Count : below.To == below.From + 2 && IsLetters(below) ? 2 : 1;
        if (layered || names.IsDeclared(text))
        {
            var kind = names.Kind(text);
            if (kind == ShapeKind.Matrix && count == 2)
            {
                return (text, [], Indices(below, 2));
            }

            // w_{new} is a name of its own.
            bool word = below.To - below.From > 2 && IsLetters(below) && !Enumerable.Range(below.From, below.To - below.From).Any(i => words[i].Kind == LatexKind.Digit);
            bool indexLike = !word && (words[below.From].Kind == LatexKind.Digit || IsIndexLetter(words[below.From]));
            if (kind == ShapeKind.Matrix && inSum)
            {
                throw errors.Subscript(below.Span, $"{text} is a matrix, and one index could be of its rows or of its columns", "write both indices, or declare the columns as x[i]");
            }

            if (indexLike && (kind == ShapeKind.Vector || (kind is null && layered)))
            {
                return (text, [], Indices(below, kind is null && count == 2 ? 2 : 1));
            }
        }

        if (count == 2 && char.IsAsciiLetterLower(text[0]) && names.Kind(text.ToUpperInvariant()) == ShapeKind.Matrix && !names.IsDeclared(text))
        {
            return (text.ToUpperInvariant(), [], Indices(below, 2));
        }

        bool letters = IsLetters(below) && Enumerable.Range(below.From, below.To - below.From).All(i => UsualIndices.Contains(words[i].Text, StringComparison.Ordinal));
        if (count == 1 && text.Length == 1 && UsualFunctions.Contains(text[0], StringComparison.Ordinal) && !names.IsDeclared(text) && words[below.From].Text is "l" or "ℓ" or "L")
        {
            return (text, Indices(below, 1), []);
        }

        return count == 2 && !names.IsDeclared(text) && char.IsUpper(text[0]) && letters ? (text, [], Indices(below, 2))
            : inSum && !names.IsDeclared(text) ? (text, Indices(below, 1), [])
            : Enumerable.Range(below.From, below.To - below.From).Any(i => words[i].Is("+") || words[i].Is("−")) && below.To > below.From + 1 ? (text, Indices(below, 1), [])
            : (full, [], []);
    }

    private string FullName(string text, WordRange below)
    {
        string spelled = Spelled(below);
        return spelled is [>= '0' and <= '9', ..] && names.IsDeclared(text + spelled) ? text + spelled : GreekNames.Normalize($"{text}_{spelled}");
    }
}
