using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Derives how a quantity of one step acts on one of a later step: ∇_{v[k]} w[l] for all k ≤ l, or of the last step by an initial
/// value. Between the two everything goes through one state, along which the derivatives of single steps multiply.
/// </summary>
internal sealed class LayerPropagation
{
    private readonly Scope scope;
    private readonly Layout layout;
    private readonly DerivationKind kind;
    private readonly LayerModel model;
    private readonly LayerBridge bridge;
    private readonly bool isNamed;
    private readonly List<LayerPart> parts = [];

    /// <summary>A question about two steps.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="layout">The layout of answers.</param>
    /// <param name="kind">Gradient or Jacobian.</param>
    /// <param name="pending">The name that the answer will have, which its recursion can use.</param>
    public LayerPropagation(Scope scope, Layout layout, DerivationKind kind, LayerFact? pending = null)
    {
        (this.scope, this.layout, this.kind) = (scope.WithFactsOfItsAssumptions(), layout, kind);
        model = this.scope.Layers;
        isNamed = pending is not null;
        bridge = new(model, pending is null ? [] : [pending]);
    }

    /// <summary>Is a question one about two steps, or about an initial value and a later step?</summary>
    public static bool Concerns(Scope scope, Expr e, IReadOnlyList<Symbol> variables) => e is Symbol s && !scope.Definitions.ContainsKey(s) && scope.Layers.Of(s) is not null
        && s.Name.Indices[0].Variable is { } own && variables is [var v]
        && (v.Name.Indices is [{ Variable: { } other }] ? other != own : LayerSeeds.Of(scope, v).Count > 0);

    /// <summary>The derivative of a quantity of step l by one of step k, or by an initial value.</summary>
    /// <exception cref="NotDifferentiableException">There is no formula of this kind.</exception>
    public LayerAnswer Run(Symbol of, Symbol variable)
    {
        if (kind is not (DerivationKind.Gradient or DerivationKind.Jacobian))
        {
            throw new NotDifferentiableException($"{of}: between steps gradients and Jacobians are derived");
        }

        var target = model.Of(of)!;
        var l = Indices.AsSize(of.Name.Indices[0]);
        if (!l.Equals(target.Range.To) && !l.Equals(target.Range.At))
        {
            throw new NotDifferentiableException($"{of}: the later step is the index {target.Range.Index} itself or the last one, {target.Range.To}");
        }

        return variable.Name.Indices is [{ Variable: { } k, Offset: var offset }] && LayerSeeds.Of(scope, variable).Count == 0
            ? offset == 0 && !LayerSeeds.Limits(model).Contains(k) ? Between(of, target, l, variable, k) : throw new NotDifferentiableException($"{variable}: the earlier step is an index of its own, as in {variable.Name.Base}[k]")
            : FromStart(of, target, l, variable);
    }

    // v[k] → w[l].
    private LayerAnswer Between(Symbol of, Template target, Size l, Symbol variable, string k)
    {
        var (family, goal) = (variable.Name.Base, of.Name.Base);
        var chain = LayerChain.Between(model, [family], [goal], [.. isNamed ? [] : bridge.Named, goal, family]);
        var first = LayerSeeds.First(model, family, goal, target.Range.To - Size.Of(chain.Gap));
        bool isOwn = family == goal;
        var values = new LayerRange(k, first, isOwn ? l : l - Size.Of(chain.Gap));
        var last = isOwn && (isNamed || chain.State != goal) ? l - Size.One : values.To;
        var value = isOwn && isNamed && chain.State == goal
            ? Recursion(of, variable, l, new LayerRange(k, first, last))
            : Formula(of, variable, chain, Size.Of(new Name(k)), l, new LayerRange(k, first, last));
        var cases = new List<LayerCase> { new(first, last, value) };
        if (!last.Equals(values.To))
        {
            cases.Add(new(l, l, Make.Identity(of.Shape.Count)));
        }

        bool open = l.Equals(target.Range.At);
        var least = first + (l - values.To);
        return Answer(of, variable, values, cases, open ? new(target.Range.Index, (least - target.Range.From).Value is { Sign: > 0 } ? least : target.Range.From, target.Range.To) : null);
    }

    // ∇_{S[k]} S[l] from ∇_{S[k]} S[l−1].
    private Expr Recursion(Symbol of, Symbol variable, Size l, LayerRange values)
    {
        if (!l.Equals(model.Of(of)!.Range.At))
        {
            throw new NotDifferentiableException($"{of}: a name is given for every {model.Index}, so derive it of {of.Name.Base}[{model.Index}]");
        }

        var there = scope.Copy();
        string state = of.Name.Base;
        bridge.Define(there, l - Size.One, except: state);
        bridge.Define(there, l);
        bridge.Span(there, state, values.At, l - Size.One);
        parts.Add(new($"For {values}, {variable} acts on {of} through {bridge.Member(state, l - Size.One)}:", Differentiator.Derivation(kind, of, [variable], layout, there)));
        return parts[^1].Derivation.Result;
    }

    // (∇_v S[e]) (∇_{S[e]} S[x]) (∇_{S[x]} w), the factor in the middle by its name or as a product.
    private Expr Formula(Symbol of, Symbol variable, LayerChain chain, Size k, Size l, LayerRange? values)
    {
        var (entry, exit) = (k + Size.Of(chain.Entry), l + Size.Of(chain.Exit));
        var there = scope.Copy();
        var last = there.Copy();
        bool isFirst = values is null;
        if (!isFirst)
        {
            bridge.Enter(there, chain, k, variable);
        }
        else if (chain.Entry > 0)
        {
            bridge.Define(there, entry);
        }

        if (!exit.Equals(l))
        {
            bridge.Define(there, l);
        }

        bridge.Define(there, exit, except: chain.State);
        var name = bridge.Span(there, chain.State, entry, exit);
        if (name.Derivative is null)
        {
            parts.Add(new(isFirst ? (FormattableString)$"All goes through {bridge.Member(chain.State, entry)} and {bridge.Member(chain.State, exit)}:" : $"For {values}, all goes through {bridge.Member(chain.State, entry)} and {bridge.Member(chain.State, exit)}:", Differentiator.Derivation(kind, of, [variable], layout, there)));
            return parts[^1].Derivation.Result;
        }

        var step = bridge.OneStep(last, chain.State, kind, layout);
        parts.Add(new($"For one step:", step));
        var product = bridge.Product(step, entry, exit);
        bool isOwn = ReferenceEquals(of, bridge.Member(chain.State, exit)) && ReferenceEquals(variable, bridge.Member(chain.State, entry));
        if (isOwn)
        {
            return product;
        }

        var between = new Statement(Apply.Raw(new Nabla(kind == DerivationKind.Jacobian ? NablaKind.Jacobian : NablaKind.Gradient, product.Shape, bridge.Member(chain.State, entry)), bridge.Member(chain.State, exit)), product);
        parts.Add(new($"The factors of the steps multiply, {between}. So:", Differentiator.Derivation(kind, of, [variable], layout, there)));
        return Rewrite.Substitute(parts[^1].Derivation.Result, name, kind == DerivationKind.Jacobian ? Make.Transpose(product) : product);
    }

    // What the first values are defined by → w[l].
    private LayerAnswer FromStart(Symbol of, Template target, Size l, Symbol variable)
    {
        if (new LayerGraph(model, [of.Name.Base]).Consumers(variable.Name.Text).Count > 0)
        {
            throw new NotDifferentiableException($"{variable}: first values move with it, and every step uses it as well; give the two uses names of their own");
        }

        var seeds = LayerSeeds.Of(scope, variable);
        var families = seeds.Select(s => s.Left.Name.Base).ToList();
        var chain = LayerChain.Between(model, families, [of.Name.Base], [.. bridge.Named, of.Name.Base, .. families]);
        var start = seeds[0].Range.From - Size.One;
        var first = start + Size.Of(chain.Gap);
        bool open = l.Equals(target.Range.At);
        if (!open && (l - first).Value is not { Sign: >= 0 } && (target.Range.From - first).Value is not { Sign: >= 0 })
        {
            throw new NotDifferentiableException($"{of}: for few steps the formula is another one; derive it of {of.Name.Base}[{model.Index}]");
        }

        if (chain.Entry == 0 && families is not [var only] || (chain.Entry == 0 && families[0] != chain.State))
        {
            throw new NotDifferentiableException($"{variable}: it moves several first values at once");
        }

        var value = Formula(of, variable, chain, start, l, null);
        var values = new LayerRange(target.Range.Index, (first - target.Range.From).Value is { Sign: > 0 } ? first : target.Range.From, target.Range.To);
        return Answer(of, variable, open ? values : null, [open ? new(values.From, values.To, value) : new(Size.One, Size.One, value)], null);
    }

    private LayerAnswer Answer(Symbol of, Symbol variable, LayerRange? range, IReadOnlyList<LayerCase> cases, LayerRange? outer)
    {
        var nabla = new Nabla(kind == DerivationKind.Jacobian ? NablaKind.Jacobian : NablaKind.Gradient, cases[0].Value.Shape, variable);
        return new() { Kind = kind, Layout = layout, Of = of, Variables = [variable], Range = range, Outer = outer, Parts = parts, Cases = cases, Asked = Apply.Raw(nabla, of) };
    }
}
