using System.Numerics.Tensors;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>A matrix by columns in an array that is not changed once it is filled; a scalar is 1×1, a vector n×1.</summary>
internal readonly record struct Dense(double[] Data, int Rows, int Columns)
{
    /// <summary>The number of entries.</summary>
    public int Count => Data.Length;

    /// <summary>The only entry of a scalar.</summary>
    public double Scalar => Data[0];

    /// <summary>An entry.</summary>
    public double this[int row, int column] => Data[(column * Rows) + row];

    /// <summary>A number.</summary>
    public static Dense Of(double scalar) => new([scalar], 1, 1);

    /// <summary>A vector.</summary>
    public static Dense Of(double[] vector) => new(vector, vector.Length, 1);

    /// <summary>A matrix of zeros, to be filled.</summary>
    public static Dense New(int rows, int columns) => new(new double[rows * columns], rows, columns);

    /// <summary>I(n).</summary>
    public static Dense Identity(int n)
    {
        var result = New(n, n);
        for (int i = 0; i < n; i++)
        {
            result.Data[(i * n) + i] = 1;
        }

        return result;
    }

    /// <summary>A column.</summary>
    public Span<double> Column(int column) => Data.AsSpan(column * Rows, Rows);

    /// <summary>An uninitialised matrix of the same shape.</summary>
    public Dense Like() => new(GC.AllocateUninitializedArray<double>(Count), Rows, Columns);

    /// <summary>A copy that may be changed.</summary>
    public Dense Copy() => this with { Data = (double[])Data.Clone() };

    /// <summary>The transposed matrix, by blocks; of a single row or column without copying.</summary>
    public Dense Transpose()
    {
        if (Rows == 1 || Columns == 1)
        {
            return new(Data, Columns, Rows);
        }

        const int block = 32;
        var target = GC.AllocateUninitializedArray<double>(Count);
        for (int j0 = 0; j0 < Columns; j0 += block)
        {
            int j1 = Math.Min(j0 + block, Columns);
            for (int i0 = 0; i0 < Rows; i0 += block)
            {
                int i1 = Math.Min(i0 + block, Rows);
                for (int j = j0; j < j1; j++)
                {
                    for (int i = i0; i < i1; i++)
                    {
                        target[(i * Columns) + j] = Data[(j * Rows) + i];
                    }
                }
            }
        }

        return new(target, Columns, Rows);
    }

    /// <summary>f of the entries, all at once.</summary>
    public Dense Map(EntriesMap f)
    {
        var result = Like();
        f(Data, result.Data);
        return result;
    }

    /// <summary>f of each entry.</summary>
    public Dense Map(Func<double, double> f)
    {
        var result = Like();
        for (int i = 0; i < Data.Length; i++)
        {
            result.Data[i] = f(Data[i]);
        }

        return result;
    }

    /// <summary>f of the entries of two matrices of one shape.</summary>
    public Dense Zip(Dense other, Func<double, double, double> f)
    {
        var result = Like();
        for (int i = 0; i < Data.Length; i++)
        {
            result.Data[i] = f(Data[i], other.Data[i]);
        }

        return result;
    }

    /// <summary>The matrix times a number.</summary>
    public Dense Times(double factor)
    {
        var result = Like();
        TensorPrimitives.Multiply(Data, factor, result.Data);
        return result;
    }

    /// <summary>The matrix plus a multiple of another of its shape.</summary>
    public Dense Plus(Dense other, double factor = 1)
    {
        var result = Like();
        TensorPrimitives.MultiplyAdd(other.Data, factor, Data, result.Data);
        return result;
    }
}

/// <summary>Writes f of every entry into a result of the same length.</summary>
internal delegate void EntriesMap(ReadOnlySpan<double> entries, Span<double> result);
