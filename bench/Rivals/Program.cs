using System.Globalization;
using System.Text.Json;
using MatrixDiff.Bench;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

// Reads problems and derives each, warm, under other names each time; writes a line of JSON for each.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var problems = JsonDocument.Parse(File.ReadAllText(args[0]));
double seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 0.5;

// Once round unmeasured, so that the first ones are as warm as the last.
foreach (var problem in problems.RootElement.EnumerateArray())
{
    Measure.Of(Question(problem).Renamed, q => q.Ask(), 0.2);
}

foreach (var problem in problems.RootElement.EnumerateArray())
{
    var question = Question(problem);
    var measure = Measure.Of(question.Renamed, q => q.Ask(), seconds);
    var derivations = question.Ask();
    var (tree, shared) = question.Size();
    Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["name"] = problem.GetProperty("name").GetString()!,
        ["ms"] = measure.Median,
        ["p90"] = measure.P90,
        ["kib"] = measure.Bytes / 1024.0,
        ["nodes"] = tree,
        ["shared"] = shared,
        ["right"] = derivations.All(Right),
        ["text"] = derivations.Select(d => TextPrinter.Print(d.Result)).ToArray(),
    }));
}

static Fresh Question(JsonElement problem) => new(
    problem.GetProperty("order").GetInt32() == 2 ? DerivationKind.Hessian : DerivationKind.Gradient,
    problem.GetProperty("expr").GetString()!,
    problem.GetProperty("where").GetString()!,
    [.. problem.GetProperty("wrt").EnumerateArray().Select(v => v.GetString()!)]);

static bool Right(Derivation d) => WitnessCheck.Check(d.Kind, d.Layout, d.Input, d.Variables, d.Result, d.Scope).Passed;
