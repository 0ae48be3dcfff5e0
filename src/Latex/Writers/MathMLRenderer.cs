using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace MatrixDiff.Latex;

/// <summary>Boxes as MathML Core, such as browsers set by themselves.</summary>
internal sealed class MathMLRenderer
{
    private const string Times = "<mo>&#x2062;</mo>";
    private const string Application = "<mo>&#x2061;</mo>";
    private const string ThinSpace = "<mspace width=\"0.1667em\"/>";
    private readonly StringBuilder text = new();

    /// <summary>The formula as a math element.</summary>
    public static string Render(Box box, bool display = false) =>
        $"<math xmlns=\"http://www.w3.org/1998/Math/MathML\"{(display ? " display=\"block\"" : "")}>{Inner(box)}</math>";

    /// <summary>The elements of a box.</summary>
    public static string Inner(Box box)
    {
        var renderer = new MathMLRenderer();
        renderer.Visit(box);
        return renderer.text.ToString();
    }

    /// <summary>Text as XML.</summary>
    public static string Escape(string words) => WebUtility.HtmlEncode(words).Replace("&#39;", "'", StringComparison.Ordinal);

    private void Visit(Box box)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (box)
        {
            case Row row:
                VisitRow(row);
                break;
            case Letter letter:
                text.Append(OfLetter(letter));
                break;
            case Word word:
                text.Append($"<mi>{Escape(word.Text)}</mi>");
                break;
            case Numeral numeral:
                text.Append($"<mn>{numeral.Digits}</mn>");
                break;
            case Sign sign:
                text.Append(OfSign(sign));
                break;
            case Scripts scripts:
                VisitScripts(scripts);
                break;
            case Primes primes:
                text.Append($"<mo lspace=\"0\" rspace=\"0\">{"′″‴"[primes.Count - 1]}</mo>");
                break;
            case Fraction fraction:
                Element("mfrac", fraction.Above, fraction.Below);
                break;
            case Root root:
                text.Append("<msqrt>").Append(Inner(root.Inner)).Append("</msqrt>");
                break;
            case Fenced fenced:
                string stretchy = fenced.IsTall ? "" : " stretchy=\"false\"";
                text.Append($"<mrow><mo form=\"prefix\"{stretchy}>{fenced.Fence.Left}</mo>");
                Visit(fenced.Inner is Row r ? r with { Tight = false } : fenced.Inner);
                text.Append($"<mo form=\"postfix\"{stretchy}>{fenced.Fence.Right}</mo></mrow>");
                break;
            case Delimiter one:
                text.Append($"<mo form=\"{(one.IsOpening ? "prefix" : "postfix")}\" stretchy=\"false\">{(one.IsOpening ? one.Fence.Left : one.Fence.Right)}</mo>");
                break;
            case Underbrace brace:
                text.Append($"<munder><munder>{Single(brace.Inner)}<mo stretchy=\"true\">⏟</mo></munder>{Single(brace.Label)}</munder>");
                break;
            case Accent accent:
                text.Append($"<mover accent=\"true\">{Single(accent.Inner)}<mo stretchy=\"false\">{accent.Mark.Unicode}</mo></mover>");
                break;
            case Prose prose:
                text.Append($"<mtext>{Escape(prose.Text).Replace(' ', '\u00A0')}</mtext>");
                break;
            case Table table:
                VisitTable(table);
                break;
            case Space space:
                text.Append(string.Create(CultureInfo.InvariantCulture, $"<mspace width=\"{space.Em}em\"/>"));
                break;
            case Framed framed:
                text.Append($"<mrow class=\"answer\">{Inner(framed.Inner)}</mrow>");
                break;
            default:
                throw new InvalidOperationException(box.GetType().Name);
        }
    }

    private void VisitRow(Row row)
    {
        text.Append("<mrow>");
        for (int i = 0; i < row.Items.Count; i++)
        {
            if (i > 0)
            {
                text.Append(Between(row, row.Items[i - 1], row.Items[i]));
            }

            Visit(row.Items[i]);
        }

        text.Append("</mrow>");
    }

    // What is not seen, but spoken, and the space that is set around the names of functions.
    private static string Between(Row row, Box left, Box right)
    {
        if (left is Sign { Entry.Kind: SignKind.Ordinary } && StartsWithWord(right))
        {
            return ThinSpace;
        }

        if ((left is Word or Scripts { Base: Word }) && right is not (Sign or Space or Prose))
        {
            return right is Fenced or Scripts { Base: Fenced } or Delimiter { IsOpening: true } ? Application : Application + ThinSpace;
        }

        if (left is Sign or Space or Prose or Delimiter { IsOpening: true } || right is Sign or Space or Prose or Delimiter { IsOpening: false })
        {
            return "";
        }

        bool function = right is Fenced or Scripts { Base: Fenced } && row.Tight && row.Items.Count == 2;
        return function ? (left is Letter { Face: Face.Upright } ? "" : Application)
            : StartsWithWord(right) ? (row.Tight ? ThinSpace : Times + ThinSpace)
            : row.Tight ? "" : Times;
    }

    private static bool StartsWithWord(Box box) => box switch
    {
        Word => true,
        Scripts s => StartsWithWord(s.Base),
        Row { Items: [var first, ..] } => StartsWithWord(first),
        _ => false,
    };

    private void VisitScripts(Scripts scripts)
    {
        // What stands above a bracketed box stands above its last bracket.
        if (scripts.Base is Fenced { IsTall: false } fenced)
        {
            text.Append($"<mrow>{Inner(new Delimiter(fenced.Fence, IsOpening: true, IsBig: false))}{Inner(fenced.Inner is Row r ? r with { Tight = false } : fenced.Inner)}");
            VisitScripts(scripts with { Base = new Delimiter(fenced.Fence, IsOpening: false, IsBig: false) });
            text.Append("</mrow>");
            return;
        }

        if (scripts.Base is Row { Items: [.., Fenced { IsTall: false } last] } row)
        {
            Visit(row with { Items = [.. row.Items.SkipLast(1), scripts with { Base = last }] });
            return;
        }

        bool limits = scripts.Base is Sign { Entry.Kind: SignKind.Large, Entry.Unicode: not "∫" };
        (string element, Box[] parts) = (scripts.Sub, scripts.Super) switch
        {
            ({ } sub, { } super) => (limits ? "munderover" : "msubsup", new[] { scripts.Base, sub, super }),
            ({ } sub, null) => (limits ? "munder" : "msub", [scripts.Base, sub]),
            (null, { } super) => (limits ? "mover" : "msup", [scripts.Base, super]),
            _ => ("mrow", [scripts.Base]),
        };
        Element(element, parts);
    }

    private void VisitTable(Table table)
    {
        if (table.Fence is not null)
        {
            text.Append($"<mrow><mo form=\"prefix\">{table.Fence.Left}</mo>");
        }

        text.Append(table.IsAligned ? "<mtable displaystyle=\"true\">" : "<mtable>");
        foreach (var row in table.Rows)
        {
            text.Append("<mtr>");
            for (int i = 0; i < row.Count; i++)
            {
                string style = table.Fence?.Environment == "cases" ? " style=\"text-align:left\"" : !table.IsAligned ? "" : i % 2 == 0 ? " style=\"text-align:right;padding-right:0\"" : " style=\"text-align:left;padding-left:0\"";
                text.Append($"<mtd{style}>").Append(Inner(row[i])).Append("</mtd>");
            }

            text.Append("</mtr>");
        }

        text.Append("</mtable>");
        if (table.Fence is not null)
        {
            text.Append($"<mo form=\"postfix\">{table.Fence.Right}</mo></mrow>");
        }
    }

    private void Element(string name, params Box[] parts)
    {
        text.Append($"<{name}>");
        foreach (var part in parts)
        {
            text.Append(Single(part));
        }

        text.Append($"</{name}>");
    }

    // Exactly one element.
    private static string Single(Box box) => box is Row { Items.Count: 0 } ? "<mrow></mrow>" : Inner(box);

    private static string OfSign(Sign sign)
    {
        string c = Escape(sign.Entry.Unicode);
        return sign.Entry.Kind switch
        {
            SignKind.Binary when sign.IsPrefix => $"<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">{c}</mo>",
            SignKind.Ordinary when sign.Entry.Unicode is "∇" or "∂" => $"<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">{c}</mo>",
            SignKind.Ordinary when sign.Entry.Unicode is "∞" or "⊤" or "…" or "⋯" or "⋮" or "⋱" => $"<mi>{c}</mi>",
            SignKind.Ordinary => $"<mo lspace=\"0\" rspace=\"0\">{c}</mo>",
            SignKind.Binary => $"<mo form=\"infix\" lspace=\"0.2222em\" rspace=\"0.2222em\">{c}</mo>",
            SignKind.Relation => $"<mo form=\"infix\" lspace=\"0.2778em\" rspace=\"0.2778em\">{c}</mo>",
            SignKind.Punctuation => $"<mo separator=\"true\" lspace=\"0\" rspace=\"0.1667em\">{c}</mo>",
            _ => $"<mo>{c}</mo>",
        };
    }

    private static string OfLetter(Letter letter) => letter.Face switch
    {
        Face.Bold => $"<mi mathvariant=\"normal\" style=\"font-weight:bold\">{Escape(letter.Text)}</mi>",
        Face.Double => $"<mi mathvariant=\"normal\">{Doubled(letter.Text)}</mi>",
        Face.Upright or Face.Sans => $"<mi mathvariant=\"normal\">{Escape(letter.Text)}</mi>",
        _ => $"<mi>{Escape(letter.Text)}</mi>",
    };

    private static string Doubled(string text) => string.Concat(text.Select(c => c switch
    {
        'C' => "ℂ", 'H' => "ℍ", 'N' => "ℕ", 'P' => "ℙ", 'Q' => "ℚ", 'R' => "ℝ", 'Z' => "ℤ",
        >= 'A' and <= 'Z' => char.ConvertFromUtf32(0x1D538 + (c - 'A')),
        _ => Escape(c.ToString()),
    }));
}
