using System.Globalization;
using System.Numerics;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>Sizes as whole-number code in a language, and the lines that read them off the inputs.</summary>
internal sealed class SizeCode(Plan plan, Func<Input, string> nameOf, IdentifierNames names, Dialect dialect)
{
    private readonly Dictionary<Name, string> identifiers = [];
    private readonly HashSet<Name> needed = [];

    /// <summary>The identifier of a size.</summary>
    public string NameOf(Name size) => identifiers.TryGetValue(size, out string? id) ? id : identifiers[size] = names.Take(PythonNames.Of(size));

    /// <summary>A size as code; the sizes in it are then read off at the top.</summary>
    public string Use(Size size)
    {
        var known = plan.Sizes.Rules.Select(r => r.Unknown).Concat(plan.Sizes.Given);
        if (size.AsName is null && size.Names.Except(known).Any() && plan.Sizes.SideOf(size) is { } side)
        {
            return SideText(side);
        }

        foreach (var name in size.Names)
        {
            Need(name);
        }

        return Text(size);
    }

    /// <summary>A size as it is written.</summary>
    public string Text(Size size)
    {
        var denominator = size.Terms.Aggregate(BigInteger.One, (d, t) => d * t.Coefficient.Denominator / BigInteger.GreatestCommonDivisor(d, t.Coefficient.Denominator));
        var terms = (Size.Of(new Rational(denominator, 1)) * size).Terms;
        string text = terms.Count == 0 ? "0" : string.Join(" + ", terms.Select(t => string.Join(" * ", ((string[])[
            .. t.Coefficient.IsOne && t.Powers.Length > 0 ? [] : new[] { t.Coefficient.Numerator.ToString(CultureInfo.InvariantCulture) },
            .. t.Powers.SelectMany(p => Enumerable.Repeat(NameOf(p.Name), p.Power))]))));
        text = text.Replace("+ -", "- ", StringComparison.Ordinal);
        string bracketed = text.Contains(' ', StringComparison.Ordinal) ? $"({text})" : text;
        return denominator.IsOne ? bracketed : dialect.Quotient(bracketed, denominator.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Names of sizes with what they are, in an order in which they can be computed.</summary>
    public IEnumerable<(string Name, string Code)> Lines() => plan.Sizes.Rules.Where(r => needed.Contains(r.Unknown)).Select(r => (NameOf(r.Unknown), r.IsDirect ? SideText(r.Side) : Solution(r)));

    private void Need(Name name)
    {
        if (needed.Add(name) && plan.Sizes.Rules.FirstOrDefault(r => r.Unknown.Equals(name)) is { } rule)
        {
            foreach (var other in rule.Formula.Names)
            {
                Need(other);
            }
        }
    }

    private string SideText(Side side) => dialect.Side(nameOf(plan.Inputs[side.Input]), plan.Inputs[side.Input].Source.Shape, side.Axis);

    // The whole x with a x² + b x + c = side, where the formula is multiplied by what makes it whole.
    private string Solution(SizeRule rule)
    {
        var denominator = rule.Formula.Terms.Aggregate(BigInteger.One, (d, t) => d * t.Coefficient.Denominator);
        var scale = Size.Of(new Rational(denominator, 1));
        var (a, b, c) = rule.Coefficients;
        (a, b, c) = (scale * a, scale * b, scale * c);
        string side = $"({denominator} * {SideText(rule.Side)} - {Text(c)})";
        return a.Terms.Count == 0
            ? dialect.Quotient(side, Text(b))
            : dialect.Quotient($"({dialect.Root($"4 * {Text(a)} * {side} + {Text(b)} * {Text(b)}")} - {Text(b)})", $"(2 * {Text(a)})");
    }
}
