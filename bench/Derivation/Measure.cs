using System.Diagnostics;

namespace MatrixDiff.Bench;

/// <summary>
/// Time and allocations of work in a warm process. The time is the processor's (all threads, the collector's too), so that
/// other work on the machine counts little.
/// </summary>
/// <param name="Median">Median in milliseconds.</param>
/// <param name="P90">The worst tenth.</param>
/// <param name="Bytes">Bytes allocated a run.</param>
/// <param name="Collector">The part of the time that the collector takes.</param>
internal sealed record Measure(double Median, double P90, long Bytes, double Collector)
{
    private const int FewestRuns = 5;

    /// <summary>Measures work that is prepared anew for each run; preparing is not counted.</summary>
    public static Measure Of<T>(Func<int, T> prepare, Action<T> work, double seconds = 1.0)
    {
        int run = 0;
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < seconds;)
        {
            work(prepare(run++));
        }

        GC.Collect();

        var times = new List<double>();
        var (total, pauses, bytes) = (Stopwatch.StartNew(), GC.GetTotalPauseDuration(), 0L);
        while (total.Elapsed.TotalSeconds < seconds || times.Count < FewestRuns)
        {
            var prepared = prepare(run++);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            work(prepared);
            times.Add((Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        double collector = (GC.GetTotalPauseDuration() - pauses) / total.Elapsed;
        times.Sort();
        return new(times[times.Count / 2], times[times.Count * 9 / 10], bytes / times.Count, collector);
    }

    /// <summary>Measures work that is the same each time.</summary>
    public static Measure Of(Action work, double seconds = 1.0) => Of(run => run, _ => work(), seconds);
}
