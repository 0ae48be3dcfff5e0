using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Conditions;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Sampling;

/// <summary>Where the values of one symbol lie.</summary>
internal enum Range
{
    /// <summary>Of both signs, of size about 1.</summary>
    Normal,

    /// <summary>From 0.2 to 1.5.</summary>
    Positive,

    /// <summary>Of both signs, at most 0.3.</summary>
    Small,

    /// <summary>Square matrices near I, others of both signs.</summary>
    NearIdentity,

    /// <summary>From 1.1 to 3.</summary>
    Large,

    /// <summary>From 0.05 to 0.4.</summary>
    Fraction,

    /// <summary>From −1.5 to −0.2.</summary>
    Negative,
}

/// <summary>Makes floating-point points for a claim: sizes, a range for each symbol, and values with the declared structure.</summary>
internal sealed class Sampler
{
    // How far from its structure a matrix is that has it by rounded arithmetic.
    private const double Rounding = 1e-12;

    private readonly Reach reach;
    private readonly Condition? condition;

    /// <summary>Points for a claim, all of which meet a condition.</summary>
    public Sampler(Claim claim, ulong seed = 0, Condition? condition = null)
    {
        Claim = condition?.Change(claim) ?? claim;
        this.condition = condition;
        claim = Claim;
        Seed = seed;
        reach = new(claim.Scope, [claim.Left, claim.Right, .. claim.Moving]);
        Sizes = new(reach, seed);
        HasSeries = reach.Nodes.Any(e => e is Apply { Operator: SpectralFunction or SymbolicPower });
        HasKinks = reach.Nodes.Any(e => e is Apply { Operator: ElementwiseOperator { Function.Name.Text: var f } } && (Functions.HasKink(f) || f.StartsWith("leakyrelu", StringComparison.Ordinal))
            || e is Apply { Operator: Maximum or DefinedReduction { Name: "norm1" } });
        Slack = condition is not null || reach.Nodes.Any(e => e is Symbol s && s.Attributes.HasFlag(Attributes.Orthogonal)) ? Rounding : 0;
        Free = [.. reach.Nodes.OfType<Symbol>().Where(s => !Reach.HasMeaning(claim.Scope, s)).OrderBy(s => s.Name)];
    }

    /// <summary>What is claimed.</summary>
    public Claim Claim { get; }

    /// <summary>What everything is drawn from.</summary>
    public ulong Seed { get; }

    /// <summary>Numbers for the sizes.</summary>
    public SizeAssignments Sizes { get; }

    /// <summary>The symbols whose values are drawn.</summary>
    public IReadOnlyList<Symbol> Free { get; }

    /// <summary>Are matrix functions computed by series and roots, for which values must not be extreme?</summary>
    public bool HasSeries { get; }

    /// <summary>Do functions occur that are not smooth everywhere?</summary>
    public bool HasKinks { get; }

    /// <summary>How large a relative difference may be because values meet their structure only up to rounding.</summary>
    public double Slack { get; }

    /// <summary>Every node that is evaluated.</summary>
    public IReadOnlySet<Expr> Nodes => reach.Nodes;

    /// <summary>The symbols of which a matrix logarithm or a broken power is taken.</summary>
    public bool IsNearIdentity(Symbol s) => reach.NearIdentity.Contains(s);

    /// <summary>So many numbers for the sizes.</summary>
    public List<Dictionary<Name, int>> TakeSizes(int count) => Sizes.Take(count, condition is null ? null : condition.Resize);

    /// <summary>A point: each symbol drawn from its range.</summary>
    public Model Draw(IReadOnlyDictionary<Name, int> sizes, Func<Symbol, Range> range, ulong number)
    {
        var given = new Dictionary<Symbol, Matrix<Real>>();
        foreach (var symbol in Free)
        {
            var attributes = symbol.Attributes | reach.Extra.GetValueOrDefault(symbol) | (condition?.Structure(symbol) ?? Attributes.None);
            given[symbol] = Value(symbol, attributes, range(symbol), sizes, number);
        }

        var noise = new Noise(Noise.Key("condition", Seed ^ number));
        condition?.Impose(given, ref noise);
        return At(sizes, given, number);
    }

    /// <summary>The point of given values.</summary>
    public Model At(IReadOnlyDictionary<Name, int> sizes, IReadOnlyDictionary<Symbol, Matrix<Real>> given, ulong number) =>
        new(Claim.Scope, sizes, Noise.Key("point", Seed ^ (number << 8)))
        {
            Given = given,
            Moving = Claim.Moving,
            Extra = reach.Extra,
            SymmetricDirections = reach.HasCholesky,
        };

    /// <summary>A random value of a symbol.</summary>
    public Matrix<Real> Value(Symbol symbol, Attributes attributes, Range range, IReadOnlyDictionary<Name, int> sizes, ulong number)
    {
        var noise = new Noise(Noise.Key(symbol.Name, Seed ^ (number << 8) ^ 0xA11));
        var (rows, columns) = (Number(symbol.Shape.Rows, sizes), Number(symbol.Shape.Columns, sizes));
        var mood = range == Range.Negative ? Mood.Positive : (Mood)range;
        var value = Numeric.Witness.Draw.Value(rows, columns, attributes, mood, ref noise);
        return range == Range.Negative && (attributes & (Attributes.PositiveDefinite | Attributes.Positive)) == 0 ? new Real(-1) * value : value;
    }

    /// <summary>The number that a size is.</summary>
    public static int Number(Size size, IReadOnlyDictionary<Name, int> sizes) =>
        size.IsOne ? 1 : size.Evaluate(n => sizes[n]).TryToInt32(out int value) ? value : throw new WitnessException($"the size {size} is no whole number");
}
