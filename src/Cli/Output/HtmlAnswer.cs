using MatrixDiff.Latex;

namespace MatrixDiff.Cli.Output;

/// <summary>Answers as a page with MathML.</summary>
internal static class HtmlAnswer
{
    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<Answer> answers, bool steps)
    {
        var blocks = new List<Block> { new DeclarationsBlock(answers[0].Derivation.Scope) };
        foreach (var answer in answers)
        {
            blocks.Add(steps ? new DerivationBlock(answer.Derivation) : new FormulaBlock(answer.Statement));
            blocks.Add(new ProseBlock(MarkdownAnswer.Escape(Lines.ShapeAndLayout(answer)
                + (steps || answer.Derivation.Assumptions.Count == 0 ? "" : "; assuming " + string.Join(", ", answer.Derivation.Assumptions))
                + (steps || answer.Derivation.Conditions.Count == 0 ? "" : "; valid where " + string.Join(", ", answer.Derivation.Conditions)))));
            blocks.Add(new CheckBlock("checked: " + Lines.Checked(answer), Passed: true));
        }

        return WriteUpRenderer.ToHtml(new($"{answers[0].Kind} of {answers[0].Request.Expression.Text}", blocks)).TrimEnd();
    }
}
