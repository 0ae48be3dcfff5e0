using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>A rule of terms: what a term is equal to, or null where the rule says nothing about it.</summary>
internal delegate Polynomial? TermRule(Term term, Axis[] free, Workspace work);

/// <summary>Applies the rules of terms until none says anything.</summary>
internal static class Normaliser
{
    private static readonly TermRule[] Rules =
    [
        PlaceRules.Apply,
        MaskRules.Triangles,
        MaskRules.Bases,
        MaskRules.Selectors,
        MaskRules.DividedSelectors,
        PairRules.SamePair,
        PairRules.Unused,
        PairRules.Symmetric,
        PowerRules.WholePart,
        PowerRules.Absolute,
        PowerRules.Squares,
        MatrixRules.Orthogonal,
        MatrixRules.Cholesky,
        MatrixRules.Exponentials,
        MatrixRules.TraceOfLogarithm,
        InverseRules.Inverse,
        DenominatorRules.Leading,
        DenominatorRules.PartialFractions,
    ];

    /// <summary>The polynomial with every term normalised and equal terms merged.</summary>
    public static Polynomial Normalise(Polynomial p, Axis[] free, Workspace work) => Collector.Merge(Expand(p, free, work), free, work);

    /// <summary>The polynomial with every term normalised.</summary>
    public static Polynomial Expand(Polynomial p, Axis[] free, Workspace work)
    {
        var done = new List<Term>();
        var open = new Stack<Term>(p.Terms.Reverse());
        while (open.TryPop(out var next))
        {
            work.Spend(next.Factors.Length + 1);
            if (Gathering.Gather(next, free, out var sizes) is not { } term)
            {
                continue;
            }

            var changed = sizes.Count > 0
                ? sizes.Aggregate(new Polynomial(term), (p, size) => p.Beside(Polynomial.Of(size)))
                : Apply(term, free, work);
            if (changed is null)
            {
                done.Add(term);
            }
            else
            {
                for (int i = changed.Terms.Length - 1; i >= 0; i--)
                {
                    open.Push(changed.Terms[i]);
                }
            }

            if (done.Count + open.Count > Polynomial.MostTerms)
            {
                throw new UndecidedException("too many terms");
            }
        }

        return new([.. done]);
    }

    private static Polynomial? Apply(Term term, Axis[] free, Workspace work)
    {
        foreach (var rule in Rules)
        {
            if (rule(term, free, work) is { } changed)
            {
                return changed;
            }
        }

        return null;
    }
}
