using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// The lines in which a pass goes over its entries: all entries as one line where nothing repeats, columns otherwise; several short
/// columns make one line, so that registers are full, and what stands for every column is repeated to its length.
/// </summary>
internal sealed class PassLayout
{
    // So many entries make a line worth its loop.
    private const int Enough = 96;
    private const int Lanes = 16;

    private PassLayout(int line, int lines, int rest) => (Line, Lines, Rest) = (line, lines, rest);

    /// <summary>The entries of a line.</summary>
    public int Line { get; }

    /// <summary>The number of lines.</summary>
    public int Lines { get; }

    /// <summary>The entries of the last line, which is shorter; 0 where there is none.</summary>
    public int Rest { get; }

    /// <summary>The columns of a line.</summary>
    public int Times { get; private init; } = 1;

    /// <summary>The columns that are repeated, and where in the scratch of the pass.</summary>
    public IReadOnlyDictionary<Value, long> Repeated { get; private init; } = new Dictionary<Value, long>();

    /// <summary>The numbers of scratch.</summary>
    public long Scratch => (long)Repeated.Count * Line;

    /// <summary>The layout of a pass.</summary>
    public static PassLayout Of(Stage stage)
    {
        var (rows, columns) = stage.Domain!.Value;
        var extents = stage.Members[0].Extents;
        var made = stage.Members.Select(m => m.Instruction.Result).ToHashSet();
        var reads = stage.Members.SelectMany(m => m.Instruction.Operands).Where(o => !made.Contains(o.Value)).Select(o => Seen(o, stage))
            .Where(o => extents.Of(o.Value) != (1, 1)).ToList();
        var across = reads.Where(o => o.View == View.Across).Select(o => o.Value).Distinct().ToList();
        if (reads.All(o => o.View == View.Plain))
        {
            return new(rows * columns, 1, 0);
        }

        // Whole registers of either kind of number in every line.
        int times = Lanes / Divisor(rows, Lanes);
        times *= Math.Max(1, Enough / Math.Max(1, rows * times));
        if (reads.Any(o => o.View == View.Down) || rows >= Enough || times < 2 || columns < 2 * times)
        {
            return new(rows, columns, 0);
        }

        return new(rows * times, columns / times, rows * (columns % times))
        {
            Times = times,
            Repeated = across.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => (long)p.i * rows * times),
        };
    }

    /// <summary>An operand as a pass sees it: a column for the only column is the column itself, and so for rows.</summary>
    public static Operand Seen(Operand operand, Stage stage)
    {
        bool plain = operand.View == View.Across ? stage.Domain!.Value.Columns == 1 : operand.View != View.Down || stage.Domain!.Value.Rows == 1;
        return plain ? operand with { View = View.Plain } : operand;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
