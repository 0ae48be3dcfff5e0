using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>Compiled functions at the points of the witness.</summary>
internal static class Compiled
{
    /// <summary>The value of a compiled expression, not a number where it has none, its symbols, sizes and unknown functions taken from a point.</summary>
    public static double[,] At(CompiledFunction function, Expr e, Scope scope, Model model)
    {
        var symbols = Rewrite.Symbols([e, .. Rewrite.Nodes(e).OfType<Apply>().Select(a => a.Operator).OfType<Symbolic.Operators.ElementwiseOperator>().Select(o => o.Function.Slope).OfType<Expr>()]);
        try
        {
            return function.Evaluate(Arguments()).Matrix.ToArray();
        }
        catch (ArithmeticException)
        {
            // Not defined at this point: another one is taken.
            return new[,] { { double.NaN } };
        }

        Arguments Arguments() => new()
        {
            Values = symbols.ToDictionary(s => s.Name.Text, s => Value(s, model.Base(s))),
            Sizes = model.Sizes.ToDictionary(s => s.Key.Text, s => s.Value),
            Functions = function.Functions.ToDictionary(
                f => f, f => (Func<double, double>)(x => model.Function(scope.Functions.Values.First(g => g.Name.Text == f.Name), f.Order, x))),
        };
    }

    private static NumericValue Value(Symbol s, Numeric.Witness.Matrix<Real> value)
    {
        double[] entries = [.. value.Entries.Select(x => x.Value)];
        return s.IsScalar ? entries[0]
            : s.Shape.IsVector ? new DenseVector(entries)
            : new DenseMatrix(value.Rows, value.Columns, entries);
    }
}
