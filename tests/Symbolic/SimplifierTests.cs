using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Tests.SymbolicProperties;

/// <summary>The simplifier on random expressions: its result is a fixed point, no longer, of the same value, and the same each time.</summary>
public sealed class SimplifierTests
{
    private const int Count = 3000;

    [Fact]
    public void WhatIsSimplifiedStaysAsItIs() => Each(Count, (e, _) =>
    {
        var once = Simplifier.Simplify(e);
        var twice = Simplifier.Simplify(once);
        return ReferenceEquals(once, twice) ? null : $"{once}   becomes   {twice}";
    });

    [Fact]
    public void ItIsNotLongerThanBefore() => Each(Count, (e, _) =>
    {
        // det(c X) = cⁿ det X is longer, and so may (a ⊙ b).^k be, which is written factor by factor.
        var simple = Simplifier.Simplify(e);
        bool longer = Rewrite.Contains(e, n => n is Apply { Operator: Determinant or LogDeterminant or ElementwisePower });
        return longer || TreeSize.Of(simple) <= TreeSize.Of(e) ? null : $"{TreeSize.Of(e)} nodes become {TreeSize.Of(simple)}: {simple}";
    });

    [Fact]
    public void ItHasTheSameShapeAndValue() => Each(Count, (e, generator) =>
    {
        var simple = Simplifier.Simplify(e);
        Assert.Equal(e.Shape, simple.Shape);
        if (ReferenceEquals(simple, e))
        {
            return null;
        }

        var report = WitnessCheck.Equal(e, simple, [], generator.Scope, samples: 2);
        return report.Passed || report.Failure == WitnessCheck.NoPoint ? null : $"becomes   {simple}: {report.Failure}";
    });

    [Fact]
    public void TheSameExpressionHasTheSameSimpleForm()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var (first, second) = (new Generator(seed).Next(3), new Generator(seed).Next(3));
            Assert.Same(first, second);
            Assert.Same(Simplifier.Simplify(first), Simplifier.Simplify(second));
        }
    }

    [Theory]
    [InlineData("step(relu(x))", "step(relu(x))")]
    [InlineData("sign(abs(relu(x)))", "sign(relu(x))")]
    [InlineData("step(I(n))", "step(I(n))")]
    [InlineData("abs(relu(x)*c^2)", "c^2*relu(x)")]
    [InlineData("sign(x.^2)", "ones(n)")]
    [InlineData("sign(exp(x) + relu(x))", "ones(n)")]
    [InlineData("step(softmax(x))", "ones(n)")]
    [InlineData("r*diag(x)", "r .* x'")]
    [InlineData("x'*diag(y)", "(y .* x)'")]
    [InlineData("m*n*mean(A)", "sum(A)")]
    [InlineData("n*mean(A)", "n*mean(A)")]
    [InlineData("tr(I(m) ⊗ A*A')", "m*tr(A*A')")]
    [InlineData("ones(n)*c + ones(n)*k", "(c + k)*ones(n)")]
    [InlineData("1 - c - x", "1 - c - x")]
    [InlineData("x/c/2", "x/(2*c)")]
    [InlineData("3/2*c/k", "3*c/(2*k)")]
    [InlineData("x .* sign(x)", "abs(x)")]
    [InlineData("A*pinv(A)*A", "A")]
    [InlineData("pinv(A)*A*A'", "A'")]
    [InlineData("pinv(A)*pinv(A)'*A'", "pinv(A)")]
    [InlineData("A*A'*pinv(A)'", "A")]
    [InlineData("A*pinv(A)*pinv(A)'", "pinv(A)'")]
    [InlineData("pinv(A)*A*pinv(A)", "pinv(A)")]
    [InlineData("(softmax(x)'*(log(x) + 1))*x - x", "(softmax(x)'*log(x))*x")]
    [InlineData("abs(x) .* sign(x)", "x")]
    [InlineData("sinh(x).^2 ./ cosh(x).^2", "tanh(x).^2")]
    [InlineData("sin(c)/cos(c)", "tan(c)")]
    [InlineData("A*(A'*A)^-1*A'*A", "A")]
    [InlineData("(A*(A'*A)^-1*A')^3", "A*(A'*A)^-1*A'")]
    [InlineData("(I(m) - A*(A'*A)^-1*A')^2", "I(m) - A*(A'*A)^-1*A'")]
    [InlineData("diag(softmax(x).^-1)*(diag(softmax(x)) - softmax(x)*softmax(x)')", "I(n) - ones(n)*softmax(x)'")]
    public void ExamplesOfForms(string text, string simple)
    {
        var scope = MatrixDiff.Symbolic.Binding.ExpressionReader.Declare(Generator.Where);
        var e = MatrixDiff.Symbolic.Binding.ExpressionReader.Read(text, scope);
        Assert.Equal(simple, Simplifier.Simplify(e).ToString());
        Assert.True(WitnessCheck.Equal(e, Simplifier.Simplify(e), [], scope).Passed || text == "step(I(n))");
    }

    private static void Each(int count, Func<Expr, Generator, string?> failure)
    {
        var failures = new List<string>();
        for (int seed = 0; seed < count; seed++)
        {
            var generator = new Generator(seed);
            var e = generator.Next(1 + (seed % 4));
            try
            {
                if (failure(e, generator) is { } why)
                {
                    failures.Add($"{e}   {why}");
                }
            }
            catch (Exception x) when (x is not Xunit.Sdk.XunitException)
            {
                failures.Add($"{e}   throws {x}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(30))}");
    }
}
