using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// Where a chain of factors is cut: the order of multiplications with the least cost for typical sizes, from the right where
/// there is a tie. A size of unknown value counts as <see cref="Typical"/>, so that vectors are multiplied first.
/// </summary>
internal sealed class ChainOrder(IReadOnlyDictionary<Name, int>? sizes = null)
{
    private const int Typical = 64;

    /// <summary>The number of factors on the left of the outermost multiplication.</summary>
    public int Cut(IReadOnlyList<Expr> chain)
    {
        int n = chain.Count;
        var cost = new double[n, n];
        var cut = new int[n, n];
        for (int length = 2; length <= n; length++)
        {
            for (int i = 0; i + length <= n; i++)
            {
                int j = i + length - 1;
                cost[i, j] = double.PositiveInfinity;
                for (int k = i; k < j; k++)
                {
                    double c = cost[i, k] + cost[k + 1, j] + Cost(chain, i, k, j);
                    if (c < cost[i, j])
                    {
                        (cost[i, j], cut[i, j]) = (c, k + 1);
                    }
                }
            }
        }

        return cut[0, n - 1];
    }

    /// <summary>The typical value of a size.</summary>
    public double Value(Size size) => size.Terms.Sum(t =>
        t.Coefficient.ToDouble() * t.Powers.Aggregate(1.0, (x, p) => x * Math.Pow(sizes?.GetValueOrDefault(p.Name, Typical) ?? Typical, p.Power)));

    // (i..k)(k+1..j), where a single factor may have structure.
    private double Cost(IReadOnlyList<Expr> chain, int i, int k, int j)
    {
        double rows = Value(chain[i].Shape.Rows), inner = Value(chain[k].Shape.Columns), columns = Value(chain[j].Shape.Columns);
        return i == k && Structured(chain[i], columns) is { } left ? left
            : k + 1 == j && Structured(chain[j], rows) is { } right ? right
            : rows * inner * columns;
    }

    // The cost of a structured factor on so many vectors; null for a full matrix.
    private double? Structured(Expr factor, double vectors)
    {
        double longest = Math.Max(Value(factor.Shape.Rows), Value(factor.Shape.Columns));
        return factor switch
        {
            Apply { Operator: DiagonalMatrix } => longest * vectors,
            Constant or Apply { Operator: Transpose, Argument: Constant } => longest * vectors,
            // (B ⊗ A) x is A X B' for B p×q, A r×s, X s×q: q r s + p q r.
            Apply { Operator: Kronecker } k when vectors <= 1 =>
                (Value(k.Arguments[0].Shape.Columns) * Value(k.Arguments[1].Shape.Count)) + (Value(k.Arguments[0].Shape.Columns) * Value(factor.Shape.Rows)),
            _ => null,
        };
    }
}
