using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.SymbolicProperties;

/// <summary>Derivatives of random expressions, checked against automatic differentiation.</summary>
public sealed class DerivativeTests
{
    [Fact]
    public void GradientsOfScalars() => Each(500, depth: 3, Shape.Scalar, DerivationKind.Gradient, Layout.Gradient);

    [Fact]
    public void HessiansOfScalars() => Each(300, depth: 2, Shape.Scalar, DerivationKind.Hessian, Layout.Gradient);

    [Fact]
    public void JacobiansOfVectors() => Each(300, depth: 3, Shape.Column(Size.Of(new Name("n"))), DerivationKind.Jacobian, Layout.Jacobian);

    [Fact]
    public void GradientsOfMatrices() => Each(200, depth: 2, new(Size.Of(new Name("m")), Size.Of(new Name("n"))), DerivationKind.Gradient, Layout.Gradient);

    [Fact]
    public void Differentials() => Each(300, depth: 3, new(Size.Of(new Name("n")), Size.Of(new Name("n"))), DerivationKind.Differential, Layout.Gradient);

    [Fact]
    public void TheStepsOfADerivationHold() => Each(200, depth: 2, Shape.Scalar, DerivationKind.Gradient, Layout.Gradient, replay: true);

    [Fact]
    public void TheSameQuestionHasTheSameStepsAndTheSameAnswer()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var (first, second) = (Derive(seed), Derive(seed));
            Assert.Same(first?.Result, second?.Result);
            Assert.Equal(first?.Steps.Select(s => $"{s.Law.Id} {s.After.Left} {s.After.Right}"), second?.Steps.Select(s => $"{s.Law.Id} {s.After.Left} {s.After.Right}"));
        }

        static Derivation? Derive(int seed)
        {
            var generator = new Generator(seed, smooth: true);
            var e = generator.Of(Shape.Scalar, 3);
            return Variable(e, seed) is { } x ? Try(DerivationKind.Gradient, e, x, Layout.Gradient, generator.Scope) : null;
        }
    }

    private static void Each(int count, int depth, Shape shape, DerivationKind kind, Layout layout, bool replay = false)
    {
        var failures = new List<string>();
        int done = 0;
        for (int seed = 0; done < count; seed++)
        {
            var generator = new Generator(seed, smooth: seed % 3 > 0);
            var e = generator.Of(shape, depth);
            if (Variable(e, seed) is not { } x)
            {
                continue;
            }

            done++;
            try
            {
                if (Try(kind, e, x, layout, generator.Scope) is not { } d)
                {
                    continue;
                }

                string? failure = replay ? Replay.Check(d, samples: 2).Failure
                    : WitnessCheck.Check(kind, layout, e, [x], d.Result, generator.Scope, samples: 2).Failure;
                if (failure is not null && !failure.Contains(WitnessCheck.NoPoint, StringComparison.Ordinal))
                {
                    failures.Add($"{kind} of   {e}   by {x} is   {d.Result}: {failure}");
                }
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                failures.Add($"{kind} of   {e}   by {x} throws {exception}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(30))}");
    }

    // What has no derivative in the language says so.
    private static Derivation? Try(DerivationKind kind, Expr e, Symbol x, Layout layout, Scope scope)
    {
        try
        {
            return Differentiator.Derivation(kind, e, [x], layout, scope);
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private static Symbol? Variable(Expr e, int seed) =>
        Rewrite.Symbols(e).Where(s => Indices.Free(s).Count == 0 && s.Attributes is Attributes.None or Attributes.Positive).ToList() is { Count: > 0 } all ? all[seed % all.Count] : null;
}
