namespace MatrixDiff.Symbolic.Text;

/// <summary>How much one text may hold, so that no input exhausts the stack, the memory or the user's patience.</summary>
internal static class SyntaxLimits
{
    /// <summary>Characters of one text.</summary>
    public const int Characters = 1_000_000;

    /// <summary>Words of one text.</summary>
    public const int Tokens = 250_000;

    /// <summary>Brackets, calls, exponents and prefix operators inside one another.</summary>
    public const int Depth = 256;

    /// <summary>Operators, calls and postfix marks of one text; no tree is higher.</summary>
    public const int Operations = 20_000;

    /// <summary>Nodes of one text, names and numbers included.</summary>
    public const int Nodes = 50_000;

    /// <summary>Digits of one number.</summary>
    public const int Digits = 400;

    /// <summary>The power of ten of one number, either way.</summary>
    public const int Exponent = 400;
}
