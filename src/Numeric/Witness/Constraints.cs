using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using Dense = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;
using DenseVector = MathNet.Numerics.LinearAlgebra.Double.DenseVector;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// The assumed equations that speak of what expressions are made of, and values that satisfy them: random values are moved
/// onto the equations by Gauss–Newton steps of least length, within the structure that symbols are declared to have.
/// </summary>
internal sealed class Constraints
{
    /// <summary>How far two values may be apart, since the equations hold so far.</summary>
    public const double Slack = 1e-12;

    private const int MostSteps = 40;
    private const int MostStepsAlone = 12;
    private const double Accuracy = 1e-13;
    private const double LargestStep = 2;
    private const double Rank = 1e-10;
    private const double Smallest = 1e-4;

    private readonly IReadOnlyList<AssumedEquation> equations;
    private readonly IReadOnlyList<Expr> differences;
    private readonly IReadOnlyList<Symbol> unknowns;

    // What single symbols are, where every equation says what one is that stands nowhere else in them: y = f(x).
    private readonly IReadOnlyList<(Symbol Symbol, Expr Value)>? solved;

    private Constraints(Scope scope, IReadOnlyList<AssumedEquation> equations)
    {
        this.equations = equations;
        differences = [.. equations.Select(e => Make.Minus(e.Left, e.Right)).Where(d => !d.IsZero)];
        unknowns = [.. Free(scope, Sides)];
        var explicitly = equations.Select(e => Explicit(scope, e.Left, e.Right) ?? Explicit(scope, e.Right, e.Left)).ToList();
        var symbols = explicitly.Select(e => e?.Symbol).ToHashSet();
        solved = explicitly.Count > 0 && symbols.Count == explicitly.Count && explicitly.TrueForAll(e => e is not null && !Free(scope, [e.Value.Value]).Any(symbols.Contains)) ? [.. explicitly.Select(e => e!.Value)] : null;
    }

    private static (Symbol Symbol, Expr Value)? Explicit(Scope scope, Expr side, Expr other) => side is Symbol s && !Reach.HasMeaning(scope, s) && !Free(scope, [other]).Contains(s) ? (s, other) : null;

    /// <summary>The sides of the equations.</summary>
    public IEnumerable<Expr> Sides => equations.SelectMany(e => new[] { e.Left, e.Right });

    /// <summary>The equations as they were written.</summary>
    public string Text => string.Join(", ", equations.Select(e => e.Text));

    /// <summary>The equations that share symbols with expressions, and with equations that do; null where there are none.</summary>
    public static Constraints? On(Scope scope, IEnumerable<Expr> expressions)
    {
        var open = scope.Assumptions.OfType<AssumedEquation>().ToList();
        if (open.Count == 0)
        {
            return null;
        }

        var found = new List<AssumedEquation>();
        var symbols = Free(scope, expressions).ToHashSet();
        while (open.FirstOrDefault(e => Free(scope, [e.Left, e.Right]).ToList() is var own && (own.Count == 0 || own.Exists(symbols.Contains))) is { } next)
        {
            open.Remove(next);
            found.Add(next);
            symbols.UnionWith(Free(scope, [next.Left, next.Right]));
        }

        return found.Count == 0 ? null : new(scope, found);
    }

    /// <summary>Values near those of a random model for which the equations hold; null where none were reached.</summary>
    /// <param name="at">The model with values in the place of random ones.</param>
    /// <param name="number">The number of the point: at two of three a single symbol moves where that is enough, in turn, so that
    /// the others stay as general as they were drawn.</param>
    public IReadOnlyDictionary<Symbol, Matrix<Real>>? Satisfy(Func<IReadOnlyDictionary<Symbol, Matrix<Real>>, Model> at, ulong number)
    {
        if (solved is not null)
        {
            return Solved(at);
        }

        bool alone = unknowns.Count > 1 && number % 3 != 0;
        return (alone ? Moved(at, [unknowns[(int)(number % (ulong)unknowns.Count)]], MostStepsAlone) : null) ?? Moved(at, unknowns, MostSteps);
    }

    private Dictionary<Symbol, Matrix<Real>>? Solved(Func<IReadOnlyDictionary<Symbol, Matrix<Real>>, Model> at)
    {
        var model = at(new Dictionary<Symbol, Matrix<Real>>());
        var evaluator = new Evaluator<Real>(model);
        var values = unknowns.ToDictionary(s => s, model.Base);
        foreach (var (symbol, value) in solved!)
        {
            values[symbol] = evaluator.Value(value);
        }

        return solved.All(s => values[s.Symbol].Entries.All(e => double.IsFinite(e.Value))) && unknowns.All(s => Structures.Admits(model.AttributesOf(s), values[s])) ? values : null;
    }

    private Dictionary<Symbol, Matrix<Real>>? Moved(Func<IReadOnlyDictionary<Symbol, Matrix<Real>>, Model> at, IReadOnlyList<Symbol> moved, int steps)
    {
        var model = at(new Dictionary<Symbol, Matrix<Real>>());
        var values = unknowns.ToDictionary(s => s, model.Base);
        for (int i = 0; i < steps; i++)
        {
            model = at(values);
            var evaluator = new Evaluator<Real>(model);
            double[] residual = [.. differences.SelectMany(d => evaluator.Value(d).Entries.Select(e => e.Value))];
            double scale = Math.Max(1, Sides.Max(s => Magnitude.Greatest(evaluator.Value(s))));
            if (residual.All(r => Math.Abs(r) <= Accuracy * scale))
            {
                return unknowns.All(s => Structures.Admits(model.AttributesOf(s), values[s])) ? values : null;
            }

            if (values.Count == 0 || residual.Any(r => !double.IsFinite(r)))
            {
                return null;
            }

            values = Moved(moved, values, Step(evaluator, residual, moved, values, model));
        }

        return null;
    }

    /// <summary>
    /// Is a value 0, or diagonal as I is, where one was drawn that is not? Much is true of these alone: (I − A) S = I − A² also
    /// has the solutions A = I with any S.
    /// </summary>
    public bool IsCollapsed(IReadOnlyDictionary<Symbol, Matrix<Real>> values) =>
        unknowns.Any(s => Magnitude.Greatest(values[s]) < Smallest || (!s.Attributes.HasFlag(Attributes.Diagonal) && IsDiagonal(values[s])));

    private static bool IsDiagonal(Matrix<Real> value)
    {
        double most = Smallest * Magnitude.Greatest(value);
        return value.Rows == value.Columns && value.Rows > 1
            && Enumerable.Range(0, value.Entries.Length).All(k => k % value.Rows == k / value.Rows || Math.Abs(value.Entries[k].Value) < most);
    }

    // The shortest step that the linearised equations ask for; the structure of each symbol is kept by equations of its own.
    private double[] Step(Evaluator<Real> evaluator, double[] residual, IReadOnlyList<Symbol> moved, Dictionary<Symbol, Matrix<Real>> values, Model model)
    {
        int width = moved.Sum(s => values[s].Entries.Length);
        var rows = residual.Select(r => (Row: new double[width], Value: r)).ToList();
        int column = 0;
        foreach (var symbol in moved)
        {
            int row = 0;
            int count = values[symbol].Entries.Length;
            foreach (var difference in differences)
            {
                var gradient = evaluator.Gradient(difference, symbol);
                for (int k = 0; k < gradient.Columns; k++, row++)
                {
                    for (int j = 0; j < count; j++)
                    {
                        rows[row].Row[column + j] = gradient[j, k].Value;
                    }
                }
            }

            foreach (var (entries, value) in Structures.Equations(model.AttributesOf(symbol), values[symbol]))
            {
                var own = new double[width];
                foreach (var (entry, slope) in entries)
                {
                    own[column + entry] += slope;
                }

                rows.Add((own, value));
            }

            column += count;
        }

        var svd = Dense.OfRowArrays(rows.Select(r => r.Row)).Svd();
        var turned = svd.U.TransposeThisAndMultiply(DenseVector.OfEnumerable(rows.Select(r => -r.Value)));
        double least = svd.S.Count == 0 ? 0 : Rank * svd.S[0];
        var step = svd.VT.TransposeThisAndMultiply(DenseVector.Create(width, i => i < svd.S.Count && svd.S[i] > least ? turned[i] / svd.S[i] : 0));
        double length = step.AbsoluteMaximum();
        return [.. length > LargestStep ? step * (LargestStep / length) : step];
    }

    private static Dictionary<Symbol, Matrix<Real>> Moved(IReadOnlyList<Symbol> symbols, Dictionary<Symbol, Matrix<Real>> values, double[] step)
    {
        int column = 0;
        var moved = new Dictionary<Symbol, Matrix<Real>>(values);
        foreach (var symbol in symbols)
        {
            var old = values[symbol];
            moved[symbol] = new(old.Rows, old.Columns, [.. old.Entries.Select(e => new Real(e.Value + step[column++]))]);
        }

        return moved;
    }

    private static IEnumerable<Symbol> Free(Scope scope, IEnumerable<Expr> expressions) =>
        new Reach(scope, expressions).Nodes.OfType<Symbol>().Where(s => !Reach.HasMeaning(scope, s));
}
