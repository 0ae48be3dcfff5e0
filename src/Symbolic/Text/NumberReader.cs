using System.Globalization;
using System.Numerics;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Text;

/// <summary>Exact values of written numbers.</summary>
internal static class NumberReader
{
    /// <summary>The value of a number as it stands in the source: <c>2</c>, <c>.5</c>, <c>1e-3</c>.</summary>
    public static Rational Read(SourceText source, Span span)
    {
        var text = source.Text.AsSpan(span.Start, span.Length);
        int mark = text.IndexOfAny('e', 'E');
        var mantissa = mark < 0 ? text : text[..mark];
        int shift = mark < 0 ? 0 : ReadExponent(source, span, text[(mark + 1)..]);

        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        shift -= point < 0 ? 0 : mantissa.Length - point - 1;

        var whole = Whole(source, span, digits);
        return shift >= 0 ? new(whole * BigInteger.Pow(10, shift), 1) : new(whole, BigInteger.Pow(10, -shift));
    }

    /// <summary>The value of a run of digits.</summary>
    public static BigInteger Whole(SourceText source, Span span, string digits) => digits.Length <= SyntaxLimits.Digits
        ? BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
        : throw SyntaxErrors.NumberTooLong(source, span);

    private static int ReadExponent(SourceText source, Span span, ReadOnlySpan<char> text)
    {
        bool negative = text[0] is '-' or '−';
        var digits = (negative || text[0] == '+' ? text[1..] : text).TrimStart('0');
        if (digits.Length > 3)
        {
            throw SyntaxErrors.ExponentTooLarge(source, span);
        }

        int value = digits.IsEmpty ? 0 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return value > SyntaxLimits.Exponent ? throw SyntaxErrors.ExponentTooLarge(source, span) : negative ? -value : value;
    }
}
