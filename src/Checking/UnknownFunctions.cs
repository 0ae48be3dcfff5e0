using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Checking;

/// <summary>
/// Functions that are differentiated and never defined: J in ∇_z J. They are taken for unknown functions of the variables that
/// are nearest to them, so that none of their derivatives is silently zero.
/// </summary>
internal static class UnknownFunctions
{
    /// <summary>Makes them functions in the scope; what was assumed comes back in words.</summary>
    /// <param name="scope">What names mean; it is added to.</param>
    /// <param name="steps">The steps of the text.</param>
    /// <param name="joined">What assumed equations speak of: they say what these are.</param>
    public static IReadOnlyList<string> Declare(Scope scope, IReadOnlyList<ReadStep> steps, IReadOnlySet<Symbol> joined)
    {
        var said = new List<string>();
        var derivatives = steps.SelectMany(s => StepSyntax.Derivatives(s.Left).Concat(StepSyntax.Derivatives(s.Right)))
            .Concat(scope.Facts.Select(f => (f.Of.Name, f.Wrt.Name))).Distinct().ToList();
        foreach (var group in derivatives.GroupBy(d => d.Item1))
        {
            if (!scope.Symbols.TryGetValue(group.Key, out var function) || joined.Contains(function) || Means(scope, function) || (IsPart(scope, function) && (!function.IsScalar || derivatives.Exists(d => d.Item2.Equals(function.Name)))))
            {
                continue;
            }

            var variables = group.Select(d => scope.Symbols.GetValueOrDefault(d.Item2)).OfType<Symbol>().Where(v => !ReferenceEquals(v, function)).Distinct().ToList();
            var nearest = variables.Where(v => variables.All(o => ReferenceEquals(o, v) || !new Dependence(scope, [v]).On(o))).ToList();
            if (nearest.Count > 0)
            {
                scope.MakeFunctionOf(function, nearest);
                said.Add($"{function.Name.Text} is a function of {string.Join(", ", nearest.Select(v => v.Name.Text))}");
            }
        }

        return said;
    }

    private static bool Means(Scope scope, Symbol s) => scope.Definitions.ContainsKey(s) || scope.Dependencies.Keys.Any(k => RecurrenceInstance.IsMember(s, k) && (ReferenceEquals(k, s) || scope.Layers.Templates.Count > 0)) || scope.Facts.Any(f => ReferenceEquals(f.Name, s));

    // What other names are built from is a variable, but for a loss to which a penalty is added: nothing is differentiated by it.
    private static bool IsPart(Scope scope, Symbol s) => scope.Definitions.Values.Any(d => Rewrite.Symbols(d).Contains(s));
}
