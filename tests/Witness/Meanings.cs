using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Witness;

/// <summary>Definitions, unknown functions and named derivatives: values and derivatives flow through them.</summary>
public sealed class Meanings
{
    private const string Declare = """
        m, n, p: dim
        a[l-1]: m, W[l]: n×m, b[l]: n, W[l+1]: p×n, b[l+1]: p
        f[l]: elementwise
        J: scalar function of z[l+1]
        """;

    private const string Define = """
        z[l] = W[l] a[l-1] + b[l]
        a[l] = f[l](z[l])
        z[l+1] = W[l+1] a[l] + b[l+1]
        ∇_{z[l+1]} J = δ[l+1]
        ∇_{z[l]} J = δ[l]
        ∇²_{z[l+1]} J = Q[l+1]
        ∇²_{z[l]} J = Q[l]
        """;

    [Theory]
    [InlineData("δ[l]", "f[l]'(z[l]) .* (W[l+1]'*δ[l+1])")]
    [InlineData("Q[l+1]", "Q[l+1]'")]
    [InlineData("Q[l]", "diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l])) + diag(f[l]''(z[l]) .* (W[l+1]'*δ[l+1]))")]
    public void NamedDerivativesAreThoseOfTheFunction(string left, string right)
    {
        var report = Equal(left, right, "");
        Assert.True(report.Passed, report.Failure);
    }

    [Theory]
    [InlineData("δ[l]", "W[l+1]'*δ[l+1]")]
    [InlineData("Q[l]", "diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))")]
    [InlineData("Q[l+1]", "zeros(p,p)")]
    public void WrongRecursionsAreFoundOut(string left, string right) => Assert.False(Equal(left, right, "").Passed);

    [Fact]
    public void AnAssumptionOnAFunctionHoldsAtEveryPoint()
    {
        const string right = "diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))";
        var report = Equal("Q[l]", right, "f[l]'' = 0");
        Assert.True(report.Passed, report.Failure);

        // f' is not the same everywhere, as that of ReLU is not.
        Assert.False(Equal("diag(f[l]'(z[l]))*W[l+1]'", "W[l+1]'*diag(f[l]'(z[l+1]))", "f[l]'' = 0").Passed);
    }

    [Fact]
    public void AnAssumedStructureHoldsAtEveryPoint()
    {
        var scope = DefinitionReader.Read(new SourceText("S: n×n, x: n"), null, new SourceText("S symmetric"));
        var sides = ExpressionReader.ReadSides(["S*x", "S'*x"], scope);

        Assert.True(WitnessCheck.Equal(sides[0], sides[1], [], scope).Passed);
        Assert.False(WitnessCheck.Equal(sides[0], sides[1], [], new()).Passed);
    }

    [Theory]
    [InlineData("W[l]", "δ[l]*a[l-1]'", true)]
    [InlineData("b[l]", "δ[l]", true)]
    [InlineData("W[l+1]", "δ[l+1]*a[l]'", true)]
    [InlineData("a[l-1]", "W[l]'*δ[l]", true)]
    [InlineData("a[l]", "W[l+1]'*δ[l+1]", true)]
    [InlineData("W[l]", "a[l-1]*δ[l]'", false)]
    [InlineData("W[l]", "δ[l]*a[l-1]' + δ[l]*a[l-1]'", false)]
    [InlineData("b[l]", "δ[l] .* f[l]'(z[l])", false)]
    public void GradientsGoThroughTheLayers(string variable, string answer, bool right)
    {
        var scope = Read("");
        var j = ExpressionReader.Read("J", scope);
        var report = WitnessCheck.Check(
            DerivationKind.Gradient, Layout.Gradient, j, [ExpressionReader.Variable(variable, scope)], ExpressionReader.Read(answer, scope), scope);

        Assert.Equal(right, report.Passed);
    }

    [Theory]
    [InlineData("Gradient", "W[l]")]
    [InlineData("Gradient", "z[l]")]
    [InlineData("Hessian", "z[l]")]
    [InlineData("Hessian", "W[l+1],W[l]")]
    public void DerivationsThroughTheLayersPassWithAllTheirSteps(string asked, string wrt)
    {
        var scope = Read("");
        var j = ExpressionReader.Read("J", scope);
        var kind = Enum.Parse<DerivationKind>(asked);
        Symbol[] variables = [.. wrt.Split(',').Select(v => ExpressionReader.Variable(v, scope))];
        var derivation = Differentiator.Derivation(kind, j, variables, Layout.Gradient, scope);
        var report = WitnessCheck.Check(kind, Layout.Gradient, j, variables, derivation.Result, scope);
        var replay = Replay.Check(derivation);

        Assert.True(report.Passed && replay.Passed, $"{derivation.Result}: {report.Failure} {replay.Failure}");
    }

    [Fact]
    public void ADefinedVariableMovesByItself()
    {
        // z = A x is defined, and still J = z'z + x'x is a function of z with the gradient 2 z.
        var (e, scope) = Point.Read("z'*z + x'*x", "z: m; x: n; A: m×n");
        var (z, x) = (ExpressionReader.Variable("z", scope), ExpressionReader.Variable("x", scope));
        scope.Define(z, ExpressionReader.Read("A*x", scope));

        Assert.True(Gradient(z, "2*z").Passed);
        Assert.True(Gradient(x, "2*A'*z + 2*x").Passed);

        CheckReport Gradient(Symbol by, string answer) =>
            WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, e, [by], ExpressionReader.Read(answer, scope), scope);
    }

    [Fact]
    public void UnnamedDerivativesOfAnUnknownFunctionArePartial()
    {
        // dJ = (∇_x J)'dx + (∇_y J)'dy with y = A x.
        var (_, scope) = Point.Read("J + y'*A*x", "J: scalar; y: m; A: m×n; x: n");
        var symbols = new[] { "J", "x", "y" }.Select(n => ExpressionReader.Variable(n, scope)).ToArray();
        var (j, x, y) = (symbols[0], symbols[1], symbols[2]);
        scope.Define(y, ExpressionReader.Read("A*x", scope));
        scope.MakeFunctionOf(j, [x, y]);
        var byX = Symbol.Of(new Name("∇xJ"), x.Shape, Attributes.None, new(j, x));
        var byY = Symbol.Of(new Name("∇yJ"), y.Shape, Attributes.None, new(j, y));
        var a = ExpressionReader.Variable("A", scope);
        var total = Sum.Of(byX, Product.Of(MatrixDiff.Symbolic.Operators.Make.Transpose(a), byY));

        Assert.True(WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, j, [x], total, scope).Passed);
        Assert.False(WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, j, [x], byX, scope).Passed);
    }

    [Fact]
    public void VectorAndMatrixValuedUnknownFunctions()
    {
        var (_, scope) = Point.Read("sum(F*ones(q)) + z'*z", "F: p×q; z: n; q: dim");
        var (f, z) = (ExpressionReader.Variable("F", scope), ExpressionReader.Variable("z", scope));
        scope.MakeFunctionOf(f, [z]);
        var gradient = Symbol.Of(new Name("∇F"), new(z.Shape.Count, f.Shape.Count), Attributes.None, new(f, z));
        var second = Symbol.Of(new Name("∇²F"), new(z.Shape.Count, z.Shape.Count * f.Shape.Count), Attributes.None, new(gradient, z));

        Assert.True(WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, f, [z], gradient, scope).Passed);
        Assert.True(WitnessCheck.Check(DerivationKind.Hessian, Layout.Gradient, f, [z], second, scope).Passed);
    }

    [Fact]
    public void WhatIsDefinedByItselfIsReported()
    {
        var (e, scope) = Point.Read("W*x", "W: n×n; x: n");
        scope.Define(ExpressionReader.Variable("W", scope), ExpressionReader.Read("2*W", scope));
        var report = WitnessCheck.Equal(e, e, [], scope);

        Assert.Equal((false, "W is defined by itself"), (report.Passed, report.Failure));
    }

    private static CheckReport Equal(string left, string right, string assume)
    {
        var scope = Read(assume);
        var sides = ExpressionReader.ReadSides([left, right], scope);
        return WitnessCheck.Equal(sides[0], sides[1], [], scope);
    }

    private static Scope Read(string assume) =>
        DefinitionReader.Read(new SourceText(Declare), new SourceText(Define), assume.Length == 0 ? null : new SourceText(assume));
}
