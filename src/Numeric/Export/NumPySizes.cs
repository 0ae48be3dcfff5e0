using System.Numerics;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>Sizes as whole-number code, and the lines that read them off the inputs' shapes.</summary>
internal sealed class NumPySizes(SizeRules rules, IReadOnlyList<Input> inputs, Func<Input, string> nameOf, PythonNames names)
{
    private readonly Dictionary<Name, string> identifiers = [];
    private readonly HashSet<Name> needed = [];

    /// <summary>The identifier of a size: the code that is given for it, or a name of its own.</summary>
    public string NameOf(Name size, string? given = null) => identifiers.TryGetValue(size, out string? id) ? id : identifiers[size] = given ?? names.Take(PythonNames.Of(size));

    /// <summary>A size as code; the sizes in it are then read off at the top.</summary>
    public Code Use(Size size)
    {
        var known = rules.Rules.Select(r => r.Unknown).Concat(rules.Given);
        if (size.AsName is null && size.Names.Except(known).Any() && rules.SideOf(size) is { } side)
        {
            return Code.Atom(SideText(side));
        }

        foreach (var name in size.Names)
        {
            Need(name);
        }

        return Text(size);
    }

    /// <summary>A size as it is written in whole numbers: n * (n + 1) // 2.</summary>
    public Code Text(Size size)
    {
        var denominator = Denominator(size);
        if (denominator.IsOne)
        {
            return Polynomial(size);
        }

        // n²/2 + n/2
        var whole = Size.Of(new Rational(denominator, 1)) * size;
        string top = whole.Terms is [{ Coefficient.IsOne: true, Powers: [(var a, 2)] }, { Coefficient.IsOne: true, Powers: [(var b, 1)] }] && a.Equals(b)
            ? $"{NameOf(a)} * ({NameOf(a)} + 1)"
            : Polynomial(whole).At(Level.Times);
        return new($"{top} // {NumPyCall.Whole(denominator)}", Level.Times);
    }

    /// <summary>The lines at the top: n = x.shape[0]; m, n = A.shape.</summary>
    public IEnumerable<string> Lines()
    {
        var used = rules.Rules.Where(r => needed.Contains(r.Unknown)).ToList();
        while (used.Count > 0)
        {
            var rule = used[0];
            used.RemoveAt(0);
            var other = used.FirstOrDefault(r => rule.IsDirect && r.IsDirect && r.Side.Input == rule.Side.Input && r.Side.Axis != rule.Side.Axis);
            if (other is not null)
            {
                used.Remove(other);
                var (rows, columns) = rule.Side.Axis == 0 ? (rule, other) : (other, rule);
                yield return $"{NameOf(rows.Unknown)}, {NameOf(columns.Unknown)} = {nameOf(inputs[rule.Side.Input])}.shape";
            }
            else
            {
                yield return $"{NameOf(rule.Unknown)} = {(rule.IsDirect ? SideText(rule.Side) : Solution(rule))}";
            }
        }
    }

    private void Need(Name name)
    {
        if (needed.Add(name) && rules.Rules.FirstOrDefault(r => r.Unknown.Equals(name)) is { } rule)
        {
            foreach (var other in rule.Formula.Names)
            {
                Need(other);
            }
        }
    }

    private string SideText(Side side) => FormattableString.Invariant($"{nameOf(inputs[side.Input])}.shape[{side.Axis}]");

    // The whole x with a x² + b x + c = side.
    private string Solution(SizeRule rule)
    {
        var denominator = Denominator(rule.Formula);
        var (a, b, c) = rule.Coefficients;
        var scale = Size.Of(new Rational(denominator, 1));
        (a, b, c) = (scale * a, scale * b, scale * c);
        string side = denominator.IsOne ? SideText(rule.Side) : $"{denominator} * {SideText(rule.Side)}";
        string rest = c.Terms.Count == 0 ? side : $"{side} - {Text(c).At(Level.Times)}";
        string bracketed = c.Terms.Count == 0 && denominator.IsOne ? rest : $"({rest})";
        if (a.Terms.Count == 0)
        {
            return b.IsOne ? rest : $"{bracketed} // {Text(b).At(Level.Power)}";
        }

        if (b.Terms.Count == 0)
        {
            return a.IsOne ? $"round({bracketed} ** 0.5)" : $"round(({bracketed} / {Text(a).At(Level.Power)}) ** 0.5)";
        }

        // (√(4a(side − c) + b²) − b)/(2a)
        var (four, square) = (scale * Size.Of(4) * a, (b * b) - (Size.Of(4) * a * c));
        return $"round((({Text(four).At(Level.Times)} * {SideText(rule.Side)} + {Text(square).At(Level.Sign)}) ** 0.5 - {Text(b).At(Level.Times)}) / {Text(Size.Of(2) * a).At(Level.Power)})";
    }

    private static BigInteger Denominator(Size size) =>
        size.Terms.Aggregate(BigInteger.One, (d, t) => d * t.Coefficient.Denominator / BigInteger.GreatestCommonDivisor(d, t.Coefficient.Denominator));

    private Code Polynomial(Size size)
    {
        if (size.Terms.Count == 0)
        {
            return Code.Atom("0");
        }

        var text = new System.Text.StringBuilder();
        foreach (var term in size.Terms)
        {
            bool negative = term.Coefficient.Sign < 0;
            text.Append(text.Length == 0 ? (negative ? "-" : "") : negative ? " - " : " + ");
            var parts = term.Powers.Select(p => p.Power == 1 ? NameOf(p.Name) : FormattableString.Invariant($"{NameOf(p.Name)} ** {p.Power}"));
            var coefficient = term.Coefficient.Abs();
            text.AppendJoin(" * ", coefficient.IsOne && term.Powers.Length > 0 ? parts : parts.Prepend(NumPyCall.Whole(coefficient.Numerator)));
        }

        return new(text.ToString(), size.Terms.Count > 1 ? Level.Sum
            : size.Terms[0].Coefficient.Sign < 0 ? Level.Sign
            : size.AsName is not null || size.Terms[0].Powers.Length == 0 ? Level.Atom
            : Level.Times);
    }
}
