using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// The words of a formula with macros expanded, every brace and environment with its partner. Environments that only align are
/// gone, and so are <c>&amp;</c>, <c>\\</c> and <c>\quad</c> outside matrices.
/// </summary>
internal sealed class FormulaWords
{
    private static readonly HashSet<string> Aligning = ["aligned", "split", "gathered", "alignedat", "align", "equation", "gather", "multline", "eqnarray", "alignat", "flalign", "math", "displaymath", "subequations"];
    private const int Dropped = -1;
    private readonly List<LatexToken> tokens = [];
    private readonly List<int> partners = [];

    private FormulaWords()
    {
    }

    /// <summary>How many words there are.</summary>
    public int Count => tokens.Count;

    /// <summary>A word.</summary>
    public LatexToken this[int index] => tokens[index];

    /// <summary>The closing brace or \end of an opening one, and the other way round; −1 for other words.</summary>
    public int Partner(int index) => partners[index];

    /// <summary>Does an environment only align what is in it?</summary>
    public static bool IsAligning(string environment) => Aligning.Contains(environment);

    /// <summary>Prepares words for reading; MD0604 where a brace or environment is not closed.</summary>
    public static FormulaWords Of(IReadOnlyList<LatexToken> words, ReadingErrors errors)
    {
        var result = new FormulaWords();
        var open = new Stack<int>();
        int environments = 0;
        bool bare = false;
        Gap gap = Gap.None;
        foreach (var word in words)
        {
            if (word.Kind is LatexKind.Begin or LatexKind.End && Aligning.Contains(word.Text))
            {
                gap = Gap.Source;
                continue;
            }

            if (word.IsCommand(@"\mathop"))
            {
                bare = true;
                continue;
            }

            // The braces of \mathop{…} are no group: what follows belongs to what is in them.
            if (bare && word.Kind == LatexKind.Open)
            {
                bare = false;
                open.Push(Dropped);
                continue;
            }

            bare = false;
            if (word.Kind == LatexKind.Close && open.TryPeek(out int top) && top == Dropped)
            {
                open.Pop();
                continue;
            }

            if (word.Kind == LatexKind.Empty)
            {
                gap = Gap.Source;
                continue;
            }

            if (environments == 0 && word.Kind is LatexKind.Align or LatexKind.NewLine or LatexKind.Quad)
            {
                gap = Gap.Seen;
                continue;
            }

            int partner = -1;
            if (word.Kind is LatexKind.Open or LatexKind.Begin)
            {
                open.Push(result.Count);
                environments += word.Kind == LatexKind.Begin ? 1 : 0;
                if (open.Count > SyntaxLimits.Depth)
                {
                    throw errors.TooDeep(word.Span);
                }
            }
            else if (word.Kind is LatexKind.Close or LatexKind.End)
            {
                partner = open.Count > 0 ? open.Pop() : throw errors.Unbalanced(word.Span, word.Kind == LatexKind.End ? $"\\end{{{word.Text}}}" : "this brace");
                if (partner == Dropped)
                {
                    throw errors.Unbalanced(word.Span, $"\\end{{{word.Text}}}");
                }

                bool closesBrace = result[partner].Kind == LatexKind.Open;
                if (closesBrace != (word.Kind == LatexKind.Close) || (!closesBrace && result[partner].Text != word.Text))
                {
                    throw errors.Unbalanced(result[partner].Span, closesBrace ? "this brace" : $"\\begin{{{result[partner].Text}}}");
                }

                environments -= closesBrace ? 0 : 1;
                result.partners[partner] = result.Count;
            }

            result.tokens.Add(gap > word.Gap ? word with { Gap = gap } : word);
            result.partners.Add(partner);
            gap = Gap.None;
        }

        while (open.TryPeek(out int last) && last == Dropped)
        {
            throw errors.Unbalanced(words[^1].Span, "a brace");
        }

        return open.Count == 0 ? result : throw errors.Unbalanced(result[open.Peek()].Span, result[open.Peek()].Kind == LatexKind.Open ? "this brace" : "this environment");
    }
}
