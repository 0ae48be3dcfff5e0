using System.Diagnostics;
using System.Globalization;
using MatrixDiff.Tests.Verification;
using MatrixDiff.Verification.Verdicts;

// Verdicts on files of questions: truth against verdict, mistakes, conditions, suggestions, and the time of a verdict.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Contains("--sizes"))
{
    MatrixDiff.Bench.Equality.Sizes.Run();
    return 0;
}

bool verbose = args.Contains("--verbose");
string? only = args.SkipWhile(a => a != "--only").Skip(1).FirstOrDefault();
string[] files = [.. args.Where((a, i) => !a.StartsWith("--") && (i == 0 || args[i - 1] != "--only"))];
string[] kinds = ["holds", "holds-if", "fails", "ill-shaped"];
string[] verdicts = [.. kinds, "undecided", "error"];
bool falseAccept = false;
foreach (string file in files)
{
    var cases = EqualCase.Read(file).Where(c => only is null || c.Id.Contains(only, StringComparison.Ordinal)).ToList();
    if (only is null)
    {
        cases.ForEach(c => c.Ask());
    }

    var times = new Dictionary<string, List<double>>();
    var counts = new Dictionary<(string, string), int>();
    var certificates = new Dictionary<string, int>();
    var mistakes = new List<string>();
    int restored = 0, mutants = 0, known = 0, other = 0;
    foreach (var c in cases)
    {
        var watch = Stopwatch.StartNew();
        var (verdict, error) = c.Ask();
        double time = watch.Elapsed.TotalMilliseconds;
        string name = EqualCase.NameOf(verdict);
        (times.TryGetValue(name, out var list) ? list : times[name] = []).Add(time);
        counts[(c.Truth, name)] = counts.GetValueOrDefault((c.Truth, name)) + 1;
        if (verdict?.Kind == VerdictKind.Holds)
        {
            certificates[verdict.Certificate.ToString()!] = certificates.GetValueOrDefault(verdict.Certificate.ToString()!) + 1;
        }

        string shown = $"{c.Id,-20} {c.Truth,-10} → {name,-10} {time,7:F1} ms  {c.Left} = {c.Right}  [{c.Where.Replace('\n', ';')}]";
        if (c.Mistake(verdict) is { } mistake)
        {
            falseAccept |= mistake == "false accept";
            mistakes.Add($"  {mistake,-17} {shown}  {error ?? verdict?.Reason} {verdict?.Condition}");
        }

        if (verdict?.Condition is { } condition)
        {
            bool listed = c.Conditions.Contains(condition);
            known += listed ? 1 : 0;
            other += listed ? 0 : 1;
            if (!listed || verbose)
            {
                mistakes.Add($"  condition         {c.Id,-20} {condition}   (listed: {string.Join("; ", c.Conditions)})  {c.Left} = {c.Right}");
            }
        }

        if (c.Side is not null)
        {
            mutants++;
            bool back = verdict is not null && c.Restores(verdict);
            restored += back ? 1 : 0;
            if (!back || verbose)
            {
                mistakes.Add($"  {(back ? "restored" : "not restored"),-17} {c.Id} {c.Mutation} {c.Left} = {c.Right}; {c.Side} was {c.Original}; suggested {verdict?.SuggestionSide}: {verdict?.Suggestion}");
            }
        }

        if (verbose)
        {
            Console.WriteLine($"{shown}\n      {verdict?.Certificate} {verdict?.ErrorBound:0e0} {verdict?.Condition} {verdict?.Reason} {error} {verdict?.SuggestionSide} {verdict?.Suggestion}");
            if (verdict?.Counterexample is { } x)
            {
                Console.WriteLine("      " + VerdictText.Of(x));
            }
        }
    }

    Console.WriteLine($"\n{Path.GetFileName(file)}: {cases.Count} questions");
    mistakes.ForEach(Console.WriteLine);
    Console.WriteLine($"{"truth",-12}{string.Concat(verdicts.Select(v => $"{v,11}"))}");
    foreach (string kind in kinds)
    {
        Console.WriteLine($"{kind,-12}{string.Concat(verdicts.Select(v => $"{counts.GetValueOrDefault((kind, v)),11}"))}");
    }

    Console.WriteLine($"certificates: {string.Join(", ", certificates.Select(p => $"{p.Key} {p.Value}"))}; conditions: {known} listed, {other} other; restored: {restored} of {mutants}");
    foreach (var (name, list) in times)
    {
        list.Sort();
        Console.WriteLine($"  {name,-11} median {list[list.Count / 2],8:F2} ms   95% {list[(int)(list.Count * 0.95)],8:F2} ms   greatest {list[^1],8:F1} ms");
    }
}

return falseAccept ? 1 : 0;
