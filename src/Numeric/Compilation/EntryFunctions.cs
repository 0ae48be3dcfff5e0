namespace MatrixDiff.Numeric.Compilation;

/// <summary>Functions of an entry that are made of operations of the lanes, so that what several of them need is computed once.</summary>
internal static class EntryFunctions
{
    /// <summary>max(x, 0).</summary>
    public static EntryNode Relu(EntryGraph g, EntryNode x) => g.Of("Max", x, g.Number(0));

    /// <summary>1/(1 + e⁻ˣ) as 1/(1 + e) or e/(1 + e) with e = e^(−|x|).</summary>
    public static EntryNode Sigmoid(EntryGraph g, EntryNode x)
    {
        var e = Decay(g, x);
        return g.Of("Divide", g.Of("Select", g.Of("Greater", g.Number(0), x), e, g.Number(1)), g.Of("Add", g.Number(1), e));
    }

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)).</summary>
    public static EntryNode Softplus(EntryGraph g, EntryNode x) => g.Of("Add", Relu(g, x), g.Of("LogOnePlus", Decay(g, x)));

    /// <summary>x σ(x).</summary>
    public static EntryNode Silu(EntryGraph g, EntryNode x) => g.Of("Multiply", x, Sigmoid(g, x));

    /// <summary>Softmax of a column in a register.</summary>
    public static EntryNode Softmax(EntryCall c)
    {
        var e = c.Graph.Of("Exp", Shifted(c));
        return c.Graph.Of("Divide", e, c.Graph.OfColumn("SumOfColumn", e, c.Bound.Rows));
    }

    /// <summary>Its logarithm, x − log Σ eˣ.</summary>
    public static EntryNode LogSoftmax(EntryCall c)
    {
        var shifted = Shifted(c);
        return c.Graph.Of("Subtract", shifted, c.Graph.Of("Log", c.Graph.OfColumn("SumOfColumn", c.Graph.Of("Exp", shifted), c.Bound.Rows)));
    }

    /// <summary>A x by columns of A, Σⱼ xⱼ aⱼ; or A'x in registers, its entries the sums of x ⊙ aⱼ.</summary>
    public static EntryNode TimesVector(EntryCall c)
    {
        int m = c.Bound.RowsOf(0), k = c.Bound.ColumnsOf(0);
        if (!c.Bound.IsTransposed(0))
        {
            return Enumerable.Range(1, k - 1).Aggregate(
                c.Graph.Of("Multiply", c.One(1, 0), c.Column(0, 0)),
                (sum, j) => c.Graph.Of("MultiplyAdd", c.One(1, j), c.Column(0, j), sum));
        }

        return Enumerable.Range(1, k - 1).Reverse().Aggregate(
            Entry(k - 1),
            (sums, j) => c.Graph.Of("Select", c.Graph.First(j), Entry(j - 1), sums));

        EntryNode Entry(int j) => c.Graph.OfColumn("SumOfColumn", c.Graph.Of("Multiply", c[1], c.Column(0, j)), m);
    }

    private static EntryNode Shifted(EntryCall c) => c.Graph.Of("Subtract", c[0], c.Graph.OfColumn("GreatestOfColumn", c[0], c.Bound.Rows));

    private static EntryNode Decay(EntryGraph g, EntryNode x) => g.Of("Exp", g.Of("Subtract", g.Number(0), g.Of("Abs", x)));
}
