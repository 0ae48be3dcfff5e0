using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;

namespace MatrixDiff.Numeric.Witness;

/// <summary>What the check of an answer for all steps found, and how many steps it was made with.</summary>
internal sealed record LayerReport(int Steps, int Samples, double MaxRelativeError, bool Passed, string? Failure)
{
    /// <summary>The sizes at the points; null where nothing had one.</summary>
    public SizesTried? Sizes { get; init; }
}

/// <summary>
/// Checks an answer for all values of an index: the recurrences are written out for 1, 2, 3, 4 steps at random small sizes, the
/// recursion is evaluated as one, and each of its values compared with automatic differentiation of the whole.
/// </summary>
internal static class LayerCheck
{
    private const int MostSteps = 4;

    /// <summary>Checks an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="scope">The document, in which the answer has its name already if it is given one.</param>
    /// <param name="seed">Another number gives other points.</param>
    public static LayerReport Check(LayerAnswer answer, Scope scope, int seed)
    {
        double worst = 0;
        int samples = 0, steps = 0;
        SizesTried? sizes = null;
        foreach (var network in UnrolledLayers.Choices(scope, MostSteps))
        {
            steps++;
            foreach (var (of, variables, value, there) in Values(answer, network))
            {
                var report = answer.Output is { } output ? WitnessCheck.GaussNewton(of, (Symbol)network.In(output), variables[0], value, there, 1, seed + (100 * steps) + samples)
                    : WitnessCheck.Check(answer.Kind, answer.Layout, of, variables, value, there, 1, seed + (100 * steps) + samples);
                samples += report.Samples;
                sizes = SizesTried.Of(sizes, report.Sizes);
                worst = Math.Max(worst, report.MaxRelativeError);
                if (!report.Passed)
                {
                    return new(steps, samples, worst, false, $"{string.Join(", ", variables)}: {report.Failure}");
                }
            }
        }

        return new(steps, samples, worst, samples > 0, samples > 0 ? null : WitnessCheck.NoPoint) { Sizes = sizes };
    }

    // What is free at a step has no definition there: it has values of its own.
    private static Scope Severed(LayerAnswer answer, LayerPlace place, Scope scope)
    {
        if (answer.Free.Count == 0)
        {
            return scope;
        }

        var there = scope.Copy();
        foreach (var state in answer.Free)
        {
            there.Undefine(place.In(state));
        }

        return there;
    }

    private static IEnumerable<(Expr Of, IReadOnlyList<Symbol> Variables, Expr Value, Scope Scope)> Values(LayerAnswer answer, UnrolledLayers network)
    {
        if (answer.Range is not { } range)
        {
            yield return (network.In(answer.Of), [.. answer.Variables.Select(v => (Symbol)network.In(v))], network.In(answer.Cases[0].Value), network.Scope);
            yield break;
        }

        foreach (var found in answer.Cases)
        {
            foreach (var place in network.Places(found, range, answer.Outer))
            {
                yield return (place.In(answer.Of), [.. answer.Variables.Select(place.In)], place.In(found.Value), Severed(answer, place, network.Scope));
            }
        }
    }
}
