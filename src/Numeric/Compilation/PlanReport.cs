using System.Globalization;
using System.Text;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// The account of a bound plan: what is done, a line each, with the operations (a multiplication, an addition or a function of an entry
/// counts 1) and the bytes read and written; and the same of a naive evaluation.
/// </summary>
internal sealed class PlanReport
{
    private readonly List<(string Text, double Operations, double Bytes)> lines = [];
    private readonly Dictionary<Value, string> names = [];
    private readonly Extents extents;
    private readonly long workspace;
    private readonly NaiveCost naive;
    private readonly string results;

    /// <summary>The account of stages.</summary>
    public PlanReport(Plan plan, IReadOnlyList<Stage> stages, Extents extents, long workspace)
    {
        (this.extents, this.workspace) = (extents, workspace * extents.Bytes);
        naive = NaiveCost.Of(plan, extents);
        foreach (var input in plan.Inputs)
        {
            names[input.Value] = input.Name;
        }

        foreach (var stage in stages)
        {
            Add(stage, stages, plan);
        }

        results = string.Join(", ", plan.Outputs.Select(o => names.GetValueOrDefault(o.Value, "a constant")));
    }

    /// <summary>The operations of one call.</summary>
    public double Operations => lines.Sum(l => l.Operations);

    /// <summary>The bytes that one call reads and writes.</summary>
    public double Bytes => lines.Sum(l => l.Bytes);

    /// <summary>The account as text.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        int width = Math.Min(100, lines.Select(l => l.Text.Length).DefaultIfEmpty().Max());
        foreach (var (line, operations, bytes) in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.PadRight(width)}  {operations,14:N0} flops  {bytes,14:N0} bytes\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"results: {results}\n");
        text.Append(CultureInfo.InvariantCulture, $"total:  {Operations,18:N0} flops  {Bytes,18:N0} bytes, workspace {workspace:N0} bytes, {NumericBackends.Describe(extents.Backend)}, {extents.Number.Name}\n");
        text.Append(CultureInfo.InvariantCulture, $"naive:  {naive.Operations,18:N0} flops  {naive.Bytes,18:N0} bytes (nothing shared, products from the left, every matrix built)\n");
        return text.ToString();
    }

    private void Add(Stage stage, IReadOnlyList<Stage> stages, Plan plan)
    {
        if (stage.Members[0].Kernel.Alias is not null)
        {
            foreach (var m in stage.Members)
            {
                names[m.Instruction.Result] = $"{m.Kernel.Name}({Name(m.Instruction.Operands[0])})";
            }

            return;
        }

        var parts = new List<string>();
        double operations = 0;
        var wanted = stages.SkipWhile(s => s != stage).Skip(1).SelectMany(s => s.Reads).Concat(plan.Outputs.Select(o => o.Value)).ToHashSet();
        foreach (var member in stage.Members)
        {
            var result = member.Instruction.Result;
            operations += member.Kernel.Operations?.Invoke(member) ?? Math.Max(1, !member.IsEntrywise ? 1 : member.Count) * (double)member.Length;
            names[result] = $"t{names.Count + 1}";
            parts.Add($"{names[result]} = {Call(member)}");
        }

        double bytes = stage.Reads.Concat(stage.Members.Select(m => m.Instruction.Result).Where(wanted.Contains)).Sum(Length) * extents.Bytes;
        var (rows, columns) = stage.Domain ?? (stage.Members[0].Rows, stage.Members[0].Columns);
        string shape = string.Create(CultureInfo.InvariantCulture, $"{rows}×{columns}");
        lines.Add(($"{(stage.Members.Count > 1 ? "pass " : "")}{shape}: {string.Join("; ", parts)}", operations, bytes));
    }

    private double Length(Value value) => extents.Of(value) is var (m, n) ? (double)m * n : 0;

    private string Call(BoundInstruction b)
    {
        var numbers = b.Instruction.Numbers.Select(n => n.ToString());
        string method = !b.IsEntrywise && b.Kernel.Native is { } native ? $" [{native(b)[0].Method}]" : "";
        return $"{b.Kernel.Name}({string.Join(", ", b.Instruction.Operands.Select(Name).Concat(numbers))}){method}";
    }

    private string Name(Operand o) => names.GetValueOrDefault(o.Value, "const") + o.View switch
    {
        View.Transposed => "'",
        View.Across => " as columns",
        View.Down => " as rows",
        _ => "",
    };
}
