using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>One level of d(E): the expression with the differentials of the parts, the law, and what it was applied to.</summary>
internal sealed record Expanded(Expr Result, Law Law, Statement? Given = null)
{
    /// <summary>For a definition, the law that its right side is differentiated by.</summary>
    public Law? By { get; init; }
}

/// <summary>
/// The rules of the differential, one level at a time: constants have none, a variable's is dX, a defined symbol's is that
/// of its definition, a function's that is known by its derivative comes from the chain rule.
/// </summary>
internal sealed class Expansion(Scope scope, Dependence dependence)
{
    private readonly Dictionary<Expr, Expr> done = [];

    /// <summary>Who depends on the variables.</summary>
    public Dependence Dependence => dependence;

    /// <summary>d(E), not worked out; dX for a variable; null where E is constant.</summary>
    public Expr? Pending(Expr e) => e switch
    {
        Symbol s when dependence.Moving.Contains(s) => Differential.For(s),
        Symbol s when Families.Differential(s, dependence.Moving) is { } d => d,
        _ when dependence.On(e) => Apply.Raw(PendingDifferential.Instance, e),
        _ => null,
    };

    /// <summary>d(E) worked out down to the dX.</summary>
    public Expr Full(Expr e)
    {
        if (Pending(e) is not { } pending)
        {
            return Make.Zero(e.Shape);
        }

        return pending is Apply { Operator: PendingDifferential } ? Resolve(e) : pending;
    }

    /// <summary>d(E) one level down.</summary>
    public Expanded Expand(Expr e, Expr? value = null) => e switch
    {
        Symbol s => OfSymbol(s),
        Sum s => new(Sum.Of([.. s.Terms.Select(Pending).OfType<Expr>()]), Catalogue.Linearity),
        Product p => OfProduct(p),
        Apply { Operator: Trace, Argument: Apply { Operator: SpectralFunction or SymbolicPower } f } => OfTrace(f),
        Apply { Operator: SpectralFunction } a => OfSpectral(a, value ?? a),
        Apply { Operator: UserOperator u } a => OfUser(u, a),
        Apply a => new(a.Operator.Differential(a, value ?? a, [.. a.Arguments.Select(Pending)]), a.Operator.Rule),
        _ => throw new InvalidOperationException("A constant has no differential."),
    };

    /// <summary>Is d(E) one step of linearity away from the differentials of its parts?</summary>
    public bool IsLinear(Expr e) => e switch
    {
        Sum => true,
        Product p => p.Children.Count(dependence.On) == 1,
        Apply { Operator: IndexedSum } => true,
        Apply { Operator: LinearOperator and not PendingDifferential } a => a.Arguments.Count(dependence.On) == 1 || a.Operator.Rule == Catalogue.Linearity,
        _ => false,
    };

    // By the declared law where it is proved for these shapes, else by the definition.
    private Expanded OfUser(UserOperator u, Apply a)
    {
        if (u.DifferentialByLaw(a, [.. a.Arguments.Select(Pending)]) is { } d)
        {
            return new(d, u.Rule);
        }

        var definition = u.Definition(a);
        return OfDefinition(a, definition, definition is Apply or Product or Sum && dependence.On(definition) ? Expand(definition) : null);
    }

    private Expanded OfDefinition(Expr name, Expr definition, Expanded? inner)
    {
        inner ??= new Expanded(Pending(definition) ?? Make.Zero(name.Shape), Catalogue.Definition);
        return inner with { Law = Catalogue.Definition, By = inner.Law == Catalogue.Definition ? null : inner.Law, Given = new(name, definition) };
    }

    private Expanded OfSpectral(Apply a, Expr value)
    {
        var d = a.Operator.Differential(a, value, [Full(a.Argument)]);
        return new(d, d is Apply { Operator: Frechet } ? Catalogue.FrechetRule : a.Operator.Rule);
    }

    // d tr f(X) = tr(f'(X) dX): under the trace X and dX commute.
    private Expanded OfTrace(Apply f)
    {
        if (f.Arguments.Count > 1 && dependence.On(f.Arguments[1]))
        {
            throw new NotDifferentiableException($"^: {f} moves in its exponent");
        }

        var slope = f.Operator switch
        {
            SymbolicPower => Product.Of(f.Arguments[1], SymbolicPower.Instance.Of(f.Argument, Make.Minus(f.Arguments[1], Number.One))),
            SpectralFunction { Name: "expm" } => f,
            SpectralFunction { Name: "logm" } => Make.Inverse(f.Argument),
            _ => null,
        };
        return slope is null ? Expand(f) with { Result = Make.Trace(Expand(f).Result) }
            : new(Make.Trace(Product.Of(slope, Pending(f.Argument)!)), Catalogue.TraceOfFunction);
    }

    private Expr Resolve(Expr e)
    {
        if (done.TryGetValue(e, out var known))
        {
            return known;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var result = ResolveIn(Expand(e).Result);
        done[e] = result;
        return result;
    }

    private Expr ResolveIn(Expr e) => Rewrite.BottomUp(
        e, n => n is Apply { Operator: PendingDifferential } d ? Resolve(d.Argument) : n, n => !n.Contents.HasFlag(Contents.Pending));

    private Expanded OfProduct(Product p)
    {
        var factors = p.Children;
        var terms = new List<Expr>();
        for (int i = 0; i < factors.Count; i++)
        {
            if (Pending(factors[i]) is { } d)
            {
                terms.Add(Product.Of(p.Coefficient, [.. factors.Select((f, k) => k == i ? d : f)]));
            }
        }

        return new(Sum.Of(terms), terms.Count > 1 ? Catalogue.ProductRule : Catalogue.Linearity);
    }

    private Expanded OfSymbol(Symbol s)
    {
        if (OfSeveral(s) is { } several)
        {
            return several;
        }

        // A named derivative whose own derivative is named: dδ = Qᵀ dz.
        foreach (var fact in scope.Facts.Where(f => ReferenceEquals(f.Name, s) && f.Order == 1))
        {
            var second = Second(fact.Of, fact.Wrt);
            if (!IsFixedBy(fact))
            {
                continue;
            }

            if (second is not null || !scope.Definitions.ContainsKey(s))
            {
                return Chain(s, fact.Wrt, second?.Name ?? Unnamed(s, fact.Wrt, fact.Of.IsScalar));
            }
        }

        if (Nearest(s) is { } nearest)
        {
            return Chain(s, nearest.Wrt, nearest.Name);
        }

        if (scope.Definitions.TryGetValue(s, out var definition))
        {
            return OfDefinition(s, definition, definition is Apply or Product or Sum ? Expand(definition, s) : null);
        }

        if (scope.Dependencies.TryGetValue(s, out var of))
        {
            var terms = of.Where(dependence.On).Select(z => Chain(s, z, First(s, z)).Result).ToList();
            return new(Sum.Of(terms), Catalogue.ChainRule);
        }

        if (s.Derivative is { } d)
        {
            return Chain(s, d.Wrt, Second(d.Of, d.Wrt)?.Name ?? Unnamed(s, d.Wrt, d.Of.IsScalar));
        }

        // A named derivative that moves otherwise than through its own variable: what it is equal to is derived.
        if (scope.Facts.FirstOrDefault(f => ReferenceEquals(f.Name, s) && f.Order == 1) is { } named)
        {
            var less = scope.Without(named);
            var formula = Differentiator.Derive(
                DerivationKind.Gradient, named.Of, [named.Wrt], named.Name.Shape == named.Wrt.Shape ? Layout.Gradient : Layout.Vector, less);
            return new(Pending(formula) ?? Make.Zero(s.Shape), Catalogue.Definition, new(s, formula));
        }

        throw new NotDifferentiableException($"{s}: its differential is not known; name the derivative of what it is a derivative of, or define it");
    }

    private DerivativeFact? Second(Symbol of, Symbol wrt) =>
        scope.Facts.FirstOrDefault(f => f is { Order: 2, Other: null } && ReferenceEquals(f.Of, of) && ReferenceEquals(f.Wrt, wrt));

    // A partial derivative D of an unknown function of several quantities is a function of all of them: dD = Σ (∇_z D)ᵀ dz.
    private Expanded? OfSeveral(Symbol d)
    {
        if (Root(d) is not { } of || !scope.Dependencies.TryGetValue(of, out var arguments) || Variable(d) is not { } own || !arguments.Contains(own))
        {
            return null;
        }

        var moved = arguments.Where(dependence.On).ToList();
        if (moved.Count == 0 || (moved is [var only] && ReferenceEquals(only, own)))
        {
            return null;
        }

        bool isFirst = ReferenceEquals(First(of, own), d);
        return new(Sum.Of([.. moved.Select(z => isFirst ? Along(d, z, Mixed(of, arguments, z, own)) : Along(d, z, Unnamed(d, z, false)))]), Catalogue.ChainRule);
    }

    // What a derivative of any order, named or not, is one of; null for what is none.
    private Symbol? Root(Symbol s) => s.Derivative is { } d ? Root(d.Of) ?? d.Of
        : scope.Facts.FirstOrDefault(f => f.Order == 1 && ReferenceEquals(f.Name, s))?.Of;

    private Symbol? Variable(Symbol s) => s.Derivative?.Wrt ?? scope.Facts.FirstOrDefault(f => f.Order == 1 && ReferenceEquals(f.Name, s))?.Wrt;

    // ∇_z(∇_w F), dim(z)×dim(w): by its name, else by that of the two orders of z and w which is first among the arguments.
    private Expr Mixed(Symbol of, IReadOnlyList<Symbol> arguments, Symbol z, Symbol w)
    {
        if (ReferenceEquals(z, w))
        {
            return Second(of, z)?.Name ?? Unnamed(First(of, z), z, of.IsScalar);
        }

        foreach (var fact in scope.Facts.Where(f => f is { Order: 2, Other: not null } && ReferenceEquals(f.Of, of)))
        {
            if (ReferenceEquals(fact.Wrt, z) && ReferenceEquals(fact.Other, w))
            {
                return fact.Name;
            }

            if (ReferenceEquals(fact.Wrt, w) && ReferenceEquals(fact.Other, z))
            {
                return Make.Transpose(fact.Name);
            }
        }

        return !of.IsScalar || arguments.TakeWhile(a => !ReferenceEquals(a, w)).Contains(z) ? Unnamed(First(of, w), z, false) : Make.Transpose(Unnamed(First(of, z), w, false));
    }

    // dF = (∇_z F)ᵀ dz in the shape of F.
    private Expanded Chain(Symbol f, Symbol z, Symbol derivative)
    {
        var dz = Moved(f, z);
        var result = derivative.Shape == z.Shape && f.IsScalar ? Calculus.Inner(derivative, dz) : Along(f, z, derivative);
        return new(result, Catalogue.ChainRule, derivative.Derivative is null ? Naming(f, z, derivative) : null);
    }

    // (∇_z F)ᵀ dz in the shape of F, for ∇_z F dim(z)×dim(F).
    private Expr Along(Symbol f, Symbol z, Expr derivative) => Make.Unvec(Product.Of(Make.Transpose(derivative), Make.Vec(Moved(f, z))), f.Shape);

    private Expr Moved(Symbol f, Symbol z) => Pending(z) ?? throw new NotDifferentiableException($"{f}: the chain rule by {z} does not reach the variables");

    // ∇_z J = δ, and ∇²_z J = Q for the derivative of δ.
    private Statement Naming(Symbol f, Symbol z, Symbol derivative)
    {
        var of = scope.Facts.FirstOrDefault(c => ReferenceEquals(c.Name, f) && c.Order == 1 && ReferenceEquals(c.Wrt, z))?.Of ?? f.Derivative?.Of;
        var left = of is null || scope.Facts.All(c => !ReferenceEquals(c.Name, derivative) || c.Order != 2)
            ? Apply.Raw(new Nabla(NablaKind.Gradient, derivative.Shape, z), f)
            : Apply.Raw(new Nabla(NablaKind.Hessian, derivative.Shape, z), of);
        return new(left, derivative);
    }

    // The named derivative of a function nearest to the variables, of which everything goes through.
    private DerivativeFact? Nearest(Symbol f)
    {
        var candidates = scope.Facts.Where(c => c.Order == 1 && ReferenceEquals(c.Of, f) && !dependence.Moving.Contains(c.Wrt)
            && dependence.On(c.Wrt) && dependence.OnlyThrough(f, c.Wrt)).ToList();
        return candidates.FirstOrDefault(c => candidates.All(o => ReferenceEquals(o, c) || new Dependence(scope, [c.Wrt]).On(o.Wrt)));
    }

    // Is the value of ∇_z F a function of z alone, as far as the variables go?
    private bool IsFixedBy(DerivativeFact fact) => dependence.On(fact.Wrt) && (dependence.Moving.Contains(fact.Wrt)
        ? dependence.Moving.Count == 1 : dependence.OnlyThrough(fact.Of, fact.Wrt));

    private Symbol First(Symbol f, Symbol z) =>
        scope.Facts.FirstOrDefault(c => c.Order == 1 && ReferenceEquals(c.Of, f) && ReferenceEquals(c.Wrt, z))?.Name
        ?? Symbol.Of(
            new Name($"∇_{z.Name.Text}{f.Name.Text}"), f.IsScalar ? z.Shape : new(z.Shape.Count, f.Shape.Count), Attributes.None, new(f, z));

    // ∇_z of something that has no name: dim(z)×dim(f). The second derivative of a scalar is symmetric.
    private static Symbol Unnamed(Symbol f, Symbol z, bool symmetric) => Symbol.Of(
        new Name($"∇_{z.Name.Text}({f})"), new(z.Shape.Count, f.Shape.Count), symmetric ? Attributes.Symmetric : Attributes.None, new(f, z));
}
