namespace MatrixDiff.Latex;

/// <summary>
/// Widths of letters in the unit of <see cref="Box.Width"/>, of which an em of Computer Modern has <see cref="Em"/>: a page of 160 mm at 11 pt
/// is 72 units wide.
/// </summary>
internal static class LetterWidths
{
    /// <summary>The units of an em.</summary>
    public const double Em = 1.74;

    /// <summary>The millimetres of a unit.</summary>
    public const double Millimetres = 160.0 / 72;

    /// <summary>The widths of what stands above or below, of letters of 8 pt, which are wider drawn, beside those of 11 pt.</summary>
    public const double Script = 0.78;

    /// <summary>The space behind what stands above or below.</summary>
    public const double ScriptSpace = 0.08;

    /// <summary>The width of the T of transposes.</summary>
    public const double Sans = 0.67 * Em;

    /// <summary>The width of a sign such as + without the space around it.</summary>
    public const double Sign = 0.778 * Em;

    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Small = "abcdefghijklmnopqrstuvwxyz";

    // Thousandths of an em, of the mathematical italic.
    private static readonly int[] OfCapitals = [750, 759, 715, 828, 738, 643, 786, 831, 440, 555, 849, 681, 970, 803, 763, 642, 791, 759, 613, 584, 683, 583, 944, 828, 581, 683];
    private static readonly int[] OfSmall = [529, 429, 433, 520, 466, 490, 477, 576, 345, 412, 521, 298, 878, 600, 485, 503, 446, 451, 469, 361, 572, 485, 716, 572, 490, 465];

    /// <summary>The width of a text in mathematical italic; of other letters than Latin ones that of a wide one.</summary>
    public static double Of(string text) => text.Sum(c => Capitals.IndexOf(c) is >= 0 and var i ? OfCapitals[i] : Small.IndexOf(c) is >= 0 and var j ? OfSmall[j] : char.IsUpper(c) ? 750 : 600) * Em / 1000;
}
