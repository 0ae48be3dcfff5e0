using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Entries moved or chosen: diagonals, triangles, blocks, and K, D and L as lists of rows.</summary>
internal static class Arrangements
{
    /// <summary>An index from 0, where there are so many.</summary>
    /// <exception cref="ArgumentException">It is beyond them.</exception>
    public static int Inside(int index, int count) =>
        index >= 0 && index < count ? index : throw new ArgumentException($"There is no entry {index + 1} where there are {count}.");

    /// <summary>The matrix with a vector on its diagonal.</summary>
    public static Dense Diagonal(Dense x)
    {
        var result = Dense.New(x.Count, x.Count);
        for (int i = 0; i < x.Count; i++)
        {
            result.Data[(i * x.Count) + i] = x.Data[i];
        }

        return result;
    }

    /// <summary>X + diag(d).</summary>
    public static Dense PlusDiagonal(Dense x, Dense d)
    {
        var result = x.Copy();
        for (int i = 0; i < d.Count; i++)
        {
            result.Data[i * (x.Rows + 1)] += d.Data[i];
        }

        return result;
    }

    /// <summary>The diagonal of a matrix.</summary>
    public static Dense DiagonalOf(Dense x)
    {
        var result = new double[x.Rows];
        for (int i = 0; i < x.Rows; i++)
        {
            result[i] = x[i, i];
        }

        return Dense.Of(result);
    }

    /// <summary>The entries on and below (or above) the diagonal, zeros elsewhere.</summary>
    public static Dense Triangle(Dense x, bool lower)
    {
        var result = Dense.New(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            int start = lower ? Math.Min(j, x.Rows) : 0, end = lower ? x.Rows : Math.Min(j + 1, x.Rows);
            x.Column(j)[start..end].CopyTo(result.Column(j)[start..end]);
        }

        return result;
    }

    /// <summary>Running sums down each column.</summary>
    public static Dense RunningSums(Dense x) => Entrywise.ByColumn(x, (column, result) =>
    {
        double sum = 0;
        for (int i = 0; i < column.Length; i++)
        {
            result[i] = sum += column[i];
        }
    });

    /// <summary>Blocks beside each other; a vector is a column.</summary>
    public static Dense Beside(IReadOnlyList<Dense> blocks)
    {
        var result = Dense.New(blocks[0].Rows, blocks.Sum(b => b.Columns));
        int start = 0;
        foreach (var block in blocks)
        {
            block.Data.CopyTo(result.Data, start);
            start += block.Count;
        }

        return result;
    }

    /// <summary>Blocks on top of each other.</summary>
    public static Dense Stacked(IReadOnlyList<Dense> blocks)
    {
        var result = Dense.New(blocks.Sum(b => b.Rows), blocks[0].Columns);
        int start = 0;
        foreach (var block in blocks)
        {
            for (int j = 0; j < result.Columns; j++)
            {
                block.Column(j).CopyTo(result.Column(j)[start..]);
            }

            start += block.Rows;
        }

        return result;
    }

    /// <summary>
    /// For each row of K(m,n), D(n) or L(n), the column with its 1: the matrix times X is these rows of X.
    /// </summary>
    public static int[] Rows(ConstantKind kind, int m, int n)
    {
        var rows = new List<int>();
        switch (kind)
        {
            case ConstantKind.Commutation:
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        rows.Add(i + (j * m));
                    }
                }

                break;
            case ConstantKind.Elimination:
                for (int j = 0; j < m; j++)
                {
                    for (int i = j; i < m; i++)
                    {
                        rows.Add(i + (j * m));
                    }
                }

                break;
            default:
                for (int j = 0; j < m; j++)
                {
                    for (int i = 0; i < m; i++)
                    {
                        var (a, b) = (Math.Max(i, j), Math.Min(i, j));
                        rows.Add(a + (b * m) - (b * (b + 1) / 2));
                    }
                }

                break;
        }

        return [.. rows];
    }

    /// <summary>K(m,n), D(n) or L(n) written out, with so many columns.</summary>
    public static Dense Selection(int[] rows, int columns)
    {
        var result = Dense.New(rows.Length, columns);
        for (int i = 0; i < rows.Length; i++)
        {
            result.Data[(rows[i] * rows.Length) + i] = 1;
        }

        return result;
    }

    /// <summary>Rows of a matrix or entries of a vector, in a given order.</summary>
    public static Dense TakeRows(Dense x, int[] rows)
    {
        var result = Dense.New(rows.Length, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            var source = x.Column(j);
            int target = 0;
            foreach (ref double entry in result.Column(j))
            {
                entry = source[rows[target++]];
            }
        }

        return result;
    }

    /// <summary>Columns of a matrix, in a given order.</summary>
    public static Dense TakeColumns(Dense x, int[] columns)
    {
        var result = Dense.New(x.Rows, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            x.Column(columns[j]).CopyTo(result.Column(j));
        }

        return result;
    }
}
