namespace MatrixDiff.Symbolic.Canonical;

/// <summary>What one comparison shares: how much work is left, and which tensors are known to have one sign.</summary>
internal sealed class Workspace(long most = Workspace.MostWork)
{
    /// <summary>The most steps of a comparison, a step being about one factor looked at.</summary>
    public const long MostWork = 6_000_000;

    private readonly Dictionary<string, int> signs = [];
    private long spent;

    /// <summary>How much was spent.</summary>
    public long Spent => spent;

    /// <summary>Was a sign learned since this was last set to false?</summary>
    public bool HasLearned { get; set; }

    /// <summary>Was a sign learned and its opposite, so that nothing is left to be equal?</summary>
    public bool IsContradictory { get; private set; }

    /// <summary>The keys of the matrices whose inverses occur, and so exist.</summary>
    public HashSet<string> Inverted { get; } = [];

    /// <summary>Was it asked whether an inverse exists, so that another pass may know more?</summary>
    public bool HasAskedInverse { get; set; }

    /// <summary>Counts work and stops when there has been too much.</summary>
    public void Spend(long steps)
    {
        spent += steps;
        if (spent > most)
        {
            throw new UndecidedException("too much work");
        }
    }

    /// <summary>1 or −1 for a tensor whose entries are known to have that sign (or to be 0), else 0.</summary>
    public int SignOf(Head head) => head.IsNonNegative ? 1 : signs.GetValueOrDefault(head.Key);

    /// <summary>The sign of a power of a tensor, where it is known.</summary>
    public int SignOf(Factor f) => SignOf(f.Head) switch
    {
        0 => 0,
        1 => 1,
        _ when Exponents.IsEven(f.Exponent) => 1,
        _ when Exponents.IsOdd(f.Exponent) => -1,
        _ => 0,
    };

    /// <summary>Is what is worked out now a part of the expressions at every entry, so that something can be learned from it?</summary>
    public bool MayLearn { get; set; } = true;

    /// <summary>Where the expressions are defined, every entry of a tensor has this sign.</summary>
    public void Learn(Head head, int sign)
    {
        if (!MayLearn)
        {
            return;
        }

        if (signs.TryGetValue(head.Key, out int known))
        {
            IsContradictory |= known != sign;
        }
        else if (!head.IsNonNegative)
        {
            signs[head.Key] = sign;
            HasLearned = true;
        }
        else
        {
            IsContradictory |= sign < 0;
        }
    }
}
