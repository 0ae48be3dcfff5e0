using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;

namespace MatrixDiff.Checking;

/// <summary>What the declarations of a document say.</summary>
internal static partial class DocumentScope
{
    /// <summary>The scope of a document, with declarations besides its own; what speaks of names that the text brings is still pending.</summary>
    /// <exception cref="DiagnosticException">A declaration can't be understood.</exception>
    public static Scope Of(HandDerivation document, IReadOnlyList<string> where, out PendingDeclarations pending)
    {
        var front = document.FrontMatter;
        var scope = DefinitionReader.Read(new(front.Declare, front.Define, front.Assume) { Operators = front.Operators, Laws = front.Laws }, LawProof.Of, out pending);
        foreach (string text in where)
        {
            ExpressionReader.Declare(scope, new SourceText(text, "<where>"));
        }

        MemberNames.Declare(scope, DocumentNotation.SummedIn(document.Source.Text).ToHashSet());
        scope.SoftmaxOfMatrix = SoftmaxSaid(document.Source.Text);
        scope.OnlySize = SizeSaid(document.Source.Text, scope);
        scope.Layout = front.Layout is { } layout ? LayoutOf(layout) : LayoutSaid(document) ?? WrittenLayout.Gradient;
        return scope;
    }

    /// <summary>The layout that the text names, if it names one alone: "numerator layout", "denominator layout".</summary>
    public static WrittenLayout? LayoutSaid(HandDerivation document)
    {
        var said = NamedLayout().Matches(document.Source.Text).Select(m => m.Groups[1].Success).Distinct().ToList();
        return said is [var numerator] ? numerator ? WrittenLayout.Rows : WrittenLayout.Gradient : null;
    }

    // "softmax applied to each row", "row-wise softmax"; where both are said, neither.
    private static string? SoftmaxSaid(string text) =>
        SoftmaxAlong().Matches(text).Select(m => m.Groups["rows"].Success ? "rowsoftmax" : "colsoftmax").Distinct().ToList() is [var only] ? only : null;

    // The n of ℝⁿ, n×n and "n-dimensional", where it is the only such letter and neither an index nor a name of something else; for I and 1.
    private static Size? SizeSaid(string text, Scope scope)
    {
        var said = SizeLetters().Matches(text).SelectMany(m => m.Groups["n"].Captures).Select(c => new Name(c.Value)).Concat(scope.Dimensions).Distinct().ToList();
        if (said is not [var only] || scope.Symbols.ContainsKey(only) || !Unsized().IsMatch(text)
            || DocumentNotation.SummedIn(text).Contains(only.Text) || Regex.IsMatch(text, $@"(?<!I|1\}}?)_\{{?[a-z,]{{0,2}}{Regex.Escape(only.Text)}(?![a-zA-Z])"))
        {
            return null;
        }

        scope.Dimensions.Add(only);
        return Size.Of(only);
    }

    [GeneratedRegex(@"(?<!\b(?:not|unlike|instead of|rather than)\b[^.]{0,40})\b(numerator)[- ]layout|\bdenominator[- ]layout", RegexOptions.IgnoreCase)]
    private static partial Regex NamedLayout();

    [GeneratedRegex(@"(?<!\b(?:not|unlike|than)\b[^.]{0,40})(?:\b(?:(?<rows>row)|column)[- ]?wise\b[^.]{0,40}\bsoftmax|\bsoftmax\b[^.]{0,80}?\b(?:(?:(?<rows>row)|column)[- ]?wise|(?:to|over|of|along|on)\s+(?:the\s+|each\s+|every\s+|its\s+|all\s+)*(?<rows>row)s?|(?:to|over|of|along|on)\s+(?:the\s+|each\s+|every\s+|its\s+|all\s+)*columns?)\b)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SoftmaxAlong();

    [GeneratedRegex(@"\\(?:mathbb|mathbf|R)\s*\{?\s*R?\s*\}?\s*\^\s*\{?\s*(?<n>[a-zA-Z])(?:\s*(?:\\times|×)\s*(?<n>[a-zA-Z]))?\s*\}?(?![a-zA-Z0-9+-])|(?<![a-zA-Z\\])(?<n>[dk-rDKLMNPT])\s*(?:\\times|×)\s*(?<n>[dk-rDKLMNPT])(?![a-zA-Z(])|\$(?<n>[a-zA-Z])\$-(?:dimensional|vector)")]
    private static partial Regex SizeLetters();

    [GeneratedRegex(@"(?<![a-zA-Z\\])I(?![a-zA-Z_(])|(?:math\w+|boldsymbol|bm)\s*\{?\s*[1I](?![a-zA-Z0-9])")]
    private static partial Regex Unsized();

    private static WrittenLayout LayoutOf(SourceText text) => text.Text.Trim() switch
    {
        "gradient" => WrittenLayout.Vector,
        "jacobian" => WrittenLayout.Jacobian,
        var other => throw new DiagnosticException(new("MD0507", $"there is no layout '{other}'", text, new Span(0, text.Text.Length), "gradient, jacobian")),
    };
}
