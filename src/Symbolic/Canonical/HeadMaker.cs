using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>A tensor that is a function of a polynomial, over the axes of that, and the sign taken out of the argument.</summary>
internal readonly record struct Made(Factor Factor, int Sign);

/// <summary>
/// Tensors that are functions of polynomials. The key of such a head is the canonical text of its argument in the least of the
/// orders of its axes, and the orders that give the same text are its symmetries: f(xy') and f(yx')' are one tensor.
/// </summary>
internal static class HeadMaker
{
    private const int MostOrders = 120;

    /// <summary>
    /// A function of each entry. The axes of the argument that do occur are its slots. With <paramref name="signed"/> the
    /// argument or its negative is taken, whichever comes first; an <paramref name="even"/> function is the same for both.
    /// </summary>
    public static Made Pointwise(
        HeadKind kind, string name, Polynomial body, Axis[] free, Workspace work, bool signed = false, bool even = false, bool nonNegative = false)
    {
        body = Neighbours.MergeFree(body, [body.Used(free)], ordered: false, out var merged);
        var axes = merged[0];
        var orders = Orders(body, [.. axes.Select(a => a.Axis)]);
        var best = Least(body, orders.Select(o => (o, o.Select(i => new[] { axes[i].Axis }).ToArray())), work, signed || even, out var symmetries, out var order);
        var head = new Head(kind, Hashing.Shorten($"{name}{{{best.Text}}}"), order.Length)
        {
            Argument = new(best.Body, [.. order.Select(i => new[] { axes[i].Axis })]),
            Symmetries = even ? [.. symmetries.Select(s => new Symmetry(s.Order, false))] : symmetries,
            IsNonNegative = nonNegative,
        };
        return new(new(head, [.. order.Select(i => axes[i].Parts)]), best.Sign);
    }

    /// <summary>
    /// A function of a matrix, with a slot for its rows and one for its columns. For a function with f(M') = f(M)' the matrix
    /// or its transpose is taken; with <paramref name="signed"/> it or its negative.
    /// </summary>
    public static Made OfMatrix(
        HeadKind kind, string name, Polynomial body, Axis[] rows, Axis[] columns, Workspace work,
        bool transposable = true, bool signed = false, bool scalar = false, bool nonNegative = false, Rational? multiple = null)
    {
        body = Neighbours.MergeFree(body, [rows, columns], ordered: true, out var merged);
        var sides = merged.Select(g => g.Select(a => a.Axis).ToArray()).ToArray();
        var parts = merged.Select(g => g.SelectMany(a => a.Parts).ToArray()).ToArray();
        int[][] orders = transposable ? [[0, 1], [1, 0]] : [[0, 1]];
        var best = Least(body, orders.Select(o => (o, o.Select(i => sides[i]).ToArray())), work, signed, out var symmetries, out var order);
        var head = new Head(kind, Hashing.Shorten($"{name}{{{best.Text}}}"), scalar ? 0 : 2)
        {
            Argument = new(best.Body, [.. order.Select(i => sides[i])]),
            Symmetries = scalar ? [] : symmetries,
            IsNonNegative = nonNegative,
            Multiple = multiple ?? Rational.One,
        };
        return new(new(head, scalar ? [] : [.. order.Select(i => parts[i])]), best.Sign);
    }

    /// <summary>The product over all values of an axis, a number.</summary>
    public static Factor OverAxis(Polynomial body, Axis axis, bool nonNegative, Workspace work)
    {
        string text = Collector.Write(body, [axis], work);
        return new(new Head(HeadKind.Product, Hashing.Shorten($"prod{{{text}}}"), 0) { Argument = new(body, [[axis]]), IsNonNegative = nonNegative });
    }

    private static (string Text, Polynomial Body, int Sign) Least(
        Polynomial body, IEnumerable<(int[] Order, Axis[][] Slots)> orders, Workspace work, bool signed, out Symmetry[] symmetries, out int[] order)
    {
        var all = new List<(int[] Order, string Text, Polynomial Body, int Sign)>();
        foreach (var (o, slots) in orders)
        {
            Axis[] free = [.. slots.SelectMany(s => s)];
            var collected = Collector.Collect(body, free, work);
            int sign = signed && collected.Numbers is [var first, ..] && first.Sign < 0 ? -1 : 1;
            string sizes = string.Join("|", slots.Select(s => string.Join(",", s.Select(a => a.Size.Text))));
            all.Add((o, $"<{sizes}>{collected.Text(sign)}", sign < 0 ? collected.Body.Times(Rational.MinusOne) : collected.Body, sign));
        }

        var best = all.MinBy(c => c.Text, StringComparer.Ordinal);
        order = best.Order;
        symmetries = [.. all.Where(c => c.Text == best.Text && !ReferenceEquals(c.Order, best.Order))
            .Select(c => new Symmetry([.. c.Order.Select(i => Array.IndexOf(best.Order, i))], c.Sign != best.Sign))];
        return (best.Text, best.Body, best.Sign);
    }

    // The orders of axes that may be symmetric to each other, after what sets them apart at a glance.
    private static List<int[]> Orders(Polynomial body, Axis[] axes)
    {
        if (axes.Length < 2)
        {
            return [[.. Enumerable.Range(0, axes.Length)]];
        }

        ulong[] looks = [.. axes.Select(a => Look(body, a))];
        var groups = Enumerable.Range(0, axes.Length).GroupBy(i => looks[i]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToList();
        var orders = new List<int[]> { Array.Empty<int>() };
        foreach (int[] alike in groups)
        {
            orders = [.. orders.SelectMany(_ => Permutations(alike), (before, after) => before.Concat(after).ToArray())];
            if (orders.Count > MostOrders)
            {
                throw new UndecidedException("a function of too many interchangeable axes");
            }
        }

        return orders;
    }

    private static ulong Look(Polynomial body, Axis axis)
    {
        ulong look = Hashing.Of(axis.Size.Text);
        foreach (var t in body.Terms)
        {
            ulong term = (ulong)t.Factors.Length;
            foreach (var f in t.Factors)
            {
                for (int s = 0; s < f.Slots.Length; s++)
                {
                    int place = Array.IndexOf(f.Slots[s], axis);
                    term += place < 0 ? 0 : Hashing.Combine(f.Head.Hash, (ulong)((f.Head.SlotClasses[s] * 64) + place + 1));
                }
            }

            look += Hashing.Mix(term);
        }

        return look;
    }

    private static IEnumerable<int[]> Permutations(int[] items)
    {
        if (items.Length > 5)
        {
            throw new UndecidedException("a function of too many interchangeable axes");
        }

        return items.Length <= 1 ? [items] : items.SelectMany(i => Permutations([.. items.Where(j => j != i)]).Select(rest => rest.Prepend(i).ToArray()));
    }
}
