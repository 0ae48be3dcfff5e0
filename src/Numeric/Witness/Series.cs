namespace MatrixDiff.Numeric.Witness;

/// <summary>exp and log of matrices by scaling and series.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal static class Series<T>
    where T : struct, IScalar<T>
{
    /// <summary>exp(X) = (Σ (X/2ˢ)ᵏ/k!)^(2ˢ).</summary>
    public static Matrix<T> Exponential(Matrix<T> x)
    {
        int halvings = Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(Norm(x), 1e-300) / 0.5)), 0, 60);
        var scaled = T.Of(Math.Pow(2, -halvings)) * x;
        var sum = Matrix<T>.Identity(x.Rows);
        var term = sum;
        for (int k = 1; k <= 22; k++)
        {
            term = T.Of(1.0 / k) * (term * scaled);
            sum += term;
        }

        for (int i = 0; i < halvings; i++)
        {
            sum *= sum;
        }

        return sum;
    }

    /// <summary>
    /// The principal log(X) = 2ˢ log(X^(1/2ˢ)), the roots by Denman and Beavers, then log A = 2 Σ Zᵏ/k over odd k with
    /// Z = (A − I)(A + I)⁻¹. Not a number where the roots are not found.
    /// </summary>
    public static Matrix<T> Logarithm(Matrix<T> x, Watch watch)
    {
        var identity = Matrix<T>.Identity(x.Rows);
        var a = x;
        double factor = 2;
        for (int i = 0; Norm(a - identity) > 0.25; i++)
        {
            if (i == 40 || Root(a, watch) is not { } root)
            {
                return T.Of(double.NaN) * x;
            }

            a = root;
            factor *= 2;
        }

        var z = (a - identity) * LinearAlgebra<T>.Inverse(a + identity, watch);
        var square = z * z;
        var sum = z;
        for (int k = 3; k <= 21; k += 2)
        {
            z *= square;
            sum += T.Of(1.0 / k) * z;
        }

        return T.Of(factor) * sum;
    }

    // Y → X^(1/2), Z → X^(−1/2): Y' = (Y + Z⁻¹)/2, Z' = (Z + Y⁻¹)/2. A derivative needs a step more than its value.
    private static Matrix<T>? Root(Matrix<T> x, Watch watch)
    {
        var (y, z) = (x, Matrix<T>.Identity(x.Rows));
        int rest = 4;
        for (int i = 0; i < 40 && rest > 0; i++)
        {
            var next = T.Of(0.5) * (y + LinearAlgebra<T>.Inverse(z, watch));
            z = T.Of(0.5) * (z + LinearAlgebra<T>.Inverse(y, watch));
            double change = Norm(next - y) / Norm(next);
            y = next;
            rest = change < 1e-8 ? rest - 1 : 4;
        }

        return rest == 0 ? y : null;
    }

    // The greatest sum of a column's entries without their signs.
    private static double Norm(Matrix<T> x)
    {
        double norm = 0;
        for (int j = 0; j < x.Columns; j++)
        {
            double sum = 0;
            for (int i = 0; i < x.Rows; i++)
            {
                sum += Math.Abs(x[i, j].Primal);
            }

            norm = sum <= norm ? norm : sum;
        }

        return norm;
    }
}
