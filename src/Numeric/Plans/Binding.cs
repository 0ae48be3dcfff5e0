using System.Globalization;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>The numbers that sizes are, inferred from the arguments of a call and checked against all of them.</summary>
internal sealed class Binding
{
    private readonly Plan plan;
    private readonly NumericValue[] given;
    private readonly Dictionary<Name, (int Value, string From)> known = [];

    /// <summary>The sizes for arguments.</summary>
    /// <exception cref="ArgumentException">Shapes do not conform, or a size can't be inferred and is not given.</exception>
    public Binding(Plan plan, NumericValue[] given, IReadOnlyDictionary<string, int> sizes)
    {
        this.plan = plan;
        this.given = given;
        foreach (var name in plan.Dimensions)
        {
            known[name] = sizes.TryGetValue(name.Text, out int value)
                ? (value, "the given sizes")
                : throw new ArgumentException($"The size {name} can't be inferred from the arguments; it has to be given.");
        }

        foreach (var rule in plan.Sizes.Rules)
        {
            Infer(rule);
        }

        for (int i = 0; i < given.Length; i++)
        {
            Check(i);
        }

        foreach (var (name, value) in sizes)
        {
            if (known.FirstOrDefault(k => k.Key.Text == name) is { Key: not null } other && other.Value.Value != value)
            {
                throw new ArgumentException($"The size {name} is given as {value}, but {other.Value.From} says {other.Value.Value}.");
            }
        }
    }

    /// <summary>The argument as the input is declared: a vector is a column or a row, and a matrix of one line a vector.</summary>
    /// <exception cref="ArgumentException">It has not the right form.</exception>
    public static NumericValue Fit(Input input, NumericValue value)
    {
        var (dense, shape) = (value.Dense, input.Source.Shape);
        bool fits = shape switch
        {
            { IsScalar: true } => dense.Count == 1,
            { IsColumn: true } => dense.Columns == 1,
            { IsRow: true } => value.Form == Form.Vector || dense.Rows == 1,
            _ => value.Form == Form.Matrix,
        };
        return !fits ? throw new ArgumentException($"{input.Name} is {shape}, and {value} was given.")
            : shape.IsVector ? NumericValue.Of(Dense.Of(dense.Data), Form.Vector)
            : value;
    }

    /// <summary>The number that a size is.</summary>
    /// <exception cref="ArgumentException">It is no whole number.</exception>
    public int Extent(Size size)
    {
        if (size.Value is null && size.Names.Any(n => !known.ContainsKey(n)) && plan.Sizes.SideOf(size) is { } side)
        {
            return Actual(side);
        }

        var value = size.Evaluate(n => known[n].Value);
        return value.TryToInt32(out int whole) && whole >= 0
            ? whole
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The size {size} is {value}, which is no size."));
    }

    private void Infer(SizeRule rule)
    {
        double target = Actual(rule.Side);
        var (a, b, c) = rule.Coefficients;
        double Number(Size s) => s.Evaluate(n => known[n].Value).ToDouble();
        var (x2, x1, x0) = (Number(a), Number(b), Number(c) - target);
        double root = Math.Round(x2 == 0 ? -x0 / x1 : (Math.Sqrt((x1 * x1) - (4 * x2 * x0)) - x1) / (2 * x2));
        if (!(root >= 0 && root <= int.MaxValue))
        {
            throw new ArgumentException(Message(rule.Side.Input, $"for which there is no {rule.Unknown}"));
        }

        known[rule.Unknown] = ((int)root, $"{plan.Inputs[rule.Side.Input].Name} ({given[rule.Side.Input]})");
    }

    private void Check(int index)
    {
        var shape = plan.Inputs[index].Source.Shape;
        var sides = shape.IsVector ? new[] { shape.Count } : [shape.Rows, shape.Columns];
        for (int axis = 0; axis < sides.Length; axis++)
        {
            // Formulas that can't be inferred agree with each other.
            if (!sides[axis].Names.All(known.ContainsKey) && plan.Sizes.SideOf(sides[axis]) is { } first && Actual(first) != Actual(new(index, axis)))
            {
                throw new ArgumentException(Message(index, $"but {plan.Inputs[first.Input].Name} says {sides[axis]} = {Actual(first)}"));
            }

            if (sides[axis].Names.All(known.ContainsKey)
                && sides[axis].Evaluate(n => known[n].Value) is var expected && expected != Actual(new(index, axis)))
            {
                string because = string.Join(", ", sides[axis].Names.Select(n => $"{n} = {known[n].Value} by {known[n].From}"));
                throw new ArgumentException(Message(index, because.Length > 0 ? $"but {because}" : $"but {sides[axis]} is needed"));
            }
        }
    }

    private string Message(int index, string why) => $"{plan.Inputs[index].Name} is {plan.Inputs[index].Source.Shape}, and {given[index]} was given, {why}.";

    private int Actual(Side side) => side.Axis == 0 ? given[side.Input].Dense.Rows : given[side.Input].Dense.Columns;
}
