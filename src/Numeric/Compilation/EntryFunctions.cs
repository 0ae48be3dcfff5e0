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

    private static EntryNode Decay(EntryGraph g, EntryNode x) => g.Of("Exp", g.Of("Subtract", g.Number(0), g.Of("Abs", x)));
}
