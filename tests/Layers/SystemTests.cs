using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>Coupled states and parameters that all steps share, to second order, against hyper-dual numbers through the recurrences written out.</summary>
public sealed class SystemTests
{
    public static TheoryData<string> Names => [.. SystemCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryDerivativeIsThatOfTheUnrolling(string name)
    {
        var system = SystemCases.All.Single(c => c.Name == name);
        var scope = Formulas.Read(system.Declare, system.Define);
        foreach (string question in system.Questions)
        {
            foreach (var answer in scope.Ask(question))
            {
                var report = LayerCheck.Check(answer, scope, 11);
                Assert.True(report.Passed, $"{question}: {report.Failure}");
                Assert.Equal(4, report.Steps);
                Assert.InRange(report.MaxRelativeError, 0, 1e-9);
                if (answer.Cases.Any(c => c.Value is not Constant { Kind: ConstantKind.Zeros }))
                {
                    var wrong = answer with { Cases = [.. answer.Cases.Select(c => c with { Value = Make.Negate(c.Value) })] };
                    Assert.False(LayerCheck.Check(wrong, scope, 11).Passed, $"{question}: a sign that is changed passes");
                }
            }
        }
    }

    // Q[t] is what it is without W, and R[t] grows from 0 by what one step does to the gradient.
    [Fact]
    public void TheRecursionsOfALinearSystemAreThoseOfTheBook()
    {
        var scope = Formulas.Read("T, n: dim, W: n×n, h[t]: n, s, y: n", "h[0] = s\nfor t = 1..T: h[t] = W h[t-1]\nJ = 1/2*sumsq(h[T] - y)");
        scope.Ask("grad J wrt h[t] as δ[t]");
        var answers = scope.Ask("hessian J wrt h[t], W as Q[t], R[t]");
        Assert.Equal(["W'*Q[t+1]*W", "I(n)"], answers[0].Texts());
        Assert.Equal(["I(n) ⊗ δ[t+1]' + W'*(h[t]' ⊗ Q[t+1] + R[t+1])", "zeros(n,n^2)"], answers[1].Texts());
        Assert.Equal("hessian(J, h[t], W)", answers[1].Asked.ToString());
    }

    [Theory]
    [InlineData("hessian J wrt h[t], W as Q[t], R[t], P[t]", "MD0201", "3 names are given")]
    [InlineData("hessian J wrt h[t], W as Q[t], R", "MD0505", "every step, with the index t")]
    [InlineData("hessian J wrt h[t], c[t] as Q[t], M[t], P[t]", "MD0201", "derive grad J wrt h[t], c[t] as")]
    [InlineData("hessian J wrt c[t], W as Q[t], R[t]", "MD0201", "W: what it does to later steps goes not only through c[t]")]
    [InlineData("hessian J wrt h[t], W as Q[t], R[t]", "MD0201", "h[t]: what it does to later steps goes not only through h[t+1]")]
    [InlineData("hessian J wrt W", "MD0201", "give them names first")]
    [InlineData("hessian J wrt W, s", "MD0201", "give them names first")]
    public void WhatIsNoSystemIsRefused(string question, string code, string message)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("systems").FullName, "d.mdiff");
        File.WriteAllText(file, $"declare: T, n: dim, W: n×n, h[t]: n, c[t]: n, s: n\ndefine: |\n  h[0] = s\n  c[0] = s\n  for t = 1..T:\n    h[t] = tanh(W h[t-1])\n    c[t] = c[t-1] + h[t]\n  J = sumsq(c[T])\nderive {question}\n");
        var outcome = Run.Matrixdiff("derive", file);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    // J is an unknown function of two quantities: its second derivatives join them.
    [Theory]
    [InlineData("J: scalar function of u, v", "u = A*x\nv = B*x")]
    [InlineData("J: scalar function of u, v", "u = sin(x)\nv = B*u")]
    [InlineData("J: scalar function of u, v, x", "u = A*x\nv = exp(x)")]
    public void FunctionsOfSeveralQuantitiesHaveMixedSecondDerivatives(string declare, string define)
    {
        var scope = Formulas.Read($"n: dim, A, B: n×n, x: n, {declare}", define);
        var (j, x) = ((Symbol)ExpressionReader.Read("J", scope), ExpressionReader.Variable("x", scope));
        var hessian = Differentiator.Derive(DerivationKind.Hessian, j, [x], Layout.Gradient, scope);
        var report = WitnessCheck.Check(DerivationKind.Hessian, Layout.Gradient, j, [x], hessian, scope);
        Assert.True(report.Passed, report.Failure);
    }
}
