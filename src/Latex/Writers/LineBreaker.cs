namespace MatrixDiff.Latex;

/// <summary>
/// Breaks formulas that are wider than a page before a sign, the looser and the further outside the better, and between
/// factors where there is no sign. A line that begins within brackets is indented by a quad for each that is open.
/// </summary>
/// <remarks>
/// Of all ways to break, that of the least cost: each line costs, each break by its place, a line that runs over a better place
/// than those at which it begins and ends by the difference, and an empty part of a line by its square, which makes lines alike.
/// </remarks>
internal sealed class LineBreaker
{
    private const double LineCost = 8, DepthCost = 12, BetweenFactors = 11, AfterShort = 13, Short = 8, BeforeProduct = 6, RunOver = 0.5, Unfilled = 5, Excess = 50;
    // Brackets further inside are indented no more.
    private const int MostQuads = 4;
    private readonly List<Token> tokens = [];

    private readonly record struct Token(Box Box, double? Cost, bool IsFactor, double Width, int Depth);

    /// <summary>The lines of a formula, the first and the further ones with their indents no wider than asked for, if that can be had.</summary>
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
                    Glue(item, depth);
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
                Glue(box, depth);
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
            Glue(item, depth);
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
            Sign { IsPrefix: false, Entry.Kind: SignKind.Binary } => BeforeProduct,
            Sign or Space => null,
            // A short first factor stays with what it is multiplied by.
            _ => row.Items[i - 1] is Sign ? null : row.Items.Take(i).Sum(f => f.Width) < Short ? BetweenFactors + AfterShort : BetweenFactors,
        };
        if (cost is { } c)
        {
            tokens[start] = tokens[start] with { Cost = c + (DepthCost * depth), IsFactor = c >= BetweenFactors };
            if (afterSpace)
            {
                // The space stays at the end of the line before, where it is not seen.
                tokens[start - 1] = tokens[start - 1] with { Cost = null };
            }
        }
    }

    private void Open(Fenced fenced, int depth, Func<Box, Box> closing)
    {
        Glue(new Delimiter(fenced.Fence, IsOpening: true, fenced.IsTall), depth);
        int start = tokens.Count;
        Flatten(fenced.Inner, depth + 1);
        tokens[start] = tokens[start] with { Cost = null };
        Glue(closing(new Delimiter(fenced.Fence, IsOpening: false, fenced.IsTall)), depth);
    }

    private void Glue(Box box, int depth) => tokens.Add(new(box, null, false, box.Width, depth));

    // The cheapest way, looking back from each place.
    private List<Box> Lines(double first, double further)
    {
        int n = tokens.Count;
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        for (int end = 1; end <= n; end++)
        {
            best[end] = double.PositiveInfinity;
            double width = 0, within = double.PositiveInfinity;
            for (int start = end - 1; start >= 0; start--)
            {
                width += tokens[start].Width;
                if (start > 0 && tokens[start].Cost is null)
                {
                    continue;
                }

                double here = start == 0 ? 0 : tokens[start].Cost!.Value;
                double cost = best[start] + here + OfLine(width, start == 0 ? first : further - Quads(start) * LetterWidths.Em)
                    + RunOver * (Math.Max(0, here - within) + Math.Max(0, (end < n ? tokens[end].Cost ?? 0 : 0) - within));
                if (cost < best[end])
                {
                    (best[end], from[end]) = (cost, start);
                }

                within = Math.Min(within, here);
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

            if (tokens[from[end]].IsFactor)
            {
                boxes.Insert(0, new Sign("·"));
            }

            boxes.InsertRange(0, Enumerable.Repeat(new Space(1), from[end] == 0 ? 0 : Quads(from[end])));
            lines.Insert(0, new Row(boxes));
        }

        return lines;
    }

    private static double OfLine(double width, double room) =>
        LineCost + (width > room ? Excess * (width - room) : Unfilled * (1 - (width / room)) * (1 - (width / room)));

    private int Quads(int token) => Math.Min(tokens[token].Depth, MostQuads);
}
