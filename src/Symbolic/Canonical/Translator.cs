using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Translates expressions to index notation.</summary>
internal sealed partial class Translator(Workspace work, Scope scope)
{
    private readonly Dictionary<Expr, Grid> known = [];
    private readonly Dictionary<string, Bound> bound = [];
    private Translator? outer;
    private Axis[] over = [];

    /// <summary>An expression in index notation, over axes of its own.</summary>
    public Grid Translate(Expr e)
    {
        if (known.TryGetValue(e, out var grid))
        {
            return grid.Fresh();
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (outer is not null && Indices.Free(e).All(outer.bound.ContainsKey))
        {
            return outer.Translate(e) with { Over = over };
        }

        work.Spend(1);
        grid = (Convert(e) with { Over = over }).Normalise(work);
        known[e] = grid;
        return grid.Fresh();
    }

    private Grid Convert(Expr e) => e switch
    {
        Number n => Grid.Scalar(Polynomial.Of(n.Value)),
        Symbol or Differential or Constant when Indices.Free(e).Count > 0 => OfMember(e),
        Symbol s => OfStructured(s.Shape, s.Attributes, diagonal => Heads.Symbol(s, diagonal)),
        Differential d => OfStructured(d.Shape, Declared(d), diagonal => Heads.Differential(d.Of, Declared(d), diagonal)),
        Constant c => OfConstant(c),
        Sum s => OfSum(s),
        Product p => OfProduct(p),
        Apply a => OfOperator(a),
        _ => throw new UndecidedException("an expression of an unknown kind"),
    };

    private static Grid OfTensor(Head head, Shape shape)
    {
        var (rows, columns) = (Axis.For(shape.Rows), Axis.For(shape.Columns));
        Axis[][] slots = [.. new[] { rows, columns }.Where(s => s.Length > 0)];
        return new(rows, columns, Polynomial.Of(new Factor(head, slots)));
    }

    private static Grid OfStructured(Shape shape, Attributes attributes, Func<bool, Head> head)
    {
        if (attributes.HasFlag(Attributes.Diagonal) && !shape.IsScalar)
        {
            var (i, j) = (new Axis(shape.Rows), new Axis(shape.Columns));
            return new([i], [j], Polynomial.Of(new Factor(head(true), [i]), new Factor(Heads.Delta, [i], [j])));
        }

        return OfTensor(head(false), shape);
    }

    // The structure that was declared of dX itself.
    private Attributes Declared(Differential d) =>
        scope.Symbols.TryGetValue(new Name("d" + d.Of.Name.Base, [.. d.Of.Name.Indices]), out var s) && s.Shape == d.Shape ? s.Attributes : Attributes.None;

    private static Grid OfConstant(Constant c)
    {
        var (rows, columns) = (Axis.For(c.Shape.Rows), Axis.For(c.Shape.Columns));
        switch (c.Kind)
        {
            case ConstantKind.Identity:
                return new(rows, columns, Polynomial.Of(Inverses.Deltas(rows, columns)));
            case ConstantKind.Zeros:
                return new(rows, columns, Polynomial.Zero);
            case ConstantKind.Ones:
                return new(rows, columns, Polynomial.One);
            case ConstantKind.Basis:
                return rows.Length == 0 ? Grid.Scalar(Polynomial.One) : new(rows, [], Polynomial.Of(new Factor(Heads.Basis(c.First), rows)));
            case ConstantKind.Commutation:
                // K(m,n) takes vec(A), which is (j i) for i among m rows and j among n columns, to vec(A'), which is (i j).
                var (i, j, k, l) = (new Axis(c.First), new Axis(c.Second), new Axis(c.First), new Axis(c.Second));
                return new([i, j], [l, k], Polynomial.Of(new Factor(Heads.Delta, [i], [k]), new Factor(Heads.Delta, [j], [l])));
            case ConstantKind.Duplication:
                return Duplication(c.First).Grid;
            case ConstantKind.Elimination:
                var (d, p, q) = Duplication(c.First);
                return (d with { Body = d.Body.With(new Factor(Heads.Triangle, p, q)) }).Transposed;
            case ConstantKind.SizeValue:
                return Grid.Scalar(Polynomial.Of(c.First));
            case ConstantKind.Pi:
                return Grid.Scalar(Polynomial.Of(new Factor(Heads.Pi)));
            default:
                throw new UndecidedException("a constant of an unknown kind");
        }
    }

    // D, whose rows are (j i) for the entry in row i and column j.
    private static (Grid Grid, Axis[] I, Axis[] J) Duplication(Size n)
    {
        var (i, j, t) = (Axis.For(n), Axis.For(n), Axis.For(Constant.Triangle(n)));
        return (new([.. j, .. i], t, Polynomial.Of(new Factor(Heads.Pair, t, i, j))), i, j);
    }

    private Grid OfSum(Sum s)
    {
        var sum = Translate(s.Terms[0]);
        foreach (var term in s.Terms.Skip(1))
        {
            var next = Translate(term);
            sum = Together(sum, next, (a, b, _) => a + b);
        }

        return sum;
    }

    // Entry by entry.
    private static Grid Together(Grid a, Grid b, Func<Polynomial, Polynomial, Axis[], Polynomial> how)
    {
        Alignment.Align(ref a, ref b);
        return a with { Body = how(a.Body, b.Rename(b.Free, a.Free).Body, a.Free) };
    }

    private Grid OfProduct(Product p)
    {
        var scalars = Polynomial.Of(p.Coefficient);
        foreach (var scalar in p.Scalars)
        {
            scalars = Normaliser.Normalise(scalars.By(Translate(scalar).Body, over), over, work);
        }

        if (p.Chain.Count == 0)
        {
            return Grid.Scalar(scalars);
        }

        var chain = Translate(p.Chain[0]);
        foreach (var link in p.Chain.Skip(1))
        {
            chain = Times(chain, Translate(link)).Normalise(work);
        }

        return chain with { Body = scalars.By(chain.Body, chain.Free) };
    }

    private static Grid Times(Grid a, Grid b)
    {
        Alignment.Align(ref a, false, ref b, true);
        Axis[] inner = a.Columns;
        b = b.Rename(b.Rows, inner);
        return new(a.Rows, b.Columns, inner.Aggregate(a.Body.By(b.Body, [.. a.Rows, .. inner, .. b.Columns, .. a.Over]), (p, axis) => p.SumOver(axis))) { Over = a.Over };
    }

    private Grid OfOperator(Apply a) => a.Operator switch
    {
        LinearOperator => OfLinear(a),
        ElementwiseOperator op => OfElementwise(op, a),
        ElementwisePower or GeneralPower => OfPower(a),
        DefinedOperator d => Translate(d.Definition(a)),
        MatrixPower or SymbolicPower or MatrixFunction => OfMatrixFunction(a),
        Maximum => OfMaximum(a),
        IndexedSum sum => OfIndexedSum(a, sum),
        IndexedProduct product => OfIndexedProduct(a, product),
        _ => throw new UndecidedException($"{a.Operator.Name} has no form in index notation"),
    };

    private Grid OfMaximum(Apply a)
    {
        var x = Whole(Translate(a.Argument));
        var made = HeadMaker.Pointwise(HeadKind.Function, "max", x.Body, x.Free, work);
        return Grid.Scalar(Polynomial.Of(new Factor(new Head(HeadKind.Function, $"max{made.Factor.Head.Key}", 0) { Argument = made.Factor.Head.Argument })));
    }
}
