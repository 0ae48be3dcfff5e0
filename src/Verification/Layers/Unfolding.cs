using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Layers;

/// <summary>
/// Puts in for what has a recursion what it is one step further: downwards δ[l] in terms of δ[l+1], upwards h[t] in terms of
/// h[t-1], and sums and products up to the index by their last factor or term.
/// </summary>
internal sealed class Unfolding(LayerModel model, LayerRange range, bool downward)
{
    private const int Deepest = 32;

    /// <summary>The index one step on in the direction of the recursion, from a value of it.</summary>
    public Size Next(Size at) => at + Size.Of(downward ? 1 : -1);

    /// <summary>Does a claim speak of derivatives with a recursion from the end?</summary>
    public static bool IsDownward(LayerModel model, params IReadOnlyList<Expr> sides) =>
        Rewrite.Symbols(sides).Any(s => model.Facts.Exists(f => f.Outer is null && f.Cases.Count > 1 && f.Fact.Name.Name.Base == s.Name.Base) || model.Formulas.Exists(f => f.IsDownward && f.Name.Name.Base == s.Name.Base));

    /// <summary>An expression with the formulas of names that have no recursion put in at a value.</summary>
    public Expr Named(Expr e, Size at) => Rewrite.Substitute(e, Rewrite.Symbols(e)
        .Where(s => s.Name.Indices is [var i] && Indices.AsSize(i).Equals(at) && model.Facts.Exists(f => f.Cases.Count == 1 && f.Outer is null && f.Fact.Name.Name.Base == s.Name.Base))
        .ToDictionary(s => (Expr)s, s => Meaning(s, at, atEnd: false)!));

    /// <summary>An expression at a value, unfolded once; at an end of the range its base case is put in.</summary>
    public Expr Once(Expr e, Size at, bool atEnd)
    {
        for (int round = 0; round < Deepest; round++)
        {
            var put = new Dictionary<Expr, Expr>();
            foreach (var s in Rewrite.Symbols(e))
            {
                if ((s.Name.Indices is [var i] && Indices.AsSize(i).Equals(at) ? Meaning(s, at, atEnd) : Between(s, at)) is { } meaning)
                {
                    put[s] = meaning;
                }
            }

            if (put.Count == 0)
            {
                break;
            }

            e = Rewrite.Substitute(e, put);
        }

        return atEnd ? e : Rewrite.BottomUp(e, n => n is Apply { Operator: IIndexed } a ? Peeled(a, at) : n);
    }

    /// <summary>An expression in which sums and products over ranges that are left are symbols: what holds for all values of these holds.</summary>
    public static Expr Opaque(Expr e, Dictionary<Expr, Expr> names) => Rewrite.BottomUp(e, n => n is Apply { Operator: IIndexed } && Indices.Free(n).Count == 0
        ? names.TryGetValue(n, out var known) ? known : names[n] = Symbol.Of(new Name($"S_{names.Count + 1}"), n.Shape) : n);

    private Expr? Meaning(Symbol s, Size at, bool atEnd)
    {
        if (model.Facts.Find(f => f.Fact.Name.Name.Base == s.Name.Base) is { } fact)
        {
            if (!downward && fact.Cases.Count > 1)
            {
                return null;
            }

            var found = fact.Cases.Count > 1 && atEnd ? fact.Cases[1] : fact.Cases[0];
            return Indices.Put(found.Value, fact.Range.Index, at);
        }

        if (model.Formulas.Find(f => f.Name.Name.Base == s.Name.Base && f.Range is not null) is { } formula && formula.IsDownward == downward)
        {
            var found = formula.Cases.Count > 1 && atEnd ? formula.Cases[1] : formula.Cases[0];
            return Indices.Put(found.Value, formula.Range!.Index, at);
        }

        return !downward && model.Of(s) is { } template && !((at - template.Range.From).Value is { Sign: < 0 }) ? template.At(at).Right : null;
    }

    // B[k,l] in terms of B[k,l-1], and B[k,k]; downwards it stays.
    private Expr? Between(Symbol s, Size at)
    {
        if (downward || model.Facts.Find(f => f.Outer is not null && f.Fact.Name.Name.Base == s.Name.Base) is not { Outer: { } outer } fact)
        {
            return null;
        }

        var places = fact.Fact.Name.Name.Indices.Zip(s.Name.Indices).ToDictionary(p => p.First.Variable!, p => Indices.AsSize(p.Second));
        var (k, l) = (places[fact.Range.Index], places[outer.Index]);
        return l.Equals(at) ? new IndexPut(places).In(fact.Cases.Count == 1 || !l.Equals(k) ? fact.Cases[0].Value : fact.Cases[1].Value) : null;
    }

    // Σ_{i=a}^{l+c} E(i) = Σ_{i=a}^{l+c-1} E(i) + E(l+c), where a ≤ l+c at every value after the first; downwards at the other end.
    private Expr Peeled(Apply a, Size at)
    {
        var over = (IIndexed)a.Operator;
        var limit = downward ? over.From : over.To;
        if ((limit - at).Value is not { } offset)
        {
            return a;
        }

        var room = downward ? over.To - (range.To - Size.One + Size.Of(offset)) : range.From + Size.One + Size.Of(offset) - over.From;
        if (room.Value is not { Sign: >= 0 })
        {
            return a;
        }

        var (index, term) = IndexedTerm.Open(a);
        var edge = IndexedTerm.At(a, limit);
        var rest = downward ? over.Over(index, limit + Size.One, over.To, term) : over.Over(index, over.From, limit - Size.One, term);
        bool first = over is IndexedProduct product && product.Descending != downward;
        return over is IndexedSum ? Sum.Of(rest, edge) : first ? Product.Of(edge, rest) : Product.Of(rest, edge);
    }
}
