using System.Text.RegularExpressions;

namespace MatrixDiff.Latex;

/// <summary>
/// Reads the LaTeX of formulas that a reader wrote, for setting them elsewhere: how it looks, not what it means.
/// What it does not know makes it give up.
/// </summary>
internal sealed partial class LatexBoxReader
{
    private const int Deepest = 100;
    private readonly List<string> tokens;
    private int at;
    private int depth;

    private LatexBoxReader(string latex) => tokens = [.. Token().Matches(Comment().Replace(latex, "")).Select(m => m.Value)];

    /// <summary>The box of a formula, or null where something in it is not known here.</summary>
    public static Box? TryRead(string latex)
    {
        var reader = new LatexBoxReader(latex);
        try
        {
            var box = reader.Cells(out var rows) ? new Table(rows, null, IsAligned: true) : rows[0][0];
            return reader.at == reader.tokens.Count ? box : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Current => at < tokens.Count ? tokens[at] : "";

    private static FormatException Unknown(string what) => new(what);

    // Rows of cells up to the end of an environment or of the text; true where there is more than one cell.
    private bool Cells(out List<IReadOnlyList<Box>> rows)
    {
        rows = [];
        var row = new List<Box>();
        while (true)
        {
            row.Add(One(Items()));
            string end = Current;
            if (end == "&")
            {
                at++;
                continue;
            }

            rows.Add(row);
            row = [];
            if (end != @"\\")
            {
                break;
            }

            at++;
            SkipSpace();
            if (Current == "[")
            {
                while (at < tokens.Count && tokens[at++] != "]")
                {
                }
            }
        }

        if (rows.Count > 1 && rows[^1] is [Row { Items.Count: 0 }])
        {
            rows.RemoveAt(rows.Count - 1);
        }

        return rows.Count > 1 || rows[0].Count > 1;
    }

    private static Box One(List<Box> items) => items.Count == 1 ? items[0] : new Row(items);

    private List<Box> Items()
    {
        if (++depth > Deepest)
        {
            throw Unknown("too deep");
        }

        var items = new List<Box>();
        while (at < tokens.Count && Current is not ("&" or @"\\" or @"\end" or "}" or @"\right"))
        {
            string token = tokens[at++];
            if (string.IsNullOrWhiteSpace(token) || token is @"\limits" or @"\nolimits" or @"\displaystyle" or @"\textstyle" or @"\!" or @"\notag" or @"\nonumber" or @"\hline")
            {
                continue;
            }

            if (token is "_" or "^" or "'")
            {
                Attach(items, token);
            }
            else
            {
                items.Add(Atom(token, items));
            }
        }

        depth--;
        return items;
    }

    private void Attach(List<Box> items, string token)
    {
        Box? super = null;
        if (token == "'")
        {
            int count = 1;
            for (; Current == "'"; at++)
            {
                count++;
            }

            super = count <= 3 ? new Primes(count) : throw Unknown("primes");
        }

        var script = super ?? Argument();
        if (items.Count == 0)
        {
            items.Add(new Row([]));
        }

        bool below = token == "_";
        items[^1] = items[^1] switch
        {
            Underbrace { Label: Row { Items.Count: 0 } } brace when below => brace with { Label = script },
            Scripts { Sub: null } s when below => s with { Sub = script },
            Scripts { Super: null } s when !below => s with { Super = script },
            Scripts { Super: Primes p } s when !below => s with { Super = Row.Unit(p, script) },
            var b => new Scripts(b, below ? script : null, below ? null : script),
        };
    }

    // What follows a command or a script sign: a group, or one token.
    private Box Argument()
    {
        SkipSpace();
        if (at >= tokens.Count)
        {
            throw Unknown("the end");
        }

        string token = tokens[at++];
        return token == "{" ? Group() : token is [>= '0' and <= '9'] ? new Numeral(token) : token is "}" or "&" or @"\\" ? throw Unknown(token) : Atom(token, []);
    }

    private Box Group()
    {
        var items = Items();
        Expect("}");
        return One(items);
    }

    private void Expect(string token)
    {
        if (Current != token)
        {
            throw Unknown(Current);
        }

        at++;
    }

    private void SkipSpace()
    {
        while (at < tokens.Count && string.IsNullOrWhiteSpace(tokens[at]))
        {
            at++;
        }
    }

    // A group's characters as they stand: names of environments, text.
    private string Raw()
    {
        SkipSpace();
        if (at < tokens.Count && tokens[at] is not ("{" or "}" or "&"))
        {
            return tokens[at++];
        }

        Expect("{");
        int open = 1, start = at;
        while (at < tokens.Count)
        {
            open += tokens[at] switch { "{" => 1, "}" => -1, _ => 0 };
            at++;
            if (open == 0)
            {
                return string.Concat(tokens.GetRange(start, at - 1 - start));
            }
        }

        throw Unknown("{");
    }

    private Box Atom(string token, List<Box> before) => token switch
    {
        "{" => Group() is var group && group is Row r ? r with { Tight = r.Tight } : group,
        "~" => new Space(0.25),
        "-" => Minus(before),
        "(" or "[" => new Delimiter(Symbols.FenceOpenedBy(token)!, IsOpening: true, IsBig: false),
        ")" or "]" => new Delimiter(SymbolTable.Fences.First(f => f.Right == token), IsOpening: false, IsBig: false),
        "|" => Bar(Symbols.Bars, before),
        "`" or "\"" or "#" or "$" => throw Unknown(token),
        [var c] when char.IsAsciiDigit(c) => Digits(c),
        [var c] when char.IsAsciiLetter(c) => new Letter(token),
        ['\\', ..] => Command(token, before),
        _ when Symbols.SignOfLatex(token) is { } sign => Placed(sign, before),
        _ when Symbols.FindSign(token) is { } sign => Placed(sign, before),
        _ when token.EnumerateRunes().All(System.Text.Rune.IsLetter) => new Letter(token),
        _ => new Prose(token),
    };

    private static Sign Minus(List<Box> before) => Placed(Symbols.Sign("−"), before);

    // A sign with nothing to its left belongs to what follows.
    private static Sign Placed(SignRow sign, List<Box> before) =>
        new(sign, sign.Kind == SignKind.Binary && (before.Count == 0 || before[^1] is Sign { Entry.Kind: SignKind.Relation or SignKind.Binary or SignKind.Punctuation } or Delimiter { IsOpening: true }));

    // Bars open and close in turn.
    private static Delimiter Bar(FenceRow fence, List<Box> before) =>
        new(fence, before.Select(b => b is Scripts s ? s.Base : b).Count(b => b is Delimiter d && d.Fence == fence) % 2 == 0, IsBig: false);

    private Numeral Digits(char first)
    {
        string digits = first.ToString();
        while (at < tokens.Count && (tokens[at] is [>= '0' and <= '9'] || (tokens[at] == "." && at + 1 < tokens.Count && tokens[at + 1] is [>= '0' and <= '9'])))
        {
            digits += tokens[at++];
        }

        return new(digits);
    }

    [GeneratedRegex(@"\\[A-Za-z]+\*?|\\.|\s+|[\uD800-\uDBFF][\uDC00-\uDFFF]|.", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<!\\)%[^\n]*\n?|\\label\{[^}]*\}|\\tag\*?\{[^}]*\}")]
    private static partial Regex Comment();
}
