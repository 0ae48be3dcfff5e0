using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>f applied to every entry, or its derivative f', f'', … of an order.</summary>
internal sealed class ElementwiseOperator : Operator, IEquatable<ElementwiseOperator>
{
    /// <summary>The derivative of an order of a function.</summary>
    public ElementwiseOperator(ElementwiseFunction function, int order) => (Function, Order) = (function, order);

    /// <summary>The function.</summary>
    public ElementwiseFunction Function { get; }

    /// <summary>How often it is differentiated.</summary>
    public int Order { get; }

    /// <inheritdoc/>
    public override string Name => Function.Name.Text + new string('\'', Order);

    /// <inheritdoc/>
    public override Law Rule => Function.Rule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0];

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments)
    {
        var x = arguments[0];
        if (Order > 0 && Function.VanishingOrder is { } zero && Order >= zero)
        {
            return Make.Zero(x.Shape);
        }

        if (Order == 0 && x.IsZero && Function.AtZero is { } value)
        {
            return Make.Spread(Number.Of(value), x.Shape);
        }

        // A slope is an argument, too, which another one may be put in for.
        return Function.Slope is not { } slope ? Apply.Raw(this, x)
            : arguments.Length < 2 || ReferenceEquals(arguments[1], slope) ? Apply.Raw(this, x, slope)
            : new ElementwiseOperator(ElementwiseCatalogue.LeakyRelu(arguments[1]), Order).Of(x);
    }

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var terms = new List<Expr>();
        if (moving[0] is { } dx)
        {
            terms.Add(Make.Hadamard(Derivative(node.Argument, value), dx));
        }

        if (moving.Count > 1 && moving[1] is { } slope)
        {
            terms.Add(Product.Of(slope, ElementwiseCatalogue.BySlope(node.Argument, Order)));
        }

        return Sum.Of(terms);
    }

    /// <summary>f' at x, where <paramref name="value"/> stands for f(x).</summary>
    public Expr Derivative(Expr x, Expr value) =>
        Order == 0 && Function.First is { } first && (!Function.Primes || value is Symbol) ? first(x, value)
        : new ElementwiseOperator(Function, Order + 1).Of(x);

    /// <summary>
    /// The same derivative without primes, from the first derivative of the function: σ'' = σ(1−σ)(1−2σ). Null for a
    /// function itself and for an unknown one.
    /// </summary>
    public Expr? WithoutPrimes(Expr x)
    {
        if (Order == 0 || Function.First is not { } first)
        {
            return null;
        }

        var t = Symbol.Of(new Name("t"), x.Shape);
        var e = first(t, new ElementwiseOperator(Function, 0).Of(t));
        for (int i = 1; i < Order; i++)
        {
            e = ElementwiseFunction.Differentiate(e, t);
        }

        return Rewrite.Substitute(e, t, x);
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => Function.Domain is { } d && d.Length > 0 ? d.Replace("x", node.Argument.ToString(), StringComparison.Ordinal) : null;

    /// <summary>The same without the names that a document gives: by the definition of the function. Null for others.</summary>
    public Expr? Written(Expr x) => Function.Definition is not { } definition ? null : Order == 0 ? definition(x) : WithoutPrimes(x);

    /// <inheritdoc/>
    public bool Equals(ElementwiseOperator? other) => other is not null && other.Order == Order && other.Function.Equals(Function);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ElementwiseOperator);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Function, Order);
}

/// <summary>
/// A function of one number: its first derivative as an expression in x and in its own value (null for an unknown
/// function), and whether that is written with a prime (σ') where nothing shorter is known.
/// </summary>
internal sealed record ElementwiseFunction(Name Name, Func<Expr, Expr, Expr>? First, bool Primes)
{
    /// <summary>The rule d f(x) = f'(x) ⊙ dx, with the derivative put in where it is known.</summary>
    public Law Rule { get; init; } = Catalogue.ElementwiseRule;

    /// <summary>Where it is defined and differentiable, in x, if not everywhere.</summary>
    public string? Domain { get; init; }

    /// <summary>The order from which all derivatives are 0, if there is one (assumed or known off the kinks).</summary>
    public int? VanishingOrder { get; init; }

    /// <summary>The value at 0 where it is rational and always used.</summary>
    public Rational? AtZero { get; init; }

    /// <summary>The slope below 0 of a leaky ReLU, which is part of the function.</summary>
    public Expr? Slope { get; init; }

    /// <summary>The value in terms of others, for a function that a document defines.</summary>
    public Func<Expr, Expr>? Definition { get; init; }

    /// <summary>The definition as it was written, for a function that the running text defines.</summary>
    public string? Source { get; init; }

    /// <summary>Was it declared as <c>f: elementwise</c>?</summary>
    public bool IsUnknown => First is null;

    /// <summary>The function applied.</summary>
    public Expr At(Expr x, int order = 0) => new ElementwiseOperator(this, order).Of(x);

    /// <inheritdoc/>
    public bool Equals(ElementwiseFunction? other) => other is not null && other.Name.Equals(Name) && other.IsUnknown == IsUnknown && other.VanishingOrder == VanishingOrder
        && Equals(other.Definition, Definition) && (Definition is null || Equals(other.First, First));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, IsUnknown);

    /// <summary>The entrywise derivative of an expression that is made of t entry by entry.</summary>
    internal static Expr Differentiate(Expr e, Symbol t) => e switch
    {
        _ when ReferenceEquals(e, t) => Make.Ones(t.Shape),
        Sum s => Sum.Of([.. s.Terms.Select(x => Differentiate(x, t))]),
        Product p => Sum.Of([.. Factors(p).Select((f, i) => Make.Hadamard(
            [Number.Of(p.Coefficient), .. Factors(p).Select((g, k) => k == i ? Differentiate(g, t) : g)]))]),
        Apply { Operator: Hadamard } h => Sum.Of([.. h.Arguments.Select((f, i) => Make.Hadamard(
            [.. h.Arguments.Select((g, k) => k == i ? Differentiate(g, t) : g)]))]),
        Apply { Operator: ElementwiseOperator o } a => Make.Hadamard(
            o.Order == 0 && o.Function.First is { } first ? first(a.Argument, a) : o.Derivative(a.Argument, a), Differentiate(a.Argument, t)),
        Apply { Operator: ElementwisePower o } a => Make.Hadamard(o.Derivative(a.Argument), Differentiate(a.Argument, t)),
        _ => Make.Zero(t.Shape),
    };

    private static IEnumerable<Expr> Factors(Product p) => [.. p.Scalars, .. p.Chain];
}
