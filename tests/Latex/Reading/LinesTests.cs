using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>Formulas that go over several lines, with what people write between the lines.</summary>
public class LinesTests
{
    /// <summary>What stands in an aligned formula, and its right sides as they are read.</summary>
    [Theory]
    [InlineData(@"J &= {} x + y", "x + y")]
    [InlineData(@"J {}={} & x {} + {} y{}", "x + y")]
    [InlineData(@"J &= x \\ &{}= y", "x | y")]
    [InlineData(@"J &= x \\ &\quad {} + y \\ &\quad {} - w \\ &= v", "x + y - w | v")]
    [InlineData(@"J &= x + y && \text{(by (1))} \\ &\quad + w \\ &= v", "x + y + w | v")]
    [InlineData(@"J &= x + y && \text{(by (1))} \\ &\quad {} - w && \text{(2)} \\ &= v", "x + y - w | v")]
    [InlineData(@"J &= A(x + && \text{expand} \\ &\qquad y) \\ &= v", "A (x + y) | v")]
    [InlineData(@"J &= A(x && \text{(linear)} \\ &\qquad {} + y) + w \\ &= v", "A (x + y) + w | v")]
    [InlineData(@"J &= x + \quad\text{(a long one)} \\ & y \\ &= v", "x + y | v")]
    [InlineData(@"J &= x && (1) \\ &\quad + y && (2) \\ &= v && (3)", "x + y | v")]
    [InlineData(@"J &= x \tag*{(a)} \\ &\quad + y \tag{3}", "x + y")]
    [InlineData(@"J &= x \\ &\quad \text{(definition, chain rule: } \\ &\quad {a = f(z)}\text{)} \\ &= v", "x | v")]
    [InlineData(@"J &= x && \text{(definition: }{z = W a + b}\text{)} \\ &\quad {} + y \\ &= v", "x + y | v")]
    [InlineData(@"J &= x && \text{(definition: } \\ &&& {z = W a + b}\text{)} \\ &\quad {} + y \\ &= v", "x + y | v")]
    [InlineData(@"J &= x && \text{since $AB = BA$} \\ &\quad + y \\ &= v", "x + y | v")]
    [InlineData(@"J &= x \\ &\qquad \text{(by symmetry)} \\ &\quad + y \\ &= v", "x + y | v")]
    [InlineData(@"J &= \boxed{\begin{aligned} & x \\ & \quad {} + y \end{aligned}}", "x + y")]
    [InlineData(@"J &= \boxed{\begin{aligned} & A(x && \text{(one)} \\ & \quad {} + y) && \text{(two)} \end{aligned}}", "A (x + y)")]
    [InlineData(@"J &= \underbrace{\begin{aligned} & x \\ & + y \end{aligned}}_{n \times 1} + w", "x + y + w")]
    [InlineData(@"J &= \begin{bmatrix} {} & x \\ y & {} \end{bmatrix}", "[0, x; y, 0]")]
    [InlineData(@"J &= {}^{2}x", "MD0601")]
    public void Lines_are_joined_without_what_stands_between(string lines, string read) => Assert.Equal(read, Rights(lines));

    /// <summary>Words between formulas that are no reason between lines of one.</summary>
    [Theory]
    [InlineData(@"J &= x && \text{(1)} \\ y &= v", "x | v", "J | y")]
    [InlineData(@"J &= x \quad\text{and}\quad y &= v", "x | v", "J | y")]
    [InlineData(@"J &= x && \text{(1)} \\ -y &= v", "x | v", "J | -y")]
    [InlineData(@"J &= x && \text{(1)} \\ & -y = v", "x | v", "J | -y")]
    [InlineData(@"J &= x \quad\text{and} \\ A(w \\ & + y) &= v", "x | v", "J | A (w + y)")]
    [InlineData(@"J &= x && \text{and} && w \\ & + y &= v", "x | v", "J | w + y")]
    public void Sides_end_where_another_formula_begins(string lines, string rights, string lefts)
    {
        Assert.Equal(rights, Rights(lines));
        Assert.Equal(lefts, string.Join(" | ", Steps(lines).Select(s => Of(s.Left!))));
    }

    /// <summary>A line that goes on below something that is neither words nor part of the formula is not lost: the side can't be read.</summary>
    [Theory]
    [InlineData(@"J &= x && y > 0 \\ &\quad {} + w \\ &= v", "MD0622 | v")]
    [InlineData(@"J &= x, \quad y \to 0 \\ &\quad {} + w", "MD0622")]
    public void No_line_is_lost(string lines, string read) => Assert.Equal(read, Rights(lines));

    [Fact]
    public void A_reason_stays_a_remark()
    {
        var step = Steps(@"J &= x && \text{(by (1))} \\ &\quad + y && \text{(by (2))} \\ &= v")[0];
        Assert.Equal("(by (1)) (by (2))", step.Remark);
    }

    [Theory]
    [InlineData(@"J &= x && \text{(chain rule: }{\nabla_x J = y}\text{)} \\ &= v", @"\nabla_x J = y")]
    [InlineData(@"J &= x && \text{since $y = Bx$ and $w = y$}", "y = Bx; w = y")]
    [InlineData(@"J &= x && \text{(} \\ & {a = f(z)}\text{)}", "a = f(z)")]
    [InlineData(@"J &= x && \text{(law $A B$)}", "")]
    public void Formulas_in_reasons_are_told(string lines, string formulas) =>
        Assert.Equal(formulas, string.Join("; ", Document(lines).Reasons.Select(r => r.Latex)));

    private static HandDerivation Document(string lines) => Read.Markdown($"$$\n\\begin{{aligned}}\n{lines}\n\\end{{aligned}}\n$$");

    private static IReadOnlyList<HandStep> Steps(string lines) => Document(lines).Blocks[0].Steps;

    private static string Rights(string lines) => string.Join(" | ", Steps(lines).Select(s => Of(s.Right)));

    private static string Of(Side side)
    {
        try
        {
            return Printed.Of(side.Read(HandNames.Of("n: dim; A: n×n; B: n×n; x: n; y: n; w: n; v: n; J: n")));
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostic.Code;
        }
    }
}
