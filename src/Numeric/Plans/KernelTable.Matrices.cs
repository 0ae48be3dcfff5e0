using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Functions of a matrix.</content>
internal static partial class KernelTable
{
    private static Kernel[] Matrices =>
    [
        .. Factored(positive: false),
        .. Factored(positive: true),
        Whole<PseudoInverse>("pinv", MatrixFunctionKernels.PseudoInverse, "np.linalg.pinv"),
        Whole<Adjugate>("adj", MatrixFunctionKernels.Adjugate, "adjugate"),
        Whole<SpectralFunction>("expm", MatrixFunctionKernels.Exponential, "expm"),
        Whole<SpectralFunction>("logm", MatrixFunctionKernels.Logarithm, "logm"),
        Whole<SpectralFunction>("chol", MatrixFunctionKernels.Cholesky, "np.linalg.cholesky"),
        new()
        {
            // numbers: the exponent
            Name = "matrix power",
            Operator = typeof(MatrixPower),
            Run = c => MatrixFunctionKernels.Power(c.Turned(0), (int)c.Number(0)),
            NumPy = c => Code.Call("np.linalg.matrix_power", c[0].Text, NumPyCall.Literal(c.Number(0)).Text),
        },
        new()
        {
            // the exponent is an operand, a whole number
            Name = "symbolic power",
            Operator = typeof(SymbolicPower),
            Run = c => MatrixFunctionKernels.Power(c.Turned(0), c[1].Scalar is var k && k == Math.Round(k) && Math.Abs(k) < int.MaxValue
                ? (int)k
                : throw new ArithmeticException($"A matrix can't be raised to the power {k}, which is no whole number.")),
            NumPy = c => Code.Call("np.linalg.matrix_power", c[0].Text, $"int({c[1]})"),
        },
        Directional("frechet_expm", MatrixFunctionKernels.Exponential),
        Directional("frechet_logm", MatrixFunctionKernels.Logarithm),
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

    private static Kernel Directional(string name, Func<Dense, Dense> function) => new()
    {
        Name = name,
        Operator = typeof(Frechet),
        Run = c => MatrixFunctionKernels.Derivative(function, c.Turned(0), c.Turned(1)),
        NumPy = c => c.Helper(name, c[0].Text, c[1].Text),
    };
}
