using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Tests.Witness;

/// <summary>Expressions read from text, and points to evaluate them at.</summary>
internal static class Point
{
    /// <summary>An expression with the scope that its names are found in.</summary>
    public static (Expr Expression, Scope Scope) Read(string text, string where)
    {
        var scope = ExpressionReader.Declare(where);
        return (ExpressionReader.Read(text, scope), scope);
    }

    /// <summary>The first point at which all expressions have a value, away from kinks.</summary>
    public static Model Of(Scope scope, params IReadOnlyList<Expr> expressions)
    {
        var points = new Points(scope, expressions, [], seed: 7);
        while (points.Next() is { } model)
        {
            var evaluator = new Evaluator<Real>(model);
            if (expressions.All(e => evaluator.Value(e).Entries.All(x => x.IsFinite)) && model.Watch.IsSafe)
            {
                return model;
            }
        }

        throw new InvalidOperationException("no point found");
    }

    /// <summary>The greatest distance of entries, relative to the greatest entry.</summary>
    public static double Distance(Matrix<Real> a, Matrix<Real> b)
    {
        Assert.Equal((b.Rows, b.Columns), (a.Rows, a.Columns));
        double worst = a.Entries.Zip(b.Entries, (x, y) => Math.Abs(x.Value - y.Value)).Append(0).Max();
        return worst / Math.Max(1, Magnitude.Greatest(b));
    }
}
