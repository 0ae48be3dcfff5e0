using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Σ_{i=a}^{b} δ(i,j) E(i) = E(j), for a ≤ j ≤ b: what is left of a sum that is differentiated by one x[j]. The range of j is a
/// condition of the answer.
/// </summary>
internal static class Selection
{
    private const int MostTerms = 64;

    /// <summary>The expression with every such sum worked out.</summary>
    public static Expr In(Expr e) => !Rewrite.Contains(e, n => n is Constant { Kind: ConstantKind.Delta }) ? e
        : Rewrite.BottomUp(e, n => n is Apply { Operator: IndexedSum sum } a ? Selected(a, sum) : n);

    /// <summary>What must hold of the indices of variables, so that the terms with these indices occur.</summary>
    public static IEnumerable<string> Conditions(Expr input, IReadOnlyList<Symbol> variables) =>
        Ranges(input, variables).Select(r => Written(r.From, r.Index, r.To)).OfType<string>();

    /// <summary>The ranges in which the indices of variables must be, one for each sum or product and place in its terms.</summary>
    public static IEnumerable<(Size From, Size Index, Size To)> Ranges(Expr input, IReadOnlyList<Symbol> variables)
    {
        foreach (var node in Rewrite.Nodes(input))
        {
            if (node is not Apply { Operator: IIndexed range } a || IsBound(range.From) || IsBound(range.To))
            {
                continue;
            }

            foreach (var x in variables.Where(v => v.Name.Indices.Count == 1 && !Families.IsWhole(v)))
            {
                var offsets = Rewrite.Symbols(a.Argument).Where(s => s.Name.Base == x.Name.Base && s.Name.Indices is [var i] && i.Variable == range.Index)
                    .Select(s => s.Name.Indices[0].Offset).Distinct();
                foreach (int offset in offsets)
                {
                    var (from, at, to) = (range.From + Size.Of(offset), Indices.AsSize(x.Name.Indices[0]), range.To + Size.Of(offset));
                    if (!IsOutside(from, at, to))
                    {
                        yield return (from, at, to);
                    }
                }
            }
        }
    }

    // a ≤ j ≤ b without what is always so, sizes being at least 1.
    private static string? Written(Size from, Size j, Size to)
    {
        bool above = IsLess(from, j);
        bool below = IsLess(j, to);
        return above && below ? null : above ? $"{j} ≤ {to}" : below ? $"{from} ≤ {j}" : $"{from} ≤ {j} ≤ {to}";
    }

    private static bool IsLess(Size a, Size b) => (b - a).Value is { Sign: >= 0 } || (a.IsOne && b.AsName is not null && b.Names[0].Indices.Count == 0 && char.IsUpper(b.Text[0]));

    // By its form: j + 1 is not at most j.
    private static bool IsOutside(Size from, Size at, Size to) => (at - from).Value is { Sign: < 0 } || (to - at).Value is { Sign: < 0 };

    private static bool IsBound(Size size) => size.Names.Any(n => Indices.IsBound(n.Text));

    private static Expr Selected(Apply a, IndexedSum sum)
    {
        if (IsBound(sum.From) || IsBound(sum.To) || !Rewrite.Contains(a.Argument, n => HasDelta(n, sum.Index)) || Divided(a.Argument, sum.Index) is not { } terms)
        {
            return a;
        }

        var selected = new List<Expr>();
        var left = new List<Expr>();
        foreach (var term in terms)
        {
            (OfTerm(term, sum) is { } value ? selected : left).Add(OfTerm(term, sum) ?? term);
        }

        if (selected.Count == 0)
        {
            return a;
        }

        if (left.Count > 0)
        {
            selected.Add(sum.Of(Sum.Of(left)));
        }

        return Sum.Of(selected);
    }

    private static bool HasDelta(Expr e, string index) => e is Constant { Kind: ConstantKind.Delta } c && Indices.Has(c, index);

    // The term at the value that a δ asks for; null where there is none, or where it is an index of a sum further out.
    private static Expr? OfTerm(Expr term, IndexedSum sum)
    {
        IReadOnlyList<Expr> factors = term is Product p ? p.Children : [term];
        if (factors.FirstOrDefault(f => HasDelta(f, sum.Index)) is not Constant delta)
        {
            return null;
        }

        var index = Size.Of(new Name(sum.Index));
        var difference = delta.First - delta.Second;
        var value = Indices.Has(difference - index, sum.Index) ? difference + index : index - difference;
        if (IsBound(value))
        {
            return null;
        }

        return IsOutside(sum.From, value, sum.To) ? Make.Zero(term.Shape)
            : Indices.Put(Product.Of(Product.Split(term).Coefficient, [.. factors.Where(f => !ReferenceEquals(f, delta))]), sum.Index, value);
    }

    // The terms of a sum, products of sums with a δ multiplied out; null where they are too many.
    private static List<Expr>? Divided(Expr e, string index)
    {
        switch (e)
        {
            case Sum s:
                var all = new List<Expr>();
                foreach (var term in s.Terms)
                {
                    if (Divided(term, index) is not { } parts || all.Count + parts.Count > MostTerms)
                    {
                        return null;
                    }

                    all.AddRange(parts);
                }

                return all;
            case Product p when p.Children.Any(c => c is Sum or Product && Rewrite.Contains(c, n => HasDelta(n, index))):
                var rows = new List<Expr[]> { Array.Empty<Expr>() };
                foreach (var factor in p.Children)
                {
                    if (Divided(factor, index) is not { } options || rows.Count * options.Count > MostTerms)
                    {
                        return null;
                    }

                    rows = factor is Sum && !Rewrite.Contains(factor, n => HasDelta(n, index))
                        ? rows.ConvertAll(r => r.Append(factor).ToArray())
                        : [.. rows.SelectMany(r => options.Select(o => r.Append(o).ToArray()))];
                }

                return rows.ConvertAll(r => Product.Of(p.Coefficient, r));
            default:
                return [e];
        }
    }
}
