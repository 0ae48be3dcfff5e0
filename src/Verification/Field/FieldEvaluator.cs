using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Field;

/// <summary>
/// Exact values of expressions at a point over the field. Functions of numbers that are no rational ones are random
/// functions: equal arguments have equal values, and nothing else is known of them.
/// </summary>
internal sealed partial class FieldEvaluator(FieldPoint point)
{
    private readonly Dictionary<Expr, FieldMatrix> values = [];
    private readonly HashSet<Symbol> open = [];

    /// <summary>
    /// Did a function occur that satisfies relations which its random stand-in does not (exp(a+b) = exp(a) exp(b))? What is
    /// equal is equal all the same; what is not may be equal after all.
    /// </summary>
    public bool LosesRelations { get; private set; }

    /// <summary>How many values of random functions were used.</summary>
    public int Hashed { get; private set; }

    /// <summary>The value of an expression.</summary>
    public FieldMatrix Value(Expr e)
    {
        if (!values.TryGetValue(e, out var value))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            value = e switch
            {
                Number n => FieldMatrix.Scalar(Fp.Of(n.Value)),
                Symbol s => SymbolValue(s),
                Constant c => ConstantValue(c),
                Differential d => point.Direction(d.Of),
                Sum s => SumValue(s),
                Product p => ProductValue(p),
                Apply a => ApplyValue(a),
                _ => throw new OutOfReachException(e.GetType().Name),
            };
            values[e] = value;
        }

        return value;
    }

    private FieldMatrix SymbolValue(Symbol s)
    {
        var scope = point.Scope;
        if (scope.Definitions.TryGetValue(s, out var definition))
        {
            if (!open.Add(s))
            {
                throw new OutOfReachException($"{s.Name} is defined by itself");
            }

            var value = Value(definition);
            open.Remove(s);
            return value;
        }

        // What is named or depends on others is taken for independent, which is more general than it is.
        LosesRelations |= s.Derivative is not null || scope.Dependencies.ContainsKey(s) || scope.Facts.Any(f => ReferenceEquals(f.Name, s));
        return point.Value(s);
    }

    private FieldMatrix SumValue(Sum s)
    {
        var sum = Value(s.Terms[0]);
        for (int i = 1; i < s.Terms.Count; i++)
        {
            sum += Value(s.Terms[i]);
        }

        return sum;
    }

    private FieldMatrix ProductValue(Product p)
    {
        ulong factor = Fp.Of(p.Coefficient);
        foreach (var scalar in p.Scalars)
        {
            factor = Fp.Multiply(factor, Value(scalar).Entries[0]);
        }

        if (p.Chain.Count == 0)
        {
            return FieldMatrix.Scalar(factor);
        }

        bool fromRight = point.Count(p.Chain[^1].Shape.Columns) < point.Count(p.Chain[0].Shape.Rows);
        var value = Value(p.Chain[fromRight ? ^1 : 0]);
        for (int i = 1; i < p.Chain.Count; i++)
        {
            value = fromRight ? Value(p.Chain[p.Chain.Count - 1 - i]) * value : value * Value(p.Chain[i]);
        }

        return factor * value;
    }

    private FieldMatrix ConstantValue(Constant c)
    {
        switch (c.Kind)
        {
            case ConstantKind.SizeValue:
                return FieldMatrix.Scalar(point.Number(c.First));
            case ConstantKind.Pi:
                return FieldMatrix.Scalar(point.Hash("π"));
        }

        int n = point.Count(c.First);
        int m = point.Count(c.Second);
        switch (c.Kind)
        {
            case ConstantKind.Identity:
                return FieldMatrix.Identity(n);
            case ConstantKind.Zeros:
                return new(n, m);
            case ConstantKind.Ones:
                return FieldMatrix.Filled(n, m, 1);
            case ConstantKind.Delta:
                return FieldMatrix.Scalar(n == m ? 1u : 0);
            case ConstantKind.Basis when n > m || n < 1:
                throw new UndefinedException($"e({n},{m})");
            case ConstantKind.Basis:
                return Ones(m, 1, [(n - 1, 0)]);
            case ConstantKind.Commutation:
                return Ones(n * m, n * m, from i in Range(n) from j in Range(m) select (j + (i * m), i + (j * n)));
            case ConstantKind.Duplication:
                return Ones(n * n, n * (n + 1) / 2, from i in Range(n) from j in Range(n) select (i + (j * n), Packed(Math.Max(i, j), Math.Min(i, j), n)));
            case ConstantKind.Elimination:
                return Ones(n * (n + 1) / 2, n * n, from j in Range(n) from i in Range(n) where i >= j select (Packed(i, j, n), i + (j * n)));
            default:
                throw new OutOfReachException($"the constant {c.Kind}");
        }
    }

    private static IEnumerable<int> Range(int n) => Enumerable.Range(0, n);

    private static FieldMatrix Ones(int rows, int columns, IEnumerable<(int Row, int Column)> places)
    {
        var result = new FieldMatrix(rows, columns);
        foreach (var (row, column) in places)
        {
            result[row, column] = 1;
        }

        return result;
    }

    // The place of entry (i, j), i ≥ j, in vech of an n×n matrix.
    private static int Packed(int i, int j, int n) => (j * n) - (j * (j + 1) / 2) + i;

    /// <summary>The number that an expression of sizes and numbers alone is; null for another one.</summary>
    private Rational? Constant(Expr e) => e switch
    {
        Number n => n.Value,
        Constant { Kind: ConstantKind.SizeValue } c => c.First.Evaluate(n => point.Sizes[n]),
        Sum s => s.Terms.Aggregate((Rational?)Rational.Zero, (sum, t) => sum + Constant(t)),
        Product { Chain.Count: 0 } p => p.Scalars.Aggregate((Rational?)p.Coefficient, (product, t) => product * Constant(t)),
        Apply { Operator: ElementwisePower { Exponent: var r } } a when r.TryToInt32(out int k) && Math.Abs(k) < 64 && Constant(a.Argument) is { } b && !(b.IsZero && k < 0) => Rational.Pow(b, k),
        _ => null,
    };
}
