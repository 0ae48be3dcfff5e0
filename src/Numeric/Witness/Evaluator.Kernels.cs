namespace MatrixDiff.Numeric.Witness;

/// <content>The loops.</content>
internal sealed partial class Evaluator<T>
{
    private static Matrix<T> HalfOf(Matrix<T> x)
    {
        int n = x.Rows;
        var result = new Matrix<T>(n * (n + 1) / 2, 1);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                result[Packed(i, j, n), 0] = x[i, j];
            }
        }

        return result;
    }

    private static Matrix<T> Beside(Matrix<T>[] blocks) =>
        new(blocks[0].Rows, blocks.Sum(b => b.Columns), [.. blocks.SelectMany(b => b.Entries)]);

    private static Matrix<T> WithDiagonal(Matrix<T> x)
    {
        int n = x.Entries.Length;
        var result = new Matrix<T>(n, n);
        for (int i = 0; i < n; i++)
        {
            result[i, i] = x.Entries[i];
        }

        return result;
    }

    private static Matrix<T> DiagonalOf(Matrix<T> x)
    {
        var result = new Matrix<T>(x.Rows, 1);
        for (int i = 0; i < x.Rows; i++)
        {
            result[i, 0] = x[i, i];
        }

        return result;
    }

    private static Matrix<T> Masked(Matrix<T> x, Func<int, int, bool> keep)
    {
        var result = new Matrix<T>(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                result[i, j] = keep(i, j) ? x[i, j] : default;
            }
        }

        return result;
    }

    private static Matrix<T> RunningSums(Matrix<T> x)
    {
        var result = new Matrix<T>(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            T sum = default;
            for (int i = 0; i < x.Rows; i++)
            {
                sum += x[i, j];
                result[i, j] = sum;
            }
        }

        return result;
    }

    private static Matrix<T> TimesEach(Matrix<T> a, Matrix<T> b)
    {
        var result = new Matrix<T>(a.Rows, a.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = a.Entries[i] * b.Entries[i];
        }

        return result;
    }

    private static Matrix<T> Blocks(Matrix<T> a, Matrix<T> b)
    {
        var result = new Matrix<T>(a.Rows * b.Rows, a.Columns * b.Columns);
        for (int j = 0; j < result.Columns; j++)
        {
            for (int i = 0; i < result.Rows; i++)
            {
                result[i, j] = a[i / b.Rows, j / b.Columns] * b[i % b.Rows, j % b.Columns];
            }
        }

        return result;
    }

    private static Matrix<T> Powers(Matrix<T> x, double exponent) => x.Map(t => Functions.Power(t, exponent));

    // The whole number that an exponent is, if it is a constant one.
    private static int? Whole(T exponent)
    {
        double whole = Math.Round(exponent.Primal);
        return Math.Abs(whole) <= 64 && (exponent - T.Of(whole)).IsZero ? (int)whole : null;
    }

    // Entries to the power of entries, a scalar standing for as many as there are on the other side: exp(c log x).
    private static Matrix<T> Powers(Matrix<T> x, Matrix<T> c)
    {
        var shape = x.Entries.Length >= c.Entries.Length ? x : c;
        var result = new Matrix<T>(shape.Rows, shape.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            var (b, exponent) = (x.Entries[x.Entries.Length == 1 ? 0 : i], c.Entries[c.Entries.Length == 1 ? 0 : i]);
            result.Entries[i] = Whole(exponent) is { } k ? k == 0 ? T.Of(1) : Functions.Power(b, k) : T.Exp(exponent * T.Log(b));
        }

        return result;
    }

    private static T SumOfSquares(Matrix<T> x)
    {
        T sum = default;
        foreach (var entry in x.Entries)
        {
            sum += entry * entry;
        }

        return sum;
    }

    private static T LogSumExp(ReadOnlySpan<T> x)
    {
        var top = Top(x);
        T sum = default;
        foreach (var entry in x)
        {
            sum += T.Exp(entry - top);
        }

        return top + T.Log(sum);
    }

    // The softmax of every column.
    private static Matrix<T> Softmax(Matrix<T> x)
    {
        var result = new Matrix<T>(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            var column = x.Entries.AsSpan(j * x.Rows, x.Rows);
            var top = Top(column);
            T sum = default;
            for (int i = 0; i < x.Rows; i++)
            {
                result[i, j] = T.Exp(column[i] - top);
                sum += result[i, j];
            }

            for (int i = 0; i < x.Rows; i++)
            {
                result[i, j] /= sum;
            }
        }

        return result;
    }

    private static Matrix<T> Less(Matrix<T> x, T by) => x.Map(t => t - by);

    // The greatest value, as a constant, so that no exponential overflows.
    private static T Top(ReadOnlySpan<T> x)
    {
        double top = double.NegativeInfinity;
        foreach (var entry in x)
        {
            top = Math.Max(top, entry.Primal);
        }

        return T.Of(top);
    }
}
