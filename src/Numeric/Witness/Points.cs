using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// Random points, one after the other: the sizes distinct where there are few, the values at first of both signs; where the
/// user finds a point outside the domain of its expressions, others are tried.
/// </summary>
internal sealed class Points
{
    private const int Tries = 200;
    private const int MostEntries = 20_000;
    private const int MostUnsatisfied = 60;
    private const int MostCollapsed = 30;

    private readonly Scope scope;
    private readonly Reach reach;
    private readonly Constraints? constraints;
    private readonly IReadOnlyList<Symbol> moving;
    private readonly ulong seed;
    private Mood preferred;
    private Mood current;
    private int attempt;
    private int unsatisfied;
    private int collapsed;
    private bool isGeneral; // were there values that are not of a special kind?
    private ulong number;

    /// <summary>
    /// Points for expressions. Where no symbols are given that move under d(…), those move whose dX occurs.
    /// </summary>
    public Points(Scope scope, IEnumerable<Expr> roots, IReadOnlyList<Symbol> moving, int seed)
    {
        this.scope = scope;
        this.seed = (ulong)seed;
        List<Expr> expressions = [.. roots, .. moving];
        constraints = Constraints.On(scope, expressions);
        reach = new(scope, [.. expressions, .. constraints?.Sides ?? []]);
        this.moving = moving.Count > 0 ? moving : [.. reach.Differentials];
    }

    /// <summary>The equations that no values were found for, if that is why there are no points.</summary>
    public string? Unsatisfied => unsatisfied >= MostUnsatisfied ? constraints?.Text : null;

    /// <summary>The next point; null when none of many was used.</summary>
    public Model? Next()
    {
        while (attempt < Tries && unsatisfied < MostUnsatisfied)
        {
            attempt++;
            number++;
            current = MoodOf(attempt - 1);
            var noise = new Noise(Noise.Key("sizes", seed ^ (number << 20)));
            if (Sizes(ref noise) is { } sizes)
            {
                ulong key = noise.Next();
                IReadOnlyDictionary<Symbol, Matrix<Real>>? values = new Dictionary<Symbol, Matrix<Real>>();
                if (constraints is not null && (values = constraints.Satisfy(given => At(sizes, key, given), number)) is null)
                {
                    unsatisfied++;
                    continue;
                }

                bool special = constraints is not null && constraints.IsCollapsed(values);
                if (special && (isGeneral || collapsed < MostCollapsed))
                {
                    collapsed++;
                    continue;
                }

                isGeneral |= !special;
                return At(sizes, key, values);
            }
        }

        return null;
    }

    private Model At(Dictionary<Name, int> sizes, ulong key, IReadOnlyDictionary<Symbol, Matrix<Real>> given) => new(scope, sizes, key)
    {
        Mood = current,
        Moving = moving,
        Extra = reach.Extra,
        NearIdentity = reach.NearIdentity,
        SymmetricDirections = reach.HasCholesky,
        Given = given,
        Slack = constraints is null ? 0 : Constraints.Slack,
    };

    /// <summary>The last point was used; others of its kind follow.</summary>
    public void Accept() => (preferred, attempt, unsatisfied) = (current, 0, 0);

    // The kind that was good before, then every kind, then mixtures.
    private Mood MoodOf(int t)
    {
        int block = (t / 4) - 2;
        return block < 0 ? preferred : block < (int)Mood.Mixed ? (Mood)block : block % 2 == 0 ? Mood.Mixed : (Mood)(block / 2 % (int)Mood.Mixed);
    }

    private Dictionary<Name, int>? Sizes(ref Noise noise)
    {
        for (int i = 0; i < 60; i++)
        {
            var sizes = new Dictionary<Name, int>();
            int[] pool = reach.Names.Count <= 4 && i < 20 ? Pool(ref noise) : [];
            bool wide = i >= 20 || (attempt > 100 && attempt % 4 == 0);
            foreach (var name in reach.Names)
            {
                sizes[name] = pool.Length > 0 && !wide ? pool[sizes.Count]
                    : wide ? 1 + noise.Below(2 + (i / 10))
                    : 2 + noise.Below(3);
            }

            if (reach.Sizes.All(s => s.IsOne || IsCount(s, sizes)) && reach.Nodes.All(e => Fits(e, sizes, i < 40)))
            {
                return sizes;
            }
        }

        return null;
    }

    // 2, 3, 4, … in a random order, at the first points no more than are needed; a single size is 3 at the first, since much
    // is true of 2×2 matrices alone.
    private int[] Pool(ref Noise noise)
    {
        int count = Math.Max(reach.Names.Count, number <= 2 ? 2 : 3);
        int[] pool = [.. Enumerable.Range(2, count)];
        if (reach.Names.Count == 1 && number == 1)
        {
            return [3];
        }

        for (int i = count - 1; i > 0; i--)
        {
            int k = noise.Below(i + 1);
            (pool[i], pool[k]) = (pool[k], pool[i]);
        }

        return pool;
    }

    private static bool IsCount(Size size, Dictionary<Name, int> sizes) =>
        size.AsName is not null || (size.Evaluate(n => sizes[n]).TryToInt32(out int count) && count > 0);

    // Basis vectors are counted within their length; large matrices are left out where it can be.
    private static bool Fits(Expr e, Dictionary<Name, int> sizes, bool small) => e switch
    {
        Constant { Kind: ConstantKind.Basis } c => Count(c.First, sizes) <= Count(c.Second, sizes),
        Constant or Apply or Product when small && !e.IsScalar => Count(e.Shape.Rows, sizes) * Count(e.Shape.Columns, sizes) <= MostEntries,
        _ => true,
    };

    private static double Count(Size size, Dictionary<Name, int> sizes) =>
        size.IsOne ? 1 : size.AsName is { } name ? sizes[name] : size.Evaluate(n => sizes[n]).ToDouble();
}
