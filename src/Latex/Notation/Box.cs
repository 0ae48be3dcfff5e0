namespace MatrixDiff.Latex;

/// <summary>A piece of a formula as it is set, before it is known whether in LaTeX or in MathML.</summary>
internal abstract record Box
{
    /// <summary>The width in letters, roughly; for breaking lines.</summary>
    public abstract double Width { get; }

    /// <summary>The width above or below another box, where letters are smaller and signs have no space around them.</summary>
    public virtual double ScriptWidth => LetterWidths.Script * Width;

    /// <summary>Is it higher than a line, so that brackets around it grow?</summary>
    public virtual bool IsTall => false;
}

/// <summary>How letters are set.</summary>
internal enum Face
{
    /// <summary>Variables.</summary>
    Italic,

    /// <summary>Operators such as d, words as names.</summary>
    Upright,

    /// <summary>The vectors 0 and 1.</summary>
    Bold,

    /// <summary>The T of transposes.</summary>
    Sans,

    /// <summary>Sets of numbers.</summary>
    Double,
}

/// <summary>Boxes side by side; a tight row is a unit that is not broken over lines.</summary>
internal sealed record Row(IReadOnlyList<Box> Items, bool Tight = false) : Box
{
    /// <inheritdoc/>
    public override double Width => Items.Sum(i => i.Width);

    /// <inheritdoc/>
    public override double ScriptWidth => Items.Sum(i => i.ScriptWidth);

    /// <inheritdoc/>
    public override bool IsTall => Items.Any(i => i.IsTall);

    /// <summary>A row that is not broken.</summary>
    public static Row Unit(params Box[] items) => new(items, Tight: true);

    /// <summary>A row that may be broken.</summary>
    public static Row Of(params Box[] items) => new(items);
}

/// <summary>A letter or a name of several.</summary>
internal sealed record Letter(string Text, Face Face = Face.Italic) : Box
{
    /// <inheritdoc/>
    public override double Width => Face == Face.Sans ? LetterWidths.Sans * Text.Length : LetterWidths.Of(Text);
}

/// <summary>The upright name of a function, with the space of one.</summary>
internal sealed record Word(string Text) : Box
{
    /// <inheritdoc/>
    public override double Width => 0.3 + (0.8 * Text.Length);
}

/// <summary>A number without sign.</summary>
internal sealed record Numeral(string Digits) : Box
{
    /// <inheritdoc/>
    public override double Width => 0.9 * Digits.Length;
}

/// <summary>A sign of the table; in front of what it belongs to it is set without space (−x).</summary>
internal sealed record Sign(SignRow Entry, bool IsPrefix = false) : Box
{
    /// <summary>The sign written so.</summary>
    public Sign(string unicode, bool isPrefix = false)
        : this(Symbols.Sign(unicode), isPrefix)
    {
    }

    /// <inheritdoc/>
    public override double Width => Entry.Kind switch
    {
        SignKind.Binary => IsPrefix ? 1.4 : 2.15,
        SignKind.Relation => 2.35,
        SignKind.Large => 2,
        SignKind.Punctuation => 0.8,
        _ => 1,
    };

    /// <inheritdoc/>
    public override double ScriptWidth => LetterWidths.Script * (Entry.Kind is SignKind.Binary or SignKind.Relation ? LetterWidths.Sign : Width);

    /// <inheritdoc/>
    public override bool IsTall => Entry.Kind == SignKind.Large;
}

/// <summary>A base with what stands below and above to its right.</summary>
internal sealed record Scripts(Box Base, Box? Sub, Box? Super) : Box
{
    /// <inheritdoc/>
    public override double Width => Base.Width + OfScripts;

    /// <inheritdoc/>
    public override double ScriptWidth => Base.ScriptWidth + OfScripts;

    private double OfScripts => LetterWidths.ScriptSpace + Math.Max(Sub?.ScriptWidth ?? 0, Super?.ScriptWidth ?? 0);

    /// <inheritdoc/>
    public override bool IsTall => Base.IsTall || Sub is { IsTall: true } || Super is { IsTall: true };
}

/// <summary>Primes, as what stands above.</summary>
internal sealed record Primes(int Count) : Box
{
    /// <inheritdoc/>
    public override double Width => 0.5 * Count;
}

/// <summary>One over the other with a line between.</summary>
internal sealed record Fraction(Box Above, Box Below) : Box
{
    /// <inheritdoc/>
    public override double Width => 0.5 + Math.Max(Above.Width, Below.Width);

    /// <inheritdoc/>
    public override bool IsTall => true;
}

/// <summary>A square root.</summary>
internal sealed record Root(Box Inner) : Box
{
    /// <inheritdoc/>
    public override double Width => 1.5 + Inner.Width;

    /// <inheritdoc/>
    public override bool IsTall => Inner.IsTall;
}

/// <summary>Brackets or bars around a box.</summary>
internal sealed record Fenced(FenceRow Fence, Box Inner) : Box
{
    /// <summary>In round brackets.</summary>
    public Fenced(Box inner)
        : this(Symbols.Parentheses, inner)
    {
    }

    /// <inheritdoc/>
    public override double Width => (IsTall ? 2.6 : 1.4) + Inner.Width;

    /// <inheritdoc/>
    public override double ScriptWidth => (LetterWidths.Script * (IsTall ? 2.6 : 1.4)) + Inner.ScriptWidth;

    /// <inheritdoc/>
    public override bool IsTall => Inner.IsTall;
}

/// <summary>One bracket by itself, where its partner stands on another line.</summary>
internal sealed record Delimiter(FenceRow Fence, bool IsOpening, bool IsBig) : Box
{
    /// <inheritdoc/>
    public override double Width => IsBig ? 1.3 : 0.7;
}

/// <summary>A box over a brace with a label.</summary>
internal sealed record Underbrace(Box Inner, Box Label) : Box
{
    /// <inheritdoc/>
    public override double Width => Math.Max(Inner.Width, 0.75 * Label.Width);

    /// <inheritdoc/>
    public override bool IsTall => true;
}

/// <summary>A hat, bar or the like on a box.</summary>
internal sealed record Accent(AccentRow Mark, Box Inner) : Box
{
    /// <inheritdoc/>
    public override double Width => Inner.Width;
}

/// <summary>Words between formulas.</summary>
internal sealed record Prose(string Text) : Box
{
    /// <inheritdoc/>
    public override double Width => 0.75 * Text.Length;
}

/// <summary>Cells in rows and columns, in brackets or not; aligned cells meet at a sign, right of the first and left of the second.</summary>
internal sealed record Table(IReadOnlyList<IReadOnlyList<Box>> Rows, FenceRow? Fence, bool IsAligned = false) : Box
{
    /// <inheritdoc/>
    public override double Width => 1.5 + Enumerable.Range(0, Rows.Max(r => r.Count)).Sum(c => 1.5 + Rows.Max(r => c < r.Count ? r[c].Width : 0));

    /// <inheritdoc/>
    public override bool IsTall => true;
}

/// <summary>A space of so many em.</summary>
internal sealed record Space(double Em) : Box
{
    /// <summary>The space around differentials.</summary>
    public static Space Thin { get; } = new(0.1667);

    /// <inheritdoc/>
    public override double Width => 2 * Em;
}

/// <summary>A frame around the answer.</summary>
internal sealed record Framed(Box Inner) : Box
{
    /// <inheritdoc/>
    public override double Width => 1 + Inner.Width;

    /// <inheritdoc/>
    public override bool IsTall => true;
}
