using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>
/// Expectations as means over draws: E[f(x)] is 1/N Σ_k f(x_k), where x_1, …, x_N are as many values as there are draws. What is true of these
/// for all N and all values is true of every distribution for which it makes sense, and what is false of them is false of one that takes these
/// values with equal probabilities. An x whose mean is said to be μ takes the values μ + x_k − 1/N Σ_j x_j. One with the covariance v I takes the values
/// ± √(n v) e_j about its mean, which have this covariance: right for all that is of second degree in it. Independent quantities are drawn apart.
/// </content>
internal sealed partial class RandomNames
{
    private const string Draw = "draw";
    private const int MostFormulas = 6;

    /// <summary>What the values of a random name are called.</summary>
    public const string Values = "_drawn";

    // Where expectations were taken, and of what degree in random names.
    private readonly Dictionary<int, int> degrees = [];

    /// <summary>The greatest degree in random names of what a step takes expectations of, or the names in it are made of.</summary>
    /// <param name="step">The step.</param>
    /// <param name="own">The names in it.</param>
    public int Degree(HandStep step, IEnumerable<string> own)
    {
        bool isAny = step.Continues || own.Any(ofMoments.Contains);
        return degrees.Where(d => isAny || (d.Key >= step.Span.Start && d.Key < step.Span.End)).Select(d => d.Value).DefaultIfEmpty(isAny ? 0 : Unbounded).Max();
    }

    /// <summary>A formula with means over draws in the place of expectations.</summary>
    /// <exception cref="DiagnosticException">It is not said what is random in one, or too little of it.</exception>
    public Syntax PutIn(Syntax side, ScopeNames names, int level = 0) => side switch
    {
        CallSyntax { Function.Text: Moments.Expectation, Arguments: [var of] } c => Mean(PutIn(of, names, level + 1), c.Span, names, level),
        CallSyntax { Function.Text: Moments.Variance or Moments.Covariance, Arguments: [var x, ..] arguments } c => Covariance(PutIn(x, names, level + 2), PutIn(arguments[^1], names, level + 2), c.Span, names, level),
        _ => SyntaxTree.Children(side) is { Length: > 0 } children && IsMoment(side) ? SyntaxTree.WithChildren(side, [.. children.Select(c => PutIn(c, names, level))]) : side,
    };

    /// <summary>Pairs of formulas with the same shape: a random name and its values, a covariance matrix and what it is.</summary>
    public IEnumerable<Syntax[]> Sides(ScopeNames names) =>
    [
        .. random.Select(x => new Syntax[] { new NameSyntax(x, [], default), Averaged(Value(x, Draw), Draw, Count, default) }),
        .. Covariances.Select(c => new Syntax[] { new NameSyntax(c.Key, [], default), CovarianceOf(c.Value, names) }),
    ];

    /// <summary>Pairs that come before all others: a random variable and a number.</summary>
    public IEnumerable<Syntax[]> Numbers =>
        numbers.Where(random.Contains).SelectMany(x => new Syntax[] { new NameSyntax(x, [], default), Averaged(Value(x, Draw), Draw, Count, default) }).Select(s => new[] { s, new NumberSyntax(1, default) });

    /// <summary>The covariance of a random name.</summary>
    public Syntax CovarianceOf(string x, ScopeNames names) => Covariance(new NameSyntax(x, [], default), new NameSyntax(x, [], default), default, names, 0);

    private Syntax Covariance(Syntax x, Syntax y, Span at, ScopeNames names, int level)
    {
        Syntax Centred(Syntax s) => new BinarySyntax(BinaryKind.Subtract, s, Mean(s, at, names, level + 1), at, at);
        return Mean(new BinarySyntax(BinaryKind.Juxtaposition, Centred(x), new TransposeSyntax(Centred(y), at), at, at), at, names, level);
    }

    private Syntax Mean(Syntax body, Span at, ScopeNames names, int level)
    {
        if (level > MostFormulas)
        {
            throw new ReadingErrors(source).TooLittleKnown(at);
        }

        body = WrittenOut(body, names, level, MostFormulas);
        var own = SyntaxNames.Of(body).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty && random.Contains(n.Text)).Select(n => n.Text).Distinct().ToList();
        if (own.Count == 0)
        {
            throw new ReadingErrors(source).NothingRandom(at);
        }

        SaidAt(own, at);
        var parts = Apart(own);
        int degree = DegreeIn(body, own);
        degrees[at.Start] = Math.Max(degree, degrees.GetValueOrDefault(at.Start));
        if ((degree > 1 && own.Exists(unusable.Contains)) || (degree > 2 && (own.Exists(spreads.ContainsKey) || apart.Exists(a => !a.IsFull && own.Exists(x => own.Exists(y => a.Are(x, y)))))))
        {
            throw new ReadingErrors(source).TooLittleKnown(at);
        }

        for (int i = 0; i < parts.Count; i++)
        {
            string index = $"{Draw}{(level > 0 ? $"_{level}" : "")}{(i > 0 ? $"_{(char)('a' + Math.Min(i, 25))}" : "")}";
            body = parts[i] is [var only] && spreads.TryGetValue(only, out var spread) && (numbers.Contains(only) ? new NumberSyntax(1, default) : names.SizeOf(only)) is { } size
                ? OverBasis(body, only, spread, size, index, names) : OverDraws(body, parts[i], index, names, level);
        }

        return body;
    }

    private Syntax OverDraws(Syntax body, IReadOnlyList<string> part, string index, ScopeNames names, int level)
    {
        foreach (string x in part)
        {
            body = Put(body, x, Taken(x, index, names, level));
        }

        return Averaged(body, index, Count, body.Span);
    }

    // x_k, or μ + x_k − the mean of all.
    private Syntax Taken(string x, string index, ScopeNames names, int level)
    {
        var value = Value(x, index);
        if (!means.TryGetValue(x, out var mean))
        {
            return value;
        }

        string other = index + "_o";
        var centred = new BinarySyntax(BinaryKind.Subtract, value, Averaged(Value(x, other), other, Count, default), default, default);
        return MeanOf(mean, names, level) is { } said ? new BinarySyntax(BinaryKind.Add, said, centred, default, default) : centred;
    }

    private Syntax? MeanOf(Side? mean, ScopeNames names, int level) => mean is null || IsZero(mean) ? null
        : ReadStep.Read(mean, names) is { } said ? PutIn(said, names, level + 1) : throw new ReadingErrors(source).TooLittleKnown(mean.Span);

    private Syntax OverBasis(Syntax body, string x, Side spread, Syntax size, string index, ScopeNames names)
    {
        var mean = means.TryGetValue(x, out var said) ? MeanOf(said, names, 1) : Averaged(Value(x, index + "_o"), index + "_o", Count, default);
        var factor = Scalar(ReadStep.Read(spread, names) ?? throw new ReadingErrors(source).TooLittleKnown(spread.Span));
        var root = Call("sqrt", factor is null ? size : new BinarySyntax(BinaryKind.Product, size, factor, default, default));
        Syntax basis = size is NumberSyntax { Value: var n } && n == 1 ? root : new BinarySyntax(BinaryKind.Product, root, Call("e", new NameSyntax(index, [], default), size), default, default);
        Syntax At(Syntax value) => Put(body, x, mean is null ? value : new BinarySyntax(BinaryKind.Add, mean, value, default, default));
        var both = new BinarySyntax(BinaryKind.Add, At(basis), At(new NegateSyntax(basis, default)), default, default);
        var half = new BinarySyntax(BinaryKind.Divide, both, new NumberSyntax(2, default), default, default);
        return size is NumberSyntax ? half : Averaged(half, index, size, body.Span);
    }

    // The v of v I; null for I itself.
    private static Syntax? Scalar(Syntax s) => s switch
    {
        NameSyntax { Text: "I" } or CallSyntax { Function.Text: "I" } => null,
        BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: var v, Right: NameSyntax { Text: "I" } or CallSyntax { Function.Text: "I" } } => v,
        BinarySyntax { Kind: BinaryKind.Divide, Left: var v, Right: var d } b when Scalar(v) is var over && !ReferenceEquals(over, v) => b with { Left = over ?? new NumberSyntax(1, d.Span) },
        _ => s,
    };

    // Names that formulas of the text make of random ones, written out.
    private Syntax WrittenOut(Syntax side, ScopeNames names, int level, int depth)
    {
        if (side is NameSyntax { Indices.IsEmpty: true } name)
        {
            return !random.Contains(name.Text) && depth > 0 && names.FormulaOf(name.Text) is { } formula && ReadStep.Read(formula, names) is { } read && WrittenOut(PutIn(read, names, level + 1), names, level, depth - 1) is var inside
                && SyntaxNames.Of(inside).OfType<NameSyntax>().Any(n => n.Indices.IsEmpty && random.Contains(n.Text)) ? inside : name;
        }

        return SyntaxTree.Children(side) is { Length: > 0 } children ? SyntaxTree.WithChildren(side, [.. children.Select(c => WrittenOut(c, names, level, depth))]) : side;
    }

    // Names that nothing calls independent are drawn together.
    private List<List<string>> Apart(IReadOnlyList<string> own)
    {
        var parts = new List<List<string>>();
        foreach (string x in own)
        {
            var with = parts.Where(p => p.Exists(y => !AreApart(x, y))).ToList();
            parts.RemoveAll(with.Contains);
            parts.Add([.. with.SelectMany(p => p), x]);
        }

        return parts.Exists(p => p.Count > 1 && (p.Exists(spreads.ContainsKey) || p.Exists(x => p.Exists(y => AreApart(x, y))))) ? throw new ReadingErrors(source).TooLittleKnown(default) : parts;
    }

    private static int DegreeIn(Syntax s, IReadOnlyList<string> of) => s switch
    {
        NameSyntax n => n.Indices.IsEmpty && of.Contains(n.Text) ? 1 : 0,
        NegateSyntax or TransposeSyntax or IndexedSyntax { Kind: IndexedKind.Sum } or EntrySyntax or CallSyntax { Function.Text: "tr" or "vec" or "diag" or "sum" or "mean" } => SyntaxTree.Children(s).Max(c => DegreeIn(c, of)),
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b => Math.Max(DegreeIn(b.Left, of), DegreeIn(b.Right, of)),
        BinarySyntax { Kind: BinaryKind.Divide } b => DegreeIn(b.Right, of) == 0 ? DegreeIn(b.Left, of) : Unbounded,
        BinarySyntax { Kind: not (BinaryKind.LeftDivide or BinaryKind.ElementwiseDivide) } b => DegreeIn(b.Left, of) + DegreeIn(b.Right, of),
        DotSyntax d => DegreeIn(d.Left, of) + DegreeIn(d.Right, of),
        PowerSyntax { Exponent: NumberSyntax { Value: var k } } p when k == 2 => 2 * DegreeIn(p.Base, of),
        CallSyntax { Function.Text: "sumsq", Arguments: [var x] } => 2 * DegreeIn(x, of),
        CallSyntax { Function.Text: "dot" } c => c.Arguments.Sum(a => DegreeIn(a, of)),
        _ => SyntaxTree.Children(s).Any(c => DegreeIn(c, of) > 0) ? Unbounded : 0,
    };

    private const int Unbounded = 1000;

    private static Syntax Put(Syntax side, string name, Syntax value) => side is NameSyntax { Indices.IsEmpty: true } n ? n.Text == name ? value : n
        : SyntaxTree.Children(side) is { Length: > 0 } children ? SyntaxTree.WithChildren(side, [.. children.Select(c => Put(c, name, value))]) : side;

    private static NameSyntax Value(string x, string index) => new(x + Values, [new NameSyntax(index, [], default)], default);

    private static NameSyntax Count => new(Draw + "s", [], default);

    private static CallSyntax Call(string function, params Syntax[] arguments) => new(new NameSyntax(function, [], default), 0, [.. arguments], default);

    private static BinarySyntax Averaged(Syntax body, string index, Syntax count, Span at) =>
        new(BinaryKind.Divide, new IndexedSyntax(IndexedKind.Sum, index, new NumberSyntax(1, at), count, false, body, at), count, at, at);
}
