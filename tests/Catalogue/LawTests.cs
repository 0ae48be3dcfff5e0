using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>Every law of the catalogue: it reads, its sides have one shape, and it is true.</summary>
public sealed class LawTests
{
    private static readonly IReadOnlyList<Law> Laws = Catalogue.All;

    public static TheoryData<string> Ids => [.. Laws.Select(l => l.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void BothSidesReadAndHaveOneShape(string id)
    {
        var (left, right, scope) = Read(Law(id));

        Assert.Equal(left.Shape, right.Shape);
        Assert.Empty(scope.Inferred);
        Assert.False(ReferenceEquals(Raw(Law(id).Left), Raw(Law(id).Right)), "the sides are written alike");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItIsTrue(string id)
    {
        var law = Law(id);
        var (_, right, scope) = Read(law);
        var (body, moving) = Left(law, scope);
        var kind = moving.Count > 0 ? DerivationKind.Differential : DerivationKind.Simplification;
        var report = WitnessCheck.Check(kind, Layout.Gradient, body, moving, right, scope, samples: 6);

        Assert.True(report.Passed, $"{law.Statement}: {report.Failure}");
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItIsNotTrueWithASignTurned(string id)
    {
        var law = Law(id);
        var (_, right, scope) = Read(law);
        var (body, moving) = Left(law, scope);
        var kind = moving.Count > 0 ? DerivationKind.Differential : DerivationKind.Simplification;

        Assert.False(WitnessCheck.Check(kind, Layout.Gradient, body, moving, Make.Negate(right), scope).Passed);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItHasANameAndASource(string id)
    {
        var law = Law(id);
        Assert.Matches("^[a-z]+[A-Za-z0-9]*(-[a-z0-9]+)*$", law.Id);
        Assert.NotEmpty(law.Name);
        Assert.NotEmpty(law.Source);
        Assert.Contains(law.Left, law.Statement);
        Assert.Contains(law.Right, law.Statement);
    }

    [Fact]
    public void NoTwoLawsHaveOneIdOrOneName()
    {
        Assert.NotEmpty(Laws);
        Assert.Equal(Laws.Count, Laws.Select(l => l.Id).Distinct().Count());
        Assert.Equal(Laws.Count, Laws.Select(l => l.Name).Distinct().Count());
    }

    [Fact]
    public void EveryLawOfAnOperatorIsInTheCatalogue()
    {
        var known = Laws.Append(Catalogue.Definition).ToHashSet();
        foreach (var sample in Samples.All)
        {
            Assert.Contains(sample.Node.Operator.Rule, known);
            if (sample.Node.Operator is LinearOperator linear)
            {
                Assert.Contains(linear.VecRule, known);
            }
        }
    }

    private static Law Law(string id) => Laws.First(l => l.Id == id);

    private static string Raw(string side) => string.Concat(side.Where(c => !char.IsWhiteSpace(c)));

    private static (Expr Left, Expr Right, Scope Scope) Read(Law law)
    {
        var scope = ExpressionReader.Declare(law.Where);
        var sides = ExpressionReader.ReadSides([law.Left, law.Right], scope);
        return (sides[0], sides[1], scope);
    }

    // d(E) is compared with the automatic derivative of E, not with what the engine makes of d(E).
    private static (Expr Body, IReadOnlyList<Symbol> Moving) Left(Law law, Scope scope)
    {
        if (!law.Left.StartsWith("d(", StringComparison.Ordinal))
        {
            return (ExpressionReader.Read(law.Left, scope), []);
        }

        var body = ExpressionReader.Read(law.Left[2..^1], scope);
        var moving = scope.Symbols.Keys.Where(n => n.Base[0] == 'd' && n.Base.Length > 1)
            .Select(n => scope.Symbols[new(n.Base[1..], [.. n.Indices])]).ToList();
        return (body, [.. Families.Moving(moving, [body])]);
    }
}
