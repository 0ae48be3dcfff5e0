using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

/// <summary>
/// The value of an expression straight from the definitions of its operators, entry by entry, with everything built: I, K, ⊗
/// and diag as matrices. It shares nothing with plans and kernels.
/// </summary>
internal sealed class Naive(Func<Expr, double[,]> inputs, Func<Name, int> sizes, Func<string, int, Func<double, double>> functions)
{
    private readonly Dictionary<Expr, double[,]> done = [];

    /// <summary>The value of an expression, by rows and columns.</summary>
    public double[,] Value(Expr e) => done.TryGetValue(e, out var known) ? known : done[e] = e switch
    {
        Number n => Scalar(n.Value.ToDouble()),
        Symbol or Differential => inputs(e),
        Constant c => Constant(c),
        Sum s => s.Terms.Select(Value).Aggregate((a, b) => Zip(a, b, (x, y) => x + y)),
        Product p => Times(p.Scalars.Aggregate(p.Coefficient.ToDouble(), (x, s) => x * Value(s)[0, 0]),
            p.Chain.Count == 0 ? Scalar(1) : p.Chain.Select(Value).Aggregate(Product)),
        Apply a => NaiveOperators.Apply(a, [.. a.Arguments.Select(Value)], this),
        _ => throw new NotSupportedException(),
    };

    /// <summary>A size.</summary>
    public int Extent(Size size) => size.Evaluate(sizes).TryToInt32(out int n) ? n : throw new InvalidOperationException($"{size} is no size");

    /// <summary>An unknown function.</summary>
    public Func<double, double> Function(string name, int order) => functions(name, order);

    /// <summary>1×1.</summary>
    public static double[,] Scalar(double x) => new[,] { { x } };

    /// <summary>The matrix with entries from a rule.</summary>
    public static double[,] Make(int rows, int columns, Func<int, int, double> entry)
    {
        var result = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[i, j] = entry(i, j);
            }
        }

        return result;
    }

    /// <summary>Entry by entry.</summary>
    public static double[,] Map(double[,] a, Func<double, double> f) => Make(a.GetLength(0), a.GetLength(1), (i, j) => f(a[i, j]));

    /// <summary>Entry by entry of two.</summary>
    public static double[,] Zip(double[,] a, double[,] b, Func<double, double, double> f)
    {
        Assert.Equal((a.GetLength(0), a.GetLength(1)), (b.GetLength(0), b.GetLength(1)));
        return Make(a.GetLength(0), a.GetLength(1), (i, j) => f(a[i, j], b[i, j]));
    }

    /// <summary>c A.</summary>
    public static double[,] Times(double c, double[,] a) => Map(a, x => c * x);

    /// <summary>A B.</summary>
    public static double[,] Product(double[,] a, double[,] b)
    {
        Assert.Equal(a.GetLength(1), b.GetLength(0));
        return Make(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));
    }

    private double[,] Constant(Constant c)
    {
        int m = Extent(c.First), n = Extent(c.Second);
        return c.Kind switch
        {
            ConstantKind.Identity => Make(m, m, (i, j) => i == j ? 1 : 0),
            ConstantKind.Zeros => new double[m, n],
            ConstantKind.Ones => Make(m, n, (_, _) => 1),
            ConstantKind.Delta => Make(1, 1, (_, _) => m == n ? 1 : 0),
            ConstantKind.Basis => Make(n, 1, (i, _) => i + 1 == m ? 1 : 0),
            // vec(A') = K vec(A): A'[j, i] stands at j + i n, A[i, j] at i + j m.
            ConstantKind.Commutation => Make(m * n, m * n, (r, s) => r % n == s / m && r / n == s % m ? 1 : 0),
            ConstantKind.Duplication => Make(m * m, m * (m + 1) / 2, (r, s) => Half(m)[s] is var (i, j) && ((r % m, r / m) == (i, j) || (r / m, r % m) == (i, j)) ? 1 : 0),
            ConstantKind.Elimination => Make(m * (m + 1) / 2, m * m, (r, s) => Half(m)[r] == (s % m, s / m) ? 1 : 0),
            ConstantKind.SizeValue => Scalar(m),
            _ => Scalar(Math.PI),
        };
    }

    // The places of vech in order.
    private static (int Row, int Column)[] Half(int n) => [.. from j in Enumerable.Range(0, n) from i in Enumerable.Range(j, n - j) select (i, j)];
}
