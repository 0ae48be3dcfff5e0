using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Tests.Witness;

/// <summary>The constants, by what they do.</summary>
public sealed class Constants
{
    [Theory]
    [InlineData("K(m,n)*vec(A)", "vec(A')", "A: m×n")]
    [InlineData("K(p,m)*(A ⊗ B)*K(n,q)", "B ⊗ A", "A: m×n; B: p×q")]
    [InlineData("D(n)*vech(S)", "vec(S)", "S: n×n symmetric")]
    [InlineData("L(n)*vec(A)", "vech(A)", "A: n×n")]
    [InlineData("L(n)*D(n)", "I(n*(n+1)/2)", "n: dim")]
    [InlineData("A*e(2,n)", "A*(I(n)*e(2,n))", "A: m×n")]
    [InlineData("e(2,m)'*A*ones(n)", "sum(diag(e(2,m))*A)", "A: m×n")]
    [InlineData("tr(I(n))*pi", "n*pi", "n: dim")]
    [InlineData("vec(A*X*B)", "(B' ⊗ A)*vec(X)", "A: m×n; X: n×p; B: p×q")]
    [InlineData("Q'*Q", "I(n)", "Q: n×n orthogonal")]
    public void Identities(string left, string right, string where)
    {
        var (a, scope) = Point.Read(left, where);
        var b = MatrixDiff.Symbolic.Binding.ExpressionReader.Read(right, scope);
        var report = WitnessCheck.Equal(a, b, [], scope);

        Assert.True(report.Passed, report.Failure);
    }

    [Theory]
    [InlineData("symmetric", "X", "X'")]
    [InlineData("skew", "X", "-X'")]
    [InlineData("diagonal", "X", "diag(diag(X))")]
    [InlineData("lower", "X", "tril(X)")]
    [InlineData("upper", "X", "triu(X)")]
    [InlineData("posdef", "X", "chol(X)*chol(X)'")]
    [InlineData("orthogonal", "X*X'", "I(n)")]
    public void ValuesHaveTheStructureThatIsDeclared(string attribute, string left, string right)
    {
        // The expressions are read without the attribute, so that nothing is simplified by it.
        var (_, scope) = Point.Read(left, "X: n×n");
        var sides = MatrixDiff.Symbolic.Binding.ExpressionReader.ReadSides([left, right], scope);
        var x = scope.Symbols.Values.Single();
        var model = new Model(new Scope(), new Dictionary<MatrixDiff.Symbolic.Shapes.Name, int> { [x.Shape.Rows.AsName!] = 3 }, 5)
        {
            Extra = new Dictionary<Symbol, Attributes> { [x] = Attribute(attribute) },
        };
        var evaluator = new Evaluator<Real>(model);

        Assert.True(Point.Distance(evaluator.Value(sides[0]), evaluator.Value(sides[1])) < 1e-12);
    }

    private static Attributes Attribute(string name) => name switch
    {
        "symmetric" => Attributes.Symmetric,
        "skew" => Attributes.Skew,
        "diagonal" => Attributes.Diagonal,
        "lower" => Attributes.Lower,
        "upper" => Attributes.Upper,
        "posdef" => Attributes.PositiveDefinite,
        _ => Attributes.Orthogonal,
    };
}
