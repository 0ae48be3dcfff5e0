using System.Text.Json;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Export;

/// <summary>PyTorch exports recorded once (<c>torch.jit.trace</c>): what was recorded with some numbers is right for others.</summary>
public sealed class TraceTests
{
    private const string Runner = """
        import json, sys, warnings
        import torch
        warnings.simplefilter("ignore")
        torch.set_default_dtype(torch.float64)
        torch.set_num_threads(1)
        for case in json.load(open(sys.argv[1])):
            try:
                space = {}
                exec(case["source"], space)
                args = [torch.as_tensor(a["value"]).reshape(a["shape"]) for a in case["arrays"]]
                call = lambda *a: space["compute"](*a, *case["sizes"])
                recorded = torch.jit.trace(call, tuple(torch.abs(a) + 0.5 for a in args), check_trace=False)
                a, b = recorded(*args), call(*args)
                print("ok" if torch.allclose(a, b, rtol=1e-12, atol=1e-12, equal_nan=True) else f"recorded {a} is not {b}".replace("\n", " "))
            except Exception as e:
                print("error: " + type(e).__name__ + ": " + str(e).replace("\n", " "))
        """;

    [ProgramFact("PyTorch", Programs.Python, "-c", "import torch")]
    public void What_was_recorded_for_some_values_holds_for_others()
    {
        var cases = PlanCases.All.Select(c => new PlanCase(c.Text, c.Where)).Concat(PlanCases.Directional)
            .Where(c => c.Plan.Functions.Count == 0 && c.Plan.Instructions.SelectMany(i => i.Operands).Any(o => c.Plan.Inputs.Any(i => i.Value == o.Value))).ToArray();
        string output = Programs.InFolder(folder =>
        {
            string path = Path.Combine(folder, "cases.json"), runner = Path.Combine(folder, "runner.py");
            File.WriteAllText(path, JsonSerializer.Serialize(cases.Select(c => TensorRunner.Case(c, new Torch()))));
            File.WriteAllText(runner, Runner);
            return Programs.Run(Programs.Python, [runner, path], out string error) ?? throw new InvalidOperationException(error);
        });
        string[] lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(cases.Length, lines.Length);
        Assert.Empty(cases.Zip(lines).Where(p => p.Second != "ok").Take(8).Select(p => $"{p.First.Expression}: {p.Second}\n{Exporter.Export(p.First.Plan, new Torch())}"));
    }
}
