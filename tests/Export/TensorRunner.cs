using System.Text.Json;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Export;

/// <summary>Runs exported functions on tensors of a Python module against definitions, by themselves and in batches.</summary>
internal static class TensorRunner
{
    // Each case by itself, and as a batch of two whose second half is the same argument again.
    private const string Runner = """
        import json, sys
        as_array = lambda x: x if hasattr(x, "swapaxes") else xp.asarray(x, dtype=xp.float64)
        SIN = [xp.sin, xp.cos, lambda x: -xp.sin(x), lambda x: -xp.cos(x)]

        def by_columns(r, rank):
            r = as_array(r)
            return (r.swapaxes(-1, -2) if rank == 2 else r).reshape(-1)

        for case in json.load(open(sys.argv[1])):
            try:
                space = {}
                exec(case["source"], space)
                args = [as_array(a["value"]).reshape(a["shape"]) for a in case["arrays"]]
                rest = case["sizes"] + [SIN[k % 4] for k in case["functions"]]
                one = space["compute"](*args, *rest)
                rank = case["rank"]
                if case["arrays"]:
                    both = space["compute"](*[xp.stack([a, a]) for a in args], *rest)
                    both = as_array(both)
                    if both.ndim == rank + 1:
                        for half in both:
                            if not xp.allclose(by_columns(half, rank), by_columns(one, rank), rtol=1e-9, atol=1e-11, equal_nan=True):
                                raise ValueError("batched: " + str(half) + " is not " + str(one))
                    elif case["depends"]:
                        raise ValueError("batched: the result is not a batch: " + str(tuple(both.shape)))
                print(" ".join(repr(v) for v in by_columns(one, rank).tolist()))
            except Exception as e:
                print("error: " + type(e).__name__ + ": " + str(e).replace("\n", " "))
        """;

    /// <summary>Checks all cases in a dialect; <paramref name="setting"/> imports the module as <c>xp</c>, files by name lie beside it.</summary>
    public static void Check(Dialect dialect, string setting, params IReadOnlyList<(string Name, string Text)> files)
    {
        var cases = Agreement.Cases;
        string output = Programs.InFolder(folder =>
        {
            foreach (var (name, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
                File.WriteAllText(Path.Combine(folder, name), text);
            }

            string path = Path.Combine(folder, "cases.json"), runner = Path.Combine(folder, "runner.py");
            File.WriteAllText(path, JsonSerializer.Serialize(cases.Select(c => Case(c, dialect))));
            File.WriteAllText(runner, setting + "\n" + Runner);
            return Programs.Run(Programs.Python, [runner, path], out string error) ?? throw new InvalidOperationException(error);
        });
        Agreement.Check(cases, [.. output.TrimEnd('\n').Split('\n').Select(Agreement.Parse)], dialect);
    }

    /// <summary>A case as the runner reads it.</summary>
    public static object Case(PlanCase test, Dialect dialect) => new
    {
        source = Exporter.Export(test.Plan, dialect),
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
