using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>Where a value lies: in a block of memory (an argument, the constants, the workspace) from an entry on.</summary>
internal sealed record Place(int Block, long Offset);

/// <summary>
/// Places for all values: arguments where they are, results in the arrays that take them, the rest in one workspace in which a place
/// is taken anew as soon as its value is not needed any more.
/// </summary>
internal sealed class Memory
{
    // Places begin at multiples of so many numbers, 64 bytes of doubles.
    private const int Grain = 16;

    private readonly Dictionary<Value, Place> places = [];
    private readonly Dictionary<Value, Value> roots = [];
    private readonly List<(long Start, long Length)> free = [];
    private readonly int workspace;
    private long size;

    /// <summary>
    /// Places for the values of stages, of which some are <paramref name="kept"/> to the end; <paramref name="workspace"/> is the number of
    /// its block.
    /// </summary>
    public Memory(IReadOnlyList<Stage> stages, IReadOnlyDictionary<Value, Place> fixedPlaces, IEnumerable<Value> kept, Extents extents, int workspace)
    {
        this.workspace = workspace;
        foreach (var (value, place) in fixedPlaces)
        {
            places[value] = place;
        }

        var last = LastUses(stages);
        foreach (var value in kept)
        {
            last[Root(value)] = stages.Count;
        }

        for (int i = 0; i < stages.Count; i++)
        {
            var dying = last.Where(l => l.Value == i).Select(l => l.Key).Where(v => places.TryGetValue(v, out var p) && p.Block == workspace && !fixedPlaces.ContainsKey(v)).ToList();
            var overwritten = new Queue<Value>(dying.Where(v => MayBeOverwritten(stages[i], v, extents)));
            foreach (var member in stages[i].Members)
            {
                var result = member.Instruction.Result;
                if (places.ContainsKey(result))
                {
                    continue;
                }

                if (member.Kernel.Alias is { } alias)
                {
                    var source = places[member.Instruction.Operands[0].Value];
                    places[result] = source with { Offset = source.Offset + alias(member) };
                }
                else if ((IsStored(stages, i, result) || last.GetValueOrDefault(result) == stages.Count))
                {
                    // Exactly the place of what is read for the last time, so that no entry is overwritten before it is read.
                    places[result] = !member.Kernel.SumsEntries && overwritten.TryDequeue(out var over)
                        ? places[over]
                        : new(workspace, Take(Length(result, extents)));
                }
            }

            dying = [.. dying.Where(v => !stages[i].Members.Any(m => places.TryGetValue(m.Instruction.Result, out var p) && p == places[v]))];
            long scratch = stages[i].Domain is null
                ? stages[i].Members.Max(m => m.Kernel.Native is { } native ? native(m).Max(c => c.Scratch is { } needed ? Math.Max(needed, 1) : 0) : 0)
                : stages[i].IsRegister ? 0 : PassLayout.Of(stages[i]).Scratch;
            if (scratch > 0)
            {
                long at = Take(scratch);
                Scratch[stages[i]] = at;
                Give(at, scratch);
            }

            dying.ForEach(v => Give(places[v].Offset, Length(v, extents)));
        }
    }

    /// <summary>The number of the block of the workspace.</summary>
    public int Workspace => workspace;

    /// <summary>The numbers of the workspace.</summary>
    public long Size => size;

    /// <summary>Where the scratch of a stage lies in the workspace.</summary>
    public Dictionary<Stage, long> Scratch { get; } = [];

    /// <summary>The place of a value; null for one that is never written.</summary>
    public Place? Of(Value value) => places.GetValueOrDefault(value);

    // The stage in which a value, or what shares its memory, is used for the last time.
    private Dictionary<Value, int> LastUses(IReadOnlyList<Stage> stages)
    {
        var last = new Dictionary<Value, int>();
        for (int i = 0; i < stages.Count; i++)
        {
            foreach (var member in stages[i].Members)
            {
                foreach (var operand in member.Instruction.Operands)
                {
                    last[Root(operand.Value)] = i;
                }

                if (member.Kernel.Alias is not null)
                {
                    roots[member.Instruction.Result] = Root(member.Instruction.Operands[0].Value);
                }
            }
        }

        return last;
    }

    private Value Root(Value value) => roots.GetValueOrDefault(value, value);

    // A pass that reads each entry only where it writes it may write to the same place.
    private bool MayBeOverwritten(Stage stage, Value value, Extents extents) => stage.Domain is { } domain && !stage.IsRegister && extents.Of(value) == domain
        && stage.Members.All(m => m.Instruction.Operands.All(o => Root(o.Value) != value || (o.View == View.Plain && o.Value == value && !m.Kernel.ReadsWhole)));

    // Is a value needed outside of the pass that makes it?
    private static bool IsStored(IReadOnlyList<Stage> stages, int stage, Value value) => stages[stage].Domain is null
        || stages.Skip(stage + 1).Any(s => s.Reads.Contains(value))
        || (!stages[stage].IsRegister && stages[stage].Members.First(m => m.Instruction.Result == value).Kernel.SumsEntries);

    private long Take(long length)
    {
        length = Up(length);
        int best = -1;
        for (int i = 0; i < free.Count; i++)
        {
            if (free[i].Length >= length && (best < 0 || free[i].Length < free[best].Length))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            long end = size;
            size += length;
            return end;
        }

        var (start, whole) = free[best];
        free.RemoveAt(best);
        if (whole > length)
        {
            free.Add((start + length, whole - length));
        }

        return start;
    }

    private static long Length(Value value, Extents extents) => extents.Of(value) is var (m, n) ? (long)m * n : 0;

    private void Give(long start, long length)
    {
        length = Up(length);
        int before = free.FindIndex(f => f.Start + f.Length == start);
        if (before >= 0)
        {
            (start, length) = (free[before].Start, free[before].Length + length);
            free.RemoveAt(before);
        }

        int after = free.FindIndex(f => f.Start == start + length);
        if (after >= 0)
        {
            length += free[after].Length;
            free.RemoveAt(after);
        }

        free.Add((start, length));
    }

    private static long Up(long length) => (Math.Max(length, 1) + Grain - 1) / Grain * Grain;
}
