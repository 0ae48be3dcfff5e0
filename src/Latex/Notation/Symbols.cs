namespace MatrixDiff.Latex;

/// <summary>How a sign is spaced.</summary>
internal enum SignKind
{
    /// <summary>Like a letter: ∇, ∂.</summary>
    Ordinary,

    /// <summary>Between operands.</summary>
    Binary,

    /// <summary>Between sides.</summary>
    Relation,

    /// <summary>With limits: Σ.</summary>
    Large,

    /// <summary>Followed by space.</summary>
    Punctuation,
}

/// <summary>A sign: its character, its LaTeX, how it is spaced, and other LaTeX for the same.</summary>
internal sealed record SignRow(string Unicode, string Latex, SignKind Kind, params string[] Also);

/// <summary>A letter that is not on the keyboard: its character, its name in the language (empty: none), its LaTeX.</summary>
internal sealed record LetterRow(string Unicode, string Name, string Latex, params string[] Also);

/// <summary>A function or operator with an upright name: its name in the language, the word shown, its LaTeX, other words for it.</summary>
internal sealed record FunctionRow(string Name, string Word, string Latex, params string[] Also);

/// <summary>A pair of brackets, in LaTeX and in Unicode.</summary>
internal sealed record FenceRow(string Left, string Right, string LatexLeft, string LatexRight, string Environment);

/// <summary>A mark on a letter: the ending of the name in the language (<c>x_hat</c>), its LaTeX, its character.</summary>
internal sealed record AccentRow(string Ending, string Latex, string Unicode, params string[] Also);

/// <summary>Looks rows of the <see cref="SymbolTable"/> up: by character, by name, by LaTeX.</summary>
internal static class Symbols
{
    private static readonly Dictionary<string, SignRow> SignsByCharacter = SymbolTable.Signs.ToDictionary(s => s.Unicode);
    private static readonly Dictionary<string, SignRow> SignsByLatex = ByLatex(SymbolTable.Signs, s => [s.Latex, .. s.Also]);
    private static readonly Dictionary<string, LetterRow> LettersByCharacter = SymbolTable.Letters.ToDictionary(l => l.Unicode);
    private static readonly Dictionary<string, LetterRow> LettersByName = SymbolTable.Letters.Where(l => l.Name.Length > 0).ToDictionary(l => l.Name);
    private static readonly Dictionary<string, LetterRow> LettersByLatex = ByLatex(SymbolTable.Letters, l => [l.Latex, .. l.Also]);
    private static readonly Dictionary<string, FunctionRow> FunctionsByName = SymbolTable.Functions.ToDictionary(f => f.Name);
    private static readonly Dictionary<string, FunctionRow> FunctionsByWord = ByLatex(SymbolTable.Functions, f => [f.Word, .. f.Also]);
    private static readonly Dictionary<string, FunctionRow> FunctionsByLatex = ByLatex(SymbolTable.Functions, f => [f.Latex]);
    private static readonly Dictionary<string, AccentRow> AccentsByEnding = SymbolTable.Accents.ToDictionary(a => a.Ending);
    private static readonly Dictionary<string, AccentRow> AccentsByLatex = ByLatex(SymbolTable.Accents, a => [a.Latex, .. a.Also]);

    /// <summary>( ).</summary>
    public static FenceRow Parentheses => SymbolTable.Fences[0];

    /// <summary>[ ].</summary>
    public static FenceRow Brackets => SymbolTable.Fences[1];

    /// <summary>| |.</summary>
    public static FenceRow Bars => SymbolTable.Fences[2];

    /// <summary>‖ ‖.</summary>
    public static FenceRow DoubleBars => SymbolTable.Fences[3];

    /// <summary>The sign of a character that is in the table.</summary>
    public static SignRow Sign(string unicode) => SignsByCharacter[unicode];

    /// <summary>The sign of a character, if it is in the table.</summary>
    public static SignRow? FindSign(string unicode) => SignsByCharacter.GetValueOrDefault(unicode);

    /// <summary>The sign of a LaTeX command, if it is in the table.</summary>
    public static SignRow? SignOfLatex(string latex) => SignsByLatex.GetValueOrDefault(latex);

    /// <summary>The letter of a character, if it is in the table.</summary>
    public static LetterRow? Letter(string unicode) => LettersByCharacter.GetValueOrDefault(unicode);

    /// <summary>The letter that a name of the language spells out, such as <c>sigma</c>.</summary>
    public static LetterRow? LetterNamed(string name) => LettersByName.GetValueOrDefault(name);

    /// <summary>The letter of a LaTeX command.</summary>
    public static LetterRow? LetterOfLatex(string latex) => LettersByLatex.GetValueOrDefault(latex);

    /// <summary>The function with a name of the language.</summary>
    public static FunctionRow? Function(string name) => FunctionsByName.GetValueOrDefault(name);

    /// <summary>The function that is shown as a word.</summary>
    public static FunctionRow? FunctionShownAs(string word) => FunctionsByWord.GetValueOrDefault(word);

    /// <summary>The function of a LaTeX command.</summary>
    public static FunctionRow? FunctionOfLatex(string latex) => FunctionsByLatex.GetValueOrDefault(latex);

    /// <summary>The accent of a name's ending.</summary>
    public static AccentRow? AccentNamed(string ending) => AccentsByEnding.GetValueOrDefault(ending);

    /// <summary>The accent of a LaTeX command.</summary>
    public static AccentRow? AccentOfLatex(string latex) => AccentsByLatex.GetValueOrDefault(latex);

    /// <summary>The brackets that a character or command opens, and those that it closes.</summary>
    public static FenceRow? FenceOpenedBy(string latex) => SymbolTable.Fences.FirstOrDefault(f => f.LatexLeft == latex || f.Left == latex);

    private static Dictionary<string, T> ByLatex<T>(IReadOnlyList<T> rows, Func<T, IReadOnlyList<string>> latex) =>
        rows.SelectMany(r => latex(r).Where(l => l.Length > 0).Select(l => (l, r))).ToDictionary(p => p.l, p => p.r);
}
