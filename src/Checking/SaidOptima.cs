using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Functions that the text says are least, greatest or solved where it says a variable is, without writing their gradient.</summary>
internal static partial class SaidOptima
{
    private const int Near = 200;

    /// <summary>
    /// The numbers that depend on a variable and are part of no other such number, if the words or the problem before a step speak of a
    /// minimiser; none in a text about constraints, where a gradient need not be zero.
    /// </summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="document">The text.</param>
    /// <param name="step">A step of a displayed formula.</param>
    /// <param name="w">The variable.</param>
    public static IReadOnlyList<Symbol> Of(Scope scope, HandDerivation document, ReadStep step, Symbol w) =>
        Speaks(document, step) ? Outermost(scope, [.. scope.Definitions.Keys.Where(f => IsOf(scope, f, w))]) : [];

    /// <summary>The functions of a variable that the sentence or the problem before a step says it minimises: "the minimiser of f is", argmin f.</summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="names">What names are to the reader of formulas.</param>
    /// <param name="document">The text.</param>
    /// <param name="step">A step of a displayed formula.</param>
    /// <param name="w">The variable.</param>
    public static IReadOnlyList<Symbol> Named(Scope scope, ScopeNames names, HandDerivation document, ReadStep step, Symbol w)
    {
        if (!Speaks(document, step) || document.Blocks.FirstOrDefault(b => b.Number == step.Block) is not { } block)
        {
            return [];
        }

        if (step.FollowsProblem)
        {
            return [.. scope.Definitions.Keys.Where(f => IsOf(scope, f, w) && Regex.IsMatch(step.Written.PreviousRight!.Latex, $@"(?<![a-zA-Z\\]){Regex.Escape(f.Name.Base)}(?![a-zA-Z])"))];
        }

        int sentence = block.Before.Span.Start + (Stop().Matches(block.Before.Text.TrimEnd()).LastOrDefault()?.Index ?? 0);
        return
        [
            .. document.Inline.Where(f => f.Steps.Count == 0 && f.Span.Start >= sentence && f.Span.End <= block.Span.Start)
                .Select(f => f.Whole is { } whole ? ReadStep.Read(whole, names) : null).Select(s => StepSyntax.NameOf(s is CallSyntax call ? call.Function : s))
                .Select(n => n is { } name ? scope.Symbols.GetValueOrDefault(name) : null).OfType<Symbol>().Where(f => IsOf(scope, f, w)).Distinct(),
        ];
    }

    /// <summary>Those functions that are part of no other of them.</summary>
    public static IReadOnlyList<Symbol> Outermost(Scope scope, IReadOnlyList<Symbol> functions) =>
        [.. functions.Where(f => !functions.Any(g => !ReferenceEquals(f, g) && new Dependence(scope, [f]).On(g)))];

    private static bool IsOf(Scope scope, Symbol f, Symbol w) => f.IsScalar && f.Name.Indices.Count == 0 && scope.Definitions.ContainsKey(f) && new Dependence(scope, [w]).On(f);

    private static bool Speaks(HandDerivation document, ReadStep step) => document.Blocks.FirstOrDefault(b => b.Number == step.Block) is { } block
        && block.Before.Text + document.Source.Text[block.Span.Start..Math.Max(block.Span.Start, step.Written.Span.Start)] is var before
        && Optimum().IsMatch(before[Math.Max(0, before.Length - Near)..]) && !IsConstrained(document.Source);

    /// <summary>Does a text speak of constraints, so that a gradient need not be zero where a function is least?</summary>
    public static bool IsConstrained(SourceText source) => Constrained().IsMatch(source.Text);

    [GeneratedRegex(@"\b(?:minim|maxim)(?:i[sz]|um\b|a\b)|\boptim|\bsolution|\bsolved|\bclosed[- ]form|\bleast[- ]squares|\barg(?:\\[,;!]|[\s\\])*m(?:in|ax)", RegexOptions.IgnoreCase)]
    private static partial Regex Optimum();

    [GeneratedRegex(@"constrain|\bsubject\s+to|\bs\.\s?t\.|agrang|ultiplier|minimum[- ]norm|restricted|projected", RegexOptions.IgnoreCase)]
    private static partial Regex Constrained();

    // The end of a sentence or a paragraph.
    [GeneratedRegex(@"[.;!?](?=\s)|\n[^\S\n]*\n")]
    private static partial Regex Stop();
}
