namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>
/// Functions of a matrix (<see cref="MatrixFunctions"/>). They are computed in doubles, whatever T is: scratch has then room for the operands and
/// the result as doubles as well (<see cref="InDoubles"/>).
/// </content>
internal static unsafe partial class Steps<L, V, T>
{
    /// <summary>Xᵏ for a whole number k that is known only now.</summary>
    /// <exception cref="ArithmeticException">X is singular and k negative, or k is no whole number.</exception>
    public static void SymbolicPower(T* r, T* x, T* k, int n, Libraries libraries, T* scratch) => Power(r, x, double.CreateTruncating(*k), n, libraries, scratch);

    /// <summary>Xᵏ.</summary>
    /// <exception cref="ArithmeticException">X is singular and k negative.</exception>
    public static void MatrixPower(T* r, T* x, int n, int k, Libraries libraries, T* scratch) => Power(r, x, k, n, libraries, scratch);

    /// <summary>exp X.</summary>
    public static void Exponential(T* r, T* x, int n, Libraries libraries, T* scratch) => InDoubles(&MatrixFunctions.Exponential, r, x, n, libraries, scratch);

    /// <summary>The principal logarithm of X.</summary>
    /// <exception cref="ArithmeticException">There is none.</exception>
    public static void Logarithm(T* r, T* x, int n, Libraries libraries, T* scratch) => InDoubles(&MatrixFunctions.Logarithm, r, x, n, libraries, scratch);

    /// <summary>adj X.</summary>
    public static void Adjugate(T* r, T* x, int n, Libraries libraries, T* scratch) => InDoubles(&MatrixFunctions.Adjugate, r, x, n, libraries, scratch);

    /// <summary>X⁺ of m×n.</summary>
    public static void PseudoInverse(T* r, T* x, int m, int n, Libraries libraries, T* scratch)
    {
        var (source, result, rest) = Widened(r, x, m * n, m * n, scratch);
        MatrixFunctions.PseudoInverse(result, source, m, n, libraries, rest);
        Narrow(r, result, m * n);
    }

    /// <summary>The derivative of exp at X in a direction.</summary>
    public static void ExponentialDerivative(T* r, T* x, T* direction, int n, Libraries libraries, T* scratch) => Derivative(&MatrixFunctions.Exponential, r, x, direction, n, libraries, scratch);

    /// <summary>The derivative of the logarithm at X in a direction.</summary>
    /// <exception cref="ArithmeticException">X has no logarithm.</exception>
    public static void LogarithmDerivative(T* r, T* x, T* direction, int n, Libraries libraries, T* scratch) => Derivative(&MatrixFunctions.Logarithm, r, x, direction, n, libraries, scratch);

    /// <summary>The lower L with L L' = X, zeros above it; from the lower triangle of X.</summary>
    /// <exception cref="ArithmeticException">X is not positive definite.</exception>
    public static void CholeskyFactor(T* r, T* x, int n, int blas, T* scratch)
    {
        Cholesky(r, x, n, blas, scratch);
        for (int j = 1; j < n; j++)
        {
            new Span<T>(r + ((long)j * n), j).Clear();
        }
    }

    private static void Power(T* r, T* x, double k, int n, Libraries libraries, T* scratch)
    {
        var (source, result, rest) = Widened(r, x, n * n, n * n, scratch);
        MatrixFunctions.Power(result, source, k, n, libraries, rest);
        Narrow(r, result, n * n);
    }

    private static void Derivative(delegate*<double*, double*, int, Libraries, double*, void> f, T* r, T* x, T* direction, int n, Libraries libraries, T* scratch)
    {
        var (source, result, rest) = Widened(r, x, n * n, n * n, scratch);
        var (e, _, free) = Widened(r, direction, n * n, 0, (T*)rest);
        MatrixFunctions.Derivative(f, result, source, e, n, libraries, free);
        Narrow(r, result, n * n);
    }

    private static void InDoubles(delegate*<double*, double*, int, Libraries, double*, void> f, T* r, T* x, int n, Libraries libraries, T* scratch)
    {
        var (source, result, rest) = Widened(r, x, n * n, n * n, scratch);
        f(result, source, n, libraries, rest);
        Narrow(r, result, n * n);
    }

    // The operand and the memory of the result as doubles, and what is left of scratch.
    private static Doubles Widened(T* r, T* x, int count, int results, T* scratch)
    {
        if (typeof(T) == typeof(double))
        {
            return new((double*)x, (double*)r, (double*)scratch);
        }

        double* source = (double*)scratch, result = source + count;
        for (int i = 0; i < count; i++)
        {
            source[i] = double.CreateTruncating(x[i]);
        }

        return new(source, result, result + results);
    }

    private static void Narrow(T* r, double* result, int count)
    {
        for (int i = 0; i < count && typeof(T) != typeof(double); i++)
        {
            r[i] = T.CreateTruncating(result[i]);
        }
    }

    private readonly struct Doubles(double* source, double* result, double* rest)
    {
        public void Deconstruct(out double* s, out double* r, out double* f)
        {
            s = source;
            r = result;
            f = rest;
        }
    }
}
