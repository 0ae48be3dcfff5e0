using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers.Algorithms;

/// <summary>The values of the index at which something with an index is used, gathered use by use.</summary>
internal sealed class Extent(string index)
{
    private readonly List<Size> single = [];
    private LayerRange? range;

    /// <summary>All values that were added, and those between; null where there is none.</summary>
    public LayerRange? Range
    {
        get
        {
            var whole = range ?? (single.Count > 0 ? new LayerRange(index, single[0], single[0]) : null);
            foreach (var at in single.Where(_ => whole is not null))
            {
                // A value between the limits can't always be told to be there; one beyond them can.
                bool below = (whole!.From - at).Value is { Sign: > 0 }, above = (at - whole.To).Value is { Sign: > 0 };
                whole = below ? whole with { From = at } : above ? whole with { To = at } : whole;
            }

            return whole is null ? null : new(index, whole.From, whole.To);
        }
    }

    /// <summary>A use at an index, in an assignment for some values of the index variable, or in one that is made once.</summary>
    public void Add(LayerIndex at, LayerRange? where)
    {
        if (at.Variable == index && where is not null)
        {
            var by = Size.Of(at.Offset);
            var used = new LayerRange(index, where.From + by, where.To + by);
            if (range is null || AlgorithmInput.AreComparable(range, used))
            {
                range = range is null ? used : AlgorithmInput.Union(range, used);
                return;
            }

            single.AddRange([used.From, used.To]);
            return;
        }

        single.Add(Indices.AsSize(at));
    }
}
