namespace MatrixDiff.Numeric.Witness;

/// <summary>How near an evaluation came to places where the expression is not smooth or an inverse does not exist.</summary>
internal sealed class Watch
{
    private const double NearestKink = 1e-6;
    private const double SmallestPivot = 1e-5;

    private double kink = double.PositiveInfinity;
    private double pivot = 1;

    /// <summary>Was everything far enough from kinks and singular matrices?</summary>
    public bool IsSafe => kink > NearestKink && pivot > SmallestPivot;

    /// <summary>
    /// A kink was passed at a distance. The distance 0 is that of a zero that the structure makes, and allowed; what is not a
    /// number has no side.
    /// </summary>
    public void Kink(double distance)
    {
        distance = double.IsNaN(distance) ? double.Epsilon : Math.Abs(distance);
        if (distance > 0 && distance < kink)
        {
            kink = distance;
        }
    }

    /// <summary>A tie was met, where there is no derivative.</summary>
    public void Tie() => kink = 0;

    /// <summary>A matrix was inverted; the ratio of its least to its greatest pivot.</summary>
    public void Pivot(double ratio)
    {
        if (!(ratio >= pivot))
        {
            pivot = double.IsNaN(ratio) ? 0 : ratio;
        }
    }
}
