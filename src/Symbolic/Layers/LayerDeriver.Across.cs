using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Layers;

/// <content>Blocks of the Hessian that join two steps.</content>
internal sealed partial class LayerDeriver
{
    // ∇²_{u[k],v[l]} J for all k < l: the gradient by v[l] depends on u[k] through one state of step l−1, and beyond step l both go
    // through one cut, so that the objective is a function of it.
    private LayerAnswer Across(Symbol early, Symbol late, bool isEarlyFirst)
    {
        if (model.Of(late) is not null)
        {
            throw new NotDifferentiableException($"{late}: it is computed from what comes before, so that {early} does nothing beside it; take what step {model.Index} itself depends on");
        }

        if (objective.ObservedAtEnds.Contains(late.Name.Base) || objective.ObservedAtEnds.Contains(early.Name.Base))
        {
            throw new NotDifferentiableException($"{objective.Name}: its end looks at {early} or {late} as well, so that no formula holds at all steps");
        }

        var bridge = new LayerBridge(model, []);
        var chain = LayerChain.Between(model, [early.Name.Base], [.. model.Templates.Select(t => t.Left.Name.Base)], bridge.Named, before: true);
        var range = RangeOf(late.Name.Base);
        string k = early.Name.Indices[0].Variable!;
        var first = LayerSeeds.First(model, early.Name.Base, chain.State, range.To - Size.Of(chain.Gap));
        var values = new LayerRange(k, first, L - Size.Of(chain.Gap));
        var least = first + Size.Of(chain.Gap);
        var outer = range with { From = (least - range.From).Value is { Sign: > 0 } ? least : range.From };
        int before = parts.Count;
        var result = Joined(bridge, chain, early, late, values.At, there => bridge.Enter(there, chain, values.At, early), isEarlyFirst);
        parts[before] = parts[before] with { Lead = Joining($"For {new LayerPair(values, outer)}, ", parts[before].Lead) };
        return Answer(isEarlyFirst ? [early, late] : [late, early], values, [new(first, values.To, result)]) with { Outer = outer };
    }

    // ∇²_{x,v[l]} J for what a first value is defined by: as from step 0 on, and within the steps that are too near to the start.
    private LayerAnswer FromStart(Symbol x, Symbol late, bool isEarlyFirst)
    {
        var seeds = LayerSeeds.Of(scope, x);
        if (seeds is not [var seed] || IsShared(x) || model.Of(late) is not null || objective.ObservedAtEnds.Contains(late.Name.Base))
        {
            throw new NotDifferentiableException($"{x}, {late}: a block by an initial value is derived where it is that of one first value alone, and the other variable is what every step depends on");
        }

        var bridge = new LayerBridge(model, []);
        var chain = LayerChain.Between(model, [seed.Left.Name.Base], [.. model.Templates.Select(t => t.Left.Name.Base)], bridge.Named, before: true);
        var range = RangeOf(late.Name.Base);
        var start = seed.Range.From - Size.One;
        var least = start + Size.Of(chain.Gap);
        var far = range with { From = (least - range.From).Value is { Sign: > 0 } ? least : range.From };
        var cases = new List<LayerCase> { new(far.From, far.To, Joined(bridge, chain, x, late, start, there => Entered(there, bridge, chain, start), isEarlyFirst)) };
        parts[0] = parts[0] with { Lead = Joining($"For {far}, ", parts[0].Lead) };
        for (var l = range.From; (least - l).Value is { Sign: > 0 }; l += Size.One)
        {
            var there = new IndexPut(new Dictionary<string, Size> { [model.Index] = l }).In(late);
            var cut = cuts.Within([(late.Name.Base, 0), (seed.Left.Name.Base, 1)], second: true);
            IReadOnlyList<Symbol> variables = isEarlyFirst ? [x, there] : [there, x];
            parts.Add(new($"{new LayerRange(range.Index, l, l)}: {variables} act through {cuts.Members(cut, l)}:", Derive(scopes.Within(variables, cut, l), variables)));
            cases.Add(new(l, l, parts[^1].Derivation.Result));
        }

        return Answer(isEarlyFirst ? [x, late] : [late, x], range, cases) with { Joins = true };
    }

    private static void Entered(Scope there, LayerBridge bridge, LayerChain chain, Size start)
    {
        if (chain.Entry > 0)
        {
            bridge.Define(there, start + Size.One);
        }
    }

    // The block of something of step k, from which all goes through a chain, and of v[l].
    private Expr Joined(LayerBridge bridge, LayerChain chain, Symbol early, Symbol late, Size k, Action<Scope> enter, bool isEarlyFirst)
    {
        var cut = cuts.Within([(late.Name.Base, 0), (chain.State, 1)], second: true);
        var (entry, exit) = (k + Size.Of(chain.Entry), L - Size.One);
        Symbol? name = null;
        var question = scopes.Within([late, early], cut, L, there =>
        {
            enter(there);
            bridge.Define(there, exit, except: chain.State);
            name = bridge.Span(there, chain.State, entry, exit);
        });

        var product = default(Expr);
        if (name!.Derivative is not null)
        {
            var step = bridge.OneStep(scope, chain.State, DerivationKind.Gradient, layout);
            product = bridge.Product(step, entry, exit);
            parts.Add(new($"{early} acts on step {L} through {bridge.Member(chain.State, exit)}, from one step to the next by", step));
        }

        FormattableString lead = $"{late} acts through {cuts.Members(cut, L)}, and {early} on that through {bridge.Member(chain.State, exit)}:";
        parts.Add(new(product is null ? lead : Factors(bridge, chain, entry, exit, product, lead), Derive(question, [late, early])));
        var result = parts[^1].Derivation.Result;
        if (isEarlyFirst)
        {
            parts[^1] = parts[^1] with { After = $"Transposed, it has the order that is asked for." };
            var turned = result is Sum s ? Sum.Of([.. s.Terms.Select(Make.Transpose)]) : Make.Transpose(result);
            result = Simplifier.Simplify(SecondDerivatives.Symmetrise(Simplifier.Simplify(turned), question.Scope));
        }

        return product is null ? result : Rewrite.Substitute(result, name, product);
    }

    private static FormattableString Factors(LayerBridge bridge, LayerChain chain, Size entry, Size exit, Expr product, FormattableString lead) =>
        Joining($"The factors of the steps multiply, {new Statement(Apply.Raw(new Nabla(NablaKind.Gradient, product.Shape, bridge.Member(chain.State, entry)), bridge.Member(chain.State, exit)), product)}. ", lead);

    // One sentence before another: the places of the second one are counted on.
    private static FormattableString Joining(FormattableString first, FormattableString second)
    {
        object?[] arguments = [.. first.GetArguments(), .. second.GetArguments()];
        string format = second.Format;
        for (int i = second.ArgumentCount - 1; i >= 0; i--)
        {
            format = format.Replace($"{{{i}}}", $"{{{i + first.ArgumentCount}}}", StringComparison.Ordinal);
        }

        return System.Runtime.CompilerServices.FormattableStringFactory.Create(first.Format + format, arguments);
    }
}
