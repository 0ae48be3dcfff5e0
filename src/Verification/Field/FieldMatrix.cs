namespace MatrixDiff.Verification.Field;

/// <summary>A dense matrix over the field, its columns on top of each other in <see cref="Entries"/>.</summary>
internal sealed class FieldMatrix
{
    /// <summary>A matrix of entries, column by column.</summary>
    public FieldMatrix(int rows, int columns, ulong[] entries) => (Rows, Columns, Entries) = (rows, columns, entries);

    /// <summary>A matrix of zeros.</summary>
    public FieldMatrix(int rows, int columns)
        : this(rows, columns, new ulong[rows * columns])
    {
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The entries, column by column.</summary>
    public ulong[] Entries { get; }

    /// <summary>The entry of a row and column.</summary>
    public ref ulong this[int row, int column] => ref Entries[row + (column * Rows)];

    /// <summary>A 1×1 matrix.</summary>
    public static FieldMatrix Scalar(ulong value) => new(1, 1, [value]);

    /// <summary>I(n).</summary>
    public static FieldMatrix Identity(int n)
    {
        var result = new FieldMatrix(n, n);
        for (int i = 0; i < n; i++)
        {
            result[i, i] = 1;
        }

        return result;
    }

    /// <summary>Every entry the same.</summary>
    public static FieldMatrix Filled(int rows, int columns, ulong value)
    {
        var result = new FieldMatrix(rows, columns);
        Array.Fill(result.Entries, value);
        return result;
    }

    /// <summary>Sum.</summary>
    public static FieldMatrix operator +(FieldMatrix a, FieldMatrix b) => Zip(a, b, Fp.Add);

    /// <summary>Difference.</summary>
    public static FieldMatrix operator -(FieldMatrix a, FieldMatrix b) => Zip(a, b, Fp.Subtract);

    /// <summary>A number times a matrix.</summary>
    public static FieldMatrix operator *(ulong factor, FieldMatrix a) => factor == 1 ? a : a.Map(x => Fp.Multiply(factor, x));

    /// <summary>Matrix product.</summary>
    public static FieldMatrix operator *(FieldMatrix a, FieldMatrix b)
    {
        var result = new FieldMatrix(a.Rows, b.Columns);
        for (int j = 0; j < b.Columns; j++)
        {
            for (int k = 0; k < b.Rows; k++)
            {
                ulong factor = b[k, j];
                if (factor == 0)
                {
                    continue;
                }

                for (int i = 0; i < a.Rows; i++)
                {
                    result[i, j] = Fp.Add(result[i, j], Fp.Multiply(a[i, k], factor));
                }
            }
        }

        return result;
    }

    /// <summary>The transpose.</summary>
    public FieldMatrix Transposed()
    {
        if (Rows == 1 || Columns == 1)
        {
            return new(Columns, Rows, Entries);
        }

        var result = new FieldMatrix(Columns, Rows);
        for (int j = 0; j < Columns; j++)
        {
            for (int i = 0; i < Rows; i++)
            {
                result[j, i] = this[i, j];
            }
        }

        return result;
    }

    /// <summary>The same entries in another shape.</summary>
    public FieldMatrix Reshaped(int rows, int columns) => new(rows, columns, Entries);

    /// <summary>A function of every entry.</summary>
    public FieldMatrix Map(Func<ulong, ulong> function)
    {
        var result = new FieldMatrix(Rows, Columns);
        for (int i = 0; i < Entries.Length; i++)
        {
            result.Entries[i] = function(Entries[i]);
        }

        return result;
    }

    /// <summary>A function of the entries of two matrices of one shape.</summary>
    public static FieldMatrix Zip(FieldMatrix a, FieldMatrix b, Func<ulong, ulong, ulong> function)
    {
        var result = new FieldMatrix(a.Rows, a.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = function(a.Entries[i], b.Entries[i]);
        }

        return result;
    }

    /// <summary>The sum of the entries.</summary>
    public ulong Sum() => Entries.Aggregate(0UL, Fp.Add);

    /// <summary>The same numbers in the same places?</summary>
    public bool SameAs(FieldMatrix other) => Rows == other.Rows && Columns == other.Columns && Entries.AsSpan().SequenceEqual(other.Entries);
}
