namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// The table of living nodes. Striped by hash for threads; holds nodes weakly, so that a long batch does not keep what it
/// has done with.
/// </summary>
internal static class Interned
{
    private const int Stripes = 64;
    private static readonly Stripe[] Table = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];

    /// <summary>The living node equal to this one, or this one from now on.</summary>
    public static T Of<T>(T node)
        where T : Expr => (T)Table[(uint)node.GetHashCode() % Stripes].Find(node);

    private sealed class Stripe
    {
        private readonly Lock gate = new();
        private Entry?[] buckets = new Entry?[64];
        private int count;

        public Expr Find(Expr node)
        {
            int hash = node.GetHashCode();
            lock (gate)
            {
                uint bucket = (uint)(hash / Stripes) % (uint)buckets.Length;
                for (var entry = buckets[bucket]; entry is not null; entry = entry.Next)
                {
                    if (entry.Hash == hash && entry.Node.TryGetTarget(out var found) && found.SameAs(node) && found.GetType() == node.GetType())
                    {
                        return found;
                    }
                }

                if (++count > buckets.Length * 2)
                {
                    Sweep();
                    bucket = (uint)(hash / Stripes) % (uint)buckets.Length;
                }

                buckets[bucket] = new(hash, new(node), buckets[bucket]);
                return node;
            }
        }

        // Drops what has been collected and grows if most of it lives.
        private void Sweep()
        {
            var living = new List<Entry>();
            foreach (var first in buckets)
            {
                for (var entry = first; entry is not null; entry = entry.Next)
                {
                    if (entry.Node.TryGetTarget(out _))
                    {
                        living.Add(entry);
                    }
                }
            }

            count = living.Count + 1;
            buckets = new Entry?[living.Count > buckets.Length ? buckets.Length * 2 : buckets.Length];
            foreach (var entry in living)
            {
                uint bucket = (uint)(entry.Hash / Stripes) % (uint)buckets.Length;
                buckets[bucket] = new(entry.Hash, entry.Node, buckets[bucket]);
            }
        }

        private sealed record Entry(int Hash, WeakReference<Expr> Node, Entry? Next);
    }
}
