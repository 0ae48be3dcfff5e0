using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Latex;

/// <summary>Formulas as LaTeX, for amsmath and KaTeX.</summary>
internal static class LatexWriter
{
    /// <summary>An expression.</summary>
    public static string Formula(Expr e, NotationOptions? options = null) => LatexRenderer.Render(Notation.Of(e, options));

    /// <summary>left = right.</summary>
    public static string Formula(Statement s, NotationOptions? options = null) => LatexRenderer.Render(Notation.Of(s, options));
}

/// <summary>Formulas as MathML Core.</summary>
internal static class MathMLWriter
{
    /// <summary>An expression.</summary>
    public static string Formula(Expr e, NotationOptions? options = null, bool display = false) => MathMLRenderer.Render(Notation.Of(e, options), display);

    /// <summary>left = right.</summary>
    public static string Formula(Statement s, NotationOptions? options = null, bool display = false) => MathMLRenderer.Render(Notation.Of(s, options), display);
}
