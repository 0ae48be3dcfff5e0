using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>The differential of every operator against automatic derivatives, and where it holds.</summary>
public sealed class DifferentialTests
{
    /// <summary>Those without a differential: the message says what to do.</summary>
    private static readonly string[] None = ["M^k"];

    /// <summary>The conditions; operators without one are differentiable everywhere.</summary>
    private static readonly Dictionary<string, string> Conditions = new()
    {
        ["log(A)"] = "A > 0", ["log(c)"] = "c > 0", ["tan(A)"] = "cos(A) ≠ 0", ["tan(c)"] = "cos(c) ≠ 0",
        ["asin(A)"] = "|A| < 1", ["asin(c)"] = "|c| < 1", ["acos(A)"] = "|A| < 1", ["acos(c)"] = "|c| < 1",
        ["abs(A)"] = "A ≠ 0", ["abs(c)"] = "c ≠ 0", ["sign(A)"] = "A ≠ 0", ["sign(c)"] = "c ≠ 0", ["relu(A)"] = "A ≠ 0", ["relu(c)"] = "c ≠ 0",
        ["step(A)"] = "A ≠ 0", ["step(c)"] = "c ≠ 0", ["leakyrelu(x, c)"] = "x ≠ 0",
        ["x.^-1"] = "x ≠ 0", ["w.^(1/2)"] = "w > 0", ["w.^(-3/2)"] = "w > 0", ["w.^c"] = "w > 0", ["c.^x"] = "c > 0", ["w.^x"] = "w > 0", ["c^k"] = "c > 0",
        ["norm1(A)"] = "A ≠ 0 in every entry", ["norm1(x)"] = "x ≠ 0 in every entry", ["norm2(x)"] = "x ≠ 0", ["norm2(r)"] = "r ≠ 0",
        ["max(A)"] = "one greatest entry in A", ["max(x)"] = "one greatest entry in x", ["normF(A)"] = "A ≠ 0", ["normF(x)"] = "x ≠ 0", ["normalize(x)"] = "x ≠ 0",
        ["inv(M)"] = "M invertible", ["M^-2"] = "M invertible", ["det(M)"] = "M invertible", ["logdet(M)"] = "M invertible",
        ["adj(M)"] = "M invertible", ["logm(M)"] = "no eigenvalue of M real and ≤ 0", ["chol(S)"] = "S positive definite", ["pinv(A)"] = "rank of A constant",
    };

    public static TheoryData<string> Texts => Samples.Texts(Samples.All);

    [Theory]
    [MemberData(nameof(Texts))]
    public void TheDifferentialIsTheDerivativeInTheDirection(string text)
    {
        var (node, scope) = Read(text);
        var variables = node.Arguments.SelectMany(a => Rewrite.Symbols(a)).Distinct().ToList();
        foreach (var moving in variables.Select(v => new[] { v }).Append([.. variables]))
        {
            if (None.Contains(text))
            {
                var e = Assert.Throws<NotDifferentiableException>(() => Differential(node, node, moving));
                Assert.StartsWith(node.Operator.Name + ":", e.Message);
                continue;
            }

            Check(node, moving, Differential(node, node, moving), scope);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ItCanBeWrittenByTheNameOfTheValue(string text)
    {
        // s = op(…) and the differential in s.
        var (node, scope) = Read(text);
        if (None.Contains(text) || node.Operator is Frechet)
        {
            return;
        }

        var s = Symbol.Of(new Name("s"), node.Shape);
        scope.Declare(s);
        scope.Define(s, node);
        var moving = node.Arguments.SelectMany(a => Rewrite.Symbols(a)).Distinct().ToArray();
        Check(node, moving, Differential(node, s, moving), scope);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ItsConditionIsStated(string text)
    {
        var (node, _) = Read(text);
        Assert.Equal(Conditions.GetValueOrDefault(text), node.Operator.Condition(node));
    }

    [Fact]
    public void ConditionsAreThoseOfSamples() => Assert.Empty(Conditions.Keys.Except(Samples.All.Select(s => s.Text)));

    private static void Check(Apply node, Symbol[] moving, Expr differential, Scope scope)
    {
        Assert.Equal(node.Shape, differential.Shape);
        var report = WitnessCheck.Check(DerivationKind.Differential, Layout.Gradient, node, moving, differential, scope);
        Assert.True(report.Passed, $"d({node}) = {differential}: {report.Failure}");
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
    }

    private static (Apply Node, Scope Scope) Read(string text)
    {
        var scope = Sample.Scope();
        return (Samples.Of(text).Read(scope), scope);
    }

    // The arguments of samples are names and their transposes.
    private static Expr Differential(Apply node, Expr value, IReadOnlyList<Symbol> moving) => node.Operator.Differential(node, value, [.. node.Arguments.Select(a => a switch
    {
        Symbol s => moving.Contains(s) ? MatrixDiff.Symbolic.Expressions.Differential.For(s) : null,
        Apply { Operator: Transpose, Argument: Symbol s } => moving.Contains(s) ? Make.Transpose(MatrixDiff.Symbolic.Expressions.Differential.For(s)) : null,
        _ => null,
    })]);
}
