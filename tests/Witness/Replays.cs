using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.Witness;

/// <summary>Steps of derivations, checked one by one.</summary>
public sealed class Replays
{
    [Fact]
    public void TheGradientOfAQuadraticForm()
    {
        var report = Replay.Check(Quadratic("dx'*A*x + x'*A*dx", "x'*(A + A')*dx", "(A + A')*x"));

        Assert.True(report.Passed, report.Failure);
        Assert.Equal(3, report.Steps);
        Assert.True(report.MaxRelativeError < 1e-12);
    }

    [Theory]
    [InlineData("dx'*A*x - x'*A*dx", "x'*(A + A')*dx", "(A + A')*x", 0)]
    [InlineData("dx'*A*x + x'*A*dx", "2*x'*A*dx", "(A + A')*x", 1)]
    [InlineData("dx'*A*x + x'*A*dx", "x'*(A + A')*dx", "2*A*x", 2)]
    [InlineData("dx'*A*x + x'*A*dx", "x'*(A + A')*dx", "(A + A')*x/2", 2)]
    public void TheFirstWrongStepIsNamed(string first, string second, string answer, int failing)
    {
        var report = Replay.Check(Quadratic(first, second, answer));

        Assert.False(report.Passed);
        Assert.Equal(failing, report.FailingStep);
        Assert.Contains($"step {failing + 1}", report.Failure!);
    }

    [Fact]
    public void TheDifferentialOfADefinedSymbolFollowsItsDefinition()
    {
        var (e, scope) = Point.Read("z'*z", "z: m; A: m×n; x, dx: n");
        var (z, x, a) = (ExpressionReader.Variable("z", scope), ExpressionReader.Variable("x", scope), ExpressionReader.Variable("A", scope));
        scope.Define(z, Product.Of(a, x));
        var (dz, dx, left) = (Differential.For(z), Differential.For(x), Apply.Raw(PendingDifferential.Instance, e));
        var lines = new[] { Product.Of(2, Make.Transpose(z), dz), Product.Of(2, Make.Transpose(z), a, dx) };
        var wrong = Product.Of(2, Make.Transpose(z), dz);

        Assert.True(Replay.Check(Derivation(scope, e, x, [new(left, left), new(left, lines[0]), new(left, lines[1])], lines[1])).Passed);
        Assert.False(Replay.Check(Derivation(scope, e, x, [new(left, left), new(left, lines[0]), new(left, Product.Of(2, wrong))], wrong)).Passed);
    }

    private static Derivation Quadratic(string first, string second, string answer)
    {
        var (e, scope) = Point.Read("x'*A*x", "A: n×n; x, dx: n");
        var x = ExpressionReader.Variable("x", scope);
        var left = Apply.Raw(PendingDifferential.Instance, e);
        var asked = Apply.Raw(new Nabla(NablaKind.Gradient, x.Shape, x), e);
        var result = ExpressionReader.Read(answer, scope);
        return Derivation(scope, e, x, [new(left, left), new(left, Read(first)), new(left, Read(second)), new(asked, result)], result);

        Expr Read(string text) => Rewrite.Substitute(ExpressionReader.Read(text, scope), ExpressionReader.Variable("dx", scope), Differential.For(x));
    }

    private static Derivation Derivation(Scope scope, Expr input, Symbol x, Statement[] lines, Expr result) => new()
    {
        Kind = DerivationKind.Gradient,
        Input = input,
        Variables = [x],
        Layout = Layout.Gradient,
        Scope = scope,
        Steps = [.. lines.Zip(lines.Skip(1), (before, after) => new Step(Catalogue.Linearity, before, after))],
        Result = result,
        Asked = lines[^1].Left,
    };
}
