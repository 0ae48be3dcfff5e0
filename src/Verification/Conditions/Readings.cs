using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Conditions;

/// <summary>Other conventions under which a statement may have been meant: the other layout, the other vec.</summary>
internal static class Readings
{
    /// <summary>The conventions that a question depends on.</summary>
    public static IEnumerable<Condition> Of(Question question)
    {
        if (Read(question, Jacobian) is { } layout)
        {
            yield return new Reading("layout: jacobian", _ => layout);
        }

        if (Read(question, Rows) is { } rows)
        {
            yield return new Reading("vec: rows", _ => rows);
        }
    }

    private static Syntax? Jacobian(Syntax s) => s is CallSyntax { Function.Text: "grad" } c ? c with { Function = c.Function with { Text = "jacobian" } } : null;

    private static Syntax? Rows(Syntax s) => s is CallSyntax { Function.Text: "vec", Arguments: [var x] } c
        ? c with { Arguments = [new TransposeSyntax(x, x.Span)] } : null;

    // The claim with every such part read in the other way; null where there is none, or shapes do not conform.
    private static Claim? Read(Question question, Func<Syntax, Syntax?> change)
    {
        bool changed = false;
        Syntax Change(Syntax s)
        {
            var inner = SyntaxTree.WithChildren(s, [.. SyntaxTree.Children(s).Select(Change)]);
            var other = change(inner);
            changed |= other is not null;
            return other ?? inner;
        }

        var (left, right) = (Change(question.Left), Change(question.Right));
        try
        {
            return changed ? question.Read(left, right, question.Declared.Copy()) : null;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }
}
