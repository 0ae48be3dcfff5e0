using System.Globalization;
using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>Turns expressions into a <see cref="Plan"/>: symbols, constants and the assignment of instructions.</summary>
internal sealed partial class Lowering(IReadOnlyList<Symbol> parameters, Scope? scope, ChainOrder order)
{
    private readonly Dictionary<Expr, Value> done = [];
    private readonly Dictionary<string, Value> inputValues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> computed = new(StringComparer.Ordinal);
    private readonly List<Input> inputs = [];
    private readonly List<Instruction> instructions = [];
    private readonly Dictionary<Expr, int> uses = [];
    private int values;

    /// <summary>The plan of expressions.</summary>
    public Plan Run(IReadOnlyList<Expr> results)
    {
        var written = new WrittenOut(parameters, scope);
        Expr[] expanded = [.. results.Select(written.Expand)];
        foreach (var parameter in parameters)
        {
            AddInput(parameter);
        }

        foreach (var node in Rewrite.Nodes(expanded))
        {
            if (node is Symbol or Differential)
            {
                AddInput(node);
            }

            foreach (var child in node.Children)
            {
                uses[child] = uses.GetValueOrDefault(child) + 1;
            }
        }

        Output[] outputs = [.. expanded.Select((e, i) => new Output(results[i], Lower(e)))];
        var live = Live(outputs);
        return new Plan
        {
            Inputs = inputs,
            Parameters = parameters,
            Scope = scope,
            Instructions = live,
            Outputs = outputs,
            Sizes = new SizeRules([.. inputs.Select(i => i.Source.Shape)], live.SelectMany(i => i.Sizes)),
            Functions = [.. live.Select(i => i.Function).OfType<FunctionUse>().Distinct()
                .OrderBy(f => f.Function.Name.Text, StringComparer.Ordinal).ThenBy(f => f.Order)],
        };
    }

    private Value Lower(Expr e)
    {
        if (done.TryGetValue(e, out var known))
        {
            return known;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        return done[e] = e switch
        {
            Symbol or Differential => AddInput(e),
            Number n => Emit("number", e.Shape, [], numbers: [n.Value]),
            Constant c => LowerConstant(c),
            Sum s => LowerSum(s),
            Product p => LowerProduct(p),
            Apply a => LowerApply(a),
            _ => throw new InvalidOperationException(e.GetType().Name),
        };
    }

    private Value LowerConstant(Constant c) => Emit(
        KernelTable.OfConstant(c.Kind),
        c.Shape,
        [],
        sizes: c.Kind is ConstantKind.Pi ? [] : c.Kind is ConstantKind.Zeros or ConstantKind.Ones ? Extents(c.Shape)
            : c.Kind is ConstantKind.Basis or ConstantKind.Commutation or ConstantKind.Delta ? [c.First, c.Second] : [c.First]);

    // A matrix operand, its transposition left to the kernel; a symmetric one is not turned.
    private Operand Operand(Expr e, bool transposed = false)
    {
        if (e is Apply { Operator: Transpose } t && !e.Shape.IsVector)
        {
            return Operand(t.Argument, !transposed);
        }

        if (e is Apply { Operator: ElementwisePower or ElementwiseOperator, Argument: Apply { Operator: Transpose } inner } f && !e.Shape.IsVector)
        {
            return Operand(f.Operator.Of(inner.Argument), !transposed);
        }

        var operand = new Operand(Lower(e));
        return transposed && !IsSymmetric(e) ? operand.Flipped : operand;
    }

    // By construction, or as a sum that has with each term its transpose.
    private static bool IsSymmetric(Expr e) => Structure.IsSymmetric(e)
        || (e is Sum s && s.Shape == s.Shape.Transposed && s.Terms.All(t => s.Terms.Contains(Make.Transpose(t))));

    // One instruction for each thing that is computed, whatever expressions it came from.
    private Value Emit(
        string kernel,
        Shape shape,
        IReadOnlyList<Operand> operands,
        IReadOnlyList<Rational>? numbers = null,
        IReadOnlyList<Size>? sizes = null,
        FunctionUse? function = null)
    {
        var parts = operands.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Value.Index}{o.View}"));
        if (kernel == "sum")
        {
            // a + b is b + a
            parts = parts.Zip(numbers!.Skip(1), (o, c) => $"{o}*{c}").Order(StringComparer.Ordinal).Prepend(numbers![0].ToString());
        }
        else
        {
            parts = parts.Append("").Concat((numbers ?? []).Select(n => n.ToString()));
        }

        string key = string.Join(';', [kernel, function?.ToString() ?? "", .. parts, "", .. (sizes ?? []).Select(s => s.Text)]);
        if (computed.TryGetValue(key, out var value))
        {
            return value;
        }

        value = new Value(values++, shape);
        instructions.Add(new Instruction(value, KernelTable.Named(kernel), operands) { Numbers = numbers ?? [], Sizes = sizes ?? [], Function = function });
        return computed[key] = value;
    }

    private Value AddInput(Expr source)
    {
        string name = source is Differential d ? "d" + d.Of.Name.Text : ((Symbol)source).Name.Text;
        if (inputValues.TryGetValue(name, out var value))
        {
            return inputs.First(i => i.Name == name) is var input && input.Source.Shape == source.Shape
                ? value
                : throw new PlanException($"{name} occurs as {input.Source.Shape} and as {source.Shape}");
        }

        value = new Value(values++, source.Shape);
        inputs.Add(new Input(name, source, value));
        return inputValues[name] = value;
    }

    // The instructions that the outputs need, in order.
    private List<Instruction> Live(IEnumerable<Output> outputs)
    {
        var needed = outputs.Select(o => o.Value).ToHashSet();
        var live = new List<Instruction>();
        for (int i = instructions.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(instructions[i].Result))
            {
                live.Add(instructions[i]);
                needed.UnionWith(instructions[i].Operands.Select(o => o.Value));
            }
        }

        live.Reverse();
        return live;
    }

    private static Size[] Extents(Shape shape) => shape.IsVector ? [shape.Count] : [shape.Rows, shape.Columns];
}
