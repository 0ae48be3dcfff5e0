namespace MatrixDiff.Latex;

/// <summary>The commands that are known.</summary>
internal sealed partial class LatexBoxReader
{
    private Box Command(string command, List<Box> before) => command switch
    {
        @"\frac" or @"\dfrac" or @"\tfrac" => new Fraction(Argument(), Argument()),
        @"\sqrt" => Current == "[" ? throw Unknown("root") : new Root(Argument()),
        @"\mathrm" or @"\textrm" => new Letter(Plain(Raw()), Face.Upright),
        @"\mathit" => new Letter(Plain(Raw())),
        @"\mathbf" or @"\boldsymbol" or @"\bm" or @"\pmb" => Bold(Argument()),
        @"\mathsf" => new Letter(Plain(Raw()), Face.Sans),
        @"\mathbb" => new Letter(Plain(Raw()), Face.Double),
        @"\operatorname" or @"\operatorname*" => new Word(Plain(Raw())),
        @"\mathop" => Operator(Argument()),
        @"\text" or @"\textnormal" or @"\mbox" or @"\textbf" or @"\textit" or @"\emph" => Text(Raw()),
        @"\textcircled" => new Prose(Circled(Raw())),
        @"\left" => LeftRight(),
        @"\big" or @"\Big" or @"\bigg" or @"\Bigg" or @"\bigl" or @"\bigr" or @"\Bigl" or @"\Bigr" or @"\biggl" or @"\biggr" or @"\Biggl" or @"\Biggr" => Delimiter(),
        @"\lvert" or @"\lVert" or @"\langle" or @"\{" => new Delimiter(Symbols.FenceOpenedBy(command)!, IsOpening: true, IsBig: false),
        @"\rvert" or @"\rVert" or @"\rangle" or @"\}" => new Delimiter(SymbolTable.Fences.First(f => f.LatexRight == command), IsOpening: false, IsBig: false),
        @"\|" or @"\Vert" => Bar(Symbols.DoubleBars, before),
        @"\vert" => Bar(Symbols.Bars, before),
        @"\underbrace" => new Underbrace(Argument(), new Row([])),
        @"\underset" => Argument() is var below ? new Scripts(Limits(Argument()), below, null) : throw Unknown(command),
        @"\overset" or @"\stackrel" => Argument() is var above ? new Scripts(Limits(Argument()), null, above) : throw Unknown(command),
        @"\xrightarrow" => new Scripts(Limits(new Sign("→")), null, Argument()),
        @"\xleftarrow" => new Scripts(Limits(new Sign("←")), null, Argument()),
        @"\boxed" => new Framed(Argument()),
        @"\phantom" or @"\hphantom" => new Space(Argument().Width / 2),
        @"\begin" => Environment(Raw()),
        @"\," or @"\thinspace" => Space.Thin,
        @"\:" or @"\>" => new Space(0.2222),
        @"\;" => new Space(0.2778),
        @"\ " => new Space(0.25),
        @"\quad" => new Space(1),
        @"\qquad" => new Space(2),
        @"\_" or @"\#" or @"\&" or @"\$" => new Prose(command[1..]),
        @"\hbar" => new Letter("ℏ"),
        _ when Symbols.AccentOfLatex(command) is { } accent => new Accent(accent, Argument()),
        _ when Symbols.FunctionOfLatex(command) is { } function => new Word(function.Word),
        _ when Symbols.LetterOfLatex(command) is { } letter => new Letter(letter.Unicode),
        _ when Symbols.SignOfLatex(command) is { } sign => Placed(sign, before),
        _ => throw Unknown(command),
    };

    private static string Plain(string raw) => raw.Contains('\\', StringComparison.Ordinal)
        ? Symbols.LetterOfLatex(raw.Trim())?.Unicode ?? throw Unknown(raw)
        : raw.Trim();

    private static Box Bold(Box box) => box switch
    {
        Letter l => l with { Face = Face.Bold },
        Numeral n => new Letter(n.Digits, Face.Bold),
        Row r => r with { Items = [.. r.Items.Select(Bold)] },
        Scripts s => s with { Base = Bold(s.Base) },
        _ => box,
    };

    // \mathop{\mathrm{tr}}, \mathop{\mathrm{f}'}
    private static Box Operator(Box inner) => inner switch
    {
        Letter { Face: Face.Upright } l => new Word(l.Text),
        Scripts { Base: Letter { Face: Face.Upright } l } s => s with { Base = new Word(l.Text) },
        _ => inner,
    };

    private static Box Limits(Box b) => b is Sign s ? new Sign(s.Entry with { Kind = SignKind.Large }) : b;

    private static Box Text(string raw)
    {
        string[] parts = raw.Split('$');
        var boxes = new List<Box>();
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 0)
            {
                boxes.Add(i % 2 == 0 ? new Prose(Unescape(parts[i])) : TryRead(parts[i]) ?? throw Unknown(parts[i]));
            }
        }

        return boxes.Count == 1 ? boxes[0] : new Row(boxes);
    }

    private static string Unescape(string text)
    {
        string plain = text.Replace("---", "—", StringComparison.Ordinal).Replace("--", "–", StringComparison.Ordinal).Replace("``", "“", StringComparison.Ordinal)
            .Replace("''", "”", StringComparison.Ordinal).Replace('~', '\u00A0').Replace(@"\ldots{}", "…", StringComparison.Ordinal);
        foreach (char c in "&%#_{}$ ")
        {
            plain = plain.Replace($"\\{c}", c.ToString(), StringComparison.Ordinal);
        }

        return plain.Contains('\\', StringComparison.Ordinal) ? throw Unknown(text) : plain;
    }

    private static string Circled(string raw) => raw.Trim() is [>= '1' and <= '9'] digit ? ((char)('①' + (digit[0] - '1'))).ToString() : $"({raw.Trim()})";

    private Box LeftRight()
    {
        var (left, items) = (Bracket(), Items());
        Expect(@"\right");
        var right = Bracket();
        var fence = new FenceRow(left, right, "", "", "");
        return new Fenced(fence, Row.Of(One(items)));
    }

    // The character of the bracket that follows \left or \right; none for a dot.
    private string Bracket()
    {
        SkipSpace();
        string token = Current;
        at++;
        return token switch
        {
            "." => "",
            "|" => "|",
            @"\|" => "‖",
            _ => SymbolTable.Fences.SelectMany(f => new[] { (f.LatexLeft, f.Left), (f.LatexRight, f.Right), (f.Left, f.Left), (f.Right, f.Right) })
                .FirstOrDefault(p => p.Item1 == token).Item2 ?? throw Unknown(token),
        };
    }

    private Delimiter Delimiter()
    {
        string bracket = Bracket();
        var fence = SymbolTable.Fences.First(f => f.Left == bracket || f.Right == bracket);
        return new(fence, fence.Left == bracket, IsBig: true);
    }

    private Box Environment(string name)
    {
        string bare = name.TrimEnd('*');
        if (bare is "array" or "alignat" or "alignedat")
        {
            Raw();
        }

        FenceRow? fence = bare is "cases" or "rcases" ? new("{", "", "", "", "cases") : SymbolTable.Fences.FirstOrDefault(f => f.Environment == bare);
        if (fence is null && bare is not ("matrix" or "smallmatrix" or "array" or "align" or "aligned" or "alignat" or "alignedat" or "gather" or "gathered" or "split" or "equation" or "multline"))
        {
            throw Unknown(name);
        }

        bool several = Cells(out var rows);
        Expect(@"\end");
        if (Raw() != name)
        {
            throw Unknown(name);
        }

        return fence is null && !several ? rows[0][0] : new Table(rows, fence, bare.StartsWith("alig", StringComparison.Ordinal) || bare == "split");
    }
}
