using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Reference;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Tests.Network;

/// <summary>The derivatives of a two-layer window: their formulas, their steps, and their numbers against a real network.</summary>
public sealed class WindowTests
{
    /// <summary>m, n, p.</summary>
    private static readonly (int M, int N, int P)[] Sizes = [(3, 4, 2), (1, 3, 2), (3, 1, 2), (2, 3, 1), (1, 1, 1)];

    public static TheoryData<string> Titles => Quantities.Titles;

    [Theory]
    [MemberData(nameof(Titles))]
    public void TheFormulaIsTheOneOfTheBook(string title)
    {
        var q = Quantities.Of(title);
        Assert.Equal(q.Text, Derive(q, q.Names).Result.ToString());
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void EveryStepHolds(string title)
    {
        var q = Quantities.Of(title);
        foreach (int names in new[] { q.Names, 0 }.Distinct())
        {
            var derivation = Derive(q, names);
            var report = Replay.Check(derivation);

            Assert.True(report.Passed, report.Failure);
            Assert.Equal(derivation.Steps.Count, report.Steps);
            Assert.InRange(derivation.Steps.Count, 2, 24);
            Assert.Same(derivation.Result, derivation.Steps[^1].After.Right);
            Assert.Same(derivation.Asked, derivation.Steps[^1].After.Left);
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void TheAnswerPassesTheCheckAgainstItsInput(string title)
    {
        var q = Quantities.Of(title);
        var d = Derive(q, q.Names);
        var report = WitnessCheck.Check(d.Kind, d.Layout, d.Input, d.Variables, d.Result, d.Scope);

        Assert.True(report.Passed, report.Failure);
        Assert.InRange(report.MaxRelativeError, 0, Comparing.Tolerance);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void TheDelegateAgreesWithTheNetwork(string title) => Compare(Quantities.Of(title), Quantities.Of(title).Names);

    [Theory]
    [MemberData(nameof(Titles))]
    public void SoDoesTheOneDerivedFromTheDefinitionsAlone(string title) => Compare(Quantities.Of(title), 0);

    [Theory]
    [MemberData(nameof(Titles))]
    public void AnAssumptionIsListedWhereItIsUsed(string title)
    {
        // The block of two layers does not have f'' in it, whatever is assumed.
        var q = Quantities.Of(title);
        string[] used = q.Assume is not null && q.By == "z[l]" ? [q.Assume] : [];
        Assert.Equal(used, Derive(q, q.Names).Assumptions);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void TheSameQuestionHasTheSameAnswer(string title)
    {
        var q = Quantities.Of(title);
        var (first, second) = (Derive(q, q.Names), Derive(q, q.Names));

        Assert.Same(first.Result, second.Result);
        Assert.Equal(first.Steps.Select(s => $"{s.Law.Id}: {s.After.Right}"), second.Steps.Select(s => $"{s.Law.Id}: {s.After.Right}"));
    }

    private static Derivation Derive(Quantity q, int names) => Window.Derive(q.Kind, q.Of, q.By, Window.Scope(names, q.Assume));

    private static void Compare(Quantity q, int names)
    {
        var function = CompiledFunction.Compile(Derive(q, names).Result);
        foreach (var hidden in Activation.All.Where(f => q.Assume is null || f.Name is "relu" or "identity"))
        {
            for (int i = 0; i < Sizes.Length; i++)
            {
                var (m, n, p) = Sizes[i];
                for (int seed = 0; seed < 2; seed++)
                {
                    var mlp = Window.Mlp(m, n, p, hidden, (17 * i) + seed);
                    Comparing.Close(q.Reference(mlp), function.Evaluate(Window.Arguments(mlp)).Matrix, $"{q}: {hidden}, {m}-{n}-{p}, seed {seed}");
                }
            }
        }
    }
}
