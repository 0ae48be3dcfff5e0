using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// A term as a matrix from one axis to another, cut into matrices in series: M = L₀ M₁ L₁ M₂ … with every inner axis of the size
/// of M, each L the diagonal matrix of what hangs on one axis alone.
/// </summary>
/// <param name="Stations">The axes from the row to the column, with what hangs on each.</param>
/// <param name="Sections">What lies between neighbours among the stations.</param>
internal sealed record Series(IReadOnlyList<(Axis Axis, Factor[] Hanging)> Stations, IReadOnlyList<Factor[]> Sections)
{
    /// <summary>The term cut; null where the row is not joined to the column.</summary>
    public static Series? Of(Factor[] factors, Axis row, Axis column)
    {
        var far = Reach(factors, row, null);
        if (!far.ContainsKey(column))
        {
            return null;
        }

        // The axes without which the row is not joined to the column, in the order of their distance.
        var cuts = far.Keys
            .Where(a => !ReferenceEquals(a, row) && !ReferenceEquals(a, column) && a.Size.Equals(row.Size) && !Reach(factors, row, a).ContainsKey(column))
            .OrderBy(a => far[a]);
        Axis[] stations = [row, .. cuts, column];
        var hanging = stations.Select(_ => new List<Factor>()).ToArray();
        var sections = stations.Skip(1).Select(_ => new List<Factor>()).ToArray();
        foreach (var part in Components.Of(new(Rational.One, factors), stations))
        {
            int[] touched = [.. Enumerable.Range(0, stations.Length).Where(s => part.Any(f => f.Count(stations[s]) > 0))];
            if (touched.Length == 1)
            {
                hanging[touched[0]].AddRange(part);
            }
            else if (touched.Length == 2 && touched[1] == touched[0] + 1)
            {
                sections[touched[0]].AddRange(part);
            }
            else
            {
                return null;
            }
        }

        return new([.. stations.Select((a, i) => (a, hanging[i].ToArray()))], [.. sections.Select(s => s.ToArray())]);
    }

    // The axes that are reached from one without another, with their distances.
    private static Dictionary<Axis, int> Reach(Factor[] factors, Axis from, Axis? without)
    {
        var seen = new Dictionary<Axis, int> { [from] = 0 };
        var open = new Queue<Axis>([from]);
        while (open.TryDequeue(out var a))
        {
            foreach (var b in factors.Where(f => f.Count(a) > 0).SelectMany(f => f.Axes))
            {
                if (!ReferenceEquals(b, without) && seen.TryAdd(b, seen[a] + 1))
                {
                    open.Enqueue(b);
                }
            }
        }

        return seen;
    }
}

/// <summary>A term as a Kronecker product of matrices, each from one of its row axes to one of its column axes.</summary>
/// <param name="Parts">For each row axis the column axis that it is joined to and the tensors between them.</param>
/// <param name="Scalars">What is joined to none.</param>
internal sealed record Blocks(IReadOnlyList<(int Row, int Column, Factor[] Factors)> Parts, IReadOnlyList<Factor[]> Scalars)
{
    /// <summary>The term divided; null where a part is not joined to one row axis and one column axis of its size.</summary>
    public static Blocks? Of(Factor[] factors, Axis[] rows, Axis[] columns)
    {
        var parts = new List<(int, int, Factor[])>();
        var scalars = new List<Factor[]>();
        foreach (var part in Components.Of(new(Rational.One, factors), [], acrossFree: true))
        {
            int[] r = [.. Enumerable.Range(0, rows.Length).Where(i => part.Any(f => f.Count(rows[i]) > 0))];
            int[] c = [.. Enumerable.Range(0, columns.Length).Where(i => part.Any(f => f.Count(columns[i]) > 0))];
            if (r.Length == 0 && c.Length == 0)
            {
                scalars.Add(part);
            }
            else if (r.Length == 1 && c.Length == 1 && rows[r[0]].Size.Equals(columns[c[0]].Size))
            {
                parts.Add((r[0], c[0], part));
            }
            else
            {
                return null;
            }
        }

        return parts.Count == rows.Length && parts.Count == columns.Length ? new(parts, scalars) : null;
    }
}
