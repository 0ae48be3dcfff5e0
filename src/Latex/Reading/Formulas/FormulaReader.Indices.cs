using System.Collections.Immutable;
using System.Text;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Indices and sizes below and above, and what a subscript adds to a name.</content>
internal sealed partial class FormulaReader
{
    // i,j or ij: formulas of names. Letters and digits side by side are as many indices as are wanted, if they can be.
    private ImmutableArray<Syntax> Indices(WordRange range, int wanted)
    {
        var parts = Parts(range);
        if (parts.Count == 1 && wanted == 2 && range.To == range.From + 2 && IsLetters(range))
        {
            parts = [new(range.From, range.From + 1, words[range.From].Span), new(range.From + 1, range.To, words[range.To - 1].Span)];
        }

        return [.. parts.Select(Plain)];
    }

    private bool IsLetters(WordRange range) => range.To > range.From
        && Enumerable.Range(range.From, range.To - range.From).All(i => words[i].Kind is LatexKind.Letter or LatexKind.Digit);

    private List<WordRange> Parts(WordRange range)
    {
        var parts = new List<WordRange>();
        int from = range.From;
        for (int i = range.From; i < range.To; i++)
        {
            if (words[i].Is(","))
            {
                parts.Add(new(from, i, SpanOf(from, i)));
                from = i + 1;
            }

            i = words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
        }

        parts.Add(new(from, range.To, parts.Count == 0 ? range.Span : SpanOf(from, range.To)));
        return parts;
    }

    // A formula of names and numbers: an index or a size.
    private Syntax Plain(WordRange range)
    {
        bool outer = plain;
        plain = true;
        var result = Whole(range.From, range.To, range.Span);
        plain = outer;
        return result;
    }

    // n, mn, m×n below I, K, 0, 1.
    private ImmutableArray<Syntax> Sizes(WordRange range)
    {
        int cross = Enumerable.Range(range.From, range.To - range.From).FirstOrDefault(i => words[i].Is("×"), -1);
        return cross < 0 ? [.. Parts(range).Select(Plain)]
            : [Plain(new(range.From, cross, range.Span)), Plain(new(cross + 1, range.To, range.Span))];
    }

    // What a subscript adds to a name: letters, digits and words; signs by name, so that different notation gives different names.
    private string Spelled(WordRange range)
    {
        var text = new StringBuilder();
        for (int i = range.From; i < range.To; i++)
        {
            var token = words[i];
            string sign = token.Kind switch
            {
                LatexKind.Letter => Spelled(token.Text),
                LatexKind.Digit => token.Text,
                LatexKind.Words => string.Concat(token.Text.Where(char.IsLetterOrDigit)),
                LatexKind.Sub => "_",
                LatexKind.Sign => token.Text switch
                {
                    "+" => "_plus_", "−" => "_minus_", "∗" or "⋆" => "_star_", "|" or "∣" => "_given_", "," or ";" or ":" => "_", "⊥" => "_perp_", "∥" or "‖" => "_par_", "∞" => "_inf_",
                    _ => throw errors.Subscript(token.Span, "this can't stand in a subscript of a name"),
                },
                LatexKind.Command when Faces.Contains(token.Text) => "",
                LatexKind.Open or LatexKind.Close => "",
                _ => throw errors.Subscript(token.Span, "this can't stand in a subscript of a name"),
            };
            text.Append(sign);
        }

        return string.Join('_', text.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Spelled(string letter) => letter switch { "ℓ" => "ell", "π" => "pi", _ => letter };
}
