using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Conditions over the index of a recurrence as ranges.</summary>
internal static class IndexRanges
{
    /// <summary>The first and the last value of an index that meet a condition, among those of a range; null where they are no range.</summary>
    public static (Size From, Size To)? Of(IndexCondition condition, LayerRange whole)
    {
        (Size From, Size To)? found = (whole.From, whole.To);
        foreach (var c in condition.Comparisons)
        {
            found = found is { } range ? Under(c, whole.Index, range) : null;
        }

        var others = condition.Others.Select(o => Of(o, whole)).ToList();
        while (found is { } rest && others.Count > 0)
        {
            int next = others.FindIndex(o => o is { } range && (range.From.Equals(rest.From) || range.To.Equals(rest.To)));
            found = next < 0 ? null : others[next]!.Value.From.Equals(rest.From) ? (others[next]!.Value.To + Size.One, rest.To) : (rest.From, others[next]!.Value.From - Size.One);
            others.RemoveAt(Math.Max(0, next));
        }

        return found;
    }

    /// <summary>The value of the index, written out, where a condition leaves one alone.</summary>
    public static Syntax? Only(IndexCondition condition, LayerRange whole, Span at) =>
        Of(condition, whole) is var (from, to) && from.Equals(to) && Indices.AsIndex(from) is { } value ? IndexInSyntax.Of(value, at) : null;

    private static (Size From, Size To)? Under(Comparison c, string index, (Size From, Size To) range)
    {
        bool left = (c.Left as NameSyntax)?.Text == index;
        if (left == ((c.Right as NameSyntax)?.Text == index) || SizeOf(left ? c.Right : c.Left) is not { } limit || limit.Names.Any(n => n.Equals(new Name(index))))
        {
            return null;
        }

        string sign = left ? c.Sign : c.Sign switch { "<" => ">", ">" => "<", "≤" => "≥", "≥" => "≤", var same => same };
        return sign switch
        {
            "=" => (limit, limit),
            "<" => (range.From, limit - Size.One),
            "≤" => (range.From, limit),
            ">" => (limit + Size.One, range.To),
            "≥" => (limit, range.To),
            _ when limit.Equals(range.From) => (limit + Size.One, range.To),
            _ when limit.Equals(range.To) => (range.From, limit - Size.One),
            _ => null,
        };
    }

    private static Size? SizeOf(Syntax s) => s switch
    {
        NumberSyntax n => Size.Of(n.Value),
        NameSyntax { Indices.IsEmpty: true } n => Size.Of(new Name(n.Text)),
        NegateSyntax n => SizeOf(n.Operand) is { } negated ? Size.Of(-1) * negated : null,
        BinarySyntax b when SizeOf(b.Left) is { } l && SizeOf(b.Right) is { } r => b.Kind == BinaryKind.Add ? l + r : l - r,
        _ => null,
    };
}
