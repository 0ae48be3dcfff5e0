using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.Witness;

using Third = Dual<Dual<Dual<Real>>>;

/// <summary>Nested dual numbers against derivatives in closed form.</summary>
public sealed class DualNumbers
{
    private static readonly double RootPi = Math.Sqrt(Math.PI);

    [Theory]
    [InlineData("exp", 0.7)]
    [InlineData("log", 0.7)]
    [InlineData("sin", 0.7)]
    [InlineData("cos", -0.4)]
    [InlineData("tan", 0.6)]
    [InlineData("asin", 0.3)]
    [InlineData("acos", 0.3)]
    [InlineData("atan", -0.8)]
    [InlineData("sinh", 0.9)]
    [InlineData("cosh", -0.9)]
    [InlineData("tanh", 0.5)]
    [InlineData("abs", -0.5)]
    [InlineData("sign", -0.5)]
    [InlineData("relu", 0.5)]
    [InlineData("step", 0.5)]
    [InlineData("sigmoid", -1.2)]
    [InlineData("softplus", 0.8)]
    [InlineData("erf", 0.4)]
    [InlineData("gelu", -0.9)]
    [InlineData("silu", 1.1)]
    public void FunctionsAndTheirFirstThreeDerivatives(string name, double x)
    {
        var expected = ClosedForm(name, x);
        for (int order = 0; order <= 3; order++)
        {
            Assert.Equal(expected[order], Functions.At(name, order, new Real(x)).Value, 1e-12);
        }
    }

    [Fact]
    public void EveryKnownFunctionIsInTheTable() =>
        Assert.Equal(ElementwiseCatalogue.All.Keys.Order(StringComparer.Ordinal), Functions.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void QuotientsRootsAndPowersToTheThirdOrder()
    {
        const double x = 1.7;
        Near(Third.Sqrt(Variable(x)), Math.Sqrt(x), 0.5 * Math.Pow(x, -0.5), -0.25 * Math.Pow(x, -1.5), 0.375 * Math.Pow(x, -2.5));
        Near(Third.Of(1) / Variable(x), 1 / x, -Math.Pow(x, -2), 2 * Math.Pow(x, -3), -6 * Math.Pow(x, -4));
        Near(Third.Pow(Variable(x), 2.5), Math.Pow(x, 2.5), 2.5 * Math.Pow(x, 1.5), 3.75 * Math.Pow(x, 0.5), 1.875 * Math.Pow(x, -0.5));
        Near(Functions.Power(Variable(-x), -3), -Math.Pow(x, -3), -3 * Math.Pow(x, -4), -12 * Math.Pow(x, -5), -60 * Math.Pow(x, -6));
        Near(Functions.Power(Variable(0), 2), 0, 0, 2, 0);
        Near((Variable(x) * Variable(x)) - (Third.Of(3) / Variable(x)), (x * x) - (3 / x), (2 * x) + (3 / (x * x)), 2 - (6 / (x * x * x)), 18 / Math.Pow(x, 4));
    }

    [Fact]
    public void MixedDerivativesOfTwoVariables()
    {
        // s² t e^(−t): the derivatives by s, by t, by both.
        var s = new Dual<Dual<Real>>(new(new(0.6), new(1)), default);
        var t = new Dual<Dual<Real>>(new(new(1.7), default), new(new(1), default));
        var product = s * s * t * Dual<Dual<Real>>.Exp(-t);
        double e = Math.Exp(-1.7);

        Assert.Equal(0.36 * 1.7 * e, product.Primal, 1e-15);
        Assert.Equal(1.2 * 1.7 * e, product.Value.Slope.Value, 1e-15);
        Assert.Equal(0.36 * (1 - 1.7) * e, product.Slope.Value.Value, 1e-15);
        Assert.Equal(1.2 * (1 - 1.7) * e, product.Slope.Slope.Value, 1e-15);
    }

    private static double[] ClosedForm(string name, double x)
    {
        double s = 1 / (1 + Math.Exp(-x));
        double s1 = s * (1 - s);
        double s2 = s1 * (1 - (2 * s));
        double s3 = s1 * (1 - (6 * s) + (6 * s * s));
        double q = 1 / ((1 - (x * x)) * Math.Sqrt(1 - (x * x)));
        double r = 1 / (1 + (x * x));
        double t = Math.Tan(x);
        double h = Math.Tanh(x);
        double g = 2 / RootPi * Math.Exp(-x * x);
        double phi = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double normal = 0.5 * (1 + MathNet.Numerics.SpecialFunctions.Erf(x / Math.Sqrt(2)));
        double third = (1 + (2 * x * x)) * q / (1 - (x * x));
        return name switch
        {
            "exp" => [Math.Exp(x), Math.Exp(x), Math.Exp(x), Math.Exp(x)],
            "log" => [Math.Log(x), 1 / x, -1 / (x * x), 2 / (x * x * x)],
            "sin" => [Math.Sin(x), Math.Cos(x), -Math.Sin(x), -Math.Cos(x)],
            "cos" => [Math.Cos(x), -Math.Sin(x), -Math.Cos(x), Math.Sin(x)],
            "tan" => [t, 1 + (t * t), 2 * t * (1 + (t * t)), (1 + (t * t)) * (2 + (6 * t * t))],
            "asin" => [Math.Asin(x), 1 / Math.Sqrt(1 - (x * x)), x * q, third],
            "acos" => [Math.Acos(x), -1 / Math.Sqrt(1 - (x * x)), -x * q, -third],
            "atan" => [Math.Atan(x), r, -2 * x * r * r, ((6 * x * x) - 2) * r * r * r],
            "sinh" => [Math.Sinh(x), Math.Cosh(x), Math.Sinh(x), Math.Cosh(x)],
            "cosh" => [Math.Cosh(x), Math.Sinh(x), Math.Cosh(x), Math.Sinh(x)],
            "tanh" => [h, 1 - (h * h), -2 * h * (1 - (h * h)), (1 - (h * h)) * ((6 * h * h) - 2)],
            "abs" => [Math.Abs(x), Math.Sign(x), 0, 0],
            "sign" => [Math.Sign(x), 0, 0, 0],
            "relu" => [x, 1, 0, 0],
            "step" => [1, 0, 0, 0],
            "sigmoid" => [s, s1, s2, s3],
            "softplus" => [Math.Log(1 + Math.Exp(x)), s, s1, s2],
            "erf" => [MathNet.Numerics.SpecialFunctions.Erf(x), g, -2 * x * g, ((4 * x * x) - 2) * g],
            "gelu" => [x * normal, normal + (x * phi), (2 - (x * x)) * phi, ((x * x) - 4) * x * phi],
            "silu" => [x * s, s + (x * s1), (2 * s1) + (x * s2), (3 * s2) + (x * s3)],
            _ => throw new ArgumentException(name),
        };
    }

    private static Third Variable(double x) => new(
        new(new(new(x), new(1)), new(new(1), default)), new(new(new(1), default), default));

    private static void Near(Third actual, double value, double first, double second, double third)
    {
        Assert.Equal(value, actual.Primal, 1e-12);
        Assert.Equal(first, actual.Value.Value.Slope.Value, 1e-12);
        Assert.Equal(first, actual.Slope.Value.Value.Value, 1e-12);
        Assert.Equal(second, actual.Value.Slope.Slope.Value, 1e-12);
        Assert.Equal(second, actual.Slope.Value.Slope.Value, 1e-12);
        Assert.Equal(third, actual.Slope.Slope.Slope.Value, 1e-12);
    }
}
