using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Numeric.Plans;

/// <summary>A number, vector or matrix that goes into a compiled function or comes out of it.</summary>
public readonly struct NumericValue
{
    private NumericValue(Dense dense, Form form) => (Dense, Form) = (dense, form);

    /// <summary>What it is: a vector has no orientation.</summary>
    internal Form Form { get; }

    /// <summary>The entries.</summary>
    internal Dense Dense { get; }

    /// <summary>The number.</summary>
    /// <exception cref="InvalidCastException">It has more than one entry.</exception>
    public double Scalar => Dense.Count == 1 ? Dense.Scalar : throw new InvalidCastException($"{this} is no scalar.");

    /// <summary>The vector, of a matrix with one row or column too. The entries are shared, not copied.</summary>
    /// <exception cref="InvalidCastException">It has several rows and columns.</exception>
    public Vector<double> Vector => Dense.Rows == 1 || Dense.Columns == 1
        ? Vector<double>.Build.Dense(Dense.Data)
        : throw new InvalidCastException($"{this} is no vector.");

    /// <summary>The matrix; a vector is a column. The entries are shared, not copied.</summary>
    public Matrix<double> Matrix => Matrix<double>.Build.Dense(Dense.Rows, Dense.Columns, Dense.Data);

    /// <summary>A number.</summary>
    public static implicit operator NumericValue(double value) => new(Dense.Of(value), Form.Scalar);

    /// <summary>A vector, for a column or a row; a dense one is read in place.</summary>
    public static implicit operator NumericValue(Vector<double> value) => new(Dense.Of(value.AsArray() ?? value.ToArray()), Form.Vector);

    /// <summary>A matrix; a dense one is read in place.</summary>
    public static implicit operator NumericValue(Matrix<double> value) =>
        new(new Dense(value.AsColumnMajorArray() ?? value.ToColumnMajorArray(), value.RowCount, value.ColumnCount), Form.Matrix);

    /// <summary>The value of an output, in its stated shape.</summary>
    internal static NumericValue Of(Dense dense, Form form) => new(dense, form);

    /// <summary>What it is and its sizes, for messages.</summary>
    public override string ToString() => Form switch
    {
        Form.Scalar => "a scalar",
        Form.Vector => $"a vector of length {Dense.Count}",
        _ => $"a {Dense.Rows}×{Dense.Columns} matrix",
    };
}

/// <summary>What a compiled function is called with, by name.</summary>
public sealed class Arguments
{
    /// <summary>The values of symbols, by their names as written.</summary>
    public required IReadOnlyDictionary<string, NumericValue> Values { get; init; }

    /// <summary>The sizes that can't be inferred from the values; others are checked where they are given.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();

    /// <summary>Unknown elementwise functions by name and order of derivative.</summary>
    public IReadOnlyDictionary<(string Name, int Order), Func<double, double>> Functions { get; init; } = new Dictionary<(string, int), Func<double, double>>();
}
