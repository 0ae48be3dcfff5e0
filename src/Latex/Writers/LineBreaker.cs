namespace MatrixDiff.Latex;

/// <summary>
/// Breaks formulas that are wider than a page before a sign, the looser and the further outside the better, and between
/// factors where there is no sign.
/// </summary>
internal sealed class LineBreaker
{
    private const double LineCost = 8, DepthCost = 5, BetweenFactors = 20;
    private readonly List<Token> tokens = [];

    private readonly record struct Token(Box Box, double? Cost, bool IsFactor, double Width);

    /// <summary>The lines of a formula, the first and the further ones no wider than asked for, if that can be had.</summary>
    public static IReadOnlyList<Box> Break(Box box, double first, double further)
    {
        if (box.Width <= first)
        {
            return [box];
        }

        var breaker = new LineBreaker();
        breaker.Flatten(box, 0);
        return breaker.Lines(first, further);
    }

    private void Flatten(Box box, int depth)
    {
        switch (box)
        {
            case Row { Tight: false } row:
                for (int i = 0; i < row.Items.Count; i++)
                {
                    Add(row, i, depth);
                }

                break;
            case Row { Items: [.., Fenced inner] } call when Breaks(inner):
                foreach (var item in call.Items.SkipLast(1))
                {
                    Glue(item);
                }

                Open(inner, depth, close => close);
                break;
            case Fenced fenced when Breaks(fenced):
                Open(fenced, depth, close => close);
                break;
            case Scripts { Base: Fenced fenced } scripts when Breaks(fenced):
                Open(fenced, depth, close => scripts with { Base = close });
                break;
            default:
                Glue(box);
                break;
        }
    }

    private static bool Breaks(Fenced fenced) => fenced.Inner is Row { Tight: false } && fenced.Width > 16;

    private void Add(Row row, int i, int depth)
    {
        var item = row.Items[i];
        int start = tokens.Count;
        if (item is Space && i + 1 < row.Items.Count)
        {
            Glue(item);
            return;
        }

        bool afterSpace = i > 0 && row.Items[i - 1] is Space;
        Flatten(item, depth);
        if (i == 0 || tokens.Count == start)
        {
            return;
        }

        double? cost = item switch
        {
            Sign { Entry.Unicode: "←" } => null,
            Sign { IsPrefix: false, Entry: { Kind: SignKind.Relation } or { Unicode: "+" or "−" } } => 0,
            Sign { IsPrefix: false, Entry.Kind: SignKind.Binary } => 4,
            Sign or Space => null,
            _ => row.Items[i - 1] is Sign ? null : BetweenFactors,
        };
        if (cost is { } c)
        {
            tokens[start] = tokens[start] with { Cost = c + (DepthCost * depth), IsFactor = c == BetweenFactors };
            if (afterSpace)
            {
                // The space stays at the end of the line before, where it is not seen.
                tokens[start - 1] = tokens[start - 1] with { Cost = null };
            }
        }
    }

    private void Open(Fenced fenced, int depth, Func<Box, Box> closing)
    {
        Glue(new Delimiter(fenced.Fence, IsOpening: true, fenced.IsTall));
        int start = tokens.Count;
        Flatten(fenced.Inner, depth + 1);
        tokens[start] = tokens[start] with { Cost = null };
        Glue(closing(new Delimiter(fenced.Fence, IsOpening: false, fenced.IsTall)));
    }

    private void Glue(Box box) => tokens.Add(new(box, null, false, box.Width));

    // The cheapest way, looking back from each place.
    private List<Box> Lines(double first, double further)
    {
        int n = tokens.Count;
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        for (int end = 1; end <= n; end++)
        {
            best[end] = double.PositiveInfinity;
            double width = 0;
            for (int start = end - 1; start >= 0; start--)
            {
                width += tokens[start].Width;
                if (start > 0 && tokens[start].Cost is null)
                {
                    continue;
                }

                double excess = Math.Max(0, width - (start == 0 ? first : further));
                double cost = best[start] + LineCost + (tokens[start].Cost ?? 0) + (excess * 50);
                if (cost < best[end])
                {
                    (best[end], from[end]) = (cost, start);
                }
            }
        }

        var lines = new List<Box>();
        for (int end = n; end > 0; end = from[end])
        {
            var boxes = tokens.GetRange(from[end], end - from[end]).Select(t => t.Box).ToList();
            if (boxes[^1] is Space)
            {
                boxes.RemoveAt(boxes.Count - 1);
            }

            lines.Insert(0, new Row([.. from[end] > 0 && tokens[from[end]].IsFactor ? boxes.Prepend(new Sign("·")) : boxes]));
        }

        return lines;
    }
}
