namespace MatrixDiff.Numeric.Export.Languages;

/// <content>The pages of C#.</content>
internal sealed partial class CSharp
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Templates { get; } = Template.Parse("""
        exp:s | Math.Exp({0})
        exp | {0}.Map(Math.Exp)
        log:s | Math.Log({0})
        log | {0}.Map(Math.Log)
        sin:s | Math.Sin({0})
        sin | {0}.Map(Math.Sin)
        cos:s | Math.Cos({0})
        cos | {0}.Map(Math.Cos)
        tan:s | Math.Tan({0})
        tan | {0}.Map(Math.Tan)
        asin:s | Math.Asin({0})
        asin | {0}.Map(Math.Asin)
        acos:s | Math.Acos({0})
        acos | {0}.Map(Math.Acos)
        atan:s | Math.Atan({0})
        atan | {0}.Map(Math.Atan)
        sinh:s | Math.Sinh({0})
        sinh | {0}.Map(Math.Sinh)
        cosh:s | Math.Cosh({0})
        cosh | {0}.Map(Math.Cosh)
        tanh:s | Math.Tanh({0})
        tanh | {0}.Map(Math.Tanh)
        abs:s | Math.Abs({0})
        abs | {0}.Map(Math.Abs)
        sign:s | Sign({0})
        sign | {0}.Map(Sign)
        relu:s | Relu({0})
        relu | {0}.Map(Relu)
        step:s | Step({0})
        step | {0}.Map(Step)
        sigmoid:s | Sigmoid({0})
        sigmoid | {0}.Map(Sigmoid)
        softplus:s | Softplus({0})
        softplus | {0}.Map(Softplus)
        gelu:s | Gelu({0})
        gelu | {0}.Map(Gelu)
        silu:s | Silu({0})
        silu | {0}.Map(Silu)
        erf:s | SpecialFunctions.Erf({0})
        erf | {0}.Map(SpecialFunctions.Erf)
        call:s | {f}({0})
        call | {0}.Map({f})
        power:s | Math.Pow({0}, {n0})
        power | {0}.PointwisePower({n0})
        general power:ss | Math.Pow({0}, {1})
        general power:sv | {1}.Map(y => Math.Pow({0}, y))
        general power:sm | {1}.Map(y => Math.Pow({0}, y))
        general power | {0}.PointwisePower({1})
        sum of entries:v | {0}.Sum()
        sum of entries:m | {0}.Enumerate().Sum()
        tr | {0}.Trace()
        mean | {0}.Enumerate().Average()
        max | {0}.Enumerate().Max()
        norm1 | {0}.Enumerate().Sum(Math.Abs)
        norm2 | {0}.L2Norm()
        normF | {0}.FrobeniusNorm()
        sumsq | {0}.Enumerate().Sum(v => v * v)
        logsumexp:v | LogSumExp({0})
        logsumexp:m | LogSumExp(Vec({0}))
        softmax | Softmax({0})
        logsoftmax | ({0} - LogSumExp({0}))
        normalize | ({0} / {0}.L2Norm())
        rowsoftmax | RowSoftmax({0})
        colsoftmax | ColSoftmax({0})
        log of rowsoftmax | ByColumns({0}.Transpose(), LogSoftmax).Transpose()
        log of colsoftmax | ByColumns({0}, LogSoftmax)
        cumsum:v | CumSum({0})
        cumsum:m | ByColumns({0}, CumSum)
        sums of rows | {0}.RowSums()
        sums of columns | {0}.ColumnSums()
        transpose | {0}.Transpose()
        diag | Matrix<double>.Build.DenseOfDiagonalVector({0})
        plus diagonal | ({0} + Matrix<double>.Build.DenseOfDiagonalVector({1}))
        diagonal of | {0}.Diagonal()
        tril | {0}.LowerTriangle()
        triu | {0}.UpperTriangle()
        vech | Take(Vec({0}), EliminationRows({0}.RowCount))
        vec | Vec({0})
        unvec | Unvec({0}, {s0}, {s1})
        hcat | Beside({all})
        vcat | Stacked({all})
        join | Joined({all})
        K of rows:m | TakeRows({0}, CommutationRows({s0}, {s1}))
        K of rows:v | Take({0}, CommutationRows({s0}, {s1}))
        K of columns | TakeRows({0}.Transpose(), CommutationRows({s0}, {s1})).Transpose()
        D of rows:m | TakeRows({0}, DuplicationRows({s0}))
        D of rows:v | Take({0}, DuplicationRows({s0}))
        D of columns | TakeRows({0}.Transpose(), DuplicationRows({s0})).Transpose()
        L of rows:m | TakeRows({0}, EliminationRows({s0}))
        L of rows:v | Take({0}, EliminationRows({s0}))
        L of columns | TakeRows({0}.Transpose(), EliminationRows({s0})).Transpose()
        entry | {0}[{s0}]
        row | {0}.Row({s0})
        column | {0}.Column({s0})
        solve | {0}.Solve({1})
        solve posdef | {0}.Solve({1})
        inverse | {0}.Inverse()
        inverse posdef | {0}.Inverse()
        det | {0}.Determinant()
        det posdef | {0}.Determinant()
        logdet | LogDet({0})
        logdet posdef | LogDet({0})
        pinv | {0}.PseudoInverse()
        adj | Adjugate({0})
        expm | Expm({0})
        logm | Logm({0})
        chol | {0}.Cholesky().Factor
        matrix power | Power({0}, (int)({n0}))
        symbolic power | Power({0}, (int)({1}))
        frechet_expm | Frechet(Expm, {0}, {1})
        frechet_logm | Frechet(Logm, {0}, {1})
        matmul | {0} * {1}
        dot:v | {0} * {1}
        dot:m | {0}.PointwiseMultiply({1}).Enumerate().Sum()
        outer | {0}.OuterProduct({1})
        ⊗:vv | Kron({0}, {1})
        ⊗ | {0}.KroneckerProduct({1})
        broadcast | {0}
        fill:s | Filled({0}, {extent})
        pi | Math.PI
        δ | ({s0} == {s1} ? 1.0 : 0.0)
        size | {s0}
        I | Matrix<double>.Build.DenseIdentity({s0})
        zeros | Filled(0.0, {extent})
        ones | Filled(1.0, {extent})
        e | Matrix<double>.Build.DenseIdentity({s1}).Column({s0} - 1)
        K | TakeRows(Matrix<double>.Build.DenseIdentity({s0} * {s1}), CommutationRows({s0}, {s1}))
        D | TakeRows(Matrix<double>.Build.DenseIdentity({s0} * ({s0} + 1) / 2), DuplicationRows({s0}))
        L | TakeRows(Matrix<double>.Build.DenseIdentity({s0} * {s0}), EliminationRows({s0}))
        """);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Helpers { get; } = Template.ParseBlocks("""
        private static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

        private static double Relu(double x) => Math.Max(x, 0);

        private static double Step(double x) => x > 0 ? 1 : 0;

        private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

        private static double Softplus(double x) => Math.Max(x, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x)));

        private static double Gelu(double x) => 0.5 * x * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

        private static double Silu(double x) => x * Sigmoid(x);

        private static double LogSumExp(Vector<double> x)
        {
            double m = x.Maximum();
            return m + Math.Log(x.Sum(v => Math.Exp(v - m)));
        }

        private static Vector<double> Softmax(Vector<double> x)
        {
            var e = (x - x.Maximum()).PointwiseExp();
            return e / e.Sum();
        }

        private static Matrix<double> ByColumns(Matrix<double> x, Func<Vector<double>, Vector<double>> f) => Matrix<double>.Build.DenseOfColumnVectors(x.EnumerateColumns().Select(f));

        private static Matrix<double> ColSoftmax(Matrix<double> x) => ByColumns(x, Softmax);

        private static Matrix<double> RowSoftmax(Matrix<double> x) => ByColumns(x.Transpose(), Softmax).Transpose();

        private static Vector<double> LogSoftmax(Vector<double> x) => x - LogSumExp(x);

        private static Vector<double> CumSum(Vector<double> x)
        {
            double sum = 0;
            return x.Map(v => sum += v, Zeros.Include);
        }

        private static Matrix<double> Columns(Vector<double> x, int n) => Matrix<double>.Build.Dense(x.Count, n, (i, j) => x[i]);

        private static Matrix<double> Rows(Vector<double> x, int m) => Matrix<double>.Build.Dense(m, x.Count, (i, j) => x[j]);

        private static Vector<double> Vec(Matrix<double> x) => Vector<double>.Build.Dense(x.ToColumnMajorArray());

        private static Matrix<double> Unvec(Vector<double> x, int m, int n) => Matrix<double>.Build.DenseOfColumnMajor(m, n, x);

        private static Vector<double> Take(Vector<double> x, int[] at) => Vector<double>.Build.Dense(at.Length, i => x[at[i]]);

        private static Matrix<double> TakeRows(Matrix<double> x, int[] at) => Matrix<double>.Build.Dense(at.Length, x.ColumnCount, (i, j) => x[at[i], j]);

        private static Matrix<double> Beside(params object[] blocks) => blocks.Select(b => b is Vector<double> v ? v.ToColumnMatrix() : (Matrix<double>)b).Aggregate((a, b) => a.Append(b));

        private static Matrix<double> Stacked(params object[] blocks) => blocks.Select(b => b is Vector<double> v ? v.ToRowMatrix() : (Matrix<double>)b).Aggregate((a, b) => a.Stack(b));

        private static Vector<double> Joined(params object[] parts) => Vector<double>.Build.DenseOfEnumerable(parts.SelectMany(p => p is Vector<double> v ? v : Enumerable.Repeat((double)p, 1)));

        private static Vector<double> Kron(Vector<double> a, Vector<double> b) => Vec(b.OuterProduct(a));

        private static Vector<double> Filled(double c, int n) => Vector<double>.Build.Dense(n, c);

        private static Matrix<double> Filled(double c, int m, int n) => Matrix<double>.Build.Dense(m, n, c);

        private static int[] CommutationRows(int m, int n) => [.. from i in Enumerable.Range(0, m) from j in Enumerable.Range(0, n) select i + (j * m)];

        private static int[] EliminationRows(int n) => [.. from j in Enumerable.Range(0, n) from i in Enumerable.Range(j, n - j) select i + (j * n)];

        private static int[] DuplicationRows(int n)
        {
            int[] rows = EliminationRows(n);
            return [.. from j in Enumerable.Range(0, n) from i in Enumerable.Range(0, n) select Array.IndexOf(rows, Math.Max(i, j) + (Math.Min(i, j) * n))];
        }

        private static double LogDet(Matrix<double> x) => x.LU().U.Diagonal().Sum(d => Math.Log(Math.Abs(d)));

        private static Matrix<double> Adjugate(Matrix<double> x)
        {
            var svd = x.Svd();
            var others = Vector<double>.Build.Dense(x.RowCount, k => svd.S.Where((_, j) => j != k).Aggregate(1.0, (a, b) => a * b));
            return svd.U.Determinant() * svd.VT.Determinant() * svd.VT.Transpose() * Matrix<double>.Build.DenseOfDiagonalVector(others) * svd.U.Transpose();
        }

        private static Matrix<double> Power(Matrix<double> x, int k) => k < 0 ? x.Inverse().Power(-k) : k == 0 ? Matrix<double>.Build.DenseIdentity(x.RowCount) : x.Power(k);

        private static Matrix<double> Expm(Matrix<double> x)
        {
            int squarings = Math.Max(0, 2 + (int)Math.Ceiling(Math.Log2(Math.Max(x.InfinityNorm(), 1e-300))));
            var a = x / Math.Pow(2, squarings);
            var term = Matrix<double>.Build.DenseIdentity(x.RowCount);
            var sum = term;
            for (int k = 1; k <= 20; k++)
            {
                term = term * a / k;
                sum += term;
            }

            for (int k = 0; k < squarings; k++)
            {
                sum *= sum;
            }

            return sum;
        }

        private static Matrix<double> Logm(Matrix<double> x)
        {
            var one = Matrix<double>.Build.DenseIdentity(x.RowCount);
            int roots = 0;
            for (; (x - one).InfinityNorm() > 0.25 && roots < 60; roots++)
            {
                var (m, root) = (x, x);
                for (int k = 0; k < 30; k++)
                {
                    var inverse = m.Inverse();
                    root = 0.5 * root * (one + inverse);
                    m = 0.5 * (one + (0.5 * (m + inverse)));
                }

                x = root;
            }

            // log x = 2 artanh((x - 1)/(x + 1))
            var y = (x + one).Solve(x - one);
            var (power, sum) = (y, y);
            for (int k = 3; k < 40; k += 2)
            {
                power = power * y * y;
                sum += power / k;
            }

            return 2 * Math.Pow(2, roots) * sum;
        }

        private static Matrix<double> Frechet(Func<Matrix<double>, Matrix<double>> f, Matrix<double> x, Matrix<double> e)
        {
            int n = x.RowCount;
            return f(x.Append(e).Stack(Matrix<double>.Build.Dense(n, n).Append(x))).SubMatrix(0, n, n, n);
        }
        """, "private static [^(]*?(\\w+)\\(", blocksApart: "private static");
}
