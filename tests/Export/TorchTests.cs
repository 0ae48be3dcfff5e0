using System.Text.Json;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Export;

public sealed class TorchTests
{
    private const string Python = "/usr/bin/python3";

    // Each case by itself, and as a batch of two whose second half is the same argument again.
    private const string Runner = """
        import json, sys, warnings
        import torch
        warnings.simplefilter("ignore")
        torch.set_default_dtype(torch.float64)
        torch.set_num_threads(1)
        SIN = [torch.sin, torch.cos, lambda x: -torch.sin(x), lambda x: -torch.cos(x)]

        def by_columns(r, rank):
            r = torch.as_tensor(r, dtype=torch.float64)
            return (r.swapaxes(-1, -2) if rank == 2 else r).reshape(-1)

        for case in json.load(open(sys.argv[1])):
            try:
                space = {}
                exec(case["source"], space)
                args = [torch.tensor(a["value"]).reshape(a["shape"]) for a in case["arrays"]]
                rest = case["sizes"] + [SIN[k % 4] for k in case["functions"]]
                one = space["compute"](*args, *rest)
                rank = case["rank"]
                if case["arrays"]:
                    both = space["compute"](*[torch.stack([a, a]) for a in args], *rest)
                    both = torch.as_tensor(both)
                    if both.dim() == rank + 1:
                        for half in both:
                            if not torch.allclose(by_columns(half, rank), by_columns(one, rank), rtol=1e-9, atol=1e-11, equal_nan=True):
                                raise ValueError("batched: " + str(half) + " is not " + str(one))
                    elif case["depends"]:
                        raise ValueError("batched: the result is not a batch: " + str(tuple(both.shape)))
                print(" ".join(repr(v) for v in by_columns(one, rank).tolist()))
            except Exception as e:
                print("error: " + type(e).__name__ + ": " + str(e).replace("\n", " "))
        """;

    [ProgramFact("PyTorch", Python, "-c", "import torch")]
    public void Exported_functions_agree_with_definitions_alone_and_in_batches()
    {
        var cases = Agreement.Cases;
        string output = Programs.InFolder(folder =>
        {
            string path = Path.Combine(folder, "cases.json");
            File.WriteAllText(path, JsonSerializer.Serialize(cases.Select(Case)));
            return Programs.Run(Python, ["-c", Runner, path], out string error) ?? throw new InvalidOperationException(error);
        });
        Agreement.Check(cases, [.. output.TrimEnd('\n').Split('\n').Select(Agreement.Parse)], new Torch());
    }

    private static object Case(PlanCase test) => new
    {
        source = Exporter.Export(test.Plan, new Torch()),
        arrays = test.Plan.Inputs.Select(i => new
        {
            value = test.Values[i.Name].Cast<double>(),
            shape = i.Source.Shape.IsScalar ? [] : i.Source.Shape.IsColumn ? [test.Values[i.Name].Length] : new[] { test.Values[i.Name].GetLength(0), test.Values[i.Name].GetLength(1) },
        }),
        sizes = test.Plan.Dimensions.Select(test.Size),
        functions = test.Plan.Functions.Select(f => f.Order),
        rank = test.Expression.Shape is { IsScalar: true } ? 0 : test.Expression.Shape.IsColumn ? 1 : 2,
        depends = test.Plan.Instructions.SelectMany(i => i.Operands).Any(o => test.Plan.Inputs.Any(i => i.Value == o.Value)),
    };
}
