using System.Numerics.Tensors;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Products of matrices held by columns.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>A B, with either transposed on the way.</summary>
    public static Dense Multiply(Dense a, bool transposeA, Dense b, bool transposeB)
    {
        int m = transposeA ? a.Columns : a.Rows, k = transposeA ? a.Rows : a.Columns, n = transposeB ? b.Rows : b.Columns;
        var result = Dense.New(m, n);
        if (k > 0 && result.Count > 0)
        {
            var scratch = (Wide.Automatic & Libraries.Products) != 0 ? [] : new double[Widest.Scratch(typeof(double), m, n, k)];
            fixed (double* r = result.Data, x = a.Data, y = b.Data, s = scratch)
            {
                Wide.Product(r, x, y, m, n, k, transposeA, transposeB, s, Wide.Automatic);
            }
        }

        return result;
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
}
