using System.Collections.Concurrent;

namespace MatrixDiff.Cli.Batch;

/// <summary>
/// A batch: lines are read, worked on over all cores and written in their order. As many lines are under way as the queues
/// hold, whatever the length of the input.
/// </summary>
internal static class JsonLines
{
    /// <summary>Runs a batch; <paramref name="answer"/> never throws.</summary>
    public static int Run(Terminal terminal, Func<string, string> answer)
    {
        int workers = Environment.ProcessorCount;
        var work = new BlockingCollection<Job>(workers * 4);
        var queue = new ConcurrentQueue<Job>();
        var order = new BlockingCollection<Job>(queue, workers * 16);
        Exception? failure = null;
        var reader = new Thread(() =>
        {
            try
            {
                while (terminal.Input.ReadLine() is { } line)
                {
                    if (!string.IsNullOrWhiteSpace(line))
                    {
                        var job = new Job(line);
                        order.Add(job);
                        work.Add(job);
                    }
                }
            }
            catch (Exception e)
            {
                failure = e;
            }

            work.CompleteAdding();
            order.CompleteAdding();
        })
        {
            IsBackground = true,
        };
        reader.Start();
        for (int i = 0; i < workers; i++)
        {
            CommandLine.Worker(() =>
            {
                foreach (var job in work.GetConsumingEnumerable())
                {
                    job.Finish(answer(job.Line));
                }
            }).Start();
        }

        foreach (var job in order.GetConsumingEnumerable())
        {
            terminal.Output.WriteLine(job.Answer);
            if (!queue.TryPeek(out var next) || !next.IsDone)
            {
                terminal.Output.Flush();
            }
        }

        return failure is null ? CommandLine.Done : terminal.Report(Failure.Of(failure));
    }

    private sealed class Job(string line)
    {
        private readonly TaskCompletionSource<string> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Line { get; } = line;

        public string Answer => answer.Task.GetAwaiter().GetResult();

        public bool IsDone => answer.Task.IsCompleted;

        public void Finish(string text) => answer.SetResult(text);
    }
}
