using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Σ and ∏ with their ranges; bars.</content>
internal sealed partial class FormulaReader
{
    private Syntax Indexed()
    {
        var sign = words[at++];
        var scripts = ReadScripts();
        if (scripts.Below is not { } below || scripts.Above.Count > 1 || scripts.Primes > 0)
        {
            throw errors.Range(scripts.Below?.Span ?? sign.Span);
        }

        var (indices, from, to) = RangeOf(below);
        if (scripts.Above.Count == 1)
        {
            to = to is null && from is not null ? Plain(scripts.Above[0]) : throw errors.Range(scripts.Above[0].Span);
        }

        bool descending = from is not null && to is not null && Descends(from, to);
        bound.AddRange(indices);
        Enter();
        var body = Tensor();
        while ((Current.Is("+") || Current.Is("−")) && TermHas(indices))
        {
            var plus = words[at++];
            var term = Tensor();
            body = Counted(new BinarySyntax(plus.Text == "+" ? BinaryKind.Add : BinaryKind.Subtract, body, term, plus.Span, Join(body, term)));
            Note(term.Span, $"{sign.Text} is read to hold this term too, since its index stands in it");
        }

        depth--;
        bound.RemoveRange(bound.Count - indices.Count, indices.Count);
        var kind = sign.Text == "∏" ? IndexedKind.Product : IndexedKind.Sum;
        for (int i = indices.Count - 1; i >= 0; i--)
        {
            body = Counted(new IndexedSyntax(kind, indices[i], from, to, descending, body, Join(sign.Span, body.Span)));
        }

        return body;
    }

    // Does the index stand in the scripts of the term that follows, not bound there again?
    private bool TermHas(List<string> indices)
    {
        bool found = false;
        for (int i = at + 1, depth = 0; i < end && depth >= 0; i++)
        {
            var token = words[i];
            if (depth == 0 && (token.Is("+") || token.Is("−") || token.Is(",")) && words[i - 1].Kind is not (LatexKind.Super or LatexKind.Sub))
            {
                break;
            }

            if (token.Is("∑") || token.Is("∏") || (token is { Kind: LatexKind.Letter, Text: "Σ" } && IsRange(i + 1)))
            {
                return false;
            }

            depth += token.Is("(") || token.Is("[") || token.Is("{") ? 1 : token.Is(")") || token.Is("]") || token.Is("}") ? -1 : 0;
            if (token.Kind is LatexKind.Super or LatexKind.Sub && i + 1 < end)
            {
                int last = words[i + 1].Kind == LatexKind.Open ? words.Partner(i + 1) : i + 2;
                found |= Enumerable.Range(i + 1, Math.Min(last, end) - i - 1).Any(k => words[k].Kind == LatexKind.Letter && indices.Contains(Spelled(words[k].Text)));
            }
        }

        return found;
    }

    // Does = stand in what is below the sign?
    private bool IsRange(int sub) => sub + 1 < end && words[sub].Kind == LatexKind.Sub && words[sub + 1].Kind == LatexKind.Open
        && Enumerable.Range(sub + 1, words.Partner(sub + 1) - sub).Any(i => words[i].Is("="));

    // i, "i,j", (i,j), i=1, 1≤i≤n.
    private (List<string> Indices, Syntax? From, Syntax? To) RangeOf(WordRange below)
    {
        var signs = Enumerable.Range(below.From, below.To - below.From).Where(i => words[i].Is("=") || words[i].Is("≤")).ToList();
        Syntax? from = null, to = null;
        int first = below.From, last = below.To;
        if (signs is [var equal] && words[equal].Is("="))
        {
            from = Plain(new(equal + 1, below.To, below.Span));
            last = equal;
        }
        else if (signs is [var low, var high] && words[low].Is("≤") && words[high].Is("≤"))
        {
            from = Plain(new(below.From, low, below.Span));
            to = Plain(new(high + 1, below.To, below.Span));
            (first, last) = (low + 1, high);
        }
        else if (signs.Count > 0)
        {
            throw errors.Range(below.Span);
        }

        // (i,j) without a set is all i and all j.
        bool bracketed = signs.Count == 0 && last - first > 2 && words[first].Is("(") && words[last - 1].Is(")");
        (first, last) = bracketed ? (first + 1, last - 1) : (first, last);
        var indices = new List<string>();
        for (int i = first; i < last; i++)
        {
            if (words[i].Kind == LatexKind.Letter)
            {
                indices.Add(Spelled(words[i].Text));
            }
            else if (!words[i].Is(","))
            {
                throw errors.Range(words[i].Span);
            }
        }

        return indices.Count > 0 && indices.Distinct().Count() == indices.Count ? (indices, from, to) : throw errors.Range(below.Span);
    }

    // From T to 1, from L to l+1: a capital above, or a larger number.
    private static bool Descends(Syntax from, Syntax to) => (from, to) switch
    {
        (NumberSyntax a, NumberSyntax b) => a.Value.CompareTo(b.Value) > 0,
        _ => HasCapital(from) && !HasCapital(to),
    };

    private static bool HasCapital(Syntax s) => s switch
    {
        NameSyntax n => char.IsUpper(n.Text[0]),
        BinarySyntax b => HasCapital(b.Left) || HasCapital(b.Right),
        _ => false,
    };

    // |c| and |A|; ‖x‖, ‖x‖², ‖A‖_F.
    private Syntax Bars()
    {
        var open = words[at++];
        bool doubled = open.Text[0] == '‖';
        bool twice = open.Text == "|" && Current is { Kind: LatexKind.Sign, Text: "|", Gap: Gap.None };
        at += twice ? 1 : 0;
        var outer = bar;
        bar = doubled ? "‖" : "|";
        Enter();
        var inner = Sum();
        depth--;
        string closing = bar;
        bar = outer;
        for (int i = 0; i < (twice ? 2 : 1); i++)
        {
            if (!Current.Is(closing) && !Current.Is(closing + ">"))
            {
                throw AtEnd ? errors.Unbalanced(open.Span, "the bar") : Leftover();
            }

            at++;
        }

        var span = Join(open.Span, words[at - 1].Span);
        if (doubled || twice)
        {
            return Norm(inner, span);
        }

        if (Current.Kind == LatexKind.Sub)
        {
            throw errors.Norm(Current.Span, "single bars with a subscript", @"a norm is written \|x\|_2");
        }

        return Call(KindOf(inner) == ShapeKind.Matrix ? "det" : "abs", [inner], span);
    }

    private Syntax Norm(Syntax inner, Span span)
    {
        var scripts = ReadScripts();
        string which = scripts.Below is { } b ? Spelled(b) : "";
        bool squared = scripts.Above is [var above] && above.To == above.From + 1 && words[above.From] is { Kind: LatexKind.Digit, Text: "2" };
        if (scripts.Primes > 0 || (scripts.Above.Count > 0 && !squared))
        {
            throw errors.Norm(span, "only ‖E‖ and ‖E‖² are known");
        }

        span = Join(span, SpanOf(at - 1, at));
        var kind = KindOf(inner);
        string name = which switch
        {
            "" => kind switch { ShapeKind.Vector or ShapeKind.Row => "norm2", ShapeKind.Matrix => "normF", _ => "" },
            "2" when kind != ShapeKind.Matrix => "norm2",
            "F" => "normF",
            "1" when kind != ShapeKind.Matrix => "norm1",
            _ => throw errors.Norm(scripts.Below?.Span ?? span, $"the norm with subscript {which} is not known" + (kind == ShapeKind.Matrix ? " for a matrix" : "")),
        };
        if (squared && (which is "" or "F" || (which == "2" && kind is ShapeKind.Vector or ShapeKind.Row)))
        {
            return Call("sumsq", [inner], span);
        }

        Syntax norm = name.Length == 0 ? Call("sqrt", [Call("sumsq", [inner], span)], span) : Call(name, [inner], span);
        return squared ? Counted(new PowerSyntax(norm, Number(new Rational(2, 1), span), false, false, span)) : norm;
    }

    // The 1 of Σ⁻¹ 1 is the vector: nobody writes a number behind a matrix.
    private Syntax VectorOfOnes(Syntax left, Syntax right) => right is NumberSyntax { Value.IsOne: true } one && left is not NumberSyntax && (KindOf(left) is ShapeKind.Matrix or ShapeKind.Row || (KindOf(left) is null && LooksLikeMatrix(left)))
        ? Filled(ones: true, one.Span) : right;

    private static bool LooksLikeMatrix(Syntax s) => s switch
    {
        NameSyntax n => char.IsUpper(n.Text[0]),
        BinarySyntax { Kind: BinaryKind.Juxtaposition or BinaryKind.Product } b => LooksLikeMatrix(b.Right),
        TransposeSyntax t => LooksLikeMatrix(t.Operand),
        PowerSyntax p => LooksLikeMatrix(p.Base),
        _ => false,
    };

    // A : B is the sum of the products of entries, ⟨A, B⟩.
    private Syntax Frobenius()
    {
        var left = Tensor();
        if (!Current.Is(":"))
        {
            return left;
        }

        at++;
        var right = Tensor();
        return Call("dot", [left, right], Join(left, right));
    }
}
