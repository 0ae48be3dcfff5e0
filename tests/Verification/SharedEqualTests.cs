using MatrixDiff.Tests.Support;
using MatrixDiff.Verification.Verdicts;
using Xunit.Abstractions;

namespace MatrixDiff.Tests.Verification;

public sealed class SharedEqualTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Identities_are_told_from_what_is_false()
    {
        var answers = EqualCase.Read(SharedCases.PathOf("equal/given_identities.jsonl")).AsParallel().Select(c => (Case: c, Answer: c.Ask())).ToList();
        Mistakes(answers, 0.02);
    }

    [SharedFact]
    public void Slips_are_found_and_taken_back()
    {
        var answers = EqualCase.Read(SharedCases.PathOf("equal/given_mutants.jsonl")).AsParallel().Select(c => (Case: c, Answer: c.Ask())).ToList();
        Mistakes(answers, 0.02);
        int restored = answers.Count(a => a.Answer.Verdict is { } v && a.Case.Restores(v));
        output.WriteLine($"{restored} of {answers.Count} restored");
        Assert.True(restored >= 0.8 * answers.Count, $"{restored} of {answers.Count} restored");
    }

    private void Mistakes(List<(EqualCase Case, (Verdict? Verdict, string? Error) Answer)> answers, double undecided)
    {
        var mistakes = answers.Select(a => (a.Case, Mistake: a.Case.Mistake(a.Answer.Verdict), a.Answer)).Where(m => m.Mistake is not null).ToList();
        mistakes.ForEach(m => output.WriteLine($"{m.Mistake}: {m.Case.Id} {m.Case.Left} = {m.Case.Right} {m.Answer.Error}"));
        Assert.Empty(mistakes.Where(m => m.Mistake is not "undecided").Select(m => $"{m.Mistake} {m.Case.Id}"));
        Assert.True(mistakes.Count <= undecided * answers.Count);
    }
}
