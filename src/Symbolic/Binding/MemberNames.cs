using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>Names that are declared by a member, <c>x_i: n</c>, where a document sums over i: the i-th of a family, as <c>x[i]: n</c> declares it.</summary>
internal static partial class MemberNames
{
    /// <summary>Takes the names that end in a letter that a block sums over for members.</summary>
    public static void Declare(Scope scope, SourceText block) => Declare(scope, Summation().Matches(block.Text).Select(m => m.Groups[1].Value).ToHashSet());

    /// <summary>Takes the names that end in one of the letters for members, but for those that are defined or stand in a definition.</summary>
    public static void Declare(Scope scope, IReadOnlySet<string> summed)
    {
        foreach (var symbol in scope.Symbols.Values.ToList())
        {
            int at = symbol.Name.Base.LastIndexOf('_');
            if (at <= 0 || symbol.Name.Indices.Count > 0 || !summed.Contains(symbol.Name.Base[(at + 1)..]) || scope.Definitions.ContainsKey(symbol)
                || scope.Definitions.Values.Any(d => Rewrite.Symbols(d).Contains(symbol)))
            {
                continue;
            }

            var member = new Name(symbol.Name.Base[..at], new LayerIndex(symbol.Name.Base[(at + 1)..], 0));
            if (!scope.Symbols.ContainsKey(member) && !scope.Symbols.ContainsKey(new Name(member.Base)))
            {
                scope.Withdraw(symbol);
                scope.Declare(Symbol.Of(member, symbol.Shape, symbol.Attributes));
            }
        }
    }

    [GeneratedRegex(@"(?:sum|prod|Σ|∑|∏)_\{?\s*([a-zA-Z])\s*=")]
    private static partial Regex Summation();
}
