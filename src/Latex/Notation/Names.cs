using System.Globalization;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Latex;

/// <summary>
/// Names as they are set: <c>b1</c> is b₁, <c>x_hat</c> is x̂, <c>sigma</c> is σ, <c>W[l+1]</c> is W with l+1 above,
/// <c>f[l]</c> as a function and <c>n[l]</c> as a size have the index below.
/// </summary>
internal static class Names
{
    /// <summary>A name, its layer indices above.</summary>
    public static Box Variable(Name name) => Base(name.Base) is var (letter, below) && name.Indices.Count > 0
        ? new Scripts(letter, below, Layers(name, bracketNumbers: true))
        : below is null ? letter : new Scripts(letter, below, null);

    /// <summary>A name, its layer indices below: of functions and of sizes.</summary>
    public static Box Subscripted(Name name)
    {
        var (letter, below) = Base(name.Base);
        var layers = name.Indices.Count > 0 ? Layers(name, bracketNumbers: false) : null;
        var both = below is not null && layers is not null ? Row.Unit(below, new Sign(","), layers) : below ?? layers;
        return both is null ? letter : new Scripts(letter, both, null);
    }

    /// <summary>Does a box of <see cref="Variable"/> have anything above already?</summary>
    public static bool HasSuperscript(Name name) => name.Indices.Count > 0;

    /// <summary>The formula of a size: <c>m*n</c> is mn.</summary>
    public static Box Of(Size size)
    {
        // n(n+1)/2 is written as (n² + n)/2.
        var common = size.Terms.Aggregate(System.Numerics.BigInteger.One, (d, t) => System.Numerics.BigInteger.Max(d, t.Coefficient.Denominator));
        if (size.Terms.Count > 1 && !common.IsOne)
        {
            var below = new Rational(common, 1);
            return Row.Unit(new Fenced(Of(Size.Of(below) * size)), new Sign("/"), Of(below));
        }

        var items = new List<Box>();
        foreach (var term in size.Terms)
        {
            if (items.Count > 0 || term.Coefficient.Sign < 0)
            {
                items.Add(new Sign(term.Coefficient.Sign < 0 ? "−" : "+", isPrefix: items.Count == 0));
            }

            var coefficient = term.Coefficient.Abs();
            if (term.Powers.Length == 0 || !coefficient.IsOne)
            {
                items.Add(Of(coefficient));
            }

            items.AddRange(term.Powers.Select(p => p.Power == 1 ? Subscripted(p.Name) : Power(Subscripted(p.Name), p.Power)));
        }

        return items.Count switch { 0 => new Numeral("0"), 1 => items[0], _ => Row.Unit([.. items]) };
    }

    /// <summary>n, or m×n.</summary>
    public static Box Of(Shape shape) => Row.Unit(Of(shape.Rows), new Sign("×"), Of(shape.Columns));

    /// <summary>A number that is not negative, as a fraction where it is one.</summary>
    public static Box Of(Rational value) => value.IsInteger
        ? new Numeral(value.Numerator.ToString(CultureInfo.InvariantCulture))
        : new Fraction(Of(new Rational(value.Numerator, 1)), Of(new Rational(value.Denominator, 1)));

    /// <summary>A number on one line: −3/2.</summary>
    public static Box Inline(Rational value)
    {
        var items = new List<Box>();
        if (value.Sign < 0)
        {
            items.Add(new Sign("−", isPrefix: true));
        }

        items.Add(Of(new Rational(value.Abs().Numerator, 1)));
        if (!value.IsInteger)
        {
            items.Add(new Sign("/"));
            items.Add(Of(new Rational(value.Denominator, 1)));
        }

        return items.Count == 1 ? items[0] : Row.Unit([.. items]);
    }

    private static Scripts Power(Box b, int power)
    {
        var exponent = new Numeral(power.ToString(CultureInfo.InvariantCulture));
        return b is Scripts { Super: null } s ? s with { Super = exponent } : new Scripts(b, null, exponent);
    }

    private static Box Layers(Name name, bool bracketNumbers)
    {
        var items = new List<Box>();
        foreach (var index in name.Indices)
        {
            if (items.Count > 0)
            {
                items.Add(new Sign(","));
            }

            if (index.Variable is null)
            {
                items.Add(Inline(index.Offset));
                continue;
            }

            items.Add(Word(index.Variable));
            if (index.Offset != 0)
            {
                items.Add(new Sign(index.Offset < 0 ? "−" : "+"));
                items.Add(Of(new Rational(Math.Abs(index.Offset), 1)));
            }
        }

        Box row = items.Count == 1 ? items[0] : Row.Unit([.. items]);
        // W² is a square; the second layer's W is W⁽²⁾.
        return bracketNumbers && name.Indices.Any(i => i.Variable is null) ? new Fenced(row) : row;
    }

    // The letter with its mark, and what stands below it.
    private static (Box Letter, Box? Below) Base(string text)
    {
        var parts = text.Split('_', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (parts.Count == 0)
        {
            return (new Letter(text, Face.Upright), null);
        }

        string head = parts[0].TrimEnd([.. "0123456789"]);
        var below = new List<string>();
        if (head.Length == 0)
        {
            head = parts[0];
        }
        else if (head.Length < parts[0].Length)
        {
            below.Add(parts[0][head.Length..]);
        }

        Box letter = Word(head);
        foreach (string part in parts.Skip(1))
        {
            if (Symbols.AccentNamed(part) is { } accent && letter is Letter { Face: Face.Italic })
            {
                letter = new Accent(accent, letter);
            }
            else
            {
                below.Add(part);
            }
        }

        return (letter, below.Count == 0 ? null : Row.Unit([.. below.SelectMany((b, i) => i == 0 ? new[] { Index(b) } : [new Sign(","), Index(b)])]) is var row
            && row?.Items.Count == 1 ? row.Items[0] : row);
    }

    // One letter, Greek spelled out, or a word.
    private static Letter Word(string text) => Symbols.LetterNamed(text) is { } greek ? new Letter(greek.Unicode)
        : new Letter(text, text.EnumerateRunes().Count() == 1 ? Face.Italic : Face.Upright);

    // Below: numbers, letters and pairs of letters (W_xh) as variables, words upright.
    private static Box Index(string text)
    {
        if (text.All(char.IsAsciiDigit))
        {
            return new Numeral(text);
        }

        return text.Length == 2 && text.All(char.IsAsciiLetter) && Symbols.LetterNamed(text) is null
            ? Row.Unit([.. text.Select(c => char.IsDigit(c) ? (Box)new Numeral(c.ToString()) : new Letter(c.ToString()))])
            : Word(text);
    }
}
