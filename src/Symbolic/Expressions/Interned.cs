using System.Runtime.InteropServices;

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

    // A hash table whose slots are chained by index; a handle needs no finalizer, and is freed when the stripe is swept.
    private sealed class Stripe
    {
        private readonly Lock gate = new();
        private int[] first = new int[32];
        private Slot[] slots = new Slot[32];
        private int count;

        public Expr Find(Expr node)
        {
            int hash = node.GetHashCode();
            lock (gate)
            {
                for (int i = first[Bucket(hash)]; i > 0; i = slots[i - 1].Next)
                {
                    ref var slot = ref slots[i - 1];
                    if (slot.Hash == hash && slot.Node.TryGetTarget(out var found) && found.GetType() == node.GetType() && found.SameAs(node))
                    {
                        return found;
                    }
                }

                if (count == slots.Length)
                {
                    Sweep();
                }

                Add(hash, new(node));
                return node;
            }
        }

        private int Bucket(int hash) => (int)(((uint)hash / Stripes) & (uint)(first.Length - 1));

        private void Add(int hash, WeakGCHandle<Expr> node)
        {
            ref int head = ref first[Bucket(hash)];
            slots[count] = new(hash, head, node);
            head = ++count;
        }

        // Drops what has been collected and grows if more than half of it lives.
        private void Sweep()
        {
            var old = slots;
            int living = 0;
            foreach (var slot in old)
            {
                if (slot.Node.TryGetTarget(out _))
                {
                    old[living++] = slot;
                }
                else
                {
                    slot.Node.Dispose();
                }
            }

            int size = living > old.Length / 2 ? old.Length * 2 : old.Length;
            first = new int[size];
            slots = new Slot[size];
            count = 0;
            for (int i = 0; i < living; i++)
            {
                Add(old[i].Hash, old[i].Node);
            }
        }

        private readonly record struct Slot(int Hash, int Next, WeakGCHandle<Expr> Node);
    }
}
