using System.Numerics;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Functions of a matrix.</content>
internal static partial class KernelTable
{
    private static Kernel[] Matrices =>
    [
        .. Factored(positive: false),
        .. Factored(positive: true),
        // Operations without rotations, squares and roots, whose number depends on the entries.
        Whole<PseudoInverse>("pinv", MatrixFunctionKernels.PseudoInverse, "np.linalg.pinv", MatrixCalls.PseudoInverse) with { Operations = b => 2.0 * b.Length * Math.Min(b.Rows, b.Columns) },
        Function<Adjugate>("adj", MatrixFunctionKernels.Adjugate, "adjugate", "Adjugate", MatrixFunctions.AdjugateScratch, cubes: 2),
        Function<SpectralFunction>("expm", MatrixFunctionKernels.Exponential, "expm", "Exponential", MatrixFunctions.ExponentialScratch, cubes: 44 / 3.0),
        Function<SpectralFunction>("logm", MatrixFunctionKernels.Logarithm, "logm", "Logarithm", MatrixFunctions.LogarithmScratch, cubes: 64 / 3.0),
        Whole<SpectralFunction>("chol", MatrixFunctionKernels.Cholesky, "np.linalg.cholesky", MatrixCalls.CholeskyFactor) with { Operations = b => Math.Pow(b.Rows, 3) / 3 },
        new()
        {
            // numbers: the exponent
            Name = "matrix power",
            Operator = typeof(MatrixPower),
            Run = c => MatrixFunctionKernels.Power(c.Turned(0), c.Number(0)),
            NumPy = c => Code.Call("np.linalg.matrix_power", c[0].Text, NumPyCall.Literal(c.Number(0)).Text),
            Native = b => MatrixCalls.Function(b, "MatrixPower", MatrixFunctions.PowerScratch, (int)b.Instruction.Numbers[0].ToDouble()),
            Operations = b => 2 * Math.Pow(b.Rows, 3) * ProductsOf((int)b.Instruction.Numbers[0].ToDouble()),
        },
        new()
        {
            // the exponent is an operand, a whole number
            Name = "symbolic power",
            Operator = typeof(SymbolicPower),
            Run = c => MatrixFunctionKernels.Power(c.Turned(0), c[1].Scalar),
            NumPy = c => Code.Call("np.linalg.matrix_power", c[0].Text, $"int({c[1]})"),
            Native = b => MatrixCalls.Function(b, "SymbolicPower", MatrixFunctions.PowerScratch),
            Operations = b => 2 * Math.Pow(b.Rows, 3),
        },
        Directional("frechet_expm", MatrixFunctionKernels.ExponentialDerivative, "ExponentialDerivative", MatrixFunctions.ExponentialScratch, cubes: 8 * 44 / 3.0),
        Directional("frechet_logm", MatrixFunctionKernels.LogarithmDerivative, "LogarithmDerivative", MatrixFunctions.LogarithmScratch, cubes: 8 * 64 / 3.0),
    ];

    // A factorization, which code in other languages does not show, and what is made from it: the rows end in " posdef" for L L'.
    private static Kernel[] Factored(bool positive)
    {
        string suffix = positive ? " posdef" : "", kind = positive ? "Cholesky" : "Lu";
        return
        [
            new()
            {
                Name = positive ? "cholesky" : "lu",
                IsTransparent = true,
                Run = c => positive ? Factorization.Cholesky(c[0]) : Factorization.Lu(c[0]),
                NumPy = c => c[0],
                Native = b => FactorCalls.Factorize(b, kind),
                Operations = b => (positive ? 1 : 2) * Math.Pow(b.Rows, 3) / 3,
            },
            new()
            {
                Name = "solve" + suffix,
                Run = c => Factorization.Solve(c[0], c.Turned(1), positive, c.View(0) == View.Transposed),
                NumPy = c => c.Call("np.linalg.solve"),
                Native = b => FactorCalls.Solve(b, kind),
                ReadTransposed = 1,
                Operations = b => 2.0 * b.Rows * b.Length,
            },
            new()
            {
                Name = "inverse" + suffix,
                Operator = typeof(MatrixPower),
                Run = c => Factorization.Solve(c[0], Dense.Identity(c[0].Rows), positive, c.View(0) == View.Transposed),
                NumPy = c => c.Call("np.linalg.inv"),
                Native = b => FactorCalls.Inverse(b, kind),
                ReadTransposed = 1,
                Operations = b => (positive ? 2 : 4) * Math.Pow(b.Rows, 3) / 3,
            },
            new()
            {
                Name = "det" + suffix,
                Operator = typeof(Determinant),
                Run = c => Dense.Of(Factorization.Determinant(c[0], positive)),
                NumPy = c => c.Call("np.linalg.det"),
                Native = b => [b.Call("Det" + kind, b.RowsOf(0))],
            },
            new()
            {
                Name = "logdet" + suffix,
                Operator = typeof(LogDeterminant),
                Run = c => Dense.Of(Factorization.LogDeterminant(c[0], positive)),
                NumPy = c => Code.Atom($"np.linalg.slogdet({c[0]})[1]"),
                Native = b => [b.Call("LogDet" + kind, b.RowsOf(0))],
            },
        ];
    }

    // A function of a square matrix by a method with a workspace, of so many times n³ operations.
    private static Kernel Function<T>(string name, Func<Dense, Dense> run, string code, string method, Func<int, long> scratch, double cubes)
        where T : Operator => Whole<T>(name, run, code, b => MatrixCalls.Function(b, method, scratch)) with { Operations = b => cubes * Math.Pow(b.Rows, 3) };

    private static Kernel Directional(string name, Func<Dense, Dense, Dense> function, string method, Func<int, long> scratch, double cubes) => new()
    {
        Name = name,
        Operator = typeof(Frechet),
        Run = c => function(c.Turned(0), c.Turned(1)),
        NumPy = c => c.Helper(name, c[0].Text, c[1].Text),
        Native = b => MatrixCalls.Derivative(b, method, scratch),
        Operations = b => cubes * Math.Pow(b.Rows, 3),
    };

    // The products of a power by repeated squares.
    private static int ProductsOf(int exponent) => exponent == 0 ? 0 : BitOperations.Log2((uint)Math.Abs(exponent)) + BitOperations.PopCount((uint)Math.Abs(exponent)) - 1;
}
