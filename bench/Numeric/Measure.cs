using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MatrixDiff.Bench.Numeric;

/// <summary>Times of contenders for the same work, taken in turns on the processor clock of the thread.</summary>
internal static unsafe partial class Measure
{
    private const double Block = 2e-3;
    private const int Rounds = 15;

    /// <summary>Median seconds a call of each contender; in each round every contender runs for a few milliseconds.</summary>
    public static double[] InTurns(params (string Name, Action Call)[] contenders)
    {
        int[] counts = [.. contenders.Select(c => Warm(c.Call))];
        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                double start = Clock();
                for (int k = 0; k < counts[i]; k++)
                {
                    contenders[i].Call();
                }

                times[i].Add((Clock() - start) / counts[i]);
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(Rounds / 2))];
    }

    /// <summary>Bytes that a call allocates.</summary>
    public static long Allocated(Action call)
    {
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
    }

    // Long enough for the optimised code; the calls of a block.
    private static int Warm(Action call)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            long start = Stopwatch.GetTimestamp();
            int n = 0;
            do
            {
                call();
                n++;
            }
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.15);
            if (pass == 2)
            {
                return Math.Max(1, (int)(Block / (0.15 / n)));
            }

            Thread.Sleep(120);
        }

        return 1;
    }

    private static double Clock()
    {
        long* t = stackalloc long[2];
        _ = ClockGetTime(3, t);
        return t[0] + (1e-9 * t[1]);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int id, long* time);
}
