using System.Numerics;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Field;

namespace MatrixDiff.Tests.Verification;

public sealed class FieldTests
{
    [Fact]
    public void Numbers_obey_the_rules_of_a_field()
    {
        var noise = new Noise(5);
        for (int i = 0; i < 1000; i++)
        {
            ulong a = noise.Next() % Fp.P, b = noise.Next() % Fp.P;
            Assert.Equal((ulong)(((BigInteger)a * b) % Fp.P), Fp.Multiply(a, b));
            Assert.Equal((ulong)(((BigInteger)a + b) % Fp.P), Fp.Add(a, b));
            Assert.Equal(a, Fp.Subtract(Fp.Add(a, b), b));
            Assert.Equal(1UL, Fp.Multiply(a, Fp.Inverse(a)));
        }

        Assert.Equal(Fp.P - 1, Fp.Of(new Rational(-1, 1)));
        Assert.Equal(1UL, Fp.Multiply(3, Fp.Of(new Rational(1, 3))));
        Assert.Equal(Fp.Power(7, 5UL), Fp.Of(new Rational(16807, 1)));
        Assert.Throws<UndefinedException>(() => Fp.Inverse(0));
    }

    [Theory]
    [InlineData("A*B' - 2*C", "A, B: m×n, C: m×m")]
    [InlineData("(A ⊗ B)*vec(X)", "A: m×n, B: p×q, X: q×n")]
    [InlineData("inv(S)*x + adj(S)*y", "S: n×n, x, y: n")]
    [InlineData("det(S)*K(n,m)*vec(A')", "S: n×n, A: m×n")]
    [InlineData("diag(x)*tril(S) ⊙ S'./(1 + S.^2)", "S: n×n, x: n")]
    [InlineData("D(n)*vech(S) - L(n)'*L(n)*vec(S)", "S: n×n")]
    [InlineData("pinv(A)*mean(A) + ones(n,m)/m", "A: m×n")]
    [InlineData("vcat(hcat(A, B), hcat(B, A))*cumsum(vcat(x, x))", "A, B: n×n, x: n")]
    [InlineData("unvec(x ⊗ y, m, n)*e(1,n)*n", "x: n, y: m")]
    [InlineData("tr(S)*diag(S) + diag(triu(S)) + S^3*x - S^-2*x", "S: n×n symmetric, x: n")]
    public void Values_are_those_of_floating_point_at_whole_numbers(string text, string where)
    {
        var scope = ExpressionReader.Declare(where);
        var e = ExpressionReader.Read(text, scope);
        var sizes = new Dictionary<Name, int> { [new("m")] = 3, [new("n")] = 2, [new("p")] = 2, [new("q")] = 3 };
        var given = new Dictionary<Symbol, Matrix<Real>>();
        var values = new Dictionary<Expr, Expr>();
        var noise = new Noise(11);
        foreach (var s in scope.Symbols.Values)
        {
            var (rows, columns) = (s.Shape.Rows.IsOne ? 1 : sizes[s.Shape.Rows.AsName!], s.Shape.Columns.IsOne ? 1 : sizes[s.Shape.Columns.AsName!]);
            var value = new Matrix<Real>(rows, columns);
            for (int i = 0; i < value.Entries.Length; i++)
            {
                value.Entries[i] = new(1 + noise.Below(9));
            }

            given[s] = s.Attributes.HasFlag(Attributes.Symmetric) ? value + value.Transposed() : value;
        }

        var exact = new FieldEvaluator(new WholePoint(scope, sizes, given).Point).Value(WholePoint.Put(e, given));
        var plain = new Evaluator<Real>(new Model(scope, sizes, 1) { Given = given }).Value(e);
        for (int i = 0; i < plain.Entries.Length; i++)
        {
            Assert.Equal(plain.Entries[i].Value, WholePoint.Fraction(exact.Entries[i]), 6);
        }
    }

    [Theory]
    [InlineData("f(x) - f(x)", "zeros(n)", true)]
    [InlineData("f(x)", "f(-x)", false)]
    [InlineData("f'(x)", "f(x)", false)]
    public void Unknown_functions_are_random_ones(string left, string right, bool equal)
    {
        var scope = ExpressionReader.Declare("x: n, f: elementwise");
        var sides = ExpressionReader.ReadSides([left, right], scope);
        var evaluator = new FieldEvaluator(new(scope, new Dictionary<Name, int> { [new("n")] = 3 }, 1));
        Assert.Equal(equal, evaluator.Value(sides[0]).SameAs(evaluator.Value(sides[1])));
        Assert.False(evaluator.LosesRelations);
    }
}
