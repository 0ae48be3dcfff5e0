using MatrixDiff.Numeric.Witness;
using MatrixDiff.Verification.Sampling;

namespace MatrixDiff.Tests.Verification;

public sealed class BoundedTests
{
    [Fact]
    public void Errors_cover_what_rounding_does()
    {
        var noise = new Noise(3);
        for (int i = 0; i < 2000; i++)
        {
            decimal exact = 0;
            Bounded sum = default;
            for (int k = 0; k < 12; k++)
            {
                double x = Math.Round(noise.Between(-9, 9), 6), y = Math.Round(noise.Between(-9, 9), 6);
                exact += (decimal)x * (decimal)y;
                sum += Bounded.Of(x) * Bounded.Of(y);
            }

            Assert.True(Math.Abs((double)exact - sum.Value) <= sum.Error + 1e-17, $"{exact} {sum.Value} ± {sum.Error}");
            Assert.True(sum.Error < 1e-12);
        }
    }

    [Fact]
    public void Cancellation_leaves_the_error_and_takes_the_value()
    {
        var third = Bounded.Of(1) / Bounded.Of(3);
        var rest = third + third + third - Bounded.Of(1);
        Assert.True(Math.Abs(rest.Value) <= rest.Error && rest.Error is > 0 and < 1e-14);
    }

    [Fact]
    public void Functions_multiply_errors_by_their_slopes()
    {
        var x = new Bounded(2, 1e-10);
        Assert.InRange(Bounded.Exp(x).Error, 7e-10, 8e-10);
        Assert.InRange(Bounded.Log(x).Error, 4e-11, 6e-11);
        Assert.InRange(Bounded.Sqrt(x).Error, 3e-11, 8e-11);
        Assert.True(double.IsPositiveInfinity((Bounded.Of(1) / new Bounded(1e-12, 1e-10)).Error));
    }

    /// <summary>Whole numbers are exact until 2⁵³, so that a size plus 1 is a whole exponent.</summary>
    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(0.5, 0.5, false)]
    [InlineData(9007199254740991, 3, false)]
    public void Whole_numbers_are_added_and_multiplied_exactly(double a, double b, bool exact)
    {
        var (x, y) = (new Bounded(a, 0), new Bounded(b, 0));
        Assert.Equal((exact, exact), ((x + y).Error == 0, (x * y).Error == 0));
    }
}
