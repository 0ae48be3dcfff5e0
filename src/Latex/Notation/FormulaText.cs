using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Latex;

/// <summary>
/// Short formulas as they are printed in running text, <c>vec(AXB) = (Bᵀ ⊗ A) vec X</c>, as boxes. Single letters are variables,
/// known words are functions; nothing is checked.
/// </summary>
internal sealed class FormulaText
{
    private static readonly string[] WordList =
        ["logsumexp", "logsoftmax", "softmax", "diag", "vech", "unvec", "vec", "rank", "sum", "mean", "cumsum", "tril", "triu", "hcat", "vcat", "norm", "sign", "adj", "pinv", "tr"];

    private readonly string text;
    private int at;

    private FormulaText(string text) => this.text = text;

    /// <summary>The box of a formula.</summary>
    public static Box Read(string text)
    {
        var reader = new FormulaText(text);
        var items = new List<Box>();
        while (reader.at < text.Length)
        {
            items.AddRange(reader.Items('\0'));
            if (reader.at < text.Length)
            {
                reader.at++;
            }
        }

        return items.Count == 1 ? items[0] : new Row(items);
    }

    /// <summary>Is it the name of a function?</summary>
    public static bool IsWord(string word) => WordList.Contains(word) || Symbols.Function(word) is not null || Symbols.FunctionShownAs(word) is not null;

    private List<Box> Items(char close)
    {
        var items = new List<Box>();
        while (at < text.Length && text[at] != close)
        {
            char c = text[at];
            if (c is ')' or ']' && close == '\0')
            {
                break;
            }

            if (c == ' ')
            {
                at++;
            }
            else if (c is '(' or '[' or '‖' or '|' && !(c == close))
            {
                at++;
                char other = c switch { '(' => ')', '[' => ']', _ => c };
                var inner = Items(other);
                at++;
                items.Add(new Fenced(Symbols.FenceOpenedBy(c.ToString())!, inner.Count == 1 ? inner[0] : new Row(inner)));
            }
            else
            {
                Append(items);
            }
        }

        return items;
    }

    private void Append(List<Box> items)
    {
        char c = text[at];
        string? word = char.IsAsciiLetter(c) ? WordList.Concat(SymbolTable.Functions.Select(f => f.Name)).FirstOrDefault(w => text.AsSpan(at).StartsWith(w, StringComparison.Ordinal)) : null;
        if (word is not null)
        {
            at += word.Length;
            items.Add(OperatorNotation.Named(word));
        }
        else if (char.IsLetter(c) && c is not 'ᵀ')
        {
            bool differential = c == 'd' && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]);
            items.Add(differential ? Row.Unit(new Letter("d", Face.Upright), new Letter(text[at + 1].ToString())) : new Letter(c.ToString()));
            at += differential ? 2 : 1;
        }
        else if (char.IsAsciiDigit(c))
        {
            items.Add(new Numeral(c.ToString()));
            at++;
        }
        else if (c is '_' or '^')
        {
            at++;
            var script = One();
            Attach(items, c == '_' ? script : null, c == '^' ? script : null);
        }
        else if (c is 'ᵀ' or '⁺' or '²' or '\'' or '⁻')
        {
            at += c == '⁻' && at + 1 < text.Length && text[at + 1] is '¹' or 'ᵀ' ? 2 : 1;
            Attach(items, null, c switch
            {
                'ᵀ' => OperatorNotation.Transposed,
                '⁺' => new Sign("+", isPrefix: true),
                '²' => new Numeral("2"),
                '\'' => new Primes(1),
                _ => Row.Unit(new Sign("−", isPrefix: true), text[at - 1] == 'ᵀ' ? OperatorNotation.Transposed : new Numeral("1")),
            });
        }
        else
        {
            at++;
            var sign = Symbols.FindSign(c == '-' ? "−" : c.ToString());
            bool prefix = items.Count == 0 || items[^1] is Sign { Entry.Kind: SignKind.Relation or SignKind.Binary };
            items.Add(sign is null ? new Prose(c.ToString()) : new Sign(sign, prefix && sign.Kind == SignKind.Binary));
        }
    }

    private Box One()
    {
        var items = new List<Box>();
        if (at < text.Length)
        {
            Append(items);
        }

        return items.Count == 1 ? items[0] : new Row(items);
    }

    private static void Attach(List<Box> items, Box? sub, Box? super)
    {
        var b = items.Count > 0 ? items[^1] : new Row([]);
        var scripts = b is Scripts s ? s with { Sub = sub ?? s.Sub, Super = super ?? s.Super } : new Scripts(b, sub, super);
        if (items.Count > 0)
        {
            items[^1] = scripts;
        }
        else
        {
            items.Add(scripts);
        }
    }
}
