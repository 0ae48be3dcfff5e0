namespace MatrixDiff.Numeric.Witness;

/// <summary>A dense matrix, its columns on top of each other in <see cref="Entries"/>, so that vec is the same list of entries.</summary>
/// <typeparam name="T">The numbers in it.</typeparam>
internal sealed class Matrix<T>
    where T : struct, IScalar<T>
{
    /// <summary>A matrix of entries, column by column.</summary>
    public Matrix(int rows, int columns, T[] entries) => (Rows, Columns, Entries) = (rows, columns, entries);

    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
        : this(rows, columns, new T[rows * columns])
    {
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The entries, column by column.</summary>
    public T[] Entries { get; }

    /// <summary>The entry of a row and column.</summary>
    public ref T this[int row, int column] => ref Entries[row + (column * Rows)];

    /// <summary>I(n).</summary>
    public static Matrix<T> Identity(int n)
    {
        var result = new Matrix<T>(n, n);
        for (int i = 0; i < n; i++)
        {
            result[i, i] = T.Of(1);
        }

        return result;
    }

    /// <summary>A 1×1 matrix.</summary>
    public static Matrix<T> Scalar(T value) => new(1, 1, [value]);

    /// <summary>Every entry the same.</summary>
    public static Matrix<T> Filled(int rows, int columns, T value)
    {
        var result = new Matrix<T>(rows, columns);
        Array.Fill(result.Entries, value);
        return result;
    }

    /// <summary>Constants.</summary>
    public static Matrix<T> Of(Matrix<Real> values)
    {
        var result = new Matrix<T>(values.Rows, values.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = T.Of(values.Entries[i].Value);
        }

        return result;
    }

    /// <summary>Sum.</summary>
    public static Matrix<T> operator +(Matrix<T> a, Matrix<T> b)
    {
        var result = new Matrix<T>(a.Rows, a.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = a.Entries[i] + b.Entries[i];
        }

        return result;
    }

    /// <summary>Difference.</summary>
    public static Matrix<T> operator -(Matrix<T> a, Matrix<T> b)
    {
        var result = new Matrix<T>(a.Rows, a.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = a.Entries[i] - b.Entries[i];
        }

        return result;
    }

    /// <summary>A number times a matrix.</summary>
    public static Matrix<T> operator *(T factor, Matrix<T> a)
    {
        var result = new Matrix<T>(a.Rows, a.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = factor * a.Entries[i];
        }

        return result;
    }

    /// <summary>Matrix product; zeros in the right factor are passed over.</summary>
    public static Matrix<T> operator *(Matrix<T> a, Matrix<T> b)
    {
        var result = new Matrix<T>(a.Rows, b.Columns);
        for (int j = 0; j < b.Columns; j++)
        {
            for (int k = 0; k < b.Rows; k++)
            {
                var factor = b[k, j];
                if (factor.IsZero)
                {
                    continue;
                }

                for (int i = 0; i < a.Rows; i++)
                {
                    result[i, j] += a[i, k] * factor;
                }
            }
        }

        return result;
    }

    /// <summary>The transpose.</summary>
    public Matrix<T> Transposed()
    {
        if (Rows == 1 || Columns == 1)
        {
            return new(Columns, Rows, Entries);
        }

        var result = new Matrix<T>(Columns, Rows);
        for (int j = 0; j < Columns; j++)
        {
            for (int i = 0; i < Rows; i++)
            {
                result[j, i] = this[i, j];
            }
        }

        return result;
    }

    /// <summary>The same entries, column by column, in another shape.</summary>
    public Matrix<T> Reshaped(int rows, int columns) => rows * columns == Entries.Length
        ? new(rows, columns, Entries)
        : throw new WitnessException($"{Entries.Length} entries do not fill {rows}×{columns}");

    /// <summary>A function of every entry.</summary>
    public Matrix<T> Map(Func<T, T> function)
    {
        var result = new Matrix<T>(Rows, Columns);
        for (int i = 0; i < Entries.Length; i++)
        {
            result.Entries[i] = function(Entries[i]);
        }

        return result;
    }

    /// <summary>The sum of the entries.</summary>
    public T Sum()
    {
        T sum = default;
        foreach (var entry in Entries)
        {
            sum += entry;
        }

        return sum;
    }
}

/// <summary>What the witness can't do: an operator without a row, a definition in a circle. Its message is for the reader.</summary>
internal sealed class WitnessException(string message) : Exception(message);
