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

    /// <summary>Is it an operation on all lanes that count?</summary>
    public bool IsOfColumn { get; init; }

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

    /// <summary>Entries of an operand from one on, or that one entry for all.</summary>
    public EntryNode Read(Operand operand, long offset, bool isOne) =>
        Get($"read {operand.Value.Index} {offset} {isOne}", () => new("", []) { Read = operand, Offset = offset, IsOne = isOne });

    /// <summary>A constant.</summary>
    public EntryNode Number(double value) => Get(string.Create(CultureInfo.InvariantCulture, $"number {value:R}"), () => new("", []) { Number = value });

    /// <summary>An operation.</summary>
    public EntryNode Of(string operation, params IReadOnlyList<EntryNode> arguments) =>
        Get($"{operation} {string.Join(' ', arguments.Select(a => numbers[a]))}", () => new(operation, arguments));

    /// <summary>An operation on all lanes of a register, in a pass of one column that is no longer than that.</summary>
    public EntryNode OfColumn(string operation, EntryNode x) => Get($"{operation} {numbers[x]}", () => new(operation, [x]) { IsOfColumn = true });

    /// <summary>An unknown function.</summary>
    public EntryNode Call(FunctionUse function, EntryNode x) => Get($"call {function} {numbers[x]}", () => new("Call", [x]) { Function = function });

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

/// <summary>What an elementwise row of the table makes its node of.</summary>
internal sealed class EntryCall(BoundInstruction b, EntryGraph graph, Func<Operand, EntryNode> read)
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
    public EntryNode this[int operand] => read(Instruction.Operands[operand]);

    /// <summary>Entries of an operand from one on, beginning with the first entry of the result.</summary>
    public EntryNode From(int operand, long offset) => graph.Read(Instruction.Operands[operand], offset, isOne: false);

    /// <summary>An entry of an operand.</summary>
    public EntryNode One(int operand, long offset) => graph.Read(Instruction.Operands[operand], offset, isOne: true);

    /// <summary>An exact number of the instruction.</summary>
    public Rational Number(int index) => Instruction.Numbers[index];
}
