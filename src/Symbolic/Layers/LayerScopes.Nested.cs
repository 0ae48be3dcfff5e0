using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <content>
/// States of which one is computed from another of the same step, h = H(c): beyond them the objective is V(c, h) with both free, and where
/// a step is differentiated twice h moves with c by its definition. The names of gradients are total: γ = ∇_c V + (∂h/∂c)'η.
/// </content>
internal sealed partial class LayerScopes
{
    // The system that a cut is the states of, if one of its members is computed from another.
    private LayerSystem? Nested(IReadOnlyList<string> cut) => !IsSecond || !states.AreNested(cut) ? null
        : pending.Concat(model.Facts).FirstOrDefault(f => f.System is { } system && ReferenceEquals(f.Fact.Of, objective.Name) && system.Families.ToHashSet().SetEquals(cut))?.System;

    // Is a fact a second derivative with other states held, which differs from the total one?
    private bool IsPartial(LayerFact fact) => fact.System is { } system && states.AreNested(system.Families);

    // Gradients that were derived above are total and through other quantities; those with such states free are none of them.
    private void ForgetOthers(Scope scope, IReadOnlyList<string> free)
    {
        if (free.Count > 0 && (states.AreNested(free) || !states.AreObserved(free)))
        {
            scope.SeenGradients.Clear();
        }
    }

    // A member's definition with what lies between it and other members put in, so that these move where its own copy of them would be held.
    private Expr Inlined(string member, IReadOnlyList<string> cut, Size at)
    {
        var put = new Dictionary<Expr, Expr>();
        foreach (string between in graph.Needed([member]).Where(f => !cut.Contains(f) && cut.Any(c => graph.Depends(f, c))))
        {
            var (left, right) = model.Of(between)!.At(at);
            put[left] = Rewrite.Substitute(right, put);
        }

        return Rewrite.Substitute(model.Of(member)!.At(at).Right, put);
    }

    // ∇_c V of a member from which others are computed: γ − Σ (∂h/∂c)'η over these, the other members held.
    private Statement? Partial(Scope scope, Symbol rest, Symbol member, IReadOnlyList<string> cut, Size at)
    {
        string family = member.Name.Base;
        List<string> others = [.. cut.Where(f => graph.Depends(f, family))];
        if (others.Count == 0)
        {
            return null;
        }

        var here = Ordinary();
        foreach (var template in model.Templates.Where(t => !cut.Contains(t.Left.Name.Base)))
        {
            Define(here, template, at);
        }

        here.Declare(member);
        var through = Sum.Of([.. others.Select(o => Inner(Gradient(here, o, cut, at), model.Of(o)!.At(at).Right))]);
        var total = Gradient(here, family, cut, at);
        var lost = Differentiator.Derive(DerivationKind.Gradient, through, [member], total.Shape == member.Shape ? Layout.Gradient : Layout.Vector, here);
        var partial = Symbol.Of(new Name($"∇_{member.Name.Text}{rest.Name.Text}"), member.Shape, Attributes.None, new(rest, member));
        scope.Declare(total);
        scope.Define(total, Sum.Of(total.Shape == member.Shape ? partial : Make.Vec(partial), lost));
        return new(partial, Make.Unvec(Sum.Of(total, Make.Negate(lost)), member.Shape));
    }

    // The name of the gradient by a member.
    private Symbol Gradient(Scope here, string family, IReadOnlyList<string> cut, Size at)
    {
        var fact = pending.Concat(model.Facts).FirstOrDefault(f => f.Fact is { Order: 1, Other: null } && f.Outer is null && ReferenceEquals(f.Fact.Of, objective.Name) && f.Fact.Wrt.Name.Base == family)
            ?? throw new NotDifferentiableException($"{family}[{model.Index}]: of the states one is computed from another, and their gradients are needed; give them names first, as in derive grad {objective.Name} wrt {string.Join(", ", cut.Select(f => model.Of(f)!.Left))} as α[{model.Index}], β[{model.Index}]");
        var name = new IndexPut(new Dictionary<string, Size> { [model.Index] = at }).In(fact.Fact.Name);
        here.Declare(name);
        return name;
    }

    private static Expr Inner(Expr g, Expr x) => Calculus.Inner(g, g.Shape == x.Shape ? x : Make.Vec(x));
}
