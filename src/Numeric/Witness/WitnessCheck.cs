using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Witness;

/// <summary>The outcome of a check: how it was made, at how many points, and how far the two sides were apart.</summary>
internal sealed record CheckReport(string Method, int Samples, double MaxRelativeError, bool Passed, string? Failure)
{
    /// <summary>The sizes at these points; null where nothing had one.</summary>
    public SizesTried? Sizes { get; init; }
}

/// <summary>
/// Checks derivatives at random points against automatic differentiation of the input, which shares no rule with the
/// derivation. Derivatives are entrywise, also by symmetric matrices (at symmetric values); only where a Cholesky factor
/// occurs, which non-symmetric matrices do not have, symmetric matrices move in symmetric directions.
/// </summary>
internal static class WitnessCheck
{
    /// <summary>The name of the method.</summary>
    public const string Method = "dual-numbers";

    /// <summary>The relative error up to which two values agree.</summary>
    public const double Tolerance = 1e-7;

    // At the first points every entry is compared, at the others the derivatives in random directions.
    private const int Thorough = 2;

    /// <summary>Why a check had no point to be made at.</summary>
    public const string NoPoint = "no point found where the expression is defined";

    /// <summary>Checks a result.</summary>
    /// <param name="kind">What the result is.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="input">What was differentiated.</param>
    /// <param name="variables">The variables, one or two.</param>
    /// <param name="result">The result.</param>
    /// <param name="scope">What names mean.</param>
    /// <param name="samples">The number of points.</param>
    /// <param name="seed">Another number gives other points.</param>
    /// <param name="evaluate">Evaluates the result, if not by plain loops.</param>
    public static CheckReport Check(
        DerivationKind kind,
        Layout layout,
        Expr input,
        IReadOnlyList<Symbol> variables,
        Expr result,
        Scope scope,
        int samples = 5,
        int seed = 0,
        Func<Expr, Model, double[,]>? evaluate = null)
    {
        if (Unrolled.IsNeeded(scope, [input, result, .. variables]))
        {
            return OverRanges(scope, [input, result], kind == DerivationKind.Simplification ? [] : variables, samples, seed, (c, k) => Check(
                kind, layout, c.In(input), c.In(variables, [input, result]), c.In(result), c.Scope, 1, k, evaluate));
        }

        var moving = kind == DerivationKind.Differential ? variables : [];
        return Run(
            scope,
            [input, result, .. variables],
            moving,
            samples,
            seed,
            (model, point) => new Comparison(model, point < Thorough, evaluate).Derivative(kind, layout, input, variables, result));
    }

    // A point at each of several choices of ranges.
    private static CheckReport OverRanges(
        Scope scope, IReadOnlyList<Expr> roots, IReadOnlyList<Symbol> variables, int samples, int seed, Func<Unrolled, int, CheckReport> check)
    {
        double worst = 0;
        int done = 0;
        SizesTried? sizes = null;
        string? failure = null;
        for (int round = 0; done < samples && round < 2; round++)
        {
            foreach (var choice in Unrolled.Choices(scope, roots, variables, samples, (ulong)seed))
            {
                if (Unrolled.IsNeeded(choice.Scope, roots.Select(choice.In)))
                {
                    throw new InvalidOperationException($"A sum is left in {string.Join("; ", roots.Select(choice.In))}.");
                }

                var report = check(choice, seed + (round * 100) + done);
                done += report.Samples;
                sizes = SizesTried.Of(sizes, report.Sizes);
                worst = Math.Max(worst, report.MaxRelativeError);
                if (!report.Passed && report.Samples > 0)
                {
                    return report with { Samples = done };
                }

                failure ??= report.Failure;
            }
        }

        return new(Method, done, worst, done > 0, done > 0 ? null : failure ?? NoPoint) { Sizes = sizes };
    }

    /// <summary>Compares two expressions at random points, the right one being evaluated first.</summary>
    public static CheckReport Equal(Expr left, Expr right, IReadOnlyList<Symbol> moving, Scope scope, int samples = 5, int seed = 0) =>
        Unrolled.IsNeeded(scope, [left, right])
        ? OverRanges(scope, [left, right], [.. moving, .. Rewrite.Nodes(left, right).OfType<Apply>().Select(a => a.Operator).OfType<Nabla>().SelectMany(n => n.Variables)], samples, seed, (c, k) => Equal(c.In(left), c.In(right), c.In(moving, [left, right]), c.Scope, 1, k))
        : Run(scope, [left, right], moving, samples, seed, (model, _) => new Comparison(model, true, null).Values(left, right, "on the left"));

    /// <summary>Checks a Gauss–Newton block (∇_x o)(∇²_o E)(∇_x o)', both factors by automatic differentiation.</summary>
    public static CheckReport GaussNewton(Expr input, Symbol output, Symbol x, Expr result, Scope scope, int samples = 5, int seed = 0) =>
        Run(scope, [input, output, x, result], [], samples, seed, (model, _) => new Comparison(model, true, null).GaussNewton(input, output, x, result));

    private static CheckReport Run(
        Scope scope, IReadOnlyList<Expr> roots, IReadOnlyList<Symbol> moving, int samples, int seed, Func<Model, int, Difference?> compare)
    {
        double worst = 0;
        int done = 0;
        SizesTried? sizes = null;
        string? unsatisfied = null;
        try
        {
            var points = new Points(scope, roots, moving, seed);
            while (done < samples && points.Next() is { } model)
            {
                if (compare(model, done) is not { } difference || !model.Watch.IsSafe)
                {
                    continue;
                }

                points.Accept();
                done++;
                sizes = SizesTried.Of(sizes, SizesTried.At(model));
                worst = Math.Max(worst, difference.RelativeError);
                if (difference.Description is { } failure)
                {
                    return new(Method, done, worst, false, failure);
                }
            }

            unsatisfied = points.Unsatisfied;
        }
        catch (WitnessException e)
        {
            return new(Method, done, worst, false, e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return new(Method, done, worst, false, "the expression is nested too deeply");
        }

        return new(Method, done, worst, done > 0, done > 0 ? null : unsatisfied is null ? NoPoint : $"no values were found that satisfy {unsatisfied}") { Sizes = sizes };
    }
}
