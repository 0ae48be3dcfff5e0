using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

/// <summary>What a plan does with an expression, by the kernels of its instructions.</summary>
public sealed class PlanTests
{
    private const string Where = "A: m×n, B: n×p, C: n×n, S: n×n symmetric, x: n, y: n, u: m, v: p, c: scalar, w: m*n";

    [Theory]
    [InlineData("A'*A*x", "matmul, matmul")]
    [InlineData("A*B*v", "matmul, matmul")]
    [InlineData("u'*A*B", "matmul, matmul")]
    [InlineData("diag(x)*B", "multiply")]
    [InlineData("A*diag(x)", "multiply")]
    [InlineData("diag(x)*diag(y)*B", "multiply, multiply")]
    [InlineData("(B' ⊗ A)*vec(C)", "matmul, matmul, vec")]
    [InlineData("(I(p) ⊗ A)*vec(B)", "matmul, vec")]
    [InlineData("K(m,n)*w", "unvec, vec")]
    [InlineData("I(m)*A*I(n)", "")]
    [InlineData("C^-1*B", "lu, solve")]
    [InlineData("C^-1*x", "lu, solve")]
    [InlineData("u'*A*C^-1", "lu, matmul, solve")]
    [InlineData("ones(m)'*A", "sums of columns")]
    [InlineData("A*ones(n)", "sums of rows")]
    [InlineData("A + c*ones(m,n)", "sum")]
    [InlineData("A + u*ones(n)'", "sum")]
    [InlineData("tr(A'*A)", "power, sum of entries")]
    [InlineData("tr(C*S)", "dot")]
    [InlineData("sum(A*B)", "matmul, sums of rows, sum of entries")]
    [InlineData("diag(A'*A)", "power, sums of columns")]
    [InlineData("(x ⊗ I(m))*A*(x' ⊗ I(n))", "outer, ⊗")]
    public void Structure_is_applied_and_not_built(string text, string kernels) =>
        Assert.Equal(kernels.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(), Kernels(text).Order());

    [Theory]
    [InlineData("A'*(A*x - u)*((A*x - u)'*u)", 1, "sum")]
    [InlineData("exp(A*x)*sum(exp(A*x))", 1, "exp")]
    [InlineData("x'*C + (C'*x)'", 1, "matmul")]
    [InlineData("S*x*x'*S", 1, "matmul")]
    [InlineData("(C + C')*x*(x'*(C' + C)*x)", 1, "matmul")]
    public void Common_subexpressions_are_computed_once(string text, int count, string kernel) =>
        Assert.Equal(count, Kernels(text).Count(k => k == kernel));

    [Fact]
    public void Outputs_share_what_they_have_in_common()
    {
        var scope = ExpressionReader.Declare(Where);
        var plan = Plan.Of([ExpressionReader.Read("sumsq(A*x - u)", scope), ExpressionReader.Read("2*A'*(A*x - u)", scope)]);
        Assert.Equal(2, plan.Outputs.Count);
        Assert.Equal(1, plan.Instructions.Count(i => i.Kernel.Name == "sum"));
    }

    [Fact]
    public void Known_sizes_decide_the_order_of_a_product()
    {
        var scope = ExpressionReader.Declare("A: m×n, B: n×m, C: m×n");
        var e = ExpressionReader.Read("A*B*C", scope);
        var (m, n) = (new Name("m"), new Name("n"));
        Assert.Equal(new Shape(Size.Of(m), Size.Of(m)), First(100, 1000));
        Assert.Equal(new Shape(Size.Of(n), Size.Of(n)), First(1000, 100));

        Shape First(int rows, int columns) =>
            Plan.Of([e], sizes: new Dictionary<Name, int> { [m] = rows, [n] = columns }).Instructions[0].Result.Shape;
    }

    [Fact]
    public void Parameters_come_first_then_other_symbols_then_sizes_and_functions()
    {
        var scope = ExpressionReader.Declare("x: n, y: n, z: n, f: elementwise, k: dim");
        var (x, z) = ((Symbol)ExpressionReader.Read("x", scope), (Symbol)ExpressionReader.Read("z", scope));
        var plan = Plan.Of(ExpressionReader.Read("f''(x)*ones(k)' + f(y)*ones(k)'", scope), [z, x]);
        Assert.Equal(["z", "x", "y"], plan.Inputs.Select(i => i.Name));
        Assert.Equal(["k"], plan.Dimensions.Select(d => d.Text));
        Assert.Equal(["f", "f''"], plan.Functions.Select(f => f.ToString()));
    }

    [Fact]
    public void Defined_symbols_are_computed_from_their_definitions()
    {
        var scope = ExpressionReader.Declare("W: m×n, x: n, b: m, z: m");
        var z = (Symbol)ExpressionReader.Read("z", scope);
        scope.Define(z, ExpressionReader.Read("W*x + b", scope));
        var e = ExpressionReader.Read("z .* z", scope);
        Assert.Equal(["W", "x", "b"], Plan.Of(e, scope: scope).Inputs.Select(i => i.Name));
        Assert.Equal(["z"], Plan.Of(e, [z], scope).Inputs.Select(i => i.Name));
    }

    [Fact]
    public void What_has_no_value_is_refused_with_a_reason()
    {
        var scope = ExpressionReader.Declare(Where);
        var pending = Apply.Raw(PendingDifferential.Instance, ExpressionReader.Read("A*x", scope));
        Assert.Contains("derive it first", Assert.Throws<PlanException>(() => Plan.Of(pending)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differentials_are_inputs()
    {
        var x = Symbol.Of(new Name("x"), Shape.Column(Size.Of(new Name("n"))));
        Assert.Equal(["x", "dx"], Plan.Of(Product.Of(Make.Transpose(x), Differential.For(x)), [x]).Inputs.Select(i => i.Name));
    }

    private static IEnumerable<string> Kernels(string text)
    {
        var scope = ExpressionReader.Declare(Where);
        return Plan.Of(ExpressionReader.Read(text, scope)).Instructions.Select(i => i.Kernel.Name);
    }
}
