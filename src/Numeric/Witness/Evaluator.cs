using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// Values of expressions at a point, as dense matrices made by plain loops; every node is evaluated once. Over dual numbers
/// some symbols are moved, and the values carry the derivatives.
/// </summary>
/// <typeparam name="T">The numbers.</typeparam>
internal sealed partial class Evaluator<T>
    where T : struct, IScalar<T>
{
    private readonly Model model;
    private readonly Dictionary<Expr, Matrix<T>> values = [];
    private readonly Dictionary<Symbol, Matrix<T>> offsets;
    private readonly HashSet<Symbol> open = [];
    private readonly int depth;

    /// <summary>An evaluator at a point, with nothing moved.</summary>
    public Evaluator(Model model)
        : this(model, [], 0)
    {
    }

    /// <summary>An evaluator at a point that is moved: offsets are added to the values of symbols.</summary>
    public Evaluator(Model model, Dictionary<Symbol, Matrix<T>> offsets, int depth = 0) =>
        (this.model, this.offsets, this.depth) = (model, offsets, depth);

    /// <summary>The value of an expression.</summary>
    public Matrix<T> Value(Expr e)
    {
        if (!values.TryGetValue(e, out var value))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            value = e switch
            {
                Number n => Matrix<T>.Scalar(T.Of(n.Value.ToDouble())),
                Symbol s => SymbolValue(s),
                Constant c => ConstantValue(c),
                Differential d => DifferentialValue(d.Of),
                Sum s => SumValue(s),
                Product p => ProductValue(p),
                Apply a => ApplyValue(a),
                _ => throw new WitnessException($"a node of the kind {e.GetType().Name} has no numeric form"),
            };
            values[e] = value;
        }

        return value;
    }

    private Matrix<T> SymbolValue(Symbol s)
    {
        if (!open.Add(s))
        {
            throw new WitnessException($"{s.Name} is defined by itself");
        }

        var value = Meaning(s);
        open.Remove(s);
        return offsets.TryGetValue(s, out var offset) ? value + offset : value;
    }

    // A definition comes first, then the name of a derivative, then an unknown function, then a random value.
    private Matrix<T> Meaning(Symbol s)
    {
        if (model.Scope.Definitions.TryGetValue(s, out var definition))
        {
            return Value(definition);
        }

        var (rows, columns) = model.Count(s.Shape);
        if (model.Fact(s) is { } fact)
        {
            return (fact.Order == 1 ? Gradient(fact.Of, fact.Wrt, partial: true) : Hessian(fact.Of, fact.Wrt, fact.Other ?? fact.Wrt, partial: true)).Reshaped(rows, columns);
        }

        if (s.Derivative is { } derivative)
        {
            return Gradient(derivative.Of, derivative.Wrt, partial: true).Reshaped(rows, columns);
        }

        if (model.Scope.Dependencies.TryGetValue(s, out var of))
        {
            T[] v = [.. of.SelectMany(x => Value(x).Entries)];
            return new(rows, columns, model.Map(s, v.Length).At(v));
        }

        return Matrix<T>.Of(model.Base(s));
    }

    private Matrix<T> ConstantValue(Constant c)
    {
        int n = model.Count(c.First);
        int m = model.Count(c.Second);
        switch (c.Kind)
        {
            case ConstantKind.Identity:
                return Matrix<T>.Identity(n);
            case ConstantKind.Zeros:
                return new(n, m);
            case ConstantKind.Ones:
                return Matrix<T>.Filled(n, m, T.Of(1));
            case ConstantKind.SizeValue:
                return Matrix<T>.Scalar(T.Of(n));
            case ConstantKind.Pi:
                return Matrix<T>.Scalar(T.Of(Math.PI));
            case ConstantKind.Delta:
                return Matrix<T>.Scalar(T.Of(n == m ? 1 : 0));
            case ConstantKind.Basis when n < 1 || n > m:
                throw new WitnessException($"there is no e({n},{m})");
            case ConstantKind.Basis:
                var basis = new Matrix<T>(m, 1);
                basis[n - 1, 0] = T.Of(1);
                return basis;
            case ConstantKind.Commutation:
                return Selection(n * m, n * m, n, m, (i, j) => ((j + (i * m)), i + (j * n)));
            case ConstantKind.Duplication:
                return Selection(n * n, n * (n + 1) / 2, n, n, (i, j) => (i + (j * n), Packed(Math.Max(i, j), Math.Min(i, j), n)));
            case ConstantKind.Elimination:
                return Selection(n * (n + 1) / 2, n * n, n, n, (i, j) => i >= j ? (Packed(i, j, n), i + (j * n)) : null);
            default:
                throw new WitnessException($"the constant {c.Kind} has no numeric form");
        }
    }

    // Ones where the entry (i, j) of an n×m matrix says.
    private static Matrix<T> Selection(int rows, int columns, int n, int m, Func<int, int, (int, int)?> place)
    {
        var result = new Matrix<T>(rows, columns);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                if (place(i, j) is var (row, column))
                {
                    result[row, column] = T.Of(1);
                }
            }
        }

        return result;
    }

    // The place of entry (i, j), i ≥ j, in vech of an n×n matrix.
    private static int Packed(int i, int j, int n) => (j * n) - (j * (j + 1) / 2) + i;

    private Matrix<T> SumValue(Sum s)
    {
        var sum = Value(s.Terms[0]);
        for (int i = 1; i < s.Terms.Count; i++)
        {
            sum += Value(s.Terms[i]);
        }

        return sum;
    }

    private Matrix<T> ProductValue(Product p)
    {
        var factor = T.Of(p.Coefficient.IsOne ? 1 : p.Coefficient.ToDouble());
        foreach (var scalar in p.Scalars)
        {
            factor *= Value(scalar).Entries[0];
        }

        if (p.Chain.Count == 0)
        {
            return Matrix<T>.Scalar(factor);
        }

        bool fromRight = model.Count(p.Chain[^1].Shape.Columns) < model.Count(p.Chain[0].Shape.Rows);
        var value = Value(p.Chain[fromRight ? ^1 : 0]);
        for (int i = 1; i < p.Chain.Count; i++)
        {
            value = fromRight ? Value(p.Chain[p.Chain.Count - 1 - i]) * value : value * Value(p.Chain[i]);
        }

        return p.Scalars.Count == 0 && p.Coefficient.IsOne ? value : factor * value;
    }
}
