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

        Families(scope, document.Source.Text);
        scope.Layout = front.Layout is { } layout ? LayoutOf(layout) : LayoutSaid(document) ?? WrittenLayout.Gradient;
        return scope;
    }

    /// <summary>The layout that the text names, if it names one alone: "numerator layout", "denominator layout".</summary>
    public static WrittenLayout? LayoutSaid(HandDerivation document)
    {
        var said = NamedLayout().Matches(document.Source.Text).Select(m => m.Groups[1].Success).Distinct().ToList();
        return said is [var numerator] ? numerator ? WrittenLayout.Rows : WrittenLayout.Gradient : null;
    }

    // x_n that is declared, where the text sums over n, is the n-th of a family.
    private static void Families(Scope scope, string text)
    {
        var summed = DocumentNotation.SummedIn(text).ToHashSet();
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

    [GeneratedRegex(@"(?<!\b(?:not|unlike|instead of|rather than)\b[^.]{0,40})\b(numerator)[- ]layout|\bdenominator[- ]layout", RegexOptions.IgnoreCase)]
    private static partial Regex NamedLayout();

    private static WrittenLayout LayoutOf(SourceText text) => text.Text.Trim() switch
    {
        "gradient" => WrittenLayout.Vector,
        "jacobian" => WrittenLayout.Jacobian,
        var other => throw new DiagnosticException(new("MD0507", $"there is no layout '{other}'", text, new Span(0, text.Text.Length), "gradient, jacobian")),
    };
}
