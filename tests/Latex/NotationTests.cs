using System.Text;
using System.Xml.Linq;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Latex;

/// <summary>How expressions are written in LaTeX and MathML.</summary>
public class NotationTests
{
    [Fact]
    public void Latex()
    {
        var text = new StringBuilder("# Notation\n\n");
        foreach (var (name, e) in Formulas.All())
        {
            text.Append($"- `{name}`: ${LatexWriter.Formula(e)}$\n");
        }

        Snapshot.Verify(text.ToString(), "latex/notation", "md");
    }

    [Fact]
    public void MathML()
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>Notation</title></head><body><table>\n");
        foreach (var (name, e) in Formulas.All())
        {
            text.Append($"<tr><td><code>{MathMLRenderer.Escape(name)}</code></td><td>{MathMLWriter.Formula(e)}</td></tr>\n");
        }

        string html = text.Append("</table></body></html>\n").ToString();
        Assert.NotNull(XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root);
        Snapshot.Verify(html, "latex/notation", "html");
    }

    [Fact]
    public void Sizes()
    {
        var text = new StringBuilder("# Notation with sizes\n\n");
        foreach (string name in new[] { "W[l]'*delta[l]", "vec(A*C)", "(A + B)*x", "A ⊗ X", "(W[l]'*delta[l]) .* f'(a[l-1])", "x", "tr(X*Y)", "c*x" })
        {
            text.Append($"- `{name}`: ${LatexWriter.Formula(Formulas.Read(name), new() { Sizes = true })}$\n");
        }

        Snapshot.Verify(text.ToString(), "latex/notation-sizes", "md");
    }

    [Fact]
    public void Every_operator_has_a_notation()
    {
        var missing = typeof(Operator).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && !OperatorNotation.Knows(t)).Select(t => t.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_operator_is_looked_at()
    {
        var seen = Rewrite.Nodes([.. Formulas.All().Select(f => f.Expr)]).OfType<Apply>().Select(a => a.Operator.GetType()).ToHashSet();
        Assert.Empty(typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && t != typeof(UserOperator) && !seen.Contains(t)).Select(t => t.Name));
    }

    [Fact]
    public void Every_elementwise_function_is_looked_at()
    {
        var seen = Rewrite.Nodes([.. Formulas.All().Select(f => f.Expr)]).OfType<Apply>().Select(a => a.Operator).OfType<ElementwiseOperator>()
            .Select(o => o.Function.Name.Text).ToHashSet();
        Assert.Empty(ElementwiseCatalogue.All.Keys.Except(seen));
    }

    [Fact]
    public void Every_constant_has_a_notation() => Assert.All(Enum.GetValues<ConstantKind>(), k => Assert.True(Constants.Knows(k), k.ToString()));
}
