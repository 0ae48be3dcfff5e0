using MatrixDiff.Numeric.Reference;

namespace MatrixDiff.Tests.Reference;

/// <summary>Hyper-dual numbers and activations, one variable at a time.</summary>
public sealed class Scalars
{
    /// <summary>x + ε₁ + ε₂: carries f, f′ and f″ of x.</summary>
    private static HyperDual Variable(double x) => new(x, 1, 1, 0);

    [Fact]
    public void FunctionsCarryTheirFirstTwoDerivatives()
    {
        const double x = 0.8;
        Near(HyperDual.Exp(Variable(x)), Math.Exp(x), Math.Exp(x), Math.Exp(x));
        Near(HyperDual.Log(Variable(x)), Math.Log(x), 1 / x, -1 / (x * x));
        Near(HyperDual.LogOnePlus(Variable(x)), Math.Log(1.8), 1 / 1.8, -1 / (1.8 * 1.8));
        Near(HyperDual.Sqrt(Variable(x)), Math.Pow(x, 0.5), 0.5 * Math.Pow(x, -0.5), -0.25 * Math.Pow(x, -1.5));
        double t = Math.Tanh(x);
        Near(HyperDual.Tanh(Variable(x)), t, 1 - (t * t), -2 * t * (1 - (t * t)));
        Near(1 / Variable(x), 1 / x, -1 / (x * x), 2 / (x * x * x));
        Near(-(Variable(x) * Variable(x) * Variable(x)) + 2 - Variable(x), 2 - x - (x * x * x), -1 - (3 * x * x), -6 * x);
    }

    [Fact]
    public void MixedDerivativesOfTwoVariables()
    {
        var (s, t) = (new HyperDual(0.6, 1, 0, 0), new HyperDual(1.7, 0, 1, 0));
        var product = s * s * t / HyperDual.Exp(t);
        double e = Math.Exp(-1.7);

        Assert.Equal(0.36 * 1.7 * e, product.V, 1e-14);
        Assert.Equal(1.2 * 1.7 * e, product.D1, 1e-14);
        Assert.Equal(0.36 * (1 - 1.7) * e, product.D2, 1e-14);
        Assert.Equal(1.2 * (1 - 1.7) * e, product.D12, 1e-14);
    }

    [Fact]
    public void LogOfOnePlusASmallNumberIsAccurate()
    {
        Assert.Equal(1e-20, HyperDual.LogOnePlus(new HyperDual(1e-20, 0, 0, 0)).V, 1e-34);
        Assert.Equal(1e-9 - 5e-19, HyperDual.LogOnePlus(new HyperDual(1e-9, 0, 0, 0)).V, 1e-24);
    }

    [Fact]
    public void HandWrittenDerivativesOfActivationsAreThoseOfTheDuals()
    {
        foreach (var f in Activation.All)
        {
            foreach (double x in new[] { -800, -40, -3, -0.5, -1e-3, 1e-3, 0.5, 3, 40, 800 })
            {
                Near(f.Value(Variable(x)), f.Value(x), f.First(x), f.Second(x));
            }
        }
    }

    [Fact]
    public void ActivationsTakeTheirKnownValues()
    {
        Assert.Equal((0.5, 0.25, 0), At(Activation.Sigmoid, 0));
        Assert.Equal((0, 1, 0), At(Activation.Tanh, 0));
        Assert.Equal((Math.Log(2), 0.5, 0.25), At(Activation.Softplus, 0));
        Assert.Equal((0, 0, 0), At(Activation.Relu, -3));
        Assert.Equal((3, 1, 0), At(Activation.Relu, 3));
        Assert.Equal((0, 0, 0), At(Activation.Relu, 0));
        Assert.Equal((-3, 1, 0), At(Activation.Identity, -3));
    }

    [Fact]
    public void TailsDoNotCancel()
    {
        Assert.Equal(1, Activation.Sigmoid.First(50) / Math.Exp(-50), 1e-12);
        Assert.Equal(1, Activation.Softplus.Value(-50) / Math.Exp(-50), 1e-12);
        Assert.Equal(1, Activation.Tanh.First(30) / (4 * Math.Exp(-60)), 1e-12);
        Assert.Equal(1, Activation.Sigmoid.Value(Variable(50)).D1 / Math.Exp(-50), 1e-12);
    }

    private static (double, double, double) At(Activation f, double x) => (f.Value(x), f.First(x), f.Second(x));

    private static void Near(HyperDual actual, double value, double first, double second)
    {
        Assert.Equal(value, actual.V, 1e-13);
        Assert.Equal(first, actual.D1, 1e-13);
        Assert.Equal(first, actual.D2, 1e-13);
        Assert.Equal(second, actual.D12, 1e-13);
    }
}
