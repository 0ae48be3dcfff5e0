using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Products of matrices held by columns.</summary>
internal static class MatrixProduct
{
    private const int RowBlock = 512;

    /// <summary>A B, with either transposed on the way.</summary>
    public static Dense Multiply(Dense a, bool transposeA, Dense b, bool transposeB)
    {
        if (transposeA && transposeB)
        {
            return Plain(b, a).Transpose();
        }

        return transposeA ? Inner(a, b) : Plain(a, transposeB ? b.Transpose() : b);
    }

    /// <summary>x'y of the entries.</summary>
    public static double Dot(Dense x, Dense y) => TensorPrimitives.Dot<double>(x.Data, y.Data);

    /// <summary>x y' for vectors.</summary>
    public static Dense Outer(Dense x, Dense y)
    {
        var result = Dense.New(x.Count, y.Count);
        for (int j = 0; j < y.Count; j++)
        {
            TensorPrimitives.Multiply(x.Data, y.Data[j], result.Column(j));
        }

        return result;
    }

    /// <summary>A ⊗ B.</summary>
    public static Dense Kronecker(Dense a, Dense b)
    {
        var result = Dense.New(a.Rows * b.Rows, a.Columns * b.Columns);
        for (int j = 0; j < a.Columns; j++)
        {
            for (int l = 0; l < b.Columns; l++)
            {
                var column = result.Column((j * b.Columns) + l);
                for (int i = 0; i < a.Rows; i++)
                {
                    TensorPrimitives.Multiply(b.Column(l), a[i, j], column.Slice(i * b.Rows, b.Rows));
                }
            }
        }

        return result;
    }

    // A'B: entries are inner products of columns.
    private static Dense Inner(Dense a, Dense b)
    {
        var result = Dense.New(a.Columns, b.Columns);
        for (int j = 0; j < b.Columns; j++)
        {
            ReadOnlySpan<double> right = b.Column(j);
            var target = result.Column(j);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = TensorPrimitives.Dot(a.Column(i), right);
            }
        }

        return result;
    }

    // A B: columns of the result are sums of columns of A, four at a time, by blocks of rows.
    private static Dense Plain(Dense a, Dense b)
    {
        var result = Dense.New(a.Rows, b.Columns);
        for (int start = 0; start < a.Rows; start += RowBlock)
        {
            int length = Math.Min(RowBlock, a.Rows - start);
            for (int j = 0; j < b.Columns; j++)
            {
                var target = result.Column(j).Slice(start, length);
                ReadOnlySpan<double> weights = b.Column(j);
                int k = 0;
                for (; k + 4 <= a.Columns; k += 4)
                {
                    AddFour(
                        target,
                        a.Column(k).Slice(start, length),
                        a.Column(k + 1).Slice(start, length),
                        a.Column(k + 2).Slice(start, length),
                        a.Column(k + 3).Slice(start, length),
                        weights.Slice(k, 4));
                }

                for (; k < a.Columns; k++)
                {
                    TensorPrimitives.MultiplyAdd(a.Column(k).Slice(start, length), weights[k], target, target);
                }
            }
        }

        return result;
    }

    private static void AddFour(
        Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d, ReadOnlySpan<double> weights)
    {
        var (wa, wb, wc, wd) = (new Vector<double>(weights[0]), new Vector<double>(weights[1]), new Vector<double>(weights[2]), new Vector<double>(weights[3]));
        var targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var vc = MemoryMarshal.Cast<double, Vector<double>>(c);
        var vd = MemoryMarshal.Cast<double, Vector<double>>(d);
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] += (va[i] * wa) + (vb[i] * wb) + (vc[i] * wc) + (vd[i] * wd);
        }

        for (int i = targets.Length * Vector<double>.Count; i < target.Length; i++)
        {
            target[i] += (a[i] * weights[0]) + (b[i] * weights[1]) + (c[i] * weights[2]) + (d[i] * weights[3]);
        }
    }
}
