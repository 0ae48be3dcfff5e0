using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>
/// E(From) E(From+1) ⋯ E(To), or with <see cref="Descending"/> E(To) E(To−1) ⋯ E(From). Neighbouring factors conform: for
/// factors n[k]×n[k−1] the descending product over k = 1, …, L is n[L]×n[0].
/// </summary>
internal sealed class IndexedProduct : Operator, IIndexed, IEquatable<IndexedProduct>
{
    /// <summary>A product over a range.</summary>
    public IndexedProduct(string index, Size from, Size to, bool descending) => (Index, From, To, Descending) = (index, from, to, descending);

    /// <inheritdoc/>
    public string Index { get; }

    /// <inheritdoc/>
    public Size From { get; }

    /// <inheritdoc/>
    public Size To { get; }

    /// <summary>Does the factor of the greatest index come first?</summary>
    public bool Descending { get; }

    /// <inheritdoc/>
    public override string Name => "prod";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.OrderedProductRule;

    /// <summary>The product.</summary>
    public static Expr Over(string index, Size from, Size to, bool descending, Expr term)
    {
        var count = to - from + Size.One;
        if (count.Equals(Size.Zero))
        {
            var shape = new IndexedProduct(index, from, to, descending).ShapeOf([term.Shape], Unifier.Strict);
            return Make.Identity(shape.Rows);
        }

        if (count.IsOne)
        {
            return Indices.Put(term, index, from);
        }

        if (term is Constant { Kind: ConstantKind.Identity } or Number { Value.IsOne: true })
        {
            return Indices.Put(term, index, from);
        }

        // Numbers have no order.
        descending &= !term.IsScalar;
        var (name, bound) = IndexedTerm.Bind(index, term);
        return Apply.Raw(new IndexedProduct(name, from, to, descending), bound);
    }

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        var shape = unifier.Resolve(arguments[0]);
        var (left, right) = Descending ? (To, From) : (From, To);
        var next = At(shape.Rows, Size.Of(new Name(Index)) + Size.Of(Descending ? -1 : 1));
        if (!unifier.Unify(shape.Columns, next))
        {
            throw Wrong(shape, $"a factor of a product has as many columns as the next one has rows, {unifier.Resolve(next)}");
        }

        shape = unifier.Resolve(shape);
        return new(At(shape.Rows, left), At(shape.Columns, right));
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => Over(Index, From, To, Descending, arguments[0]);

    /// <summary>Σ_k (the factors before k) d(factor k) (the factors after k).</summary>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var (j, factor) = IndexedTerm.Open(node);
        string k = Indices.Fresh();
        var at = Size.Of(new Name(k));
        var below = Over(j, From, at - Size.One, Descending, factor);
        var above = Over(j, at + Size.One, To, Descending, factor);
        var moved = Indices.Put(moving[0]!, Index, at);
        return IndexedSum.Over(k, From, To, Descending ? Product.Of(above, moved, below) : Product.Of(below, moved, above));
    }

    /// <summary>The product transposed: the factors transposed in the other order.</summary>
    public static Expr Transposed(Apply node)
    {
        var op = (IndexedProduct)node.Operator;
        return Over(op.Index, op.From, op.To, !op.Descending, Make.Transpose(node.Argument));
    }

    /// <inheritdoc/>
    public bool Equals(IndexedProduct? other) =>
        other is not null && other.Index == Index && other.From.Equals(From) && other.To.Equals(To) && other.Descending == Descending;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexedProduct);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(IndexedProduct), Index, From, To, Descending);

    /// <inheritdoc/>
    Expr IIndexed.Over(string index, Size from, Size to, Expr term) => Over(index, from, to, Descending, term);

    private Size At(Size size, Size value) => new IndexPut(new Dictionary<string, Size> { [Index] = value }).In(size);
}
