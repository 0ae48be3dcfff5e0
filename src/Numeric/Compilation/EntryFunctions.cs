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
    public static EntryNode Softmax(EntryGraph g, EntryNode x)
    {
        var e = g.Of("Exp", Shifted(g, x));
        return g.Of("Divide", e, g.OfColumn("SumOfColumn", e));
    }

    /// <summary>Its logarithm, x − log Σ eˣ.</summary>
    public static EntryNode LogSoftmax(EntryGraph g, EntryNode x)
    {
        var shifted = Shifted(g, x);
        return g.Of("Subtract", shifted, g.Of("Log", g.OfColumn("SumOfColumn", g.Of("Exp", shifted))));
    }

    /// <summary>A x by columns of A: Σⱼ xⱼ aⱼ.</summary>
    public static EntryNode TimesVector(EntryCall c)
    {
        int m = c.Bound.RowsOf(0), k = c.Bound.ColumnsOf(0);
        var sum = c.Graph.Of("Multiply", c.One(1, 0), c.From(0, 0));
        for (int j = 1; j < k; j++)
        {
            sum = c.Graph.Of("MultiplyAdd", c.One(1, j), c.From(0, (long)j * m), sum);
        }

        return sum;
    }

    private static EntryNode Shifted(EntryGraph g, EntryNode x) => g.Of("Subtract", x, g.OfColumn("GreatestOfColumn", x));

    private static EntryNode Decay(EntryGraph g, EntryNode x) => g.Of("Exp", g.Of("Subtract", g.Number(0), g.Of("Abs", x)));
}
