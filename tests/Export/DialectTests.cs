using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;

namespace MatrixDiff.Tests.Export;

public sealed class DialectTests
{
    public static TheoryData<string> Languages => [.. Dialects.Names];

    [Support.SnapshotNames]
    internal static IEnumerable<string> Expected => Dialects.Names.SelectMany(n => new[] { $"export/{n}.txt", $"export/loop-{n}.txt" });

    [Fact]
    public void Every_language_has_a_template_for_every_row() =>
        Assert.Empty(Dialects.All.SelectMany(d => d.Missing.Select(m => $"{d.Name}: {m}")));

    /// <summary>How the code reads; Julia and JAX are not executed here.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void The_gradient_of_a_network_reads_well(string language)
    {
        var scope = ExpressionReader.Declare("X: m×B, W1: n×m, b1: n, W2: p×n, b2: p, Y: p×B");
        var e = ExpressionReader.Read("((W2'*(sigmoid(W2*tanh(W1*X + b1*ones(1,B)) + b2*ones(1,B)) - Y)) .* tanh'(W1*X + b1*ones(1,B)))*X'/B", scope);
        Support.Snapshot.Verify(Dialects.Export(Plan.Of(e, [.. scope.Symbols.Values], scope), language).Code, "export/" + language, "txt");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_gradient_with_sums_reads_well(string language)
    {
        var scope = ExpressionReader.Declare("x[i]: n; y[i]: scalar; W: p×n; u: p");
        var e = ExpressionReader.Read("2/N*(sum_{i=1}^{N} (u'*tanh(W*x[i]) - y[i])*(u .* tanh'(W*x[i]))*x[i]') + W*prod_{k=3:-1:1} (I(n) + k*x[k]*x[k]')", scope);
        Symbolic.Expressions.Symbol[] parameters = [.. Symbolic.Expressions.Rewrite.Symbols(e).Select(scope.Family).Distinct()];
        Support.Snapshot.Verify(Dialects.Export(e, parameters, scope, language).Code, "export/loop-" + language, "txt");
    }
}
