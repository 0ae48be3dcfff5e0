using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The rules of matrices with structure and of matrix functions, where two stand beside each other in a product.</summary>
internal static class MatrixRules
{
    /// <summary>Q'Q = I, and QQ' = I for a square Q.</summary>
    public static Polynomial? Orthogonal(Term term, Axis[] free, Workspace work) => Pairs(term, free, (q, p) =>
    {
        if (!q.Head.Attributes.HasFlag(Attributes.Orthogonal) || !q.Head.Is(p.Head))
        {
            return null;
        }

        for (int s = 0; s < 2; s++)
        {
            if (Joined(term, free, q.Slots[s], p.Slots[s]) && (s == 0 || SizeOf(q.Slots[0]).Equals(SizeOf(q.Slots[1]))))
            {
                return Delta(q.Slots[1 - s], p.Slots[1 - s]);
            }
        }

        return null;
    });

    /// <summary>chol(S) chol(S)' = S.</summary>
    public static Polynomial? Cholesky(Term term, Axis[] free, Workspace work) => Pairs(term, free, (l, m) =>
        l.Head.Kind == HeadKind.Cholesky && l.Head.Is(m.Head) && Joined(term, free, l.Slots[1], m.Slots[1])
            ? Instance.Over(l.Head.Argument!, [l.Slots[0], m.Slots[0]])
            : null);

    /// <summary>exp(rM) exp(sM) = exp((r+s)M).</summary>
    public static Polynomial? Exponentials(Term term, Axis[] free, Workspace work) => Pairs(term, free, (a, b) =>
    {
        if (a.Head.Kind != HeadKind.MatrixExp || b.Head.Kind != HeadKind.MatrixExp || a.Head.Partition != b.Head.Partition)
        {
            return null;
        }

        bool symmetric = a.Head.Symmetries.Length > 0;
        for (int s = 0; s < 2; s++)
        {
            for (int t = 0; t < 2; t++)
            {
                if ((s == 1 - t || symmetric) && Joined(term, free, a.Slots[s], b.Slots[t]))
                {
                    var (row, column) = s == 1 ? (a.Slots[0], b.Slots[1 - t]) : (b.Slots[1 - t], a.Slots[1]);
                    var multiple = a.Head.Multiple + b.Head.Multiple;
                    return multiple.IsZero ? Delta(row, column) : Polynomial.Of(new Factor(MatrixFunctions.ExpHead(a.Head, multiple), row, column));
                }
            }
        }

        return null;
    });

    /// <summary>tr log(M) = log |det M|.</summary>
    public static Polynomial? TraceOfLogarithm(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            if (f.Head is { Kind: HeadKind.MatrixFunction } && f.Head.Key.StartsWith("logm", StringComparison.Ordinal) && f.Exponent.IsOne
                && f.Slots.Length == 2 && MaskRules.Same(f.Slots[0], f.Slots[1]) && f.Slots[0].All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == 2))
            {
                var pattern = f.Head.Argument!;
                var determinant = Determinants.Of(pattern.Body, pattern.Slots[0], pattern.Slots[1], work);
                return new Polynomial(term.Without(i)).By(Logarithms.Log(determinant, [], work, absolute: true), []);
            }
        }

        return null;
    }

    /// <summary>δ of two lists of axes, where they are divided in the same way.</summary>
    public static Polynomial? Delta(Axis[] a, Axis[] b) => a.Select(x => x.Size).SequenceEqual(b.Select(x => x.Size))
        ? Polynomial.Of([.. a.Zip(b, (x, y) => new Factor(Heads.Delta, [x], [y]))])
        : null;

    private static Shapes.Size SizeOf(Axis[] axes) => axes.Aggregate(Shapes.Size.One, (s, a) => s * a.Size);

    // Do two slots have the same axes, summed and nowhere else?
    private static bool Joined(Term term, Axis[] free, Axis[] a, Axis[] b) =>
        a.Length > 0 && MaskRules.Same(a, b) && a.All(x => Array.IndexOf(free, x) < 0 && term.Count(x) == 2);

    // What two of the matrices of a term, each to the power 1, are by a rule that works out the sum over what joins them.
    private static Polynomial? Pairs(Term term, Axis[] free, Func<Factor, Factor, Polynomial?> rule)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            if (!Fits(term.Factors[i]))
            {
                continue;
            }

            for (int j = i + 1; j < term.Factors.Length; j++)
            {
                if (Fits(term.Factors[j]) && rule(term.Factors[i], term.Factors[j]) is { } joined)
                {
                    return new Polynomial(term.Without(i, j)).Beside(joined);
                }
            }
        }

        return null;

        static bool Fits(Factor f) => f.Slots.Length == 2 && f.Exponent.IsOne
            && (f.Head.Kind is HeadKind.MatrixExp or HeadKind.Cholesky || f.Head.Attributes.HasFlag(Attributes.Orthogonal));
    }
}
