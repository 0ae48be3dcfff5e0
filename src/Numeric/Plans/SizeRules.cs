using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>A side of an input: its rows (0) or columns (1). For a vector the length is side 0.</summary>
internal readonly record struct Side(int Input, int Axis);

/// <summary>
/// The size named <see cref="Unknown"/> follows from a side of an input: the side is <see cref="Formula"/>, in which all
/// other names are known.
/// </summary>
internal sealed record SizeRule(Name Unknown, Side Side, Size Formula)
{
    /// <summary>The formula as a polynomial of degree 1 or 2 in the unknown: a x² + b x + c.</summary>
    public (Size A, Size B, Size C) Coefficients => (Part(Formula, Unknown, 2), Part(Formula, Unknown, 1), Part(Formula, Unknown, 0));

    /// <summary>Is the unknown the side itself?</summary>
    public bool IsDirect => Unknown.Equals(Formula.AsName);

    /// <summary>The highest power of a name.</summary>
    public static int Degree(Size formula, Name name) =>
        formula.Terms.Max(t => t.Powers.Where(p => p.Name.Equals(name)).Select(p => p.Power).DefaultIfEmpty().Max());

    private static Size Part(Size formula, Name name, int power)
    {
        var sum = Size.Zero;
        foreach (var term in formula.Terms)
        {
            if (term.Powers.Where(p => p.Name.Equals(name)).Select(p => p.Power).DefaultIfEmpty().Max() == power)
            {
                var rest = Size.Of(term.Coefficient);
                foreach (var (other, k) in term.Powers.Where(p => !p.Name.Equals(name)))
                {
                    rest *= Size.Pow(Size.Of(other), k);
                }

                sum += rest;
            }
        }

        return sum;
    }
}

/// <summary>How sizes follow from the shapes of inputs, and which are to be given because they don't.</summary>
internal sealed class SizeRules
{
    private readonly Dictionary<Size, Side> sides = [];
    private readonly List<SizeRule> rules = [];
    private readonly List<Name> given = [];

    /// <summary>The rules for inputs; <paramref name="needed"/> sizes have to be known in the end.</summary>
    public SizeRules(IReadOnlyList<Shape> inputs, IEnumerable<Size> needed)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            var shape = inputs[i].IsRow ? inputs[i].Transposed : inputs[i];
            sides.TryAdd(shape.Rows, new(i, 0));
            sides.TryAdd(shape.Columns, new(i, 1));
        }

        var known = new HashSet<Name>();
        Infer(known);
        foreach (var name in needed.Where(s => !sides.ContainsKey(s)).SelectMany(s => s.Names))
        {
            if (known.Add(name))
            {
                given.Add(name);
                Infer(known);
            }
        }
    }

    /// <summary>In an order in which each can be evaluated after those before it.</summary>
    public IReadOnlyList<SizeRule> Rules => rules;

    /// <summary>The sizes to be given.</summary>
    public IReadOnlyList<Name> Given => given;

    /// <summary>The side of an input that is a formula.</summary>
    public Side? SideOf(Size size) => sides.TryGetValue(size, out var side) ? side : null;

    // Direct names first, so that formulas are used only where they must be.
    private void Infer(HashSet<Name> known)
    {
        foreach (var (size, side) in sides)
        {
            if (size.AsName is { } name && known.Add(name))
            {
                rules.Add(new(name, side, size));
            }
        }

        for (bool again = true; again;)
        {
            again = false;
            foreach (var (size, side) in sides)
            {
                var open = size.Names.Where(n => !known.Contains(n)).Take(2).ToArray();
                if (open.Length == 1 && SizeRule.Degree(size, open[0]) <= 2)
                {
                    known.Add(open[0]);
                    rules.Add(new(open[0], side, size));
                    again = true;
                }
            }
        }
    }
}
