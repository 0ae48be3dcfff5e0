using System.Globalization;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>A number computed for each entry: an operand read, a constant, or an operation on others (a method of the lanes).</summary>
internal sealed class EntryNode(string operation, IReadOnlyList<EntryNode> arguments)
{
    /// <summary>The operation; "" for what is read and for constants.</summary>
    public string Operation { get; } = operation;

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<EntryNode> Arguments { get; } = arguments;

    /// <summary>What is read.</summary>
    public Operand? Read { get; init; }

    /// <summary>The entry of the operand from which it is read.</summary>
    public long Offset { get; init; }

    /// <summary>Is one number read for all entries?</summary>
    public bool IsOne { get; init; }

    /// <summary>In a stage of registers, the lanes that count of what is read, or of what is summed; 0 elsewhere.</summary>
    public int Length { get; init; }

    /// <summary>A whole number that the operation takes after its arguments.</summary>
    public int? Whole { get; init; }

    /// <summary>The constant.</summary>
    public double? Number { get; init; }

    /// <summary>The unknown function that is called.</summary>
    public FunctionUse? Function { get; init; }
}

/// <summary>
/// What is done with each entry in one pass, as a graph in which equal operations are one node: e^(−|z|) is computed once for
/// σ(z) and softplus(z).
/// </summary>
internal sealed class EntryGraph
{
    private readonly Dictionary<string, EntryNode> known = new(StringComparer.Ordinal);
    private readonly Dictionary<EntryNode, int> numbers = [];

    /// <summary>All nodes, arguments before what uses them.</summary>
    public IEnumerable<EntryNode> Nodes => numbers.OrderBy(n => n.Value).Select(n => n.Key);

    /// <summary>An operand.</summary>
    public EntryNode Read(Operand operand) => Get($"read {operand.Value.Index} {operand.View}", () => new("", []) { Read = operand });

    /// <summary>Entries of an operand from one on, so many in a stage of registers; or that one entry for all.</summary>
    public EntryNode Read(Operand operand, long offset, bool isOne, int length) =>
        Get($"read {operand.Value.Index} {offset} {isOne} {length}", () => new("", []) { Read = operand, Offset = offset, IsOne = isOne, Length = length });

    /// <summary>A constant.</summary>
    public EntryNode Number(double value) => Get(string.Create(CultureInfo.InvariantCulture, $"number {value:R}"), () => new("", []) { Number = value });

    /// <summary>An operation.</summary>
    public EntryNode Of(string operation, params IReadOnlyList<EntryNode> arguments) =>
        Get($"{operation} {string.Join(' ', arguments.Select(a => numbers[a]))}", () => new(operation, arguments));

    /// <summary>An operation on the first lanes of a register, in a stage of registers.</summary>
    public EntryNode OfColumn(string operation, EntryNode x, int length) => Get($"{operation} {length} {numbers[x]}", () => new(operation, [x]) { Length = length });

    /// <summary>A lane of a register, in all lanes.</summary>
    public EntryNode Lane(EntryNode x, int lane) => Get($"lane {lane} {numbers[x]}", () => new("LaneOf", [x]) { Whole = lane });

    /// <summary>The mask of the first lanes.</summary>
    public EntryNode First(int count) => Get($"first {count}", () => new("Mask", []) { Whole = count });

    /// <summary>An unknown function of the lanes that count; of a number, which stands in all lanes before and after, called once.</summary>
    public EntryNode Call(FunctionUse function, EntryNode x, (int Rows, int Columns) extent) => extent == (1, 1)
        ? Get($"call {function} {numbers[x]}", () => new("CallOne", [x]) { Function = function })
        : Get($"call {function} {extent.Rows} {numbers[x]}", () => new("Call", [x]) { Function = function, Length = extent.Rows });

    /// <summary>c₀ + Σ cᵢ xᵢ.</summary>
    public EntryNode Sum(double constant, IReadOnlyList<(double Factor, EntryNode X)> terms)
    {
        EntryNode? sum = null;
        foreach (var (factor, x) in terms.OrderBy(t => t.Factor == 1 ? 0 : 1))
        {
            sum = sum switch
            {
                null when factor == 1 && constant == 0 => x,
                null when factor == 1 => Of("Add", x, Number(constant)),
                null when factor == -1 => Of("Subtract", Number(constant), x),
                null when constant == 0 => Of("Multiply", Number(factor), x),
                null => Of("MultiplyAdd", Number(factor), x, Number(constant)),
                _ when factor == 1 => Of("Add", sum, x),
                _ when factor == -1 => Of("Subtract", sum, x),
                _ => Of("MultiplyAdd", Number(factor), x, sum),
            };
        }

        return sum ?? Number(constant);
    }

    /// <summary>c x₁ … xₖ; the constant is left out where it is 1.</summary>
    public EntryNode Product(double constant, IEnumerable<EntryNode> factors)
    {
        var product = factors.Aggregate((EntryNode?)null, (p, x) => p is null ? x : Of("Multiply", p, x));
        return product is null ? Number(constant) : constant == 1 ? product : Of("Multiply", product, Number(constant));
    }

    /// <summary>x to a positive power, small whole and half ones by products and roots.</summary>
    public EntryNode Power(EntryNode x, Rational exponent)
    {
        if (exponent == new Rational(1, 2))
        {
            return Of("Sqrt", x);
        }

        if (!exponent.TryToInt32(out int whole) || whole is < 1 or > 16)
        {
            return Of("Power", x, Number(exponent.ToDouble()));
        }

        EntryNode? result = null;
        for (var square = x; ; square = Of("Multiply", square, square))
        {
            result = (whole & 1) == 0 ? result : result is null ? square : Of("Multiply", result, square);
            whole >>= 1;
            if (whole == 0)
            {
                return result!;
            }
        }
    }

    private EntryNode Get(string key, Func<EntryNode> make)
    {
        if (!known.TryGetValue(key, out var node))
        {
            known[key] = node = make();
            numbers[node] = numbers.Count;
        }

        return node;
    }
}

/// <summary>How a stage reads operands.</summary>
internal interface IEntryReads
{
    /// <summary>The entry of an operand at the place of the result's.</summary>
    EntryNode Read(Operand operand);

    /// <summary>The entry of a column at the place of the result's.</summary>
    EntryNode Column(Operand operand, int column);

    /// <summary>One entry of a vector for all entries of the result.</summary>
    EntryNode One(Operand operand, int entry);
}

/// <summary>What an elementwise row of the table makes its node of.</summary>
internal sealed class EntryCall(BoundInstruction b, EntryGraph graph, IEntryReads reads)
{
    /// <summary>The graph to add to.</summary>
    public EntryGraph Graph => graph;

    /// <summary>The instruction.</summary>
    public Instruction Instruction => b.Instruction;

    /// <summary>The instruction with its sizes.</summary>
    public BoundInstruction Bound => b;

    /// <summary>The number of operands.</summary>
    public int Count => b.Count;

    /// <summary>An operand.</summary>
    public EntryNode this[int operand] => reads.Read(Instruction.Operands[operand]);

    /// <summary>A column of an operand.</summary>
    public EntryNode Column(int operand, int column) => reads.Column(Instruction.Operands[operand], column);

    /// <summary>An entry of an operand that is a vector.</summary>
    public EntryNode One(int operand, int entry) => reads.One(Instruction.Operands[operand], entry);

    /// <summary>An exact number of the instruction.</summary>
    public Rational Number(int index) => Instruction.Numbers[index];
}
