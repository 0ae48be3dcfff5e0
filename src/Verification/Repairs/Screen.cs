using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Sampling;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Repairs;

/// <summary>
/// A first look at many statements about the same names: their sides at a few fixed points, where what the statements have
/// in common is evaluated once.
/// </summary>
internal sealed class Screen
{
    private static readonly Mood[] Moods = [Mood.Normal, Mood.Positive, Mood.Fraction, Mood.Large];

    private const int MostEntries = 1_000;

    private readonly List<(Model Model, Evaluator<Bounded> Evaluator)> points = [];

    /// <summary>Points for statements in a scope.</summary>
    public Screen(Scope scope, IReadOnlyList<Symbol> moving, ulong seed)
    {
        var names = DeclarationBinder.Sizes(scope).Union(scope.Definitions.SelectMany(d => Rewrite.Symbols(d.Value).Append(d.Key)).SelectMany(s => s.Shape.Rows.Names.Concat(s.Shape.Columns.Names))).ToList();
        for (int i = 0; i < Moods.Length; i++)
        {
            var noise = new Noise(Noise.Key("screen", seed + (ulong)i));
            var sizes = new Dictionary<Name, int>();
            for (int k = 0; k < names.Count; k++)
            {
                sizes[names[k]] = names.Count > 3 ? 2 + ((k + i) % 2) : 2 + ((k + i) % Math.Max(2, names.Count));
            }

            var model = new Model(scope, sizes, noise.Next()) { Mood = Moods[i], Moving = moving };
            points.Add((model, new(model)));
        }
    }

    /// <summary>Do the sides agree wherever both have a value, and have they one somewhere?</summary>
    public bool Passes(Expr left, Expr right)
    {
        int seen = 0;
        foreach (var (model, evaluator) in points)
        {
            if (!IsSmall(left, model) || !IsSmall(right, model))
            {
                continue;
            }

            var comparison = PointComparison.At(evaluator, model, left, right, ignoreWatch: true);
            if (comparison.Outcome == Outcome.Differ)
            {
                return false;
            }

            seen += comparison.Outcome == Outcome.Undefined ? 0 : 1;
            if (seen == 2)
            {
                return true;
            }
        }

        return seen > 0;
    }

    // No node has too many entries to be worth a look.
    private static bool IsSmall(Expr e, Model model)
    {
        try
        {
            return e.IsScalar ? e.Children.All(c => IsSmall(c, model))
                : (double)model.Count(e.Shape.Rows) * model.Count(e.Shape.Columns) <= MostEntries && e.Children.All(c => IsSmall(c, model));
        }
        catch (WitnessException)
        {
            return false;
        }
    }
}
