using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

/// <summary>An expression with its declarations, and numbers for what occurs in it.</summary>
internal sealed class PlanCase
{
    private static readonly Dictionary<string, int> Usual = new() { ["m"] = 4, ["n"] = 3, ["p"] = 2, ["q"] = 5, ["k"] = 6 };
    private readonly Dictionary<Name, int> sizes = [];
    private readonly Random random;
    private readonly bool positive;

    /// <summary>The case of a text; <paramref name="size"/> is put in for every size, where it is given.</summary>
    public PlanCase(string text, string where, int? size = null)
        : this(ExpressionReader.Declare(where), s => ExpressionReader.Read(text, s), where.Contains("positive", StringComparison.Ordinal), _ => size, seed: 1)
    {
    }

    /// <summary>The case of a text with given sizes.</summary>
    public PlanCase(string text, string where, IReadOnlyDictionary<string, int> sizes)
        : this(ExpressionReader.Declare(where), s => ExpressionReader.Read(text, s), where.Contains("positive", StringComparison.Ordinal), n => sizes.GetValueOrDefault(n.Text, 2), seed: 1)
    {
    }

    /// <summary>The case of an expression without declarations.</summary>
    public PlanCase(Expr expression, int seed)
        : this(new Scope(), _ => expression, positive: false, _ => null, seed)
    {
    }

    /// <summary>The case of an expression without declarations, with given sizes.</summary>
    public PlanCase(Expr expression, int seed, IReadOnlyDictionary<string, int> sizes)
        : this(new Scope(), _ => expression, positive: false, n => sizes.GetValueOrDefault(n.Text, 2), seed)
    {
    }

    private PlanCase(Scope scope, Func<Scope, Expr> read, bool positive, Func<Name, int?> size, int seed)
    {
        Scope = scope;
        Expression = read(scope);
        Plan = Plan.Of(Expression, [.. scope.Symbols.Values], scope);
        this.positive = positive;
        random = new Random(seed);
        foreach (var input in Plan.Inputs)
        {
            foreach (var name in input.Source.Shape.Count.Names.Concat(Plan.Dimensions).Concat(Rewrite.Nodes(Expression).SelectMany(e => e.Shape.Count.Names)))
            {
                sizes[name] = size(name) ?? Usual.GetValueOrDefault(name.Base, 3) + (name.Indices.Count > 0 ? Math.Abs(name.Indices[0].Offset) : 0);
            }
        }

        foreach (var name in Plan.Dimensions.Concat(Rewrite.Nodes(Expression).SelectMany(e => e.Shape.Count.Names)))
        {
            sizes[name] = size(name) ?? Usual.GetValueOrDefault(name.Base, 3);
        }

        foreach (var input in Plan.Inputs)
        {
            Values[input.Name] = Draw(input.Source);
        }
    }

    /// <summary>The names and their meaning.</summary>
    public Scope Scope { get; }

    /// <summary>The expression.</summary>
    public Expr Expression { get; }

    /// <summary>Its plan, whose inputs are all declared symbols.</summary>
    public Plan Plan { get; }

    /// <summary>The numbers, by rows and columns.</summary>
    public Dictionary<string, double[,]> Values { get; } = [];

    /// <summary>The numbers that sizes are.</summary>
    public IReadOnlyDictionary<Name, int> Sizes => sizes;

    /// <summary>Unknown functions are all sin, so that derivatives are known.</summary>
    public static double Function(int order, double x) => (order % 4) switch { 0 => Math.Sin(x), 1 => Math.Cos(x), 2 => -Math.Sin(x), _ => -Math.Cos(x) };

    /// <summary>The value by definition.</summary>
    public double[,] Naively() => new Naive(
        e => Values[Plan.Inputs.First(i => ReferenceEquals(i.Source, e)).Name], Size, (_, order) => x => Function(order, x)).Value(Expression);

    /// <summary>The value by the compiled plan.</summary>
    public NumericValue Compiled() => CompiledFunction.Compile(Plan).Evaluate(new Arguments
    {
        Values = Plan.Inputs.ToDictionary(i => i.Name, i => Numbers.ToValue(Values[i.Name], i.Source.Shape)),
        Sizes = Plan.Dimensions.ToDictionary(d => d.Text, Size),
        Functions = Plan.Functions.ToDictionary(f => (f.Function.Name.Text, f.Order), f => (Func<double, double>)(x => Function(f.Order, x))),
    });

    /// <summary>The number that a size is here.</summary>
    public int Size(Name name) => sizes[name];

    private double[,] Draw(Expr source)
    {
        int Extent(Size size) => size.Evaluate(Size).TryToInt32(out int n) ? n : throw new InvalidOperationException(size.Text);
        var (rows, columns) = (Extent(source.Shape.Rows), Extent(source.Shape.Columns));
        var x = Naive.Make(rows, columns, (_, _) => positive ? 0.2 + (0.7 * random.NextDouble()) : (random.Next(2) == 0 ? 1 : -1) * (0.15 + random.NextDouble()));
        var kind = source is Symbol s ? s.Attributes : Attributes.None;
        return kind switch
        {
            _ when kind.HasFlag(Attributes.PositiveDefinite) => Naive.Make(rows, rows, (i, j) => (i == j ? 1.5 : 0) + (Enumerable.Range(0, rows).Sum(k => x[i, k] * x[j, k]) / rows)),
            _ when kind.HasFlag(Attributes.Symmetric) => Naive.Make(rows, rows, (i, j) => x[i, j] + x[j, i]),
            _ when kind.HasFlag(Attributes.Diagonal) => Naive.Make(rows, rows, (i, j) => i == j ? x[i, j] : 0),
            _ when kind.HasFlag(Attributes.Invertible) => Naive.Make(rows, rows, (i, j) => x[i, j] + (i == j ? 3 : 0)),
            _ => x,
        };
    }
}
