using System.Numerics;
using System.Numerics.Tensors;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Bench.Numeric;

/// <summary>Products and columns of matrices by hand: OpenBLAS for matrices, vectorised primitives for one sample.</summary>
internal static unsafe class Columns
{
    /// <summary>C := op(A) op(B).</summary>
    public static void Gemm<T>(T* c, T* a, bool ta, T* b, bool tb, int rows, int columns, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns == 1 && !ta)
        {
            // One sample: sums of columns.
            var y = new Span<T>(c, rows);
            TensorPrimitives.Multiply(new ReadOnlySpan<T>(a, rows), b[0], y);
            for (int j = 1; j < inner; j++)
            {
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(a + (j * rows), rows), b[j], y, y);
            }
        }
        else if (columns == 1)
        {
            for (int i = 0; i < rows; i++)
            {
                c[i] = TensorPrimitives.Dot(new ReadOnlySpan<T>(a + (i * inner), inner), new ReadOnlySpan<T>(b, inner));
            }
        }
        else if (inner == 1)
        {
            for (int j = 0; j < columns; j++)
            {
                TensorPrimitives.Multiply(new ReadOnlySpan<T>(a, rows), b[j], new Span<T>(c + (j * rows), rows));
            }
        }
        else
        {
            OpenBlas.Multiply(c, rows, a, ta ? inner : rows, ta, b, tb ? columns : inner, tb, rows, columns, inner);
        }
    }

    /// <summary>Adds b to each column.</summary>
    public static void AddColumns<T>(T[] z, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int s = 0; s < z.Length; s += b.Length)
        {
            TensorPrimitives.Add(z.AsSpan(s, b.Length), b, z.AsSpan(s, b.Length));
        }
    }

    /// <summary>The sum of the columns.</summary>
    public static void SumColumns<T>(T[] d, T[] g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        d.AsSpan(0, g.Length).CopyTo(g);
        for (int s = g.Length; s < d.Length; s += g.Length)
        {
            TensorPrimitives.Add(g, d.AsSpan(s, g.Length), g);
        }
    }
}
