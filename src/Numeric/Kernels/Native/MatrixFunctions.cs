using System.Runtime.CompilerServices;
using MathNet.Numerics.Integration;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// Functions of an n×n matrix of doubles by columns, r := f(x). Nothing is allocated: <c>scratch</c> has room for as many numbers as the method
/// of the same name with "Scratch" says. A matrix with entries that are not finite gives NaN.
/// </summary>
internal static unsafe partial class MatrixFunctions
{
    private static readonly GaussLegendreRule Rule = new(0, 1, 8);

    /// <summary>Scratch of <see cref="Power"/>.</summary>
    public static long PowerScratch(int n) => SquareMatrices.Scratch(n, 4);

    /// <summary>Scratch of <see cref="Exponential"/>.</summary>
    public static long ExponentialScratch(int n) => SquareMatrices.Scratch(n, 7);

    /// <summary>Scratch of <see cref="Logarithm"/>.</summary>
    public static long LogarithmScratch(int n) => SquareMatrices.Scratch(n, 5);

    /// <summary>Scratch of <see cref="Derivative"/> of a function, whose own for matrices of twice the size is given.</summary>
    public static long DerivativeScratch(int n, Func<int, long> function) => (8L * n * n) + function(2 * n);

    /// <summary>Xᵏ by repeated squares, of the inverse for k &lt; 0.</summary>
    /// <exception cref="ArithmeticException">X is singular and k negative, or k is no whole number.</exception>
    public static void Power(double* r, double* x, double k, int n, Libraries libraries, double* scratch)
    {
        if (k != Math.Round(k) || Math.Abs(k) >= int.MaxValue)
        {
            throw new ArithmeticException(FormattableString.Invariant($"A matrix can't be raised to the power {k}, which is no whole number."));
        }

        var s = new SquareMatrices(n, libraries, scratch);
        double* square = s.New(), result = s.New(), other = s.New(), spare = s.New();
        s.Copy(square, x);
        s.Identity(result);
        if (k < 0)
        {
            s.Solve(square, x, result);
        }

        bool isIdentity = true;
        for (int rest = (int)Math.Abs(k); rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
            {
                if (isIdentity)
                {
                    s.Copy(result, square);
                    isIdentity = false;
                }
                else
                {
                    s.Product(other, result, square);
                    SquareMatrices.Exchange(ref result, ref other);
                }
            }

            if (rest > 1)
            {
                s.Product(spare, square, square);
                SquareMatrices.Exchange(ref square, ref spare);
            }
        }

        s.Copy(r, result);
    }

    /// <summary>exp X by scaling, a Padé approximant of degree 13 and squaring (Higham 2005).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exponential(double* r, double* x, int n, Libraries libraries, double* scratch)
    {
        var s = new SquareMatrices(n, libraries, scratch);
        double norm = s.Norm1(x);
        if (!double.IsFinite(norm))
        {
            s.Fill(r, double.NaN);
            return;
        }

        double* a = s.New(), a2 = s.New(), a4 = s.New(), a6 = s.New(), odd = s.New(), even = s.New(), t = s.New();
        int squarings = norm > 5.37 ? (int)Math.Ceiling(Math.Log2(norm / 5.37)) : 0;
        s.Scale(a, x, Math.Pow(2, -squarings));
        s.Product(a2, a, a);
        s.Product(a4, a2, a2);
        s.Product(a6, a4, a2);
        for (int i = 0; i < s.Count; i++)
        {
            t[i] = a6[i] + (16380 * a4[i]) + (40840800 * a2[i]);
        }

        s.Product(even, a6, t);
        for (int i = 0; i < s.Count; i++)
        {
            even[i] += (33522128640 * a6[i]) + (10559470521600 * a4[i]) + (1187353796428800 * a2[i]);
            t[i] = (182 * a6[i]) + (960960 * a4[i]) + (1323241920 * a2[i]);
        }

        s.AddIdentity(even, 32382376266240000);
        s.Product(odd, a, even);
        s.Product(even, a6, t);
        for (int i = 0; i < s.Count; i++)
        {
            even[i] += (670442572800 * a6[i]) + (129060195264000 * a4[i]) + (7771770303897600 * a2[i]);
        }

        s.AddIdentity(even, 64764752532480000);
        for (int i = 0; i < s.Count; i++)
        {
            (a[i], t[i]) = (even[i] - odd[i], even[i] + odd[i]);
        }

        double* result = even, other = odd;
        s.Solve(result, a, t);
        for (int k = 0; k < squarings; k++)
        {
            s.Product(other, result, result);
            SquareMatrices.Exchange(ref result, ref other);
        }

        s.Copy(r, result);
    }

    /// <summary>The principal logarithm: square roots until X is near I, then log(I + Y) = ∫ Y (I + t Y)⁻¹ dt by Gauss's rule.</summary>
    /// <exception cref="ArithmeticException">X has eigenvalues on the negative axis or is singular, as far as roots show it.</exception>
    public static void Logarithm(double* r, double* x, int n, Libraries libraries, double* scratch)
    {
        var s = new SquareMatrices(n, libraries, scratch);
        if (!double.IsFinite(s.Norm1(x)))
        {
            s.Fill(r, double.NaN);
            return;
        }

        double* y = s.New(), m = s.New(), inverse = s.New(), t = s.New(), root = s.New();
        s.Copy(y, x);
        int roots = 0;
        for (; FromIdentity(s, y, t) > 0.25; roots++)
        {
            if (roots == 60 || !SquareRoot(s, y, m, inverse, t, root))
            {
                throw new ArithmeticException($"A {n}×{n} matrix has no principal logarithm: it is singular or has eigenvalues on the negative axis.");
            }
        }

        s.AddIdentity(y, -1);
        s.Fill(root, 0);
        for (int k = 0; k < Rule.Order; k++)
        {
            s.Scale(m, y, Rule.GetAbscissa(k));
            s.AddIdentity(m, 1);
            s.Solve(t, m, y);
            s.Add(root, t, Rule.GetWeight(k));
        }

        s.Scale(r, root, Math.Pow(2, roots));
    }

    /// <summary>The derivative of f at X in a direction E: the upper right block of f([X E; 0 X]), E scaled to the size of X.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Derivative(delegate*<double*, double*, int, Libraries, double*, void> f, double* r, double* x, double* direction, int n, Libraries libraries, double* scratch)
    {
        var s = new SquareMatrices(n, libraries, scratch);
        double scale = Math.Max(s.Norm1(direction) / Math.Max(1, s.Norm1(x)), 1e-300);
        double* block = scratch, value = block + (4L * n * n);
        new Span<double>(block, 4 * n * n).Clear();
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                long at = ((long)j * n) + i;
                block[((long)j * 2 * n) + i] = x[at];
                block[((long)(n + j) * 2 * n) + n + i] = x[at];
                block[((long)(n + j) * 2 * n) + i] = direction[at] / scale;
            }
        }

        f(value, block, 2 * n, libraries, value + (4L * n * n));
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                r[((long)j * n) + i] = scale * value[((long)(n + j) * 2 * n) + i];
            }
        }
    }

    // Y by its root, of Denman and Beavers in the product form; false where it does not converge.
    private static bool SquareRoot(SquareMatrices s, double* y, double* m, double* inverse, double* t, double* root)
    {
        double last = double.PositiveInfinity;
        s.Copy(m, y);
        for (int k = 0; k < 100; k++)
        {
            s.Identity(t);
            try
            {
                s.Solve(inverse, m, t);
            }
            catch (ArithmeticException)
            {
                return false;
            }

            s.Add(t, inverse);
            s.Product(root, y, t);
            s.Scale(y, root, 0.5);
            s.Add(m, inverse);
            s.Scale(m, m, 0.25);
            s.AddIdentity(m, 0.5);
            double distance = FromIdentity(s, m, t);

            // Convergence is quadratic until rounding is all that is left.
            if (distance < 1e-15 * s.N || (distance < 1e-8 && distance > last / 2))
            {
                return true;
            }

            last = distance;
        }

        return last < 1e-2;
    }

    private static double FromIdentity(SquareMatrices s, double* x, double* t)
    {
        s.Copy(t, x);
        s.AddIdentity(t, -1);
        return s.Norm1(t);
    }
}
