using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Conditions;
using MatrixDiff.Verification.Sampling;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Counterexamples;

/// <summary>Finds small sizes and small numbers at which a false claim is seen to be false.</summary>
internal sealed class CounterexampleSearch
{
    private const int GreatestSize = 3;
    private const int MostPoints = 500;
    private const int LeastPoints = 50;
    private const int MostEvaluated = 200_000; // nodes at points
    private const int MostAtOneSize = 16;

    // What unknown functions are tried to be: in the language, and their derivatives.
    private static readonly (string Text, Func<Expr, int, Expr> At)[] Functions =
    [
        ("t^2", (x, order) => Power(x, 2, order)),
        ("t^3", (x, order) => Power(x, 3, order)),
        ("exp(t)", (x, _) => ElementwiseCatalogue.At("exp", x)),
    ];

    private readonly Claim claim;
    private readonly ulong seed;
    private readonly Dictionary<string, string> functions = [];
    private readonly int mostPoints;
    private int points;

    private CounterexampleSearch(Claim claim, ulong seed)
    {
        (this.claim, this.seed) = (claim, seed);
        mostPoints = Math.Clamp(MostEvaluated / (1 + Rewrite.Nodes([claim.Left, claim.Right]).Count), LeastPoints, MostPoints);
    }

    /// <summary>A counterexample; null where none is found soon.</summary>
    public static Counterexample? Find(Claim claim, ulong seed, Model? known)
    {
        if (Claim.HasDerivative(claim.Left) || Claim.HasDerivative(claim.Right))
        {
            return null;
        }

        var plain = new Claim(claim.Left, claim.Right, claim.Scope).With(WithoutDifferentials);
        var unknown = new Sampler(plain, seed).Nodes.OfType<Apply>().Select(a => a.Operator).OfType<ElementwiseOperator>()
            .Select(o => o.Function).Where(f => f.IsUnknown).Distinct().ToList();
        for (int k = 0; k < (unknown.Count == 0 ? 1 : Functions.Length); k++)
        {
            var special = plain;
            var search = new Dictionary<string, string>();
            for (int i = 0; i < unknown.Count; i++)
            {
                var (text, at) = Functions[(k + i) % Functions.Length];
                special = FunctionConditions.Replace(special, unknown[i], at);
                search[unknown[i].Name.Text] = text;
            }

            var found = new CounterexampleSearch(special, seed);
            foreach (var (name, text) in search)
            {
                found.functions[name] = text;
            }

            if (found.Find(unknown.Count == 0 ? known : null) is { } counterexample)
            {
                return counterexample;
            }
        }

        return null;
    }

    private Counterexample? Find(Model? known)
    {
        var sampler = new Sampler(claim, seed);
        foreach (var sizes in sampler.Sizes.Smallest(GreatestSize))
        {
            for (int t = 0; t < MostAtOneSize && points < mostPoints; t++)
            {
                var noise = new Noise(Noise.Key("small", seed + (ulong)t));
                var values = new Dictionary<Symbol, Matrix<Real>>();
                foreach (var s in sampler.Free)
                {
                    values[s] = SmallValues.Of(s, Sampler.Number(s.Shape.Rows, sizes), Sampler.Number(s.Shape.Columns, sizes), t % SmallValues.Kinds, ref noise);
                }

                if (Differs(sampler, sizes, values) is not null)
                {
                    Shrink(sampler, sizes, values);
                    return Of(sizes, values, Differs(sampler, sizes, values)!);
                }
            }
        }

        // Where nothing small shows it, the point at which it was seen.
        return known is { Given.Count: > 0 } && known.Given.Keys.All(sampler.Free.Contains)
            && Differs(sampler, new Dictionary<Name, int>(known.Sizes), new Dictionary<Symbol, Matrix<Real>>(known.Given)) is { } there
            ? Of(known.Sizes, known.Given, there) : null;
    }

    // Symbols become 0, then entries 0, or else 1, as far as the sides stay apart.
    private void Shrink(Sampler sampler, Dictionary<Name, int> sizes, Dictionary<Symbol, Matrix<Real>> values)
    {
        foreach (var s in sampler.Free)
        {
            if (s.Attributes != Attributes.None)
            {
                continue;
            }

            var whole = values[s];
            values[s] = new(whole.Rows, whole.Columns);
            if (points < 2 * mostPoints && Differs(sampler, sizes, values) is not null)
            {
                continue;
            }

            values[s] = whole;
            for (int i = 0; i < values[s].Entries.Length; i++)
            {
                double before = values[s].Entries[i].Value;
                foreach (double simpler in new[] { 0.0, 1.0 })
                {
                    if (before == simpler)
                    {
                        break;
                    }

                    values[s].Entries[i] = new(simpler);
                    if (points < 2 * mostPoints && Differs(sampler, sizes, values) is not null)
                    {
                        break;
                    }

                    values[s].Entries[i] = new(before);
                }
            }
        }
    }

    // Do the sides differ clearly, and also beside the point, if it lies on a kink?
    private PointComparison? Differs(Sampler sampler, Dictionary<Name, int> sizes, Dictionary<Symbol, Matrix<Real>> values)
    {
        points++;
        var comparison = PointComparison.At(sampler.At(sizes, values, 1), claim.Left, claim.Right);
        if (comparison is not { Outcome: Outcome.Differ, RelativeDifference: > 1e-6 })
        {
            return null;
        }

        if (!sampler.HasKinks)
        {
            return comparison;
        }

        var noise = new Noise(seed);
        var beside = new Dictionary<Symbol, Matrix<Real>>();
        foreach (var (s, value) in values)
        {
            beside[s] = (s.Attributes & Attributes.Orthogonal) != 0 ? value : new Real(1 + noise.Between(0.001, 0.002)) * value;
            for (int i = 0; i < value.Entries.Length && s.Attributes == Attributes.None; i++)
            {
                beside[s].Entries[i] += new Real(noise.Between(-0.002, 0.002));
            }
        }

        return PointComparison.At(sampler.At(sizes, beside, 1), claim.Left, claim.Right) is { Outcome: Outcome.Differ, RelativeDifference: > 1e-6 } ? comparison : null;
    }

    private Counterexample Of(IReadOnlyDictionary<Name, int> sizes, IReadOnlyDictionary<Symbol, Matrix<Real>> values, PointComparison comparison)
    {
        int rows = comparison.Left!.Rows;
        return new()
        {
            Dims = sizes.ToDictionary(p => p.Key.Text, p => p.Value),
            Values = values.ToDictionary(p => p.Key.Name.Text, p => Rows(p.Value)),
            Functions = functions,
            Entry = ((comparison.Entry % rows) + 1, (comparison.Entry / rows) + 1),
            Left = comparison.Left.Entries[comparison.Entry].Value,
            Right = comparison.Right!.Entries[comparison.Entry].Value,
        };
    }

    private static double[][] Rows(Matrix<Real> a) =>
        [.. Enumerable.Range(0, a.Rows).Select(i => Enumerable.Range(0, a.Columns).Select(j => a[i, j].Value + 0.0).ToArray())];

    // dX as a symbol of its own.
    private static Expr WithoutDifferentials(Expr side) => Rewrite.BottomUp(side, e =>
        e is Differential d ? Symbol.Of(new Name("d" + d.Of.Name.Base, [.. d.Of.Name.Indices]), d.Shape) : e);

    private static Expr Power(Expr x, int k, int order)
    {
        int factor = 1;
        for (int i = 0; i < order; i++)
        {
            factor *= k - i;
        }

        return factor == 0 ? Make.Zero(x.Shape) : Product.Of(factor, ElementwisePower.Of(x, k - order));
    }
}
