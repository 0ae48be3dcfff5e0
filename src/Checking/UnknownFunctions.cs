using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

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
            var nearest = Joined(scope, function, Beside(scope, steps, function.Name), [.. variables.Where(v => variables.All(o => ReferenceEquals(o, v) || !new Dependence(scope, [v]).On(o)))]);
            if (nearest.Count > 0)
            {
                scope.MakeFunctionOf(function, nearest);
                said.Add($"{function.Name.Text} is a function of {string.Join(", ", nearest.Select(v => v.Name.Text))}");
            }
        }

        return said;
    }

    // What stands in formulas for derivatives of the function, such as errors that are carried back.
    private static HashSet<Symbol> Beside(Scope scope, IReadOnlyList<ReadStep> steps, Name function) =>
        [.. steps.Where(s => StepSyntax.DerivativeOf(s.Left) is var (_, of, _) && of.Equals(function)).SelectMany(s => StepSyntax.NamesIn(s.Right)).Select(n => scope.Symbols.GetValueOrDefault(n.Name)).OfType<Symbol>()];

    // Several variables that all go into the one quantity in which the formulas of the text end, W and b of s = W h + b, are parts of it: by W
    // and b apart the function could be anything.
    private static List<Symbol> Joined(Scope scope, Symbol function, HashSet<Symbol> beside, List<Symbol> nearest)
    {
        var formulas = scope.Definitions.Where(d => !ReferenceEquals(d.Key, function) && Indices.Free(d.Key).Count == 0).ToList();
        var ends = formulas.Where(d => !formulas.Exists(o => Rewrite.Symbols(o.Value).Contains(d.Key))).Select(d => d.Key).ToList();
        var of = nearest.ToDictionary(v => v, v => ends.Where(e => !nearest.Contains(e) && new Dependence(scope, [v]).On(e)).ToList());
        foreach (var several in of.Values.Where(e => e.Count > 1))
        {
            several.RemoveAll(beside.Contains);
        }

        var shared = nearest.Where(v => of[v].Count == 1 && !nearest.Contains(of[v][0])).GroupBy(v => of[v][0]).Where(g => g.Count() > 1).ToDictionary(g => g.Key, g => g.ToHashSet());
        return shared.Count == 0 ? nearest : [.. nearest.Select(v => shared.FirstOrDefault(g => g.Value.Contains(v)).Key ?? v).Distinct()];
    }

    private static bool Means(Scope scope, Symbol s) => scope.Definitions.ContainsKey(s) || scope.Dependencies.Keys.Any(k => RecurrenceInstance.IsMember(s, k) && (ReferenceEquals(k, s) || scope.Layers.Templates.Count > 0)) || scope.Facts.Any(f => ReferenceEquals(f.Name, s));

    // What other names are built from is a variable, but for a loss to which a penalty is added: nothing is differentiated by it.
    private static bool IsPart(Scope scope, Symbol s) => scope.Definitions.Values.Any(d => Rewrite.Symbols(d).Contains(s));
}
