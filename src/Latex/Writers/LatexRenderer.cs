using System.Runtime.CompilerServices;
using System.Text;

namespace MatrixDiff.Latex;

/// <summary>Boxes as LaTeX with amsmath and amssymb, such as KaTeX accepts strictly too.</summary>
internal sealed class LatexRenderer
{
    private readonly StringBuilder text = new();

    /// <summary>The LaTeX of a box.</summary>
    public static string Render(Box box)
    {
        var renderer = new LatexRenderer();
        renderer.Visit(box);
        return renderer.text.ToString();
    }

    /// <summary>Words as text between formulas.</summary>
    public static string Escape(string words)
    {
        var text = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            text.Append(rune.ToString() switch
            {
                "\\" => @"\textbackslash{}",
                "~" => @"\textasciitilde{}",
                "^" => @"\textasciicircum{}",
                "–" => "--",
                "—" => "---",
                "’" => "'",
                "“" => "``",
                "”" => "''",
                "…" => @"\ldots{}",
                "\u00A0" => "~",
                ("{" or "}" or "$" or "&" or "#" or "%" or "_") and var special => @"\" + special,
                "ᵀ" => @"$^{\mathsf{T}}$",
                "⁻" => "${}^{-}$",
                "¹" => "${}^{1}$",
                "²" => "${}^{2}$",
                "‖" => @"$\Vert$",
                "|" => @"$\vert$",
                "<" => "$<$",
                ">" => "$>$",
                var c when c.Length > 0 && c[0] > 127 && Symbols.FindSign(c) is { } sign => $"${sign.Latex}$",
                var c when Symbols.Letter(c) is { Latex.Length: > 0 } letter => $"${letter.Latex}$",
                var c => c,
            });
        }

        return text.ToString();
    }

    private void Visit(Box box)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (box)
        {
            case Row row:
                VisitRow(row);
                break;
            case Letter letter:
                Put(OfLetter(letter));
                break;
            case Word word:
                Put(OfWord(word.Text, ""));
                break;
            case Numeral numeral:
                Put(numeral.Digits);
                break;
            case Sign sign:
                Put(sign.Entry.Latex);
                break;
            case Scripts scripts:
                VisitScripts(scripts);
                break;
            case Primes primes:
                Put(new string('\'', primes.Count));
                break;
            case Fraction fraction:
                Put(@"\frac");
                Braced(fraction.Above);
                Braced(fraction.Below);
                break;
            case Root root:
                Put(@"\sqrt");
                Braced(root.Inner);
                break;
            case Fenced fenced:
                Put((fenced.IsTall ? @"\left" : "") + fenced.Fence.LatexLeft);
                Visit(fenced.Inner);
                if (fenced.Fence.LatexRight.Length > 2)
                {
                    Blank();
                }

                Put((fenced.IsTall ? @"\right" : "") + fenced.Fence.LatexRight);
                break;
            case Delimiter one:
                Put((one.IsBig ? one.IsOpening ? @"\Bigl" : @"\Bigr" : "") + (one.IsOpening ? one.Fence.LatexLeft : one.Fence.LatexRight));
                break;
            case Underbrace brace:
                Put(@"\underbrace");
                Braced(brace.Inner);
                text.Append('_');
                Braced(brace.Label);
                break;
            case Accent accent:
                Put(accent.Mark.Latex);
                Braced(accent.Inner);
                break;
            case Prose prose:
                Put(@"\text{" + Escape(prose.Text) + "}");
                break;
            case Table table:
                VisitTable(table);
                break;
            case Space space:
                Put(space.Em switch { < 0.2 => @"\,", < 0.25 => @"\:", < 0.5 => @"\;", < 1.5 => @"\quad", _ => @"\qquad" });
                break;
            case Framed framed:
                Put(@"\boxed");
                Braced(framed.Inner);
                break;
            default:
                throw new InvalidOperationException(box.GetType().Name);
        }
    }

    private void VisitRow(Row row)
    {
        for (int i = 0; i < row.Items.Count; i++)
        {
            var item = row.Items[i];
            bool spaced = IsSpaced(item) || (i > 0 && IsSpaced(row.Items[i - 1])) || (!row.Tight && i > 0 && row.Items[i - 1] is not Sign { IsPrefix: true });
            spaced |= i > 0 && row.Items[i - 1] is Scripts { Base: Sign { Entry.Unicode: "∇" } } && item is not Fenced;
            spaced &= item is not Delimiter { IsOpening: false } && (i == 0 || row.Items[i - 1] is not Delimiter { IsOpening: true });
            if (i > 0 && spaced && item is not Sign { Entry.Kind: SignKind.Punctuation })
            {
                Blank();
            }

            Visit(item);
        }
    }

    private static bool IsSpaced(Box box) => box is Sign { IsPrefix: false, Entry.Kind: SignKind.Binary or SignKind.Relation or SignKind.Punctuation };

    private void VisitScripts(Scripts scripts)
    {
        if (scripts.Base is Word word)
        {
            Put(OfWord(word.Text, Trailing(scripts)));
            return;
        }

        // Two things above each other need braces; a base of several letters is one base.
        if (scripts.Base is Scripts or Underbrace or Space or Fraction or Row { Items: not [.., Fenced { IsTall: false }] })
        {
            Braced(scripts.Base);
        }
        else
        {
            Visit(scripts.Base);
        }

        text.Append(Trailing(scripts));
    }

    private static string Trailing(Scripts scripts)
    {
        string below = scripts.Sub is null ? "" : "_{" + Render(scripts.Sub) + "}";
        string above = scripts.Super switch { null => "", Primes p => new string('\'', p.Count), var s => "^{" + Render(s) + "}" };
        return below + above;
    }

    private void VisitTable(Table table)
    {
        string environment = table.IsAligned ? "aligned" : table.Fence?.Environment ?? "matrix";
        Put($@"\begin{{{environment}}} ");
        Put(string.Join(@" \\ ", table.Rows.Select(r => string.Join(" & ", r.Select(Render)))));
        Put($@" \end{{{environment}}}");
    }

    // Scripts stand inside: beside a \mathop they would be set over and under it in displays.
    private static string OfWord(string word, string scripts) => Symbols.FunctionShownAs(word) is { } f && scripts.Length == 0
        ? f.Latex
        : @"\mathop{\mathrm{" + Escape(word) + "}" + scripts + "}";

    private static string OfLetter(Letter letter) => letter.Face switch
    {
        Face.Upright => @"\mathrm{" + Plain(letter.Text) + "}",
        Face.Bold => @"\mathbf{" + Plain(letter.Text) + "}",
        Face.Sans => @"\mathsf{" + Plain(letter.Text) + "}",
        Face.Double => @"\mathbb{" + Plain(letter.Text) + "}",
        _ when Symbols.Letter(letter.Text) is { } known => known.Latex.Length > 0 ? known.Latex : Lookalike(known),
        _ => letter.Text.Length == 1 && letter.Text[0] < 128 ? letter.Text : @"\text{" + letter.Text + "}",
    };

    private static string Plain(string name) => string.Concat(name.EnumerateRunes().Select(r =>
        r.ToString() is "_" ? @"\_" : Symbols.Letter(r.ToString()) is { } known ? (known.Latex.Length > 0 ? known.Latex + " " : Lookalike(known)) : r.ToString()));

    // Α and ο look like A and o, and have no command of their own.
    private static string Lookalike(LetterRow letter) => letter.Name switch
    {
        "omicron" => "o",
        "Eta" => @"\mathrm{H}",
        "Rho" => @"\mathrm{P}",
        "Chi" => @"\mathrm{X}",
        var name => $@"\mathrm{{{name[0]}}}",
    };

    private void Braced(Box box) => text.Append('{').Append(Render(box)).Append('}');

    private void Blank()
    {
        if (text.Length > 0 && text[^1] != ' ' && text[^1] != '{')
        {
            text.Append(' ');
        }
    }

    // A letter after a command would become part of its name; a digit only looks so.
    private void Put(string piece)
    {
        if (piece.Length > 0 && char.IsAsciiLetterOrDigit(piece[0]) && EndsWithCommand())
        {
            text.Append(' ');
        }

        text.Append(piece);
    }

    private bool EndsWithCommand()
    {
        int i = text.Length - 1;
        while (i >= 0 && char.IsAsciiLetter(text[i]))
        {
            i--;
        }

        return i >= 0 && i < text.Length - 1 && text[i] == '\\';
    }
}
