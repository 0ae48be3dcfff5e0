namespace MatrixDiff.Bench.Numeric;

/// <summary>The share of what the machine can do that large problems reach: arithmetic in registers and of its best product, or memory at the speed of a copy of as much.</summary>
internal sealed class Share(Machine machine)
{
    private readonly List<string[]> rows = [];

    /// <summary>A problem with its operations and bytes.</summary>
    public void Add(string problem, double seconds, (double Operations, double Bytes) work)
    {
        double copy = Machine.Copy(work.Bytes);
        double flops = work.Operations / seconds / 1e9, bytes = work.Bytes / seconds / 1e9;
        rows.Add([problem, Row.Text($"{flops:f1}"), Row.Text($"{100 * flops / machine.Peak:f0} %"), Row.Text($"{100 * flops / machine.BestProduct:f0} %"), Row.Text($"{bytes:f0}"), Row.Text($"{100 * bytes / copy:f0} %")]);
    }

    /// <summary>Writes the table.</summary>
    public void Write()
    {
        Row.Title("Share of the machine", "problem", "GFLOP/s", "of the peak", "of the best product", "GB/s read and written", "of a copy of as many bytes");
        rows.ForEach(r => Row.Write(r));
    }
}
