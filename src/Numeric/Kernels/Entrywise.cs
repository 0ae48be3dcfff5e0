using System.Numerics.Tensors;
using MathNet.Numerics;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Functions of each entry, and of vectors as a whole, that need care with large arguments.</summary>
internal static class Entrywise
{
    /// <summary>1/(1 + e⁻ˣ) without overflow.</summary>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>x Φ(x) = x erfc(−x/√2)/2.</summary>
    public static double Gelu(double x) => 0.5 * x * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    /// <summary>x σ(x).</summary>
    public static double Silu(double x) => x * Sigmoid(x);

    /// <summary>1 above 0, 0 elsewhere.</summary>
    public static double Step(double x) => x > 0 ? 1 : double.IsNaN(x) ? x : 0;

    /// <summary>−1, 0 or 1.</summary>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>x to a power: the common ones without Pow.</summary>
    public static Dense Power(Dense x, double exponent) => exponent switch
    {
        1 => x,
        2 => x.Map((v, r) => TensorPrimitives.Multiply(v, v, r)),
        0.5 => x.Map(TensorPrimitives.Sqrt),
        -1 => x.Map((v, r) => TensorPrimitives.Divide(1.0, v, r)),
        _ => x.Map(v => Math.Pow(v, exponent)),
    };

    /// <summary>The greatest entry.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static double Greatest(Dense x) => TensorPrimitives.Max<double>(x.Data.AsSpan(0, AtLeastOne(x.Rows, x.Columns)));

    /// <summary>The number of entries of an m×n matrix of which the greatest is asked for.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static int AtLeastOne(int m, int n) => m * n > 0 ? m * n
        : throw new ArgumentException($"max is not defined for {(n == 1 ? $"a vector of {m} entries" : $"a {m}×{n} matrix")}: there is no greatest entry of nothing.");

    /// <summary>eˣ over its sum: the greatest entry is taken off first.</summary>
    public static void Softmax(ReadOnlySpan<double> x, Span<double> result)
    {
        if (x.IsEmpty)
        {
            return;
        }

        double greatest = TensorPrimitives.Max(x);
        TensorPrimitives.Add(x, -greatest, result);
        TensorPrimitives.Exp(result, result);
        TensorPrimitives.Divide(result, TensorPrimitives.Sum<double>(result), result);
    }

    /// <summary>log Σ eˣ: the greatest entry is taken off first.</summary>
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double greatest = x.IsEmpty ? double.NegativeInfinity : TensorPrimitives.Max(x);
        if (double.IsInfinity(greatest))
        {
            return greatest;
        }

        double sum = 0;
        foreach (double entry in x)
        {
            sum += Math.Exp(entry - greatest);
        }

        return greatest + Math.Log(sum);
    }

    /// <summary>The Euclidean norm, scaled where squares would overflow or vanish.</summary>
    public static double Norm(ReadOnlySpan<double> x)
    {
        double norm = TensorPrimitives.Norm(x);
        if (norm > 1e-150 && norm < 1e150)
        {
            return norm;
        }

        double greatest = 0;
        foreach (double entry in x)
        {
            greatest = Math.Max(greatest, Math.Abs(entry));
        }

        if (greatest == 0 || !double.IsFinite(greatest))
        {
            return greatest;
        }

        double sum = 0;
        foreach (double entry in x)
        {
            sum += entry / greatest * (entry / greatest);
        }

        return greatest * Math.Sqrt(sum);
    }

    /// <summary>A function of each column, written column by column.</summary>
    public static Dense ByColumn(Dense x, EntriesMap f)
    {
        var result = x.Like();
        for (int j = 0; j < x.Columns; j++)
        {
            f(x.Column(j), result.Column(j));
        }

        return result;
    }

    private static double LogOnePlus(double x)
    {
        // Kahan: the error of 1 + x cancels.
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }
}
