using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;

namespace MatrixDiff.Checking;

/// <summary>What the declarations of a document say.</summary>
internal static class DocumentScope
{
    /// <summary>The scope of a document, with declarations besides its own.</summary>
    /// <exception cref="DiagnosticException">A declaration can't be understood.</exception>
    public static Scope Of(HandDerivation document, IReadOnlyList<string> where)
    {
        var front = document.FrontMatter;
        var scope = DefinitionReader.Read(new(front.Declare, front.Define, front.Assume) { Operators = front.Operators, Laws = front.Laws }, LawProof.Of);
        foreach (string text in where)
        {
            ExpressionReader.Declare(scope, new SourceText(text, "<where>"));
        }

        scope.Layout = front.Layout is { } layout ? LayoutOf(layout) : WrittenLayout.Gradient;
        return scope;
    }

    private static WrittenLayout LayoutOf(SourceText text) => text.Text.Trim() switch
    {
        "gradient" => WrittenLayout.Vector,
        "jacobian" => WrittenLayout.Jacobian,
        var other => throw new DiagnosticException(new("MD0507", $"there is no layout '{other}'", text, new Span(0, text.Text.Length), "gradient, jacobian")),
    };
}
