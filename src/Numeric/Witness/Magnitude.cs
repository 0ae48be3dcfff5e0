using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Witness;

/// <summary>How large the terms are that cancel in a value: rounding errors are measured by it, not by what is left.</summary>
internal sealed class Magnitude(Evaluator<Real> evaluator)
{
    private readonly Dictionary<Expr, double> known = [];

    /// <summary>The greatest entry of the terms of an expression, as if no signs were different.</summary>
    public double Of(Expr e)
    {
        if (!known.TryGetValue(e, out double size))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            size = e switch
            {
                Sum s => s.Terms.Max(Of),
                Product p => p.Children.Aggregate(Math.Abs(p.Coefficient.ToDouble()), (m, f) => m * Of(f)),
                Apply { Operator: PendingDifferential or Nabla } a => Math.Max(Greatest(evaluator.Value(a)), Of(a.Argument)),
                Apply { Operator: Determinant or Adjugate } a => Math.Pow(Of(a.Argument), evaluator.Value(a.Argument).Rows - (a.Operator is Adjugate ? 1 : 0)),
                Apply { Operator: LinearOperator } a => a.Arguments.Aggregate(1.0, (m, f) => m * Of(f)),
                _ => Greatest(evaluator.Value(e)),
            };
            known[e] = size;
        }

        return size;
    }

    /// <summary>The greatest entry without signs.</summary>
    public static double Greatest(Matrix<Real> a)
    {
        double greatest = 0;
        foreach (var entry in a.Entries)
        {
            greatest = Math.Max(greatest, Math.Abs(entry.Value));
        }

        return greatest;
    }
}
