using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// One random point: numbers for the sizes, matrices for the symbols without a meaning, random smooth functions for the
/// unknown ones, and directions for the symbols that move. All values are drawn when they are first asked for and depend on
/// name and seed alone.
/// </summary>
internal sealed class Model
{
    private readonly Dictionary<Size, int> counts = [];
    private readonly Dictionary<Symbol, Matrix<Real>> bases = [];
    private readonly Dictionary<Symbol, Matrix<Real>> directions = [];
    private readonly Dictionary<Symbol, UnknownMap> maps = [];
    private readonly Dictionary<ElementwiseFunction, UnknownFunction> functions = [];
    private readonly Dictionary<Symbol, DerivativeFact> facts = [];
    private readonly IReadOnlyDictionary<Name, int> sizes;
    private readonly ulong seed;
    private Evaluator<Real>? plain;

    /// <summary>The point of a seed.</summary>
    public Model(Scope scope, IReadOnlyDictionary<Name, int> sizes, ulong seed)
    {
        (Scope, this.sizes, this.seed) = (scope, sizes, seed);
        foreach (var fact in scope.Facts)
        {
            facts.TryAdd(fact.Name, fact);
        }
    }

    /// <summary>What the names mean.</summary>
    public Scope Scope { get; }

    /// <summary>The numbers that the sizes are.</summary>
    public IReadOnlyDictionary<Name, int> Sizes => sizes;

    /// <summary>Where the values lie.</summary>
    public Mood Mood { get; init; }

    /// <summary>The symbols that move under d(…).</summary>
    public IReadOnlyList<Symbol> Moving { get; init; } = [];

    /// <summary>Attributes besides those that symbols are declared with or assumed to have.</summary>
    public IReadOnlyDictionary<Symbol, Attributes> Extra { get; init; } = new Dictionary<Symbol, Attributes>();

    /// <summary>Values that take the place of random ones.</summary>
    public IReadOnlyDictionary<Symbol, Matrix<Real>> Given { get; init; } = new Dictionary<Symbol, Matrix<Real>>();

    /// <summary>How far values may be apart that are equal, whatever their size.</summary>
    public double Slack { get; init; }

    /// <summary>Symbols whose values are drawn near the identity matrix.</summary>
    public IReadOnlySet<Symbol> NearIdentity { get; init; } = new HashSet<Symbol>();

    /// <summary>Do symbols with symmetric values move in symmetric directions alone?</summary>
    public bool SymmetricDirections { get; init; }

    /// <summary>How near the evaluations came to kinks and singular matrices.</summary>
    public Watch Watch { get; } = new();

    /// <summary>Values at this point, with nothing moved.</summary>
    public Evaluator<Real> Plain => plain ??= new(this);

    /// <summary>The value of an expression, of a symbol whatever it means or of a dX, row by row for a compiled result.</summary>
    public double[,] Value(Expr e)
    {
        var value = Plain.Value(e);
        var result = new double[value.Rows, value.Columns];
        for (int i = 0; i < value.Rows; i++)
        {
            for (int j = 0; j < value.Columns; j++)
            {
                result[i, j] = value[i, j].Value;
            }
        }

        return result;
    }

    /// <summary>The number that a size is.</summary>
    public int Count(Size size)
    {
        if (size.IsOne)
        {
            return 1;
        }

        if (!counts.TryGetValue(size, out int count))
        {
            if (!size.Evaluate(NameValue).TryToInt32(out count) || count < 0)
            {
                throw new WitnessException($"the size {size} is no whole number at this point");
            }

            counts[size] = count;
        }

        return count;
    }

    /// <summary>Rows and columns as numbers.</summary>
    public (int Rows, int Columns) Count(Shape shape) => (Count(shape.Rows), Count(shape.Columns));

    /// <summary>The value of a symbol that has no meaning but its declaration.</summary>
    public Matrix<Real> Base(Symbol symbol)
    {
        if (!bases.TryGetValue(symbol, out var value) && !Given.TryGetValue(symbol, out value))
        {
            var noise = new Noise(Noise.Key(symbol.Name, seed));
            var mood = Mood == Mood.Mixed ? (Mood)noise.Below((int)Mood.Mixed) : NearIdentity.Contains(symbol) ? Mood.NearIdentity : Mood;
            var (rows, columns) = Count(symbol.Shape);
            value = Draw.Value(rows, columns, AttributesOf(symbol), mood, ref noise);
            bases[symbol] = value;
        }

        return value;
    }

    /// <summary>The value of dX for a symbol that moves; null for one that does not.</summary>
    public Matrix<Real>? Direction(Symbol symbol)
    {
        if (!directions.TryGetValue(symbol, out var value) && Moving.Contains(symbol))
        {
            value = Direction(symbol, 0);
            directions[symbol] = value;
        }

        return value;
    }

    /// <summary>A random direction for a symbol, another one for each number.</summary>
    public Matrix<Real> Direction(Symbol symbol, int number)
    {
        const Attributes symmetric = Attributes.Symmetric | Attributes.PositiveDefinite | Attributes.Diagonal;
        var noise = new Noise(Noise.Key(symbol.Name, seed ^ (0xD1F + (ulong)number)));
        var (rows, columns) = Count(symbol.Shape);
        var value = Draw.Direction(rows, columns, ref noise);
        return SymmetricDirections && (AttributesOf(symbol) & symmetric) != 0 ? Draw.SymmetricPart(value) : value;
    }

    /// <summary>The derivative that a symbol names, if it names one.</summary>
    public DerivativeFact? Fact(Symbol symbol) => facts.GetValueOrDefault(symbol);

    /// <summary>The function that stands for an unknown one, with the scope's assumptions on it.</summary>
    public UnknownFunction Function(ElementwiseFunction function)
    {
        if (!functions.TryGetValue(function, out var result))
        {
            var orders = Scope.Assumptions.OfType<VanishingDerivative>().Where(a => a.Function.Equals(function.Name)).Select(a => (int?)a.Order);
            result = new(function.Name, orders.Append(function.VanishingOrder).Append(Scope.Functions.GetValueOrDefault(function.Name)?.VanishingOrder).Min(), seed);
            functions[function] = result;
        }

        return result;
    }

    /// <summary>f^(order)(x) of an unknown function f.</summary>
    public double Function(ElementwiseFunction function, int order, double x) => Function(function).At(order, new Real(x), Watch).Value;

    /// <summary>The function that stands for an unknown one of other symbols.</summary>
    public UnknownMap Map(Symbol symbol, int inputs)
    {
        if (!maps.TryGetValue(symbol, out var map))
        {
            map = new(symbol.Name, seed, inputs, Count(symbol.Shape.Count));
            maps[symbol] = map;
        }

        return map;
    }

    /// <summary>What a symbol's value must be: as declared, as assumed, as operators ask for.</summary>
    public Attributes AttributesOf(Symbol symbol) => Scope.Assumptions.OfType<AssumedStructure>().Where(a => ReferenceEquals(a.Symbol, symbol))
        .Aggregate(symbol.Attributes | Extra.GetValueOrDefault(symbol), (all, a) => all | a.Attributes);

    private int NameValue(Name name) => sizes.TryGetValue(name, out int value) ? value : throw new WitnessException($"the size {name} has no value");
}
