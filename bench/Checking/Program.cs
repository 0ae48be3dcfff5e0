using System.Diagnostics;
using System.Globalization;
using MatrixDiff.Checking;

// The time of a step in a warm process, over documents: dotnet run -c Release --project bench/Checking FILE…
// Before each round the collector takes what was found out about expressions of the round before.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Warm = 3, Rounds = 7;
var texts = args.Select(f => (File: f, Text: File.ReadAllText(f))).ToList();
var steps = new Dictionary<(string File, string Step), List<double>>();
var whole = new Dictionary<string, List<double>>();
for (int round = 0; round < Warm + Rounds; round++)
{
    GC.Collect();
    GC.WaitForPendingFinalizers();
    foreach (var (file, text) in texts)
    {
        var watch = Stopwatch.StartNew();
        var report = DerivationChecker.Check(text, file);
        double time = watch.Elapsed.TotalMilliseconds;
        if (round < Warm)
        {
            continue;
        }

        Of(whole, file).Add(time);
        foreach (var step in report.Steps)
        {
            Of(steps, (file, step.Number)).Add(step.Time.TotalMilliseconds);
        }
    }
}

var each = steps.Values.Select(Median).Order().ToList();
Console.WriteLine("| steps | median | 95 % | longest | all of a step's document, divided by its steps: median |");
Console.WriteLine("| --- | --- | --- | --- | --- |");
var share = whole.SelectMany(w => Enumerable.Repeat(Median(w.Value) / steps.Keys.Count(k => k.File == w.Key), steps.Keys.Count(k => k.File == w.Key))).Order().ToList();
Console.WriteLine($"| {each.Count} | {At(each, 0.5):F1} ms | {At(each, 0.95):F1} ms | {each[^1]:F0} ms | {At(share, 0.5):F1} ms |");
Console.WriteLine();
foreach (var (key, times) in steps.OrderByDescending(s => Median(s.Value)).Take(5))
{
    Console.WriteLine($"{key.File} {key.Step}: {Median(times):F0} ms");
}

static List<double> Of<T>(Dictionary<T, List<double>> all, T key) where T : notnull => all.TryGetValue(key, out var list) ? list : all[key] = [];

static double At(List<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)(part * sorted.Count))];

static double Median(List<double> values) => At([.. values.Order()], 0.5);
