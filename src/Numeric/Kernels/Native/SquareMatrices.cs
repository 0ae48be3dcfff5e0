using System.Numerics.Tensors;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// Arithmetic of n×n matrices of doubles by columns, in memory that the caller gives (<see cref="Scratch"/>): nothing is allocated. Results
/// must not overlap operands.
/// </summary>
internal unsafe ref struct SquareMatrices
{
    // A product whose left factor stays in the first cache is not packed.
    private const int Unpacked = 64;

    private readonly Libraries libraries;
    private readonly double* factors;
    private readonly double* packed;
    private double* next;

    /// <summary>Matrices of n rows in scratch.</summary>
    public SquareMatrices(int n, Libraries libraries, double* scratch)
    {
        (N, this.libraries) = (n, libraries);
        factors = scratch;
        packed = factors + Up(n * (n + 1L));
        next = packed + Packed(n);
    }

    /// <summary>The rows.</summary>
    public int N { get; }

    /// <summary>The entries.</summary>
    public readonly int Count => N * N;

    /// <summary>The numbers of scratch for so many matrices (<see cref="New"/>) besides what products and factorizations need.</summary>
    public static long Scratch(int n, int matrices) => Up(n * (n + 1L)) + Packed(n) + (matrices * Up((long)n * n));

    /// <summary>Memory of a matrix.</summary>
    public double* New()
    {
        double* matrix = next;
        next += Up(Count);
        return matrix;
    }

    /// <summary>r := A.</summary>
    public readonly void Copy(double* r, double* a) => new ReadOnlySpan<double>(a, Count).CopyTo(new Span<double>(r, Count));

    /// <summary>All entries a number.</summary>
    public readonly void Fill(double* r, double value) => new Span<double>(r, Count).Fill(value);

    /// <summary>r := c I.</summary>
    public readonly void Identity(double* r, double c = 1)
    {
        Fill(r, 0);
        AddIdentity(r, c);
    }

    /// <summary>r += c I.</summary>
    public readonly void AddIdentity(double* r, double c)
    {
        for (int i = 0; i < N; i++)
        {
            r[(long)i * (N + 1)] += c;
        }
    }

    /// <summary>r := c A; r may be A.</summary>
    public readonly void Scale(double* r, double* a, double c) => TensorPrimitives.Multiply(new ReadOnlySpan<double>(a, Count), c, new Span<double>(r, Count));

    /// <summary>r += c A.</summary>
    public readonly void Add(double* r, double* a, double c = 1) =>
        TensorPrimitives.MultiplyAdd(new ReadOnlySpan<double>(a, Count), c, new ReadOnlySpan<double>(r, Count), new Span<double>(r, Count));

    /// <summary>r := A B.</summary>
    public readonly void Product(double* r, double* a, double* b)
    {
        if (N <= Unpacked)
        {
            Wide.SmallProduct(r, a, b, N);
        }
        else
        {
            Wide.Product(r, a, b, N, N, N, false, false, packed, libraries);
        }
    }

    /// <summary>r := A⁻¹B.</summary>
    /// <exception cref="ArithmeticException">A is singular.</exception>
    public readonly void Solve(double* r, double* a, double* b)
    {
        Wide.Lu(factors, a, N, packed, libraries);
        Wide.SolveLu(r, factors, b, N, N, false, packed, libraries);
    }

    /// <summary>The greatest sum of magnitudes of a column; NaN where an entry is.</summary>
    public readonly double Norm1(double* a)
    {
        double norm = 0;
        for (int j = 0; j < N; j++)
        {
            norm = Math.Max(norm, TensorPrimitives.SumOfMagnitudes(new ReadOnlySpan<double>(a + ((long)j * N), N)));
        }

        return norm;
    }

    /// <summary>Each for the other.</summary>
    public static void Exchange(ref double* a, ref double* b)
    {
        double* held = a;
        a = b;
        b = held;
    }

    private static long Packed(int n) => Up(Math.Max(Widest.FactorScratch(typeof(double), n, n), Widest.Scratch(typeof(double), n, n, n)));

    // Matrices begin at multiples of 64 bytes.
    private static long Up(long count) => (count + 7) / 8 * 8;
}
