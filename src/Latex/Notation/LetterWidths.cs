namespace MatrixDiff.Latex;

/// <summary>
/// Widths of letters in the unit of <see cref="Box.Width"/>, of which an em of Computer Modern has <see cref="Em"/>: a page of 160 mm at 11 pt
/// is 72 units wide.
/// </summary>
internal static class LetterWidths
{
    /// <summary>The units of an em.</summary>
    public const double Em = 1.74;

    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Small = "abcdefghijklmnopqrstuvwxyz";

    // Thousandths of an em, of the mathematical italic.
    private static readonly int[] OfCapitals = [750, 759, 715, 828, 738, 643, 786, 831, 440, 555, 849, 681, 970, 803, 763, 642, 791, 759, 613, 584, 683, 583, 944, 828, 581, 683];
    private static readonly int[] OfSmall = [529, 429, 433, 520, 466, 490, 477, 576, 345, 412, 521, 298, 878, 600, 485, 503, 446, 451, 469, 361, 572, 485, 716, 572, 490, 465];

    /// <summary>The width of a text in mathematical italic; of other letters than Latin ones that of a wide one.</summary>
    public static double Of(string text) => text.Sum(c => Capitals.IndexOf(c) is >= 0 and var i ? OfCapitals[i] : Small.IndexOf(c) is >= 0 and var j ? OfSmall[j] : char.IsUpper(c) ? 750 : 600) * Em / 1000;
}
