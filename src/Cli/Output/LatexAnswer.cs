using MatrixDiff.Latex;

namespace MatrixDiff.Cli.Output;

/// <summary>An answer in LaTeX: a formula, or with its steps an <c>align*</c>; remarks are comments.</summary>
internal static class LatexAnswer
{
    /// <summary>The text.</summary>
    public static string Of(Answer answer, bool steps)
    {
        string remarks = string.Concat(Lines.Remarks(answer, conditions: !steps).Select(r => $"% {r}\n"));
        return remarks + (steps ? DerivationWriter.Latex(answer.Derivation).TrimEnd() : LatexWriter.Formula(answer.Statement, answer.Notation));
    }
}
