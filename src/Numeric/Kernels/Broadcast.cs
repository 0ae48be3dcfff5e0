using System.Numerics.Tensors;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Sums and entrywise products of operands that may stand for every column, every row or all entries.</summary>
internal static class Broadcast
{
    /// <summary>c₀ + Σ cᵢ xᵢ, entry by entry.</summary>
    public static Dense Sum(KernelCall c)
    {
        var (rows, columns) = Extent(c);
        if (rows * columns == 1)
        {
            double sum = c.Number(0);
            for (int i = 0; i < c.Count; i++)
            {
                sum += c.Number(i + 1) * c[i].Scalar;
            }

            return Dense.Of(sum);
        }

        var result = Dense.New(rows, columns);
        double constant = c.Number(0);
        for (int i = 0; i < c.Count; i++)
        {
            if (IsScalar(c, i))
            {
                constant += c.Number(i + 1) * c[i].Scalar;
            }
        }

        if (constant != 0)
        {
            result.Data.AsSpan().Fill(constant);
        }

        for (int i = 0; i < c.Count; i++)
        {
            if (!IsScalar(c, i))
            {
                double factor = c.Number(i + 1);
                Each(
                    c,
                    i,
                    result,
                    (x, r) => TensorPrimitives.MultiplyAdd(x, factor, r, r),
                    (x, r) => TensorPrimitives.Add(r, factor * x, r));
            }
        }

        return result;
    }

    /// <summary>c x₁ … xₖ / (y₁ … yₗ), entry by entry.</summary>
    public static Dense Multiply(KernelCall c)
    {
        var (rows, columns) = Extent(c);
        int divisors = (int)c.Number(1), factors = c.Count - divisors;
        double scalar = c.Number(0);
        for (int i = 0; i < c.Count; i++)
        {
            scalar = !IsScalar(c, i) ? scalar : i < factors ? scalar * c[i].Scalar : scalar / c[i].Scalar;
        }

        var result = Dense.New(rows, columns);
        result.Data.AsSpan().Fill(scalar);
        for (int i = 0; i < c.Count; i++)
        {
            if (IsScalar(c, i))
            {
                continue;
            }

            if (i < factors)
            {
                Each(c, i, result, (x, r) => TensorPrimitives.Multiply(x, r, r), (x, r) => TensorPrimitives.Multiply(r, x, r));
            }
            else
            {
                Each(c, i, result, (x, r) => TensorPrimitives.Divide(r, x, r), (x, r) => TensorPrimitives.Divide(r, x, r));
            }
        }

        return result;
    }

    /// <summary>A vector as every column, or as every row, of a matrix.</summary>
    public static Dense Repeat(KernelCall c)
    {
        var x = c[0];
        int times = c.Size(0);
        bool across = c.View(0) == View.Across;
        var result = across ? Dense.New(x.Count, times) : Dense.New(times, x.Count);
        for (int j = 0; j < result.Columns; j++)
        {
            if (across)
            {
                x.Data.CopyTo(result.Column(j));
            }
            else
            {
                result.Column(j).Fill(x.Data[j]);
            }
        }

        return result;
    }

    private static bool IsScalar(KernelCall c, int i) => c.Instruction.Operands[i].Value.Form == Form.Scalar;

    private static void Each(KernelCall c, int i, Dense result, EntriesMap entries, ScalarMap scalar)
    {
        switch (c.View(i))
        {
            case View.Across:
                for (int j = 0; j < result.Columns; j++)
                {
                    entries(c[i].Data, result.Column(j));
                }

                break;
            case View.Down:
                for (int j = 0; j < result.Columns; j++)
                {
                    scalar(c[i].Data[j], result.Column(j));
                }

                break;
            default:
                entries(c.Turned(i).Data, result.Data);
                break;
        }
    }

    // The rows and columns that the operands have together.
    private static (int Rows, int Columns) Extent(KernelCall c)
    {
        var (rows, columns) = (1, 1);
        for (int i = 0; i < c.Count; i++)
        {
            if (IsScalar(c, i))
            {
                continue;
            }

            switch (c.View(i))
            {
                case View.Across:
                    rows = c[i].Count;
                    break;
                case View.Down:
                    columns = c[i].Count;
                    break;
                case View.Transposed:
                    return (c[i].Columns, c[i].Rows);
                default:
                    return (c[i].Rows, c[i].Columns);
            }
        }

        return (rows, columns);
    }

    private delegate void ScalarMap(double x, Span<double> result);
}
