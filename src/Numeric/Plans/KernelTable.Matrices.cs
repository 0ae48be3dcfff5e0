using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Functions of a matrix.</content>
internal static partial class KernelTable
{
    private static Kernel[] Matrices =>
    [
        Scalar<Determinant>("det", x => new Factorization(x).Determinant, "np.linalg.det"),
        Scalar<LogDeterminant>("logdet", x => new Factorization(x).LogDeterminant, x => Code.Atom($"np.linalg.slogdet({x})[1]")),
        Whole<MatrixPower>("inverse", MatrixFunctionKernels.Inverse, "np.linalg.inv"),
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
        new()
        {
            Name = "solve",
            Run = c => new Factorization(c.Turned(0)).Solve(c.Turned(1)),
            NumPy = c => c.Call("np.linalg.solve"),
        },
    ];

    private static Kernel Directional(string name, Func<Dense, Dense> function) => new()
    {
        Name = name,
        Operator = typeof(Frechet),
        Run = c => MatrixFunctionKernels.Derivative(function, c.Turned(0), c.Turned(1)),
        NumPy = c => c.Helper(name, c[0].Text, c[1].Text),
    };
}
