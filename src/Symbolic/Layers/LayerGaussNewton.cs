using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Gauss–Newton blocks: with an output o of the last step, J = ℓ(o), the block by v is (∇_v o)(∇²_o ℓ)(∇_v o)', the Hessian without
/// the curvature of what leads to the output. For a state it is a recursion from the last step, for a parameter of a step a formula
/// in terms of that of the state.
/// </summary>
internal sealed class LayerGaussNewton
{
    private readonly Scope scope;
    private readonly Layout layout;
    private readonly Symbol of;
    private readonly Symbol output;
    private readonly LayerModel model;
    private readonly LayerBridge bridge;
    private readonly List<LayerPart> parts = [];

    /// <summary>A question about an objective and its output.</summary>
    /// <exception cref="NotDifferentiableException">The objective is no function of this output alone.</exception>
    public LayerGaussNewton(Scope scope, Layout layout, Symbol of, Symbol output)
    {
        (this.scope, this.layout, this.of, this.output) = (scope.WithFactsOfItsAssumptions(), layout, of, output);
        model = this.scope.Layers;
        bridge = new(model, []);
        var objective = Objective.Of(of, this.scope);
        if (model.Of(output) is not { } last || !Indices.AsSize(output.Name.Indices[0]).Equals(last.Range.To) || objective.Running.Count > 0 || objective.ObservedAtEnds is not [var seen] || seen != output.Name.Base)
        {
            throw new NotDifferentiableException($"{of}: it is no function of {output} alone among the last values");
        }
    }

    /// <summary>The block by a state, under the name that its recursion uses, or by a parameter of a step.</summary>
    /// <exception cref="NotDifferentiableException">There is no such recursion, or that of the state has no name yet.</exception>
    public LayerAnswer Run(Symbol variable, Symbol? name) => model.Of(variable) is { } template ? State(variable, template, name) : Parameter(variable);

    private LayerAnswer State(Symbol v, Template template, Symbol? name)
    {
        var chain = LayerChain.Between(model, [v.Name.Base], [output.Name.Base], [v.Name.Base]);
        if (chain is not { Entry: 0, Exit: 0 } || chain.State != v.Name.Base || name is null)
        {
            throw new NotDifferentiableException(name is null ? $"{v}: the blocks of a state are a recursion, which needs a name: … through {output} as G[{model.Index}]" : $"{v}: not everything that comes later goes through {v} alone");
        }

        var last = template.Range.To;
        var loss = Differentiator.Derivation(DerivationKind.Hessian, of, [output], layout, scope.Copy());
        parts.Add(new($"The loss as a function of {output}:", loss));
        Expr value = loss.Result;
        var end = bridge.Member(v.Name.Base, last);
        if (!ReferenceEquals(end, output))
        {
            var there = scope.Copy();
            bridge.Define(there, last, except: v.Name.Base);
            parts.Add(new($"{output} as a function of {end}:", Differentiator.Derivation(DerivationKind.Gradient, output, [end], layout, there)));
            value = Congruent(parts[^1].Derivation.Result, value);
        }

        var step = bridge.OneStep(scope, v.Name.Base, DerivationKind.Gradient, layout);
        parts.Add(new($"One step, by which the blocks are carried back:", step));
        var next = template.Range.At + Size.One;
        var recursion = Congruent(Indices.Put(step.Result, model.Index, next), Indices.Put(name, model.Index, next));
        return Answer(v, template.Range, [new(template.Range.From, last - Size.One, recursion), new(last, last, value)]);
    }

    private LayerAnswer Parameter(Symbol v)
    {
        foreach (var known in model.Formulas.Where(f => ReferenceEquals(f.Output, output) && ReferenceEquals(f.Of, of)))
        {
            string state = known.Wrt!.Name.Base;
            var graph = new LayerGraph(model, [output.Name.Base]);
            var at = Size.Of(new Name(model.Index));
            if (v.Name.Indices is not [{ Offset: 0 }] || graph.Passes(v.Name.Base, state, 0))
            {
                continue;
            }

            var there = scope.Copy();
            bridge.Define(there, at);
            parts.Add(new($"{v} acts through {bridge.Member(state, at)}:", Differentiator.Derivation(DerivationKind.Gradient, bridge.Member(state, at), [v], layout, there)));
            return Answer(v, known.Range!, [new(known.Range!.From, known.Range.To, Congruent(parts[^1].Derivation.Result, known.Name))]);
        }

        throw new NotDifferentiableException($"{v}: it acts through no state whose blocks have a name; derive gaussnewton {of} wrt z[{model.Index}] through {output} as G[{model.Index}] first");
    }

    // A M A', with M' = M.
    private static Expr Congruent(Expr a, Expr m)
    {
        if (m is Symbol s)
        {
            // The name of a symmetric matrix: its rules are those of a symmetric symbol.
            return new AssumedStructure("", s, Attributes.Symmetric).Use(Simplifier.Simplify(Product.Of(a, s, Make.Transpose(a))));
        }

        return Simplifier.Simplify(Product.Of(a, m, Make.Transpose(a)));
    }

    private LayerAnswer Answer(Symbol v, LayerRange range, IReadOnlyList<LayerCase> cases) => new()
    {
        Kind = DerivationKind.Hessian, Layout = layout, Of = of, Output = output, Variables = [v], Range = range, Parts = parts, Cases = cases,
        Asked = Apply.Raw(new Nabla(NablaKind.Hessian, cases[0].Value.Shape, v), of),
    };
}
