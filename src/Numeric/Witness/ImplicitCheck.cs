using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using Dense = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;
using DenseVector = MathNet.Numerics.LinearAlgebra.Double.DenseVector;

namespace MatrixDiff.Numeric.Witness;

/// <summary>What a check of an implicit derivative found.</summary>
/// <param name="IsDetermined">Do the equations say how the dependent quantities move with the variable, in every direction?</param>
/// <param name="Samples">The number of points.</param>
/// <param name="Failure">Where the claimed derivative is another one; null where it agrees.</param>
internal sealed record ImplicitReport(bool IsDetermined, int Samples, string? Failure);

/// <summary>
/// Derivatives of f(u(v), v), where assumed equations E(u, v) = 0 say what u is: du solves (∂E/∂u) du = −(∂E/∂v) dv, all by automatic
/// differentiation at random points that satisfy the equations.
/// </summary>
internal static class ImplicitCheck
{
    private const double Rank = 1e-7;
    private const double Residual = 1e-7;
    private const double Tolerance = 1e-6;
    private const int Directions = 3;

    /// <summary>Compares the derivative of f in random directions with that by a claimed derivative.</summary>
    /// <param name="f">What is differentiated.</param>
    /// <param name="v">The variable.</param>
    /// <param name="dependents">The quantities u that move with it.</param>
    /// <param name="along">df for a direction dv, as the claim has it; both are columns of entries, column by column.</param>
    /// <param name="claimed">What the claim is made of.</param>
    /// <param name="scope">What names mean, with the assumed equations.</param>
    /// <param name="samples">The number of points.</param>
    /// <param name="seed">Another number gives other points.</param>
    public static ImplicitReport Compare(Expr f, Symbol v, IReadOnlyList<Symbol> dependents, Func<Matrix<Real>, double[], double[]> along, Expr claimed, Scope scope, int samples, int seed)
    {
        var equations = scope.Assumptions.OfType<AssumedEquation>().Select(e => Make.Minus(e.Left, e.Right)).Where(d => Rewrite.Symbols(d).Any(dependents.Contains)).ToList();
        int done = 0;
        try
        {
            var points = new Points(scope, [f, v, claimed, .. dependents], [], seed);
            while (done < samples && points.Next() is { } model)
            {
                var point = new At(model, f, v, dependents, equations);
                if (point.Value(claimed) is not { } value || !model.Watch.IsSafe)
                {
                    continue;
                }

                for (int k = 0; k < Directions; k++)
                {
                    double[] direction = point.Direction(k);
                    if ((point.Moved(direction, structured: false) ?? point.Moved(direction = point.Structured(direction), structured: true)) is not { } slope)
                    {
                        return new(false, done, null);
                    }

                    double[] said = along(value, direction);
                    double scale = Math.Max(1, Math.Max(said.Max(Math.Abs), slope.Max(Math.Abs)));
                    if (slope.Zip(said, (a, b) => Math.Abs(a - b)).Max() > Tolerance * scale)
                    {
                        string sizes = string.Join(", ", model.Sizes.OrderBy(s => s.Key.Text, StringComparer.Ordinal).Select(s => $"{s.Key.Text} = {s.Value}"));
                        return new(true, done + 1, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"in a direction of {v.Name.Text} the derivative is {slope[0]:G6}, and {said[0]:G6} by what is written, at a point with {sizes}"));
                    }
                }

                points.Accept();
                done++;
            }
        }
        catch (WitnessException)
        {
            return new(false, done, null);
        }

        return new(done > 0, done, null);
    }

    // A point that satisfies the equations, with their slopes there.
    private sealed class At(Model model, Expr f, Symbol v, IReadOnlyList<Symbol> dependents, IReadOnlyList<Expr> equations)
    {
        private readonly Evaluator<Real> evaluator = new(model);

        public Matrix<Real>? Value(Expr e) => evaluator.Value(e) is var value && value.Entries.All(x => double.IsFinite(x.Value)) ? value : null;

        public double[] Direction(int number) => [.. model.Direction(v, number).Entries.Select(e => e.Value)];

        // The part of a direction that keeps the structure of the variable.
        public double[] Structured(double[] direction)
        {
            var rows = Rows(v, 0, direction.Length);
            return rows.Count == 0 ? direction : [.. DenseVector.OfArray(direction) - Least(rows, [.. rows.Select(r => DenseVector.OfArray(r) * DenseVector.OfArray(direction))])!];
        }

        // df along a direction; null where the equations do not say how the dependents move.
        public double[]? Moved(double[] direction, bool structured)
        {
            var rows = Slopes(dependents, equations);
            var right = equations.Count == 0 ? [] : Times(Slopes([v], equations), direction).Select(x => -x).ToList();
            int column = 0;
            foreach (var u in structured ? dependents : [])
            {
                int count = evaluator.Value(u).Entries.Length;
                var own = Rows(u, column, rows[0].Length);
                rows.AddRange(own);
                right.AddRange(own.Select(_ => 0.0));
                column += count;
            }

            var moved = rows.Count < rows[0].Length ? null : Least(rows, [.. right], full: true);
            return moved is null ? null : [.. Times(Slopes([v], [f]), direction).Zip(Times(Slopes(dependents, [f]), [.. moved]), (a, b) => a + b)];
        }

        private List<double[]> Rows(Symbol symbol, int column, int width) =>
            [.. Structures.Equations(model.AttributesOf(symbol), evaluator.Value(symbol)).Select(e =>
            {
                double[] row = new double[width];
                foreach (var (entry, slope) in e.Slopes)
                {
                    row[column + entry] += slope;
                }

                return row;
            })];

        // The entries of expressions in rows, those of symbols in columns.
        private List<double[]> Slopes(IReadOnlyList<Symbol> by, IReadOnlyList<Expr> of) =>
            [.. of.SelectMany(e =>
            {
                var gradients = by.Select(s => evaluator.Gradient(e, s)).ToList();
                return Enumerable.Range(0, gradients[0].Columns).Select(k => gradients.SelectMany(g => Enumerable.Range(0, g.Rows).Select(j => g[j, k].Value)).ToArray());
            })];

        private static IEnumerable<double> Times(IReadOnlyList<double[]> rows, double[] x) => rows.Select(r => r.Zip(x, (a, b) => a * b).Sum());

        // The solution of least length; null where there is none, or more than one where there should be one.
        private static DenseVector? Least(IReadOnlyList<double[]> rows, double[] right, bool full = false)
        {
            var matrix = Dense.OfRowArrays(rows);
            var svd = matrix.Svd();
            double least = svd.S.Count == 0 ? 0 : Rank * svd.S[0];
            int width = matrix.ColumnCount;
            if (full && (svd.S.Count < width || svd.S[width - 1] <= least))
            {
                return null;
            }

            var b = DenseVector.OfArray(right);
            var turned = svd.U.TransposeThisAndMultiply(b);
            var x = (DenseVector)svd.VT.TransposeThisAndMultiply(DenseVector.Create(width, i => i < svd.S.Count && svd.S[i] > least ? turned[i] / svd.S[i] : 0));
            return full && ((matrix * x) - b).AbsoluteMaximum() > Residual * Math.Max(1, b.AbsoluteMaximum()) ? null : x;
        }
    }
}
