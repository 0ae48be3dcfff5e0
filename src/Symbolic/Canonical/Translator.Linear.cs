using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Linear operators in index notation.</summary>
internal sealed partial class Translator
{
    private Grid OfLinear(Apply a)
    {
        switch (a.Operator)
        {
            case Transpose:
                return Translate(a.Argument).Transposed;
            case Vec:
                var x = Translate(a.Argument);
                return new([.. x.Columns, .. x.Rows], [], x.Body);
            case Unvec u:
                var (v, cut) = Alignment.Cut(Translate(a.Argument), u.Result.Rows);
                return new(v.Rows[cut..], v.Rows[..cut], v.Body);
            case Vech:
                return OfVech(Translate(a.Argument));
            case Hadamard:
                return a.Arguments.Skip(1).Aggregate(Translate(a.Argument), (p, f) => Together(p, Translate(f), (s, t, free) => s.By(t, free)).Normalise(work));
            case Kronecker:
                return a.Arguments.Skip(1).Aggregate(Translate(a.Argument), (p, f) => Beside(p, Translate(f)));
            case DiagonalMatrix:
                return OnDiagonal(Translate(a.Argument));
            case DiagonalPart:
                return DiagonalOf(Translate(a.Argument));
            case Trace:
                var diagonal = DiagonalOf(Translate(a.Argument));
                return Grid.Scalar(diagonal.Rows.Aggregate(diagonal.Normalise(work).Body, (p, axis) => p.SumOver(axis)));
            case Total:
                return Grid.Scalar(Sum(Translate(a.Argument)));
            case Mean:
                return Grid.Scalar(Sum(Translate(a.Argument)).By(Powers.Of(Polynomial.Of(a.Argument.Shape.Count), Exponents.MinusOne, [], work), over));
            case Tril:
                var lower = Translate(a.Argument);
                return lower with { Body = lower.Body.With(new Factor(Heads.Triangle, lower.Rows, lower.Columns)) };
            case Triu:
                var upper = Translate(a.Argument);
                return upper with { Body = upper.Body.With(new Factor(Heads.Triangle, upper.Columns, upper.Rows)) };
            case CumulativeSum:
                return RunningSum(Translate(a.Argument));
            case Frechet f:
                return Translate(f.BlockForm(a));
            case Hcat:
                return Stack([.. a.Arguments.Select(b => Translate(b).Transposed)]).Transposed;
            case Vcat:
                return Stack([.. a.Arguments.Select(Translate)]);
            default:
                throw new UndecidedException($"{a.Operator.Name} has no form in index notation");
        }
    }

    private static Polynomial Sum(Grid x) => x.Sides.Aggregate(x.Body, (p, axis) => p.SumOver(axis));

    private static Grid Beside(Grid a, Grid b) => new([.. a.Rows, .. b.Rows], [.. a.Columns, .. b.Columns], a.Body.By(b.Body, [.. a.Free, .. b.Free])) { Over = a.Over };

    private static Grid OnDiagonal(Grid x)
    {
        var rows = x.Sides;
        Axis[] columns = [.. rows.Select(a => a.Fresh())];
        return new(rows, columns, x.Body.With(Inverses.Deltas(rows, columns))) { Over = x.Over };
    }

    private static Grid DiagonalOf(Grid x)
    {
        x = Alignment.Square(x);
        return new(x.Rows, [], x.Body.Put(a => Array.IndexOf(x.Columns, a) is >= 0 and var i ? [x.Rows[i]] : null)) { Over = x.Over };
    }

    private static Grid OfVech(Grid x)
    {
        var t = Axis.For(Constant.Triangle(x.Rows.Aggregate(Size.One, (s, a) => s * a.Size)));
        var body = x.Body.With(new Factor(Heads.Pair, t, x.Rows, x.Columns), new Factor(Heads.Triangle, x.Rows, x.Columns));
        return new(t, [], x.Sides.Aggregate(body, (p, axis) => p.SumOver(axis)));
    }

    private static Grid RunningSum(Grid x)
    {
        Axis[] rows = [.. x.Rows.Select(a => a.Fresh())];
        var body = x.Body.With(new Factor(Heads.Triangle, rows, x.Rows));
        return new(rows, x.Columns, x.Rows.Aggregate(body, (p, axis) => p.SumOver(axis)));
    }

    // Blocks on top of each other: equal ones by a slow axis of their number, others each by its place in the whole.
    private static Grid Stack(Grid[] blocks)
    {
        var sizes = blocks.Select(b => b.Rows.Aggregate(Size.One, (s, a) => s * a.Size)).ToList();
        for (int i = 1; i < blocks.Length; i++)
        {
            Alignment.Align(ref blocks[0], false, ref blocks[i], false);
        }

        bool equal = sizes.All(s => s.Equals(sizes[0]));
        for (int i = 1; i < blocks.Length; i++)
        {
            Alignment.Align(ref blocks[0], false, ref blocks[i], false);
            if (equal)
            {
                Alignment.Align(ref blocks[0], ref blocks[i]);
            }
        }

        Axis[] place = [new(equal ? Size.Of(blocks.Length) : sizes.Aggregate(Size.Zero, (s, t) => s + t))];
        var first = blocks[0];
        var sum = Polynomial.Zero;
        for (int i = 0; i < blocks.Length; i++)
        {
            var b = blocks[i];
            if (!b.Columns.Select(a => a.Size).SequenceEqual(first.Columns.Select(a => a.Size)))
            {
                throw new UndecidedException("blocks that are divided differently");
            }

            if (equal)
            {
                sum += b.Rename(b.Free, first.Free).Body.With(new Factor(Heads.Basis(Size.Of(i + 1)), place));
            }
            else
            {
                var body = b.Rename(b.Columns, first.Columns).Body.With(new Factor(Heads.Selector(i, sizes), place, b.Rows));
                sum += b.Rows.Aggregate(body, (p, axis) => p.SumOver(axis));
            }
        }

        return new(equal ? [.. place, .. first.Rows] : place, first.Columns, sum);
    }
}
