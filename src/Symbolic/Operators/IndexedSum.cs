using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>Σ_{i=From}^{To} E(i).</summary>
internal sealed class IndexedSum : Operator, IIndexed, IEquatable<IndexedSum>
{
    private IndexedSum(string index, Size from, Size to) => (Index, From, To) = (index, from, to);

    /// <inheritdoc/>
    public string Index { get; }

    /// <inheritdoc/>
    public Size From { get; }

    /// <inheritdoc/>
    public Size To { get; }

    /// <inheritdoc/>
    public override string Name => "sum";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.SumRule;

    /// <summary>The sum; what does not hold the index stands in front.</summary>
    public static Expr Over(string index, Size from, Size to, Expr term)
    {
        var count = to - from + Size.One;
        if (term.IsZero || count.Equals(Size.Zero))
        {
            return Make.Zero(term.Shape);
        }

        if (!Indices.Has(term, index))
        {
            return Product.Of(Make.SizeValue(count), term);
        }

        if (count.IsOne)
        {
            return Indices.Put(term, index, from);
        }

        if (term is Product p && InFront(p, index) is var (before, middle, after))
        {
            return Product.Of([before, Over(index, from, to, middle), after]);
        }

        var (name, bound) = IndexedTerm.Bind(index, term);
        return Apply.Raw(new IndexedSum(name, from, to), bound);
    }

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        var shape = unifier.Resolve(arguments[0]);
        return Indices.Has(shape.Rows, Index) || Indices.Has(shape.Columns, Index) ? throw Wrong(shape, "the terms of a sum have one shape") : shape;
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => Over(Index, From, To, arguments[0]);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) => Of(moving[0]!);

    /// <inheritdoc/>
    public bool Equals(IndexedSum? other) => other is not null && other.Index == Index && other.From.Equals(From) && other.To.Equals(To);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexedSum);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(IndexedSum), Index, From, To);

    /// <inheritdoc/>
    Expr IIndexed.Over(string index, Size from, Size to, Expr term) => Over(index, from, to, term);

    // The factors without the index that can stand before and after the sum; null where there are none.
    private static (Expr Before, Expr Middle, Expr After)? InFront(Product p, string index)
    {
        var scalars = p.Scalars.Where(s => !Indices.Has(s, index)).ToList();
        int first = 0;
        int last = p.Chain.Count;
        while (first < last && !Indices.Has(p.Chain[first], index))
        {
            first++;
        }

        while (last > first && !Indices.Has(p.Chain[last - 1], index))
        {
            last--;
        }

        if (first == last && p.Chain.Count > 0)
        {
            // The index stands among the scalars alone: the whole chain goes behind.
            (first, last) = (0, 0);
        }

        if (p.Coefficient.IsOne && scalars.Count == 0 && first == 0 && last == p.Chain.Count)
        {
            return null;
        }

        var middle = Product.Of([.. p.Scalars.Where(s => Indices.Has(s, index)), .. p.Chain.Skip(first).Take(last - first)]);
        Expr after = last < p.Chain.Count ? Product.Of([.. p.Chain.Skip(last)]) : Number.One;
        return (Product.Of(p.Coefficient, [.. scalars, .. p.Chain.Take(first)]), middle, after);
    }
}
