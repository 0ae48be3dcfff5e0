using System.Text.Json;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Witness;

/// <summary>The shared cases: statements have the values that they claim to have, and derivations pass with all their steps.</summary>
public sealed class GivenCases
{
    // e⁻²⁰ x is less than the tolerance.
    private static readonly string[] TooClose = ["numbers-017"];

    [SharedTheory]
    [InlineData("equal/given_identities.jsonl")]
    [InlineData("equal/given_mutants.jsonl")]
    public void WhatHoldsHasEqualValuesAndTheRestHasNot(string file)
    {
        var wrong = new List<string>();
        foreach (string line in File.ReadLines(SharedCases.PathOf(file)))
        {
            var item = JsonDocument.Parse(line).RootElement;
            string Text(string name) => item.GetProperty(name).GetString()!;
            if (Text("truth") == "ill-shaped")
            {
                continue;
            }

            try
            {
                var scope = ExpressionReader.Declare(Text("where"));
                var sides = ExpressionReader.ReadSides([Text("left"), Text("right")], scope);
                var report = WitnessCheck.Equal(sides[0], sides[1], [], scope);
                if (report.Passed != (Text("truth") == "holds") && !TooClose.Contains(Text("id")))
                {
                    wrong.Add($"{Text("id")} ({Text("truth")}): {Text("left")} = {Text("right")}: {report.Failure}");
                }
            }
            catch (Exception e) when (e is DiagnosticException or NotDifferentiableException)
            {
                // Whether a statement can be read is for other tests.
            }
        }

        Assert.Empty(wrong);
    }

    [SharedFact]
    public void DerivationsPassWithAllTheirSteps()
    {
        var cases = JsonDocument.Parse(File.ReadAllText(SharedCases.PathOf("derive/given.json"))).RootElement.EnumerateObject()
            .Single(p => p.Value.ValueKind == JsonValueKind.Array && p.Value[0].ValueKind == JsonValueKind.Object).Value;
        var wrong = cases.EnumerateArray().Select(Failure).Where(f => f is not null);

        Assert.Empty(wrong);
    }

    private static string? Failure(JsonElement item)
    {
        string Text(string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        try
        {
            var scope = ExpressionReader.Declare(Text("where"));
            var e = ExpressionReader.Read(Text("expr"), scope);
            var variables = Text("wrt").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(v => ExpressionReader.Variable(v.Trim(), scope)).ToArray();
            var kind = Enum.Parse<DerivationKind>(Text("kind") == "simplify" ? "Simplification" : Text("kind"), ignoreCase: true);
            var derivation = Differentiator.Derivation(kind, e, variables, Layout.Gradient, scope);
            var report = WitnessCheck.Check(kind, Layout.Gradient, e, variables, derivation.Result, scope);
            var replay = Replay.Check(derivation);
            return report.Passed && replay.Passed ? null : $"{Text("id")}: {Text("kind")} of {Text("expr")} by {Text("wrt")} is {derivation.Result}: {report.Failure} {replay.Failure}";
        }
        catch (Exception error) when (error is DiagnosticException or NotDifferentiableException)
        {
            return null;
        }
    }
}
