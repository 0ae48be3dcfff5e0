using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Witness;

/// <content>The operators, a row each.</content>
internal sealed partial class Evaluator<T>
{
    private Matrix<T> ApplyValue(Apply e) => e.Operator switch
    {
        PendingDifferential => Along(e.Argument),
        Nabla nabla => NablaValue(nabla, e.Argument),
        Transpose => Value(e.Argument).Transposed(),
        Vec or Unvec => Reshaped(e),
        Vech => HalfOf(Value(e.Argument)),
        Hcat => Beside([.. e.Arguments.Select(Value)]),
        Vcat => Beside([.. e.Arguments.Select(a => Value(a).Transposed())]).Transposed(),
        DiagonalMatrix => WithDiagonal(Value(e.Argument)),
        DiagonalPart => DiagonalOf(Value(e.Argument)),
        Trace => Matrix<T>.Scalar(DiagonalOf(Value(e.Argument)).Sum()),
        Total => Matrix<T>.Scalar(Value(e.Argument).Sum()),
        Mean => Matrix<T>.Scalar(Value(e.Argument).Sum() / T.Of(Value(e.Argument).Entries.Length)),
        Tril => Masked(Value(e.Argument), (i, j) => i >= j),
        Triu => Masked(Value(e.Argument), (i, j) => i <= j),
        CumulativeSum => RunningSums(Value(e.Argument)),
        Hadamard => e.Arguments.Select(Value).Aggregate(TimesEach),
        Kronecker => e.Arguments.Select(Value).Aggregate(Blocks),
        UserOperator u => Value(u.Definition(e)),
        ElementwiseOperator f when f.Written(e.Argument) is { } written => Value(written),
        ElementwiseOperator f => Elementwise(f, Value(e.Argument), e.Argument),
        ElementwisePower p => Powers(Value(e.Argument), p.Exponent.ToDouble()),
        GeneralPower => Powers(Value(e.Arguments[0]), Value(e.Arguments[1])),
        MatrixPower p => MatrixPower(Value(e.Argument), p.Exponent),
        SymbolicPower => MatrixPower(Value(e.Arguments[0]), Value(e.Arguments[1]).Entries[0]),
        Determinant => Matrix<T>.Scalar(LinearAlgebra<T>.Determinant(Value(e.Argument))),
        LogDeterminant => Matrix<T>.Scalar(LinearAlgebra<T>.LogDeterminant(Value(e.Argument), model.Watch)),
        Adjugate => LinearAlgebra<T>.Adjugate(Value(e.Argument), model.Watch),
        PseudoInverse => LinearAlgebra<T>.PseudoInverse(Value(e.Argument), model.Watch),
        Frechet f => Value(f.BlockForm(e)),
        SpectralFunction { Name: "expm" } => Series<T>.Exponential(Value(e.Argument)),
        SpectralFunction { Name: "logm" } => Series<T>.Logarithm(Value(e.Argument), model.Watch),
        SpectralFunction { Name: "chol" } => LinearAlgebra<T>.Cholesky(Value(e.Argument)),
        DefinedReduction { Name: "norm1" } => Matrix<T>.Scalar(Kinked(Value(e.Argument)).Map(T.Abs).Sum()),
        DefinedReduction { Name: "norm2" or "normF" } => Matrix<T>.Scalar(T.Sqrt(SumOfSquares(Value(e.Argument)))),
        DefinedReduction { Name: "sumsq" } => Matrix<T>.Scalar(SumOfSquares(Value(e.Argument))),
        DefinedReduction { Name: "logsumexp" } => Matrix<T>.Scalar(LogSumExp(Value(e.Argument).Entries)),
        VectorFunction { Name: "softmax" or "colsoftmax" } => Softmax(Value(e.Argument)),
        VectorFunction { Name: "rowsoftmax" } => Softmax(Value(e.Argument).Transposed()).Transposed(),
        VectorFunction { Name: "logsoftmax" } => Less(Value(e.Argument), LogSumExp(Value(e.Argument).Entries)),
        VectorFunction { Name: "normalize" } => (T.Of(1) / T.Sqrt(SumOfSquares(Value(e.Argument)))) * Value(e.Argument),
        Maximum => Matrix<T>.Scalar(Greatest(Value(e.Argument).Entries)),
        _ => throw new WitnessException($"the operator {e.Operator.Name} ({e.Operator.GetType().Name}) has no numeric form"),
    };

    private Matrix<T> Reshaped(Apply e)
    {
        var (rows, columns) = model.Count(e.Shape);
        return Value(e.Argument).Reshaped(rows, columns);
    }

    private Matrix<T> Elementwise(ElementwiseOperator f, Matrix<T> x, Expr of)
    {
        if (f.Function.Slope is { } slope)
        {
            var below = Value(slope).Entries[0];
            return Kinked(x).Map(t => f.Order switch
            {
                0 => t.Primal > 0 ? t : below * t,
                1 => t.Primal > 0 ? T.Of(1) : below,
                _ => default,
            });
        }

        if (f.Function.IsUnknown)
        {
            var function = model.Function(f.Function);
            return x.Map(t => function.At(f.Order, t, model.Watch));
        }

        string name = f.Function.Name.Text;
        if (name == "log")
        {
            Cancelled(of, x);
        }

        return (Functions.HasKink(name) ? Kinked(x) : x).Map(t => Functions.At(name, f.Order, t));
    }

    private Matrix<T> MatrixPower(Matrix<T> x, int exponent)
    {
        var factor = exponent < 0 ? LinearAlgebra<T>.Inverse(x, model.Watch) : x;
        var power = factor;
        for (int i = 1; i < Math.Abs(exponent); i++)
        {
            power *= factor;
        }

        return power;
    }

    // A whole exponent multiplies; another one is that of exp(k log X).
    private Matrix<T> MatrixPower(Matrix<T> x, T exponent) => Whole(exponent) is { } k
        ? k == 0 ? Matrix<T>.Identity(x.Rows) : MatrixPower(x, k)
        : Series<T>.Exponential(exponent * Series<T>.Logarithm(x, model.Watch));

    private T Greatest(T[] entries)
    {
        int best = 0;
        for (int i = 1; i < entries.Length; i++)
        {
            best = entries[i].Primal > entries[best].Primal ? i : best;
        }

        for (int i = 0; i < entries.Length; i++)
        {
            double gap = entries[best].Primal - entries[i].Primal;
            if (i != best && gap == 0)
            {
                model.Watch.Tie();
            }

            model.Watch.Kink(gap);
        }

        return entries[best];
    }

    // log(1 − σ(z)) at large z: what is left of the terms is rounding, and its logarithm means nothing.
    private void Cancelled(Expr of, Matrix<T> x)
    {
        foreach (var term in of is Sum sum ? sum.Terms : [])
        {
            var value = Value(term);
            for (int i = 0; i < x.Entries.Length; i++)
            {
                double part = Math.Abs(value.Entries[value.Entries.Length == 1 ? 0 : i].Primal);
                if (part > 0)
                {
                    model.Watch.Kink(x.Entries[i].Primal / part);
                }
            }
        }
    }

    // The argument of a function with a kink at 0.
    private Matrix<T> Kinked(Matrix<T> x)
    {
        foreach (var entry in x.Entries)
        {
            model.Watch.Kink(entry.Primal);
        }

        return x;
    }
}
