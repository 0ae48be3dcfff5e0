using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>
/// The letters of functions, f, g, h, φ and ψ, where nothing declares them and a text only ever applies them, as in f(z), f'(z)
/// and f[l](z[l]): unknown elementwise functions. Other letters before a bracket are factors: a(b + c).
/// </summary>
internal static partial class UndeclaredFunctions
{
    /// <summary>Declares those of a text, unless letters mean what they do at matrixcalculus.org; the names come back.</summary>
    public static IReadOnlyList<Name> Declare(Scope scope, SourceText source)
    {
        if (scope.Letters == LetterClasses.MatrixCalculus)
        {
            return [];
        }

        var taken = scope.Symbols.Keys.Concat(scope.Functions.Keys).Concat(scope.Dimensions).Select(n => n.Base).Concat(scope.Operators.Keys).ToHashSet();
        var found = new List<Name>();
        foreach (var uses in Use().Matches(source.Text).GroupBy(m => GreekNames.Normalize(m.Groups["name"].Value)).Where(g => !taken.Contains(g.Key) && g.All(m => m.Groups["open"].Success)))
        {
            var indices = uses.Where(m => m.Groups["indices"].Success).ToList();
            string index = indices.Select(m => m.Groups["index"].Value).FirstOrDefault(i => i.Length > 0, "l");
            var name = indices.Count == 0 ? new Name(uses.Key) : new Name(uses.Key, new LayerIndex(index, 0));
            scope.Declare(new ElementwiseFunction(name, null, Primes: true));
            scope.InferredFunctions.Add(name);
            found.Add(name);
        }

        return found;
    }

    // With the index of a family, if it has one: f[l](…), of which f[L](…) is a member.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(?<name>(?:[fghφψ]|phi|psi)(?:_[\p{L}\p{N}]+)?)(?![\p{L}\p{N}_])(?<indices>\[(?:(?<index>\p{Ll}\p{N}*)|[^\[\]]*)\])?'*(?<open>\()?")]
    private static partial Regex Use();
}
