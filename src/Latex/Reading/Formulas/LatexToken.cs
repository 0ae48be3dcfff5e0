using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>The kinds of words of LaTeX formulas.</summary>
internal enum LatexKind
{
    /// <summary>Nothing: behind the last word.</summary>
    None,

    /// <summary>One letter: Latin, or Greek by command or character.</summary>
    Letter,

    /// <summary>One digit.</summary>
    Digit,

    /// <summary>A sign of the <see cref="SymbolTable"/> by its character, or another ASCII character.</summary>
    Sign,

    /// <summary>A command that is neither letter nor sign, with its backslash.</summary>
    Command,

    /// <summary>{.</summary>
    Open,

    /// <summary>}.</summary>
    Close,

    /// <summary>^.</summary>
    Super,

    /// <summary>_.</summary>
    Sub,

    /// <summary>One prime.</summary>
    Prime,

    /// <summary>&amp;.</summary>
    Align,

    /// <summary>\\.</summary>
    NewLine,

    /// <summary>\quad, \qquad.</summary>
    Quad,

    /// <summary>An empty group before a sign, <c>{} + b</c>, which is nothing but a place for the sign to stand behind.</summary>
    Empty,

    /// <summary>Words: <c>\text{…}</c>, with what stands in the braces.</summary>
    Words,

    /// <summary>\begin of an environment, by its name.</summary>
    Begin,

    /// <summary>\end of an environment, by its name.</summary>
    End,

    /// <summary>A parameter of a macro: #1, in its body only.</summary>
    Parameter,
}

/// <summary>What stands before a word.</summary>
internal enum Gap
{
    /// <summary>The word before.</summary>
    None,

    /// <summary>White space of the source, which is not seen in print.</summary>
    Source,

    /// <summary>A space that is seen: <c>\,</c>, <c>~</c>.</summary>
    Seen,
}

/// <summary>A word of a formula; what comes from a macro has the place where the macro is used.</summary>
internal readonly record struct LatexToken(LatexKind Kind, string Text, Span Span, Gap Gap)
{
    /// <summary>Is it this sign?</summary>
    public bool Is(string sign) => Kind == LatexKind.Sign && Text == sign;

    /// <summary>Is it this command?</summary>
    public bool IsCommand(string command) => Kind == LatexKind.Command && Text == command;
}
