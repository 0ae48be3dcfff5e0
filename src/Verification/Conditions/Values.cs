using MatrixDiff.Numeric.Witness;

namespace MatrixDiff.Verification.Conditions;

/// <summary>Makes matrices that meet a condition out of random ones.</summary>
internal static class Values
{
    /// <summary>c I + d A + e A² with positive numbers: a matrix that commutes with A and shares its structure.</summary>
    public static Matrix<Real> CommutingWith(Matrix<Real> a, ref Noise noise)
    {
        var (c, d, e) = (noise.Between(0.3, 1.2), noise.Between(0.3, 1.2), noise.Between(0.1, 0.6));
        return (new Real(c) * Matrix<Real>.Identity(a.Rows)) + (new Real(d) * a) + (new Real(e) * (a * a));
    }

    /// <summary>U (V'U)⁻¹ V' with U the first columns of A and V random: A A = A, of any rank but the full one, which I alone has.</summary>
    public static Matrix<Real> Idempotent(Matrix<Real> a, ref Noise noise)
    {
        int n = a.Rows;
        int rank = noise.Below(n == 1 ? 2 : n);
        if (rank == 0)
        {
            return new(n, n);
        }

        var u = new Matrix<Real>(n, rank, a.Entries[..(n * rank)]);
        var v = new Matrix<Real>(rank, n);
        for (int i = 0; i < v.Entries.Length; i++)
        {
            v.Entries[i] = new(noise.Spread());
        }

        return u * LinearAlgebra<Real>.Inverse(v * u, new Watch()) * v;
    }

    /// <summary>x divided by its norm.</summary>
    public static Matrix<Real> Unit(Matrix<Real> x) => new Real(1 / Math.Sqrt(x.Entries.Sum(e => e.Value * e.Value))) * x;

    /// <summary>x divided by its sum.</summary>
    public static Matrix<Real> OfSumOne(Matrix<Real> x) => new Real(1 / x.Entries.Sum(e => e.Value)) * x;

    /// <summary>A with the determinant 1.</summary>
    public static Matrix<Real> OfDeterminantOne(Matrix<Real> a)
    {
        double determinant = LinearAlgebra<Real>.Determinant(a).Value;
        var scaled = new Real(Math.Pow(Math.Abs(determinant), -1.0 / a.Rows)) * a;
        for (int j = 0; j < a.Columns && determinant < 0; j++)
        {
            scaled[0, j] = -scaled[0, j];
        }

        return scaled;
    }

    /// <summary>Every entry with one sign.</summary>
    public static Matrix<Real> OfSign(Matrix<Real> x, int sign) => x.Map(e => new Real(sign * Math.Abs(e.Value)));
}
