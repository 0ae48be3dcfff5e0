namespace MatrixDiff.Latex;

/// <summary>The names by which expectations, variances and covariances are called as they are read; the names that are said to be random stand as indices of the function.</summary>
internal static class Moments
{
    /// <summary>E[x].</summary>
    public const string Expectation = "expectation";

    /// <summary>Var(x), the covariance matrix where x is a vector.</summary>
    public const string Variance = "variance";

    /// <summary>Cov(x) and Cov(x, y).</summary>
    public const string Covariance = "covariance";

    /// <summary>Is a function one of them?</summary>
    public static bool Contains(string function) => function is Expectation or Variance or Covariance;
}
