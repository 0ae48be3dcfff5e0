using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <content>
/// Sums over an index: the index is one more axis, with as many values as the index, of the x[i], of e(i,n) and of i itself,
/// and is summed at the end.
/// </content>
internal sealed partial class Translator
{
    private Grid OfIndexedSum(Apply a, IndexedSum sum)
    {
        var count = ((IIndexed)sum).Count;
        if (count.Names.Concat(sum.From.Names).Any(n => Indices.IsBound(n.Text)))
        {
            throw new UndecidedException("a range that depends on an index");
        }

        var axis = new Axis(count);
        var inner = new Translator(work, scope) { outer = this, over = [.. over, axis] };
        foreach (var (name, known) in bound)
        {
            inner.bound[name] = known;
        }

        inner.bound[sum.Index] = new(axis, sum.From);
        var term = inner.Translate(a.Argument);
        return new Grid(term.Rows, term.Columns, term.Body.SumOver(axis)) { Over = over };
    }

    // Nothing is known of an ordered product but its transpose. Limits that move with an index are out of reach.
    private static Grid OfIndexedProduct(Apply a, IndexedProduct product)
    {
        if (Indices.Free(a).Count > 0)
        {
            throw new UndecidedException("a product that depends on an index");
        }

        var upwards = product.Descending ? (Apply)IndexedProduct.Transposed(a) : a;
        var grid = OfTensor(new Head(HeadKind.Symbol, Hashing.Shorten($"∏:{upwards}:{upwards.Shape}"), (a.Shape.Rows.IsOne ? 0 : 1) + (a.Shape.Columns.IsOne ? 0 : 1)), upwards.Shape);
        return product.Descending ? grid.Transposed : grid;
    }

    // x[i], dx[i], e(i,n), i, δ(i,j) under a sum over i.
    private Grid OfMember(Expr e)
    {
        if (Indices.Free(e).Any(i => Indices.Has(e.Shape.Rows, i) || Indices.Has(e.Shape.Columns, i)))
        {
            throw new UndecidedException("a size that depends on an index");
        }

        return e switch
        {
            Symbol { Derivative: null } s => OfFamily("s", s),
            Differential { Of.Derivative: null } d => OfFamily("d", d.Of),
            Constant { Kind: ConstantKind.Basis } c when Place(c.First) is { Shift: var shift, Axis: var axis } && shift.Equals(Size.Zero) && axis.Size.Equals(c.Second) && Axis.For(c.Second) is [var row] =>
                new([row], [], Polynomial.Of(new Factor(Heads.Delta, [row], [axis]))),
            Constant { Kind: ConstantKind.SizeValue } c when Place(c.First) is var (shift, axis) =>
                Grid.Scalar(Polynomial.Of(new Factor(Heads.Count(axis.Size), [axis])) + Polynomial.Of(shift)),
            Constant { Kind: ConstantKind.Delta } c when Place(c.First) is var (s, a) && Place(c.Second) is var (t, b) && s.Equals(t) && a.Size.Equals(b.Size) =>
                Grid.Scalar(Polynomial.Of(new Factor(Heads.Delta, [a], [b]))),
            _ => throw new UndecidedException($"{Indices.Readable(e.ToString())} under a sum has no form in index notation"),
        };
    }

    // A tensor with one more slot for each index that is bound.
    private Grid OfFamily(string kind, Symbol s)
    {
        var (rows, columns) = (Axis.For(s.Shape.Rows), Axis.For(s.Shape.Columns));
        Axis[][] slots = [.. new[] { rows, columns }.Where(x => x.Length > 0)];
        int sides = slots.Length;
        var places = new List<string>();
        foreach (var index in s.Name.Indices)
        {
            if (index.Variable is { } v && bound.ContainsKey(v))
            {
                var (shift, axis) = Place(Indices.AsSize(index))!.Value;
                places.Add($"+{shift.Text}<{axis.Size.Text}");
                slots = [.. slots, [axis]];
            }
            else
            {
                places.Add(index.ToString());
            }
        }

        return new(rows, columns, Polynomial.Of(new Factor(Heads.Family(kind, s, places, sides, slots.Length), slots)));
    }

    // A matrix whose entries depend on no index of a sum.
    private static Grid Whole(Grid x) => x.Body.Used(x.Over).Length == 0 ? x : throw new UndecidedException("a function of a matrix that depends on an index");

    // The axis of an index plus a number, with what is to be added to the place on it, which counts from 1.
    private (Size Shift, Axis Axis)? Place(Size size)
    {
        foreach (var (name, (axis, from)) in bound)
        {
            var shift = size - Size.Of(new Name(name));
            if (!shift.Names.Any(n => Indices.IsBound(n.Text)))
            {
                return (shift + from - Size.One, axis);
            }
        }

        return null;
    }

    /// <summary>The axis of a bound index and its least value.</summary>
    private readonly record struct Bound(Axis Axis, Size From);
}
