using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>left &lt; right, left = right, left ≠ right: what decides between the cases of a formula. Indices are compared as whole numbers.</summary>
internal sealed record Comparison(Syntax Left, string Sign, Syntax Right, bool OfIndices)
{
    /// <summary>Does it compare the same two formulas as another one, in either order?</summary>
    public bool IsAbout(Comparison other) => (SyntaxTree.Same(Left, other.Left) && SyntaxTree.Same(Right, other.Right)) || (SyntaxTree.Same(Left, other.Right) && SyntaxTree.Same(Right, other.Left));
}

/// <summary>
/// The conditions of a formula by cases, each a conjunction of comparisons; one without comparisons is "otherwise". Equality of values
/// that are no indices has probability zero, and counts only between an inequality of each kind: x &gt; 0, x = 0, x &lt; 0.
/// </summary>
internal sealed class CaseConditions(IReadOnlyList<IReadOnlyList<Comparison>> rows)
{
    private const int Draws = 600;
    private const int Indices = 3;

    /// <summary>An equality of values that decides, such as y = 1 for a label y; null where there is none.</summary>
    public Comparison? Discrete() => rows.SelectMany(r => r).FirstOrDefault(c => !c.OfIndices && c.Sign is "=" or "≠"
        && !rows.SelectMany(r => r).Any(o => o.Sign is not ("=" or "≠") && o.IsAbout(c)));

    /// <summary>Does exactly one of them hold at every point, at many random values of all that is compared?</summary>
    public bool IsPartition()
    {
        var random = new Random(Draws);
        var numbers = rows.SelectMany(r => r).SelectMany(c => SyntaxTree.Places(c.Left).Concat(SyntaxTree.Places(c.Right))).Select(p => p.Node).OfType<NumberSyntax>()
            .Select(n => (double)n.Value.Numerator / (double)n.Value.Denominator).Append(0).Distinct().ToList();
        for (int i = 0; i < Draws; i++)
        {
            var values = new Dictionary<string, double>();
            int others = rows.Count(r => r.Count > 0 && r.All(c => Holds(c, values, random, numbers)));
            if (others != 1 && !(others == 0 && rows.Count(r => r.Count == 0) == 1))
            {
                return false;
            }
        }

        return rows.Count(r => r.Count == 0) <= 1;
    }

    private static bool Holds(Comparison c, Dictionary<string, double> values, Random random, List<double> numbers)
    {
        double left = Value(c.Left, c.OfIndices, values, random, numbers), right = Value(c.Right, c.OfIndices, values, random, numbers);
        return c.Sign switch { "<" or "≤" => left < right, ">" or "≥" => left > right, "=" => left == right, _ => left != right };
    }

    // What is no sum, product or bar is a number of its own, by its spelling: small, large or near one that is written.
    private static double Value(Syntax s, bool index, Dictionary<string, double> values, Random random, List<double> numbers)
    {
        double Of(Syntax part) => Value(part, index, values, random, numbers);
        switch (s)
        {
            case NumberSyntax n:
                return (double)n.Value.Numerator / (double)n.Value.Denominator;
            case NegateSyntax n:
                return -Of(n.Operand);
            case BinarySyntax { Kind: BinaryKind.Add } b:
                return Of(b.Left) + Of(b.Right);
            case BinarySyntax { Kind: BinaryKind.Subtract } b:
                return Of(b.Left) - Of(b.Right);
            case BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition or BinaryKind.ElementwiseProduct or BinaryKind.Hadamard } b:
                return Of(b.Left) * Of(b.Right);
            case CallSyntax { Function.Text: "abs", Primes: 0, Arguments: [var x] }:
                return Math.Abs(Of(x));
        }

        string name = SyntaxPrinter.Print(s);
        if (!values.TryGetValue(name, out double value))
        {
            value = index ? random.Next(1, Indices + 1)
                : random.Next(2) == 0 ? numbers[random.Next(numbers.Count)] * (random.Next(2) == 0 ? 1 : -1) * (1 + (0.2 * (random.NextDouble() - 0.5))) + (0.1 * (random.NextDouble() - 0.5))
                : Math.Pow(10, (5 * random.NextDouble()) - 2) * (random.Next(2) == 0 ? 1 : -1);
            values[name] = value;
        }

        return value;
    }
}
