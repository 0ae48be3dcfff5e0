using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Functions of a matrix: powers, adj, pinv, expm, logm, chol.</summary>
internal static class MatrixFunctionKernels
{
    /// <summary>X⁻¹.</summary>
    public static Dense Inverse(Dense x) => Solve(x, Dense.Identity(x.Rows));

    /// <summary>Xᵏ by repeated squares, of the inverse for k &lt; 0.</summary>
    public static Dense Power(Dense x, int exponent)
    {
        var square = exponent < 0 ? Inverse(x) : x;
        Dense? result = null;
        for (int k = Math.Abs(exponent); k > 0; k >>= 1)
        {
            result = (k & 1) == 0 ? result : result is { } r ? Product(r, square) : square;
            square = k > 1 ? Product(square, square) : square;
        }

        return result ?? Dense.Identity(x.Rows);
    }

    /// <summary>adj X, also of a singular X: for X = U S V' it is det(U) det(V) V adj(S) U'.</summary>
    public static Dense Adjugate(Dense x)
    {
        var svd = Wrap(x).Svd();
        int n = x.Rows;
        var (u, vt) = (Unwrap(svd.U), Unwrap(svd.VT));
        double sign = Math.Round(Determinant(u) * Determinant(vt));
        var scaled = vt.Transpose().Copy();
        for (int j = 0; j < n; j++)
        {
            double others = sign;
            for (int k = 0; k < n; k++)
            {
                others *= k == j ? 1 : svd.S[k];
            }

            foreach (ref double entry in scaled.Column(j))
            {
                entry *= others;
            }
        }

        return MatrixProduct.Multiply(scaled, false, u, true);
    }

    /// <summary>X⁺; singular values below max(m, n) ε times the greatest count as 0.</summary>
    public static Dense PseudoInverse(Dense x)
    {
        var svd = Wrap(x).Svd();
        double least = Math.Max(x.Rows, x.Columns) * Math.Pow(2, -52) * (svd.S.Count == 0 ? 0 : svd.S.Maximum());
        int rank = svd.S.Count;
        var v = Unwrap(svd.VT.SubMatrix(0, rank, 0, x.Columns)).Transpose().Copy();
        for (int j = 0; j < rank; j++)
        {
            foreach (ref double entry in v.Column(j))
            {
                entry = svd.S[j] > least ? entry / svd.S[j] : 0;
            }
        }

        return MatrixProduct.Multiply(v, false, Unwrap(svd.U.SubMatrix(0, x.Rows, 0, rank)), true);
    }

    /// <summary>exp X by scaling, a Padé approximant of degree 13 and squaring (Higham 2005).</summary>
    public static Dense Exponential(Dense x)
    {
        double norm = Norm1(x);
        int squarings = norm > 5.37 ? (int)Math.Ceiling(Math.Log2(norm / 5.37)) : 0;
        var a = x.Times(Math.Pow(2, -squarings));
        var i = Dense.Identity(x.Rows);
        var a2 = Product(a, a);
        var a4 = Product(a2, a2);
        var a6 = Product(a4, a2);
        var odd = Product(a, Product(a6, a6.Plus(a4, 16380).Plus(a2, 40840800))
            .Plus(a6, 33522128640).Plus(a4, 10559470521600).Plus(a2, 1187353796428800).Plus(i, 32382376266240000));
        var even = Product(a6, a6.Times(182).Plus(a4, 960960).Plus(a2, 1323241920))
            .Plus(a6, 670442572800).Plus(a4, 129060195264000).Plus(a2, 7771770303897600).Plus(i, 64764752532480000);
        var result = Solve(even.Plus(odd, -1), even.Plus(odd));
        for (int k = 0; k < squarings; k++)
        {
            result = Product(result, result);
        }

        return result;
    }

    /// <summary>The principal logarithm: square roots until X is near I, then log(I + Y) = ∫ Y (I + t Y)⁻¹ dt by Gauss's rule.</summary>
    /// <exception cref="ArithmeticException">X has eigenvalues on the negative axis or is singular, as far as roots show it.</exception>
    public static Dense Logarithm(Dense x)
    {
        var i = Dense.Identity(x.Rows);
        int roots = 0;
        for (; Norm1(x.Plus(i, -1)) > 0.25; roots++)
        {
            x = roots < 60 ? SquareRoot(x) : throw new ArithmeticException("A matrix has no principal logarithm.");
        }

        var y = x.Plus(i, -1);
        var rule = new GaussLegendreRule(0, 1, 8);
        var sum = Dense.New(x.Rows, x.Rows);
        for (int k = 0; k < rule.Order; k++)
        {
            sum = sum.Plus(Solve(i.Plus(y, rule.GetAbscissa(k)), y), rule.GetWeight(k));
        }

        return sum.Times(Math.Pow(2, roots));
    }

    /// <summary>The lower L with L L' = X, from the lower triangle of X.</summary>
    /// <exception cref="ArithmeticException">X is not positive definite.</exception>
    public static Dense Cholesky(Dense x) => Arrangements.Triangle(Factorization.Cholesky(x), lower: true);

    /// <summary>The derivative of f at X in a direction E: the upper right block of f([X E; 0 X]), E scaled to the size of X.</summary>
    public static Dense Derivative(Func<Dense, Dense> f, Dense x, Dense direction)
    {
        int n = x.Rows;
        double scale = Math.Max(Norm1(direction) / Math.Max(1, Norm1(x)), 1e-300);
        var zero = Dense.New(n, n);
        var block = Arrangements.Beside([Arrangements.Stacked([x, zero]), Arrangements.Stacked([direction.Times(1 / scale), x])]);
        var result = Dense.New(n, n);
        var value = f(block);
        for (int j = 0; j < n; j++)
        {
            value.Column(n + j)[..n].CopyTo(result.Column(j));
        }

        return result.Times(scale);
    }

    // Denman and Beavers, in the product form.
    private static Dense SquareRoot(Dense x)
    {
        var i = Dense.Identity(x.Rows);
        var (m, root) = (x, x);
        for (int k = 0; k < 100; k++)
        {
            var inverse = Inverse(m);
            root = Product(root, i.Plus(inverse)).Times(0.5);
            m = i.Plus(m.Plus(inverse).Times(0.5)).Times(0.5);
            if (Norm1(m.Plus(i, -1)) < 1e-15 * x.Rows)
            {
                break;
            }
        }

        return root;
    }

    private static double Norm1(Dense x)
    {
        double norm = 0;
        for (int j = 0; j < x.Columns; j++)
        {
            double sum = 0;
            foreach (double entry in x.Column(j))
            {
                sum += Math.Abs(entry);
            }

            norm = double.IsNaN(sum) ? sum : Math.Max(norm, sum);
        }

        return norm;
    }

    private static Dense Solve(Dense x, Dense b) => Factorization.Solve(Factorization.Lu(x), b, positive: false, transposed: false);

    private static double Determinant(Dense x) => Factorization.Determinant(Factorization.Lu(x), positive: false);

    private static Dense Product(Dense a, Dense b) => MatrixProduct.Multiply(a, false, b, false);

    private static Matrix<double> Wrap(Dense x) => Matrix<double>.Build.Dense(x.Rows, x.Columns, (double[])x.Data.Clone());

    private static Dense Unwrap(Matrix<double> x) => new(x.ToColumnMajorArray(), x.RowCount, x.ColumnCount);
}
