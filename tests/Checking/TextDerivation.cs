using MatrixDiff.Checking;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Checking;

/// <summary>Derivations in the language of expressions, without LaTeX: a block a paragraph, a step a relation; a line that begins with = continues.</summary>
internal static class TextDerivation
{
    /// <summary>The report on declarations (front matter as YAML) and blocks.</summary>
    public static CheckReport Check(string front, string body)
    {
        string text = body.Trim('\n');
        var source = new SourceText(text, "text");
        var blocks = new List<HandBlock>();
        int at = 0;
        foreach (string paragraph in text.Split("\n\n"))
        {
            blocks.Add(Block(source, blocks.Count + 1, at, paragraph));
            at += paragraph.Length + 2;
        }

        var matter = front.Length == 0 ? new FrontMatter() : FrontMatter.Read(front, "front", 1);
        return DerivationChecker.Check(new HandDerivation(source, matter, blocks, []));
    }

    private static HandBlock Block(SourceText source, int number, int start, string paragraph)
    {
        var steps = new List<HandStep>();
        Side? chain = null, previous = null;
        int at = start;
        foreach (string line in paragraph.Split('\n'))
        {
            int from = at;
            Side? left = null;
            foreach (string piece in line.Split(" = "))
            {
                var side = new Span(from, piece.Length);
                from += piece.Length + 3;
                bool continues = piece.StartsWith("= ", StringComparison.Ordinal);
                if (continues)
                {
                    side = new Span(side.Start + 2, side.Length - 2);
                }

                var read = SideAt(source, side);
                if (left is null && !continues)
                {
                    (left, chain, previous) = (read, read, null);
                    continue;
                }

                bool first = previous is null;
                steps.Add(new(steps.Count + 1, 1, side, piece, RelationKind.Equal, first ? left : null, read, !first, new(CueKind.None, "", null), [])
                {
                    ChainLeft = chain,
                    PreviousRight = previous,
                });
                previous = read;
                left ??= read;
            }

            at += line.Length + 1;
        }

        return new(number, 1, new(start, paragraph.Length), paragraph, steps, [], new(new(start, 0), ""));
    }

    private static Side SideAt(SourceText source, Span span) => new(span, source.Text.Substring(span.Start, span.Length), (names, _) =>
        (Parser.ParseRelation(source, span, names.IsFunction).Sides[0], []));
}
