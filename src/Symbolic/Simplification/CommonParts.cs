using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>An expression with its repeated parts named: the short form and the names, inner ones first.</summary>
internal sealed record NamedParts(Expr Short, IReadOnlyList<(Symbol Name, Expr Part)> Parts);

/// <summary>Names the parts that are written more than once, where that makes the whole shorter: <c>where p = softmax(x)</c>.</summary>
internal static class CommonParts
{
    private const double LeastSaving = 6;
    private const int MostNames = 6;
    private static readonly string[] Letters = ["p", "s", "u", "v", "r", "q", "t", "w", "g", "h", "k"];
    private static readonly string[] Capitals = ["S", "U", "V", "R", "T", "M", "N", "P", "G", "H"];

    /// <summary>The short form; without names where nothing is saved.</summary>
    public static NamedParts Of(Expr e, IEnumerable<string> taken)
    {
        var used = taken.Concat(Rewrite.Symbols(e).Select(s => s.Name.Base)).ToHashSet();
        var parts = new List<(Symbol, Expr)>();
        while (parts.Count < MostNames && Best(e) is { } part)
        {
            string name = (part.Shape is { IsVector: false, IsScalar: false } ? Capitals : Letters).FirstOrDefault(l => !used.Contains(l)) ?? $"t{parts.Count + 1}";
            used.Add(name);
            var symbol = Symbol.Of(new Name(name), part.Shape);
            var shorter = Rewrite.Substitute(e, part, symbol);
            if (TreeSize.Of(shorter) + TreeSize.Of(part) + 1 >= TreeSize.Of(e))
            {
                break;
            }

            e = shorter;
            parts.Add((symbol, part));
        }

        // A part that was named later may stand in an earlier one.
        var ordered = new List<(Symbol Name, Expr Part)>();
        for (int i = 0; i < parts.Count; i++)
        {
            var body = parts[i].Item2;
            for (int j = i + 1; j < parts.Count; j++)
            {
                body = Rewrite.Substitute(body, parts[j].Item2, parts[j].Item1);
            }

            ordered.Add((parts[i].Item1, body));
        }

        ordered.Reverse();
        return new(e, ordered);
    }

    // The node whose naming saves most, as the tree is written.
    private static Expr? Best(Expr root)
    {
        var counts = new Dictionary<Expr, double> { [root] = 1 };
        Expr? best = null;
        double most = LeastSaving;
        foreach (var node in Rewrite.Nodes(root).Reverse())
        {
            double count = counts.GetValueOrDefault(node);
            foreach (var child in node.Children)
            {
                counts[child] = counts.GetValueOrDefault(child) + count;
            }

            double saving = ((count - 1) * (TreeSize.Of(node) - 1)) - 2;
            if (count > 1 && node is Apply or Product or Sum && saving > most && !Calculus.HasDifferential(node))
            {
                (best, most) = (node, saving);
            }
        }

        return best;
    }
}
