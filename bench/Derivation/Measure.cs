using System.Diagnostics;

namespace MatrixDiff.Bench;

/// <summary>Time and allocations of work in a warm process.</summary>
internal static class Measure
{
    /// <summary>Median and worst tenth in milliseconds, bytes allocated a run, and the part of the time that the collector takes.</summary>
    public static (double Median, double P90, long Bytes, double Collector) Run(Action work, double seconds = 1.0)
    {
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed.TotalSeconds < seconds)
        {
            work();
        }

        var times = new List<double>();
        var total = Stopwatch.StartNew();
        var pauses = GC.GetTotalPauseDuration();
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (total.Elapsed.TotalSeconds < seconds || times.Count < 5)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / times.Count;
        double collector = (GC.GetTotalPauseDuration() - pauses) / total.Elapsed;
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 9 / 10], bytes, collector);
    }
}
