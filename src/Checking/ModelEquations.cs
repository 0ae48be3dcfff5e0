using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Equations like y = Xβ + u that say what an error is and define no y: where the text also writes y − Xβ, y is data, and u
/// is what is left.
/// </summary>
internal sealed class ModelEquations
{
    private readonly List<HashSet<(bool Negative, string Term)>> sums;

    /// <summary>Looks at all sides of a text.</summary>
    public ModelEquations(IEnumerable<Syntax> sides) =>
        sums = [.. sides.SelectMany(SyntaxNames.Of).Where(IsSum).Select(s => Terms(s, false).Select(t => (t.Negative, Print(t.Term))).ToHashSet()).Where(s => s.Count > 1)];

    /// <summary>The error and what it is, in name = right; null where the equation is a definition of the name.</summary>
    public (NameSyntax Error, Syntax Value)? Solve(Syntax name, Syntax right)
    {
        var terms = Terms(right, false).ToList();
        foreach (var (negative, term) in terms.Where(t => t.Term is NameSyntax && terms.Count > 1))
        {
            var rest = terms.Where(t => !ReferenceEquals(t.Term, term)).ToList();
            bool Has(bool turned) => sums.Any(s => s.Contains((turned, Print(name))) && rest.TrueForAll(t => s.Contains((t.Negative == turned, Print(t.Term)))));
            if (!negative && (Has(false) || Has(true)))
            {
                var value = rest.Aggregate(name, (sum, t) => new BinarySyntax(t.Negative ? BinaryKind.Add : BinaryKind.Subtract, sum, t.Term, t.Term.Span, right.Span));
                return ((NameSyntax)term, value);
            }
        }

        return null;
    }

    private static bool IsSum(Syntax s) => s is BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract };

    /// <summary>The terms of a sum with their signs.</summary>
    public static IEnumerable<(bool Negative, Syntax Term)> Terms(Syntax s, bool negative) => s switch
    {
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b => Terms(b.Left, negative).Concat(Terms(b.Right, negative ^ (b.Kind == BinaryKind.Subtract))),
        NegateSyntax n => Terms(n.Operand, !negative),
        _ => [(negative, s)],
    };

    private static string Print(Syntax s) => SyntaxPrinter.Print(s);
}
