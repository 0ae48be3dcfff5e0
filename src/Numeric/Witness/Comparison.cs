using System.Globalization;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Witness;

/// <summary>How far two values are apart, and where, if they do not agree.</summary>
internal readonly record struct Difference(double RelativeError, string? Description);

/// <summary>
/// Compares a result with automatic derivatives at one point: all entries where that is asked for and they are not many,
/// else the derivatives in random directions. Null stands for a point outside the domain.
/// </summary>
internal sealed class Comparison(Model model, bool allEntries, Func<Expr, Model, double[,]>? evaluate)
{
    private const int MostEntries = 30;
    private const int MostSecond = 16;
    private const int Directions = 3;
    private const double Greatest = 1e8;

    private readonly Evaluator<Real> evaluator = model.Plain;

    /// <summary>Compares the value of a result with that of the input, or of a right side with that of the left.</summary>
    public Difference? Values(Expr input, Expr result, string where = "in the input")
    {
        var actual = Result(result);
        return IsUsable(actual) && model.Watch.IsSafe ? Compare(actual, evaluator.Value(input), input, result, where) : null;
    }

    /// <summary>Compares a result with (∇_x o)(∇²_o E)(∇_x o)'.</summary>
    public Difference? GaussNewton(Expr input, Symbol output, Symbol x, Expr result)
    {
        var actual = Result(result);
        var slope = evaluator.Gradient(output, x);
        var flat = slope.Reshaped(model.Count(x.Shape.Count), model.Count(output.Shape.Count));
        var expected = flat * evaluator.Hessian(input, output, output) * flat.Transposed();
        return !IsUsable(actual) || !model.Watch.IsSafe ? null
            : (actual.Rows, actual.Columns) != (expected.Rows, expected.Columns) ? Misshapen(actual, (expected.Rows, expected.Columns))
            : Compare(actual, expected, input, result);
    }

    /// <summary>Compares a derivative.</summary>
    public Difference? Derivative(DerivationKind kind, Layout layout, Expr input, IReadOnlyList<Symbol> variables, Expr result)
    {
        if (kind == DerivationKind.Simplification)
        {
            return Values(input, result);
        }

        if (!IsUsable(evaluator.Value(input)) || !model.Watch.IsSafe)
        {
            return null;
        }

        var actual = Result(result);
        if (kind == DerivationKind.Differential)
        {
            return Compare(actual, evaluator.Along(input), input, result);
        }

        return kind == DerivationKind.Hessian
            ? Second(input, variables[0], variables[^1], actual, result)
            : First(input, variables[0], kind == DerivationKind.Jacobian || layout == Layout.Jacobian, layout, actual, result);
    }

    private Difference? First(Expr input, Symbol x, bool jacobian, Layout layout, Matrix<Real> actual, Expr result)
    {
        var (rows, columns) = model.Count(x.Shape);
        int count = evaluator.Value(input).Entries.Length;
        var shape = jacobian ? (count, rows * columns) : input.IsScalar && layout == Layout.Gradient ? (rows, columns) : (rows * columns, count);
        if (shape != (actual.Rows, actual.Columns))
        {
            return Misshapen(actual, shape);
        }

        if (allEntries && rows * columns <= MostEntries && !model.SymmetricDirections)
        {
            var gradient = evaluator.Gradient(input, x);
            return Compare(actual, (jacobian ? gradient.Transposed() : gradient).Reshaped(actual.Rows, actual.Columns), input, result);
        }

        var matrix = jacobian ? actual : actual.Reshaped(rows * columns, count).Transposed();
        return Worst(number =>
        {
            var v = model.Direction(x, number);
            var expected = Evaluator<Real>.Slopes(evaluator.Move((x, v)).Value(input));
            return Compare(matrix * v.Reshaped(v.Entries.Length, 1), expected.Reshaped(count, 1), input, result);
        });
    }

    private Difference? Second(Expr input, Symbol x, Symbol y, Matrix<Real> actual, Expr result)
    {
        int first = model.Count(x.Shape.Count);
        int second = model.Count(y.Shape.Count);
        int count = evaluator.Value(input).Entries.Length;
        if ((actual.Rows, actual.Columns) != (first, second * count))
        {
            return Misshapen(actual, (first, second * count));
        }

        if (allEntries && Math.Max(first, second) <= MostSecond && !model.SymmetricDirections)
        {
            return Compare(actual, evaluator.Hessian(input, x, y), input, result);
        }

        return Worst(number =>
        {
            var (u, v) = (model.Direction(x, number), model.Direction(y, number + Directions));
            var inner = evaluator.Move((x, u)).Move((y, Matrix<Dual<Real>>.Of(v))).Value(input);
            var expected = Evaluator<Real>.Slopes(Evaluator<Dual<Real>>.Slopes(inner)).Reshaped(count, 1);
            var rows = (u.Reshaped(1, first) * actual).Reshaped(second, count);
            return Compare(rows.Transposed() * v.Reshaped(second, 1), expected, input, result);
        });
    }

    private Difference? Worst(Func<int, Difference?> compare)
    {
        var worst = new Difference(0, null);
        for (int number = 1; number <= Directions; number++)
        {
            if (compare(number) is not { } next)
            {
                return null;
            }

            worst = next.RelativeError >= worst.RelativeError ? next : worst;
        }

        return worst;
    }

    // max|a − b| relative to max|b|, or to a thousandth of the terms that cancel in it.
    private Difference? Compare(Matrix<Real> actual, Matrix<Real> expected, Expr input, Expr result, string how = "by automatic differentiation")
    {
        if (!IsUsable(actual) || !IsUsable(expected))
        {
            return null;
        }

        if ((actual.Rows, actual.Columns) != (expected.Rows, expected.Columns))
        {
            return Misshapen(actual, (expected.Rows, expected.Columns));
        }

        int where = 0;
        double worst = 0;
        for (int i = 0; i < actual.Entries.Length; i++)
        {
            double distance = Math.Abs(actual.Entries[i].Value - expected.Entries[i].Value);
            (where, worst) = distance > worst ? (i, distance) : (where, worst);
        }

        double error = worst == 0 ? 0 : worst / Magnitude.Greatest(expected);
        if (error <= WitnessCheck.Tolerance)
        {
            return new(error, null);
        }

        if (worst <= model.Slack)
        {
            return new(worst, null);
        }

        var magnitude = new Magnitude(evaluator);
        double floor = 1e-3 * Math.Max(magnitude.Of(input), magnitude.Of(result));
        error = worst / Math.Max(floor, Magnitude.Greatest(expected));
        return new(error, error <= WitnessCheck.Tolerance ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"entry ({(where % actual.Rows) + 1},{(where / actual.Rows) + 1}) is {actual.Entries[where].Value:G6}, {how} {expected.Entries[where].Value:G6}{At()}"));
    }

    private string At() => model.Sizes.Count == 0 ? "" : " with " + string.Join(", ", model.Sizes.Select(s => $"{s.Key} = {s.Value}"));

    private Difference Misshapen(Matrix<Real> actual, (int Rows, int Columns) expected) =>
        new(double.PositiveInfinity, $"the result is {actual.Rows}×{actual.Columns} and not {expected.Rows}×{expected.Columns}{At()}");

    private Matrix<Real> Result(Expr result)
    {
        if (evaluate is null)
        {
            return evaluator.Value(result);
        }

        var values = evaluate(result, model);
        var matrix = new Matrix<Real>(values.GetLength(0), values.GetLength(1));
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                matrix[i, j] = new(values[i, j]);
            }
        }

        return matrix;
    }

    private static bool IsUsable(Matrix<Real> a)
    {
        foreach (var entry in a.Entries)
        {
            if (!(Math.Abs(entry.Value) <= Greatest))
            {
                return false;
            }
        }

        return true;
    }
}
