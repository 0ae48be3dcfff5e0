using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>A matrix in index notation: the axes of its rows and of its columns, the first the slowest, and its entries.</summary>
internal sealed record Grid(Axis[] Rows, Axis[] Columns, Polynomial Body)
{
    /// <summary>The axes of the indices of sums further out, which its entries may depend on.</summary>
    public Axis[] Over { get; init; } = [];

    /// <summary>The axes of rows and columns.</summary>
    public Axis[] Sides => [.. Rows, .. Columns];

    /// <summary>All free axes.</summary>
    public Axis[] Free => [.. Rows, .. Columns, .. Over];

    /// <summary>A 1×1 matrix.</summary>
    public static Grid Scalar(Polynomial body) => new([], [], body);

    /// <summary>The transpose.</summary>
    public Grid Transposed => new(Columns, Rows, Body) { Over = Over };

    /// <summary>The same over axes of its own.</summary>
    public Grid Fresh()
    {
        var fresh = Sides.ToDictionary(a => a, a => new[] { a.Fresh() });
        var body = Body.Refresh(Free).Put(a => fresh.GetValueOrDefault(a));
        return new([.. Rows.SelectMany(a => fresh[a])], [.. Columns.SelectMany(a => fresh[a])], body) { Over = Over };
    }

    /// <summary>With its entries normalised.</summary>
    public Grid Normalise(Workspace work) => this with { Body = Normaliser.Normalise(Body, Free, work) };

    /// <summary>The axes of one side.</summary>
    public Axis[] Side(bool rows) => rows ? Rows : Columns;

    /// <summary>
    /// One axis divided into parts of sizes whose product is its size; axes that δ makes equal to it in some term are divided
    /// alike.
    /// </summary>
    public Grid Split(Axis axis, Size[] sizes)
    {
        var free = Free;
        var linked = new HashSet<Axis> { axis };
        for (int before = 0; before < linked.Count;)
        {
            before = linked.Count;
            foreach (var d in Body.Terms.SelectMany(t => t.Factors).Where(f => f.Head.Kind == HeadKind.Delta))
            {
                if (d.Axes.Any(linked.Contains))
                {
                    linked.UnionWith(d.Axes.Where(a => Array.IndexOf(free, a) >= 0));
                }
            }
        }

        if (Over.Any(linked.Contains))
        {
            throw new UndecidedException("an index of a sum that would be divided");
        }

        var parts = linked.ToDictionary(a => a, _ => sizes.Select(s => new Axis(s)).ToArray());
        Axis[] Put(Axis[] list) => [.. list.SelectMany(a => parts.GetValueOrDefault(a) ?? [a])];
        return new(Put(Rows), Put(Columns), Body.Put(a => parts.GetValueOrDefault(a))) { Over = Over };
    }

    /// <summary>With other axes in the place of some free ones.</summary>
    public Grid Rename(Axis[] from, Axis[] to)
    {
        Axis[]? Put(Axis a) => Array.IndexOf(from, a) is >= 0 and var i ? [to[i]] : null;
        return new([.. Rows.SelectMany(a => Put(a) ?? [a])], [.. Columns.SelectMany(a => Put(a) ?? [a])], Body.Put(Put)) { Over = Over };
    }
}

/// <summary>Divides the axes of lists that stand for one size until the lists agree.</summary>
internal static class Alignment
{
    private const int MostRounds = 64;

    /// <summary>Divides a side of one grid and a side of another alike.</summary>
    public static void Align(ref Grid a, bool rowsOfA, ref Grid b, bool rowsOfB)
    {
        for (int i = 0; i < MostRounds; i++)
        {
            switch (Difference(a.Side(rowsOfA), b.Side(rowsOfB)))
            {
                case null:
                    return;
                case (true, var axis, var sizes):
                    a = a.Split(axis, sizes);
                    break;
                case (false, var axis, var sizes):
                    b = b.Split(axis, sizes);
                    break;
                case (null, _, _):
                    b = Rearranged(b, rowsOfB, a.Side(rowsOfA));
                    break;
            }
        }

        throw new UndecidedException("axes that can't be divided alike");
    }

    /// <summary>Divides both sides of two grids of one shape alike.</summary>
    public static void Align(ref Grid a, ref Grid b)
    {
        for (int i = 0; i < MostRounds; i++)
        {
            Align(ref a, true, ref b, true);
            Align(ref a, false, ref b, false);
            if (Difference(a.Rows, b.Rows) is null)
            {
                return;
            }
        }

        throw new UndecidedException("axes that can't be divided alike");
    }

    /// <summary>Divides the rows and columns of a square matrix alike.</summary>
    public static Grid Square(Grid g)
    {
        for (int i = 0; i < MostRounds; i++)
        {
            if (Difference(g.Rows, g.Columns) is not (var first, var axis, var sizes))
            {
                return g;
            }

            g = first is null ? Rearranged(g, false, g.Rows) : g.Split(axis, sizes);
        }

        throw new UndecidedException("axes that can't be divided alike");
    }

    /// <summary>The list cut in two where the sizes of the second part have a product, after dividing an axis if need be.</summary>
    public static (Grid Grid, int Cut) Cut(Grid g, Size tail)
    {
        var pattern = new Grid([.. Axis.For(Quotient(Count(g.Rows), tail) ?? throw new UndecidedException("a vector that can't be divided")), .. Axis.For(tail)], [], Polynomial.One);
        Align(ref pattern, true, ref g, true);
        int cut = g.Rows.Length;
        for (var size = Size.One; !size.Equals(tail);)
        {
            size *= g.Rows[--cut].Size;
        }

        return (g, cut);
    }

    private static Size Count(Axis[] axes) => axes.Aggregate(Size.One, (s, a) => s * a.Size);

    // From the right the first axis that must be divided, and of which list; of neither where that does not help; null where the
    // lists agree.
    private static (bool? First, Axis Axis, Size[] Sizes)? Difference(Axis[] a, Axis[] b)
    {
        int i = a.Length;
        int j = b.Length;
        while (i > 0 && j > 0)
        {
            var (x, y) = (a[--i], b[--j]);
            if (x.Size.Equals(y.Size))
            {
                continue;
            }

            return Quotient(x.Size, y.Size) is { } q ? (true, x, [q, y.Size])
                : Quotient(y.Size, x.Size) is { } r ? (false, y, [r, x.Size])
                : (null, x, []);
        }

        return i == j ? null : throw new UndecidedException("axes that can't be divided alike");
    }

    // A side over axes as those of a list with the same product of sizes, joined to its own by their places.
    private static Grid Rearranged(Grid g, bool rows, Axis[] like)
    {
        Axis[] own = g.Side(rows);
        if (!Count(own).Equals(Count(like)))
        {
            throw new UndecidedException("axes that can't be divided alike");
        }

        int tail = 0;
        while (own[^(tail + 1)].Size.Equals(like[^(tail + 1)].Size))
        {
            tail++;
        }

        Axis[] fresh = [.. like[..^tail].Select(a => a.Fresh())];
        Axis[] old = own[..^tail];
        var body = old.Aggregate(g.Body.With(new Factor(Heads.Place, fresh, old)), (p, a) => p.SumOver(a));
        Axis[] side = [.. fresh, .. own[^tail..]];
        return rows ? g with { Rows = side, Body = body } : g with { Columns = side, Body = body };
    }

    /// <summary>The quotient of two sizes where it is a whole number for all sizes.</summary>
    public static Size? Quotient(Size size, Size by)
    {
        if (size.Equals(by))
        {
            return Size.One;
        }

        if (by.Terms.Count != 1)
        {
            return null;
        }

        var parts = size.Terms.Select(t => t.DividedBy(by.Terms[0])).ToList();
        return parts.All(t => t is { Coefficient.IsInteger: true })
            ? parts.Aggregate(Size.Zero, (s, t) => s + t!.Powers.Aggregate(Size.Of(t.Coefficient), (p, n) => p * Size.Pow(Size.Of(n.Name), n.Power)))
            : null;
    }
}
