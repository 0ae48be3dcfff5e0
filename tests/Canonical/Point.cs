using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Canonical;

/// <summary>Random values of sizes, symbols and unknown functions, as their declarations allow.</summary>
internal sealed class Point
{
    private readonly Random random;
    private readonly Dictionary<string, double[,]> values = [];
    private readonly Dictionary<string, int> sizes;

    /// <summary>A point with given sizes; names that are not given get a size of 2 or 3.</summary>
    public Point(int seed, params (string Name, int Value)[] sizes)
    {
        random = new Random(seed);
        this.sizes = sizes.ToDictionary(s => s.Name, s => s.Value);
    }

    /// <summary>The value of an expression; null where a part of it is not a finite number or is not defined.</summary>
    public double[,]? Value(Expr e) => Rewrite.Nodes(e).All(n => Plain(n) is not null) ? Plain(e) : null;

    /// <summary>How far two expressions are apart, relative to the greatest entry; null where one has no value.</summary>
    public double? Distance(Expr a, Expr b)
    {
        if (Value(a) is not { } x || Value(b) is not { } y)
        {
            return null;
        }

        double scale = Math.Max(1, x.Cast<double>().Concat(y.Cast<double>()).Max(Math.Abs));
        return x.Length != y.Length ? double.PositiveInfinity : x.Cast<double>().Zip(y.Cast<double>(), (s, t) => Math.Abs(s - t) / scale).Max();
    }

    private double[,]? Plain(Expr e)
    {
        try
        {
            var value = new Naive(Input, Extent, (name, order) => Unknown(name, order)).Value(e);
            return value.Cast<double>().All(x => double.IsFinite(x) && Math.Abs(x) < 1e7) ? value : null;
        }
        catch (Exception x) when (x is ArithmeticException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NotSupportedException
            or MathNet.Numerics.NonConvergenceException)
        {
            return null;
        }
    }

    private int Extent(Name name)
    {
        if (!sizes.TryGetValue(name.Text, out int size))
        {
            sizes[name.Text] = size = random.Next(2, 4);
        }

        return size;
    }

    private double[,] Input(Expr e)
    {
        var (name, shape, attributes) = e is Symbol s ? (s.Name.Text, s.Shape, s.Attributes) : ($"d {((Differential)e).Of.Name}", e.Shape, Attributes.None);
        if (!values.TryGetValue(name, out var value))
        {
            int m = Size(shape.Rows), n = Size(shape.Columns);
            values[name] = value = Structured(Naive.Make(m, n, (_, _) => Math.Round((random.NextDouble() * 3) - 1.5, 3)), attributes);
        }

        return value;
    }

    private int Size(Size size) => size.Evaluate(Extent).TryToInt32(out int n) ? n : throw new InvalidOperationException($"{size}");

    private static double[,] Structured(double[,] x, Attributes a)
    {
        var matrix = Matrix<double>.Build.DenseOfArray(x);
        return a switch
        {
            _ when a.HasFlag(Attributes.Positive) => Naive.Map(x, v => Math.Abs(v) + 0.1),
            _ when a.HasFlag(Attributes.PositiveDefinite) => ((matrix * matrix.Transpose()) + Matrix<double>.Build.DenseIdentity(x.GetLength(0))).ToArray(),
            _ when a.HasFlag(Attributes.Symmetric) => (matrix + matrix.Transpose()).ToArray(),
            _ when a.HasFlag(Attributes.Skew) => (matrix - matrix.Transpose()).ToArray(),
            _ when a.HasFlag(Attributes.Diagonal) => Naive.Make(x.GetLength(0), x.GetLength(1), (i, j) => i == j ? x[i, j] : 0),
            _ when a.HasFlag(Attributes.Lower) => Naive.Make(x.GetLength(0), x.GetLength(1), (i, j) => i >= j ? x[i, j] : 0),
            _ when a.HasFlag(Attributes.Upper) => Naive.Make(x.GetLength(0), x.GetLength(1), (i, j) => i <= j ? x[i, j] : 0),
            _ when a.HasFlag(Attributes.Orthogonal) => matrix.QR().Q.ToArray(),
            _ => x,
        };
    }

    // A smooth function that is neither even nor odd, by its name, and its derivatives.
    private static Func<double, double> Unknown(string name, int order)
    {
        double a = 0.7 + (name.Sum(c => c) % 7 * 0.1);
        return x => (Math.Pow(a, order) * Math.Sin((a * x) + 0.4 + (order * Math.PI / 2))) + (Math.Pow(0.3, order) * Math.Exp(0.3 * x));
    }
}
