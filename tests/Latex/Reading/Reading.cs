using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>Single formulas, read over the names of most tests.</summary>
internal static class Read
{
    private const string Names = """
        n, m, N: dim
        A: m×n; B: n×n; X: n×n; V: m×n; P: n×n
        x: n; y: n; w: n; u: m; v: n
        c: scalar; J: scalar; lambda: scalar
        W[l]: n×n; z[l]: n; a[l]: n; h[t]: n; q[i]: n; n[l]: dim
        f: elementwise; g[l]: elementwise
        W_xh: n×n; b1: n; s_k: n; loss: scalar
        """;

    /// <summary>A formula as text.</summary>
    public static string Formula(string latex) => Printed.Of(Side(latex).Read(HandNames.Of(Names)));

    /// <summary>A formula over nothing declared.</summary>
    public static string Undeclared(string latex) => Printed.Of(Side(latex).Read(UnknownNames.Instance));

    /// <summary>What is passed over in a formula.</summary>
    public static List<ReadingNote> Notes(string latex)
    {
        var notes = new List<ReadingNote>();
        Side(latex).Read(HandNames.Of(Names), notes);
        return notes;
    }

    /// <summary>The mistake in a formula, with what the caret stands under.</summary>
    public static string Mistake(string latex)
    {
        var d = Assert.Throws<DiagnosticException>(() => Formula(latex)).Diagnostic;
        Assert.True(d.Span.Start >= 0 && d.Span.End <= d.Source.Text.Length, $"{d.Span} of {d.Source.Text.Length}");
        Assert.NotEmpty(d.Message);
        return $"{d.Code} {d.Source.Text.Substring(d.Span.Start, d.Span.Length)}";
    }

    /// <summary>The derivation of a Markdown text.</summary>
    public static HandDerivation Markdown(string text) => HandDerivation.Read(text, "hand.md");

    /// <summary>The derivation of a LaTeX text.</summary>
    public static HandDerivation Latex(string text) => HandDerivation.Read(text, "hand.tex");

    private static Side Side(string latex) => Markdown($"$$Y = {latex}$$").Blocks[0].Steps[0].Right;
}
