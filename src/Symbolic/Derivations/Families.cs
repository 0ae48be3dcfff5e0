using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Symbols with an index as variables: x[j] is one of them, x[*] all together. Under a Σ the x[i] moves with x[j] where i = j,
/// which δ(i,j) says.
/// </summary>
internal static class Families
{
    /// <summary>The index of all members together.</summary>
    public const string Whole = "*";

    /// <summary>All members of a family as one variable.</summary>
    public static Symbol All(Symbol member) => Symbol.Of(
        new Name(member.Name.Base, new LayerIndex(Whole, 0)), member.Shape, member.Attributes, member.Derivative);

    /// <summary>Does a variable stand for all members?</summary>
    public static bool IsWhole(Symbol s) => s.Name.Indices is [{ Variable: Whole }];

    /// <summary>Variables that move with written differentials: dx[i] under a sum, and dx[i] declared where x[i] stands under one, move all.</summary>
    public static IEnumerable<Symbol> Moving(IEnumerable<Symbol> written, IReadOnlyList<Expr> roots)
    {
        var bound = Rewrite.Nodes(roots).Select(n => n is Expressions.Differential d ? d.Of : n as Symbol).OfType<Symbol>()
            .Where(s => s.Name.Indices is [{ Variable: { } v }] && Indices.IsBound(v)).Select(s => s.Name.Base).ToHashSet();
        return written.Select(s => s.Name.Indices is [{ Variable: { } v, Offset: var offset }] && bound.Contains(s.Name.Base) && (Indices.IsBound(v) || offset == 0) ? All(s) : s).Distinct();
    }

    /// <summary>
    /// d of a symbol whose index is bound, where variables of its family move: dx[i] for x[*], Σ δ(i,j) dx[j] for x[j]; null
    /// where none does.
    /// </summary>
    public static Expr? Differential(Symbol s, IReadOnlyCollection<Symbol> moving)
    {
        if (s.Name.Indices.Count == 0)
        {
            return null;
        }

        var terms = new List<Expr>();
        foreach (var x in moving)
        {
            if (Meeting(s, x) is { } delta && !delta.IsZero)
            {
                terms.Add(Product.Of(delta, IsWhole(x) ? Expressions.Differential.For(s) : Expressions.Differential.For(x)));
            }
        }

        return terms.Count == 0 ? null : Sum.Of(terms);
    }

    // 1 where the two are one symbol, 0 where they are not; null for names of other bases, and for free indices that differ.
    private static Expr? Meeting(Symbol s, Symbol x)
    {
        if (s.Name.Base != x.Name.Base || s.Name.Indices.Count != x.Name.Indices.Count || (s.Derivative is null) != (x.Derivative is null))
        {
            return null;
        }

        if (IsWhole(x))
        {
            return Number.One;
        }

        Expr delta = Number.One;
        bool bound = false;
        for (int k = 0; k < s.Name.Indices.Count; k++)
        {
            var (a, b) = (s.Name.Indices[k], x.Name.Indices[k]);
            bool open = (a.Variable is { } v && Indices.IsBound(v)) || (b.Variable is { } w && Indices.IsBound(w));
            if (!open && a != b)
            {
                return null;
            }

            bound |= open;
            delta = Product.Of(delta, Make.Delta(Indices.AsSize(a), Indices.AsSize(b)));
        }

        if (!bound)
        {
            return null;
        }

        return s.Shape == x.Shape ? delta
            : throw new NotDifferentiableException($"{x}: {Indices.Readable(s.Name.Text)} has another shape where its index is another, so that a derivative by one of them is not a formula for all");
    }
}
