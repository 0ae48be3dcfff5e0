using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Sampling;

/// <summary>
/// Numbers for the sizes of expressions, in a fixed order: small and distinct ones, one of them 1 now and then, so that
/// matrices are wide as well as tall.
/// </summary>
internal sealed class SizeAssignments
{
    private const int MostEntries = 2_500;
    private const int MostEntriesAtAll = 20_000;
    private static readonly int[] Alone = [3, 2, 1, 4, 5, 6, 7, 8, 9, 10, 12];

    private readonly Reach reach;
    private readonly ulong seed;

    /// <summary>The sizes that expressions reach.</summary>
    public SizeAssignments(Reach reach, ulong seed = 0) => (this.reach, this.seed) = (reach, seed);

    /// <summary>The names.</summary>
    public IReadOnlyList<Name> Names => reach.Names;

    /// <summary>So many assignments, each different while there are different ones; fewer where few fit.</summary>
    public List<Dictionary<Name, int>> Take(int count, Func<Dictionary<Name, int>, bool>? also = null)
    {
        if (Names.Count == 0)
        {
            return IsFit([], MostEntriesAtAll) ? [[]] : [];
        }

        var found = new List<Dictionary<Name, int>>();
        var seen = new HashSet<string>();
        var noise = new Noise(Noise.Key("sizes", seed));
        for (int i = 0; i < 60 && found.Count < count; i++)
        {
            var sizes = i % 5 == 3 ? WithOne(i, ref noise) : Distinct(i, ref noise);
            if (!(also?.Invoke(sizes) ?? true) || !IsFit(sizes, i < 30 ? MostEntries : MostEntriesAtAll) || !seen.Add(string.Join(',', Names.Select(n => sizes[n]))))
            {
                continue;
            }

            found.Add(sizes);
        }

        return found;
    }

    /// <summary>Every assignment of numbers from 1 to a greatest one, those with the least sum first.</summary>
    public IEnumerable<Dictionary<Name, int>> Smallest(int greatest)
    {
        int k = Names.Count;
        for (int sum = k; sum <= k * greatest; sum++)
        {
            foreach (var numbers in Sums(k, sum, greatest))
            {
                var sizes = new Dictionary<Name, int>();
                for (int i = 0; i < k; i++)
                {
                    sizes[Names[i]] = numbers[i];
                }

                if (IsFit(sizes, MostEntries))
                {
                    yield return sizes;
                }
            }
        }
    }

    /// <summary>Is every size a count, every basis vector within its length, and no matrix too large?</summary>
    public bool IsFit(Dictionary<Name, int> sizes, int most = MostEntries)
    {
        foreach (var size in reach.Sizes)
        {
            if (!size.IsOne && size.AsName is null && !(size.Evaluate(n => sizes[n]).TryToInt32(out int count) && count > 0))
            {
                return false;
            }
        }

        foreach (var e in reach.Nodes)
        {
            bool fits = e switch
            {
                Constant { Kind: ConstantKind.Basis } c => Number(c.First, sizes) <= Number(c.Second, sizes),
                Constant or Apply or Product or Symbol => e.IsScalar || Number(e.Shape.Rows, sizes) * Number(e.Shape.Columns, sizes) <= most,
                _ => true,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static double Number(Size size, Dictionary<Name, int> sizes) =>
        size.IsOne ? 1 : size.AsName is { } name ? sizes[name] : size.Evaluate(n => sizes[n]).ToDouble();

    private Dictionary<Name, int> Distinct(int i, ref Noise noise)
    {
        var sizes = new Dictionary<Name, int>();
        if (Names.Count == 1)
        {
            sizes[Names[0]] = Alone[i % Alone.Length];
            return sizes;
        }

        if (Names.Count > 4 || i > 30)
        {
            foreach (var name in Names)
            {
                sizes[name] = 1 + noise.Below(i > 50 ? 7 : i > 40 ? 3 : 4);
            }

            return sizes;
        }

        int[] pool = [.. Enumerable.Range(2, Math.Max(Names.Count, 3))];
        for (int k = pool.Length - 1; k > 0; k--)
        {
            int other = noise.Below(k + 1);
            (pool[k], pool[other]) = (pool[other], pool[k]);
        }

        for (int k = 0; k < Names.Count; k++)
        {
            sizes[Names[k]] = pool[k];
        }

        return sizes;
    }

    private Dictionary<Name, int> WithOne(int i, ref Noise noise)
    {
        var sizes = Distinct(i, ref noise);
        sizes[Names[noise.Below(Names.Count)]] = 1;
        return sizes;
    }

    private static IEnumerable<int[]> Sums(int count, int sum, int greatest)
    {
        if (count == 0)
        {
            if (sum == 0)
            {
                yield return [];
            }

            yield break;
        }

        for (int first = 1; first <= greatest && first <= sum - (count - 1); first++)
        {
            foreach (var rest in Sums(count - 1, sum - first, greatest))
            {
                yield return [first, .. rest];
            }
        }
    }
}
