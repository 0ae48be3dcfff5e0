using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>Sums and products as a person writes them: <c>2 * x - y / 3</c>, <c>A.T @ (W @ x)</c>.</summary>
internal static class NumPyText
{
    /// <summary>The code of a "sum": the constant comes first where the first term is negative (<c>1 - a</c>).</summary>
    public static Code Sum(NumPyCall c)
    {
        var terms = new List<(bool Negative, Code Code)>();
        for (int i = 0; i < c.Count; i++)
        {
            var coefficient = c.Number(i + 1);
            terms.Add((coefficient.Sign < 0, Scaled(coefficient.Abs(), c[i])));
        }

        var constant = c.Number(0);
        if (!constant.IsZero)
        {
            var term = (constant.Sign < 0, NumPyCall.Literal(constant.Abs()));
            terms.Insert(terms.Count > 0 && terms[0].Negative && constant.Sign > 0 ? 0 : terms.Count, term);
        }

        string[] texts = [.. terms.Select((t, i) => i == 0
            ? t.Negative ? "-" + t.Code.At(Level.Times) : t.Code.Text
            : (t.Negative ? "- " : "+ ") + t.Code.At(Level.Matmul))];
        return terms.Count == 1
            ? terms[0].Negative ? new Code(texts[0], Level.Sign) : terms[0].Code
            : new Code(string.Join(" ", texts), Level.Sum) { Terms = texts };
    }

    /// <summary>The code of a "multiply".</summary>
    public static Code Multiply(NumPyCall c)
    {
        var coefficient = c.Number(0);
        int factors = c.Count - (int)c.Number(1).Numerator;
        var top = Enumerable.Range(0, factors).Select(i => c[i]);
        var bottom = Enumerable.Range(factors, c.Count - factors).Select(i => c[i]);
        var product = Scaled(coefficient.Abs(), factors == 0 ? null : Joined([.. top]), [.. bottom]);
        return coefficient.Sign < 0 ? new("-" + product.At(Level.Times), Level.Sign) : product;
    }

    /// <summary>The code of a "matmul".</summary>
    public static Code Matmul(NumPyCall c) =>
        new($"{(c[0].Level == Level.Matmul ? c[0].Text : c[0].At(Level.Power))} @ {c[1].At(Level.Power)}", Level.Matmul);

    private static Code Joined(Code[] factors) => factors.Length == 1 ? factors[0] : new(string.Join(" * ", factors.Select(f => f.At(Level.Times))), Level.Times);

    // p x / q / y for the coefficient p/q.
    private static Code Scaled(Rational coefficient, Code? x, params Code[] divisors)
    {
        bool whole = coefficient.IsInteger || NumPyCall.IsShortDecimal(coefficient);
        var front = whole ? coefficient : new Rational(coefficient.Numerator, 1);
        if (x is { } code && front.IsOne && whole && divisors.Length == 0)
        {
            return code;
        }

        string text = x is null ? NumPyCall.Literal(front).Text
            : front.IsOne ? x.At(Level.Times)
            : $"{NumPyCall.Literal(front)} * {x.At(Level.Times)}";
        if (!whole)
        {
            text += " / " + NumPyCall.Whole(coefficient.Denominator);
        }

        return new(text + string.Concat(divisors.Select(d => " / " + d.At(Level.Power))), Level.Times);
    }
}
