using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers.Algorithms;

/// <summary>
/// Orders the quantities of a pass: those that need each other at neighbouring values of the index share a loop, whose direction follows
/// from what they need; loops are joined where nothing is used too early.
/// </summary>
internal sealed class PassSchedule
{
    private readonly bool descending;
    private readonly List<List<Quantity>> open;
    private readonly HashSet<string> waiting;
    private readonly List<AlgorithmStep> steps = [];
    private OpenLoop? loop;

    private PassSchedule(IReadOnlyList<Quantity> quantities, bool descending)
    {
        this.descending = descending;
        waiting = [.. quantities.Select(q => q.Key)];
        open = Components(quantities);
    }

    /// <summary>The steps of a pass; what other passes compute is there already.</summary>
    /// <param name="quantities">What is computed, in the order in which it is preferred.</param>
    /// <param name="descending">The direction of loops that could run either way.</param>
    /// <exception cref="NotDifferentiableException">Quantities need each other in both directions.</exception>
    public static IReadOnlyList<AlgorithmStep> Of(IReadOnlyList<Quantity> quantities, bool descending) => new PassSchedule(quantities, descending).Run();

    private List<AlgorithmStep> Run()
    {
        while (open.Count > 0)
        {
            var next = (loop is null ? open.Find(c => c[0].Range is null && IsReady(c, [])) : open.Find(c => IsReady(c, loop.Keys) && loop.Accepts(c)))
                ?? open.Find(c => c[0].Range is not null && IsReady(c, loop?.Keys ?? []))
                ?? open.Find(c => IsReady(c, loop?.Keys ?? []))
                ?? throw new InvalidOperationException("The components of a pass wait for each other.");
            open.Remove(next);
            if (loop?.Accepts(next) == true)
            {
                loop.Add(next);
                continue;
            }

            Close();
            if (next[0].Range is null)
            {
                steps.Add(new Once(next[0].Lines.Single()));
                waiting.Remove(next[0].Key);
            }
            else
            {
                loop = new OpenLoop(next);
            }
        }

        Close();
        return steps;
    }

    private void Close()
    {
        if (loop is not null)
        {
            steps.AddRange(loop.Closed(descending));
            waiting.ExceptWith(loop.Keys);
            loop = null;
        }
    }

    // Is all that a component needs there, or in the loop that is being written?
    private bool IsReady(List<Quantity> component, IReadOnlyCollection<string> also) =>
        component.SelectMany(q => q.Uses.Select(u => u.Key).Concat(q.After)).All(k => !waiting.Contains(k) || also.Contains(k) || component.Exists(q => q.Key == k));

    // Quantities that need each other, each component in an order in which it is computed at one value.
    private static List<List<Quantity>> Components(IReadOnlyList<Quantity> quantities)
    {
        int n = quantities.Count;
        var reaches = new bool[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                reaches[i, j] = quantities[i].Uses.Exists(u => u.Key == quantities[j].Key) || quantities[i].After.Contains(quantities[j].Key);
            }
        }

        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n && reaches[i, k]; j++)
                {
                    reaches[i, j] |= reaches[k, j];
                }
            }
        }

        var components = new List<List<Quantity>>();
        var taken = new bool[n];
        for (int i = 0; i < n; i++)
        {
            if (!taken[i])
            {
                int[] members = [.. Enumerable.Range(0, n).Where(j => j == i || (reaches[i, j] && reaches[j, i]))];
                Array.ForEach(members, j => taken[j] = true);
                components.Add(Ordered([.. members.Select(j => quantities[j])]));
            }
        }

        return components;
    }

    private static List<Quantity> Ordered(List<Quantity> members)
    {
        var ordered = new List<Quantity>();
        while (members.Count > 0)
        {
            var next = members.Find(q => !q.Uses.Exists(u => u.Offset == 0 && members.Exists(m => m.Key == u.Key)))
                ?? throw new NotDifferentiableException($"{string.Join(", ", members.Select(m => m.Target))} need each other at one value of the index");
            members.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    // A loop that is being written.
    private sealed class OpenLoop(List<Quantity> first)
    {
        private readonly List<Quantity> body = first;
        private LayerRange range = first.Select(q => q.Range!).Aggregate(AlgorithmInput.Union);
        private int direction = Direction(first, first) ?? throw new NotDifferentiableException($"{string.Join(", ", first.Select(m => m.Target))} need each other in both directions");

        public IReadOnlyCollection<string> Keys => [.. body.Select(q => q.Key)];

        public bool Accepts(List<Quantity> component) => component[0].Range is not null && component.TrueForAll(q => AlgorithmInput.AreComparable(q.Range!, range))
            && Direction(component, [.. body, .. component]) is { } own && own * direction >= 0
            && !component.Exists(q => q.Uses.Exists(u => u.Offset is null && body.Exists(b => b.Key == u.Key)));

        public void Add(List<Quantity> component)
        {
            direction = direction == 0 ? Direction(component, [.. body, .. component])!.Value : direction;
            range = component.Select(q => q.Range!).Aggregate(range, AlgorithmInput.Union);
            body.AddRange(component);
        }

        // What is assigned at the first value alone, where nothing else is, stands before the loop.
        public IEnumerable<AlgorithmStep> Closed(bool otherwise)
        {
            bool descending = direction == 0 ? otherwise : direction < 0;
            var (first, step) = descending ? (range.To, Size.Of(-1)) : (range.From, Size.One);
            var lines = body.SelectMany(q => q.Lines).ToList();
            bool IsFirst(Assignment l) => l.Range!.From.Equals(first) && l.Range.To.Equals(first);
            bool IsLater(Assignment l) => ((descending ? first - l.Range!.To : l.Range!.From - first).Value is { Sign: > 0 });
            if (lines.Exists(IsFirst) && lines.Exists(IsLater) && lines.TrueForAll(l => IsFirst(l) || IsLater(l)))
            {
                var put = new IndexPut(new Dictionary<string, Size> { [range.Index] = first });
                foreach (var line in lines.Where(IsFirst))
                {
                    yield return new Once(new(Assignment.At(line.Target, put), put.In(line.Value), null, line.Adds));
                }

                range = descending ? range with { To = first + step } : range with { From = first + step };
                range = new(range.Index, range.From, range.To);
                lines.RemoveAll(IsFirst);
            }

            yield return new Loop(range, descending, lines);
        }

        // 1 upwards, −1 downwards, 0 either way; null where both would be needed.
        private static int? Direction(List<Quantity> component, List<Quantity> among)
        {
            int[] signs = [.. component.SelectMany(q => q.Uses).Where(u => u.Offset is not 0 && among.Exists(a => a.Key == u.Key)).Select(u => u.Offset is { } o ? -Math.Sign(o) : 2).Distinct()];
            return signs switch { [] => 0, [1] => 1, [-1] => -1, _ => null };
        }
    }
}
