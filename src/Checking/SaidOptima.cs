using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Checking;

/// <summary>Functions that the text says are least, greatest or solved where it says a variable is, without writing their gradient.</summary>
internal static partial class SaidOptima
{
    private const int Near = 200;

    /// <summary>
    /// The numbers that depend on a variable and are part of no other such number, if the sentence before a step speaks of a
    /// minimiser; none in a text about constraints, where a gradient need not be zero.
    /// </summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="text">All of the text.</param>
    /// <param name="before">The text before the step.</param>
    /// <param name="w">The variable.</param>
    public static IReadOnlyList<Symbol> Of(Scope scope, string text, string before, Symbol w)
    {
        if (!Optimum().IsMatch(before[Math.Max(0, before.Length - Near)..]) || Constrained().IsMatch(text))
        {
            return [];
        }

        var dependence = new Dependence(scope, [w]);
        var numbers = scope.Definitions.Keys.Where(f => f.IsScalar && f.Name.Indices.Count == 0 && dependence.On(f)).ToList();
        return [.. numbers.Where(f => !numbers.Exists(g => !ReferenceEquals(f, g) && new Dependence(scope, [f]).On(g)))];
    }

    [GeneratedRegex(@"minimi[sz]|maximi[sz]|\boptim|\bsolution|\bsolved|\bclosed[- ]form|\bleast[- ]squares|\barg\s*m(?:in|ax)", RegexOptions.IgnoreCase)]
    private static partial Regex Optimum();

    [GeneratedRegex(@"constrain|\bsubject\s+to|\bs\.\s?t\.|agrang|ultiplier|minimum[- ]norm|restricted|projected", RegexOptions.IgnoreCase)]
    private static partial Regex Constrained();
}
