using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// What is done in one go: one instruction, several elementwise ones (and sums over entries) in one pass over the same entries, or several on
/// columns in registers.
/// </summary>
internal sealed class Stage(BoundInstruction first, (int Rows, int Columns)? domain)
{
    /// <summary>The instructions, in an order in which each can be computed.</summary>
    public List<BoundInstruction> Members { get; } = [first];

    /// <summary>Rows and columns of the pass; null for what is no pass.</summary>
    public (int Rows, int Columns)? Domain { get; } = domain;

    /// <summary>
    /// Is it a stage of registers: straight code on columns, each of which one register holds, and numbers? Any such instruction may join it, whatever
    /// its length.
    /// </summary>
    public bool IsRegister { get; } = domain is { } d && first.Extents.IsRegister(d);

    /// <summary>The values that are read and not computed here.</summary>
    public IEnumerable<Value> Reads =>
        Members.SelectMany(m => m.Instruction.Operands).Select(o => o.Value).Except(Members.Select(m => m.Instruction.Result)).Distinct();
}

/// <summary>
/// Puts elementwise instructions together: one joins a pass that makes what it reads, or that reads the same, unless something in
/// between needs the pass to be over.
/// </summary>
internal sealed class Schedule
{
    // A longer pass would need more registers than there are.
    private const int LongestPass = 32;

    private readonly List<Stage> stages = [];
    private readonly Dictionary<Value, Stage> makers = [];
    private readonly Dictionary<Value, List<Stage>> readers = [];

    private Schedule()
    {
    }

    /// <summary>The stages in order.</summary>
    public static List<Stage> Of(IEnumerable<BoundInstruction> instructions)
    {
        var schedule = new Schedule();
        foreach (var instruction in instructions)
        {
            schedule.Add(instruction);
        }

        return schedule.InOrder();
    }

    private void Add(BoundInstruction b)
    {
        (int Rows, int Columns)? domain = !b.IsEntrywise ? null : b.Kernel.SumsEntries ? (b.RowsOf(0), b.ColumnsOf(0)) : (b.Rows, b.Columns);
        var stage = domain is { } d ? Candidates(b).Distinct().FirstOrDefault(s => s.Members.Count < LongestPass && MayJoin(s, d, b)) : null;
        if (stage is null)
        {
            stages.Add(stage = new Stage(b, domain));
        }
        else
        {
            stage.Members.Add(b);
        }

        makers[b.Instruction.Result] = stage;
        foreach (var value in b.Instruction.Operands.Select(o => o.Value))
        {
            if (!readers.TryGetValue(value, out var list))
            {
                readers[value] = list = [];
            }

            list.Add(stage);
        }
    }

    private IEnumerable<Stage> Candidates(BoundInstruction b)
    {
        foreach (var operand in b.Instruction.Operands.Reverse())
        {
            if (makers.TryGetValue(operand.Value, out var maker))
            {
                yield return maker;
            }
        }

        foreach (var operand in b.Instruction.Operands)
        {
            foreach (var reader in readers.GetValueOrDefault(operand.Value, []))
            {
                yield return reader;
            }
        }
    }

    // What the instruction reads is made here entry by entry in the same place, or in a register; or elsewhere without this stage.
    private bool MayJoin(Stage stage, (int Rows, int Columns) domain, BoundInstruction b)
    {
        if (stage.IsRegister ? !b.Extents.IsRegister(domain) : stage.Domain != domain)
        {
            return false;
        }

        foreach (var operand in b.Instruction.Operands)
        {
            if (!makers.TryGetValue(operand.Value, out var maker))
            {
                continue;
            }

            if (maker == stage && !stage.IsRegister)
            {
                bool summed = stage.Members.First(m => m.Instruction.Result == operand.Value).Kernel.SumsEntries;
                if (summed || b.Kernel.ReadsWhole || operand.View != View.Plain || b.Extents.Of(operand.Value) != stage.Domain)
                {
                    return false;
                }
            }
            else if (maker != stage && Needs(maker, stage, []))
            {
                return false;
            }
        }

        return true;
    }

    private bool Needs(Stage stage, Stage other, HashSet<Stage> seen) =>
        stage == other || (seen.Add(stage) && stage.Reads.Any(v => makers.TryGetValue(v, out var maker) && Needs(maker, other, seen)));

    private List<Stage> InOrder()
    {
        var order = new List<Stage>();
        var done = new HashSet<Stage>();
        foreach (var stage in stages)
        {
            Visit(stage);
        }

        return order;

        void Visit(Stage stage)
        {
            if (done.Add(stage))
            {
                foreach (var value in stage.Reads)
                {
                    if (makers.TryGetValue(value, out var maker))
                    {
                        Visit(maker);
                    }
                }

                order.Add(stage);
            }
        }
    }
}
