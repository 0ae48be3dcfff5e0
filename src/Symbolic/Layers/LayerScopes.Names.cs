using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <content>Names of the derivatives of what lies beyond a cut.</content>
internal sealed partial class LayerScopes
{
    // ∇²_{u,v} J = R under the names that they have in the document.
    private void NameBlocks(Scope scope, Symbol rest, IReadOnlyList<Symbol> arguments, Size at, bool isNested)
    {
        var put = new IndexPut(new Dictionary<string, Size> { [model.Index] = at });
        foreach (var fact in pending.Concat(model.Facts).Where(f => isNested || !IsPartial(f)).Select(f => f.Fact).Where(f => f is { Order: 2, Other: not null } && ReferenceEquals(f.Of, objective.Name)))
        {
            if (fact.Map(put.In) is var there && arguments.Contains(there.Wrt) && arguments.Contains(there.Other!))
            {
                scope.Declare(there.Name);
                scope.Name(there with { Of = rest });
            }
        }
    }

    // ∇_{z[l+1]} J = δ[l+1] under the name that it has in the document, or under none.
    private void Name(Scope scope, Symbol rest, Symbol member, Size at, LayerSystem? nested, bool isPartial)
    {
        var put = new IndexPut(new Dictionary<string, Size> { [model.Index] = at });
        var known = pending.Concat(model.Facts).Where(f => f.Fact.Other is null && (f.Fact.Order == 1 ? !isPartial : nested is null ? !IsPartial(f) : f.System == nested) && ReferenceEquals(f.Fact.Of, objective.Name) && ReferenceEquals(put.In(f.Fact.Wrt), member))
            .GroupBy(f => f.Fact.Order).ToDictionary(g => g.Key, g => put.In(g.First().Fact.Name));
        if (!known.ContainsKey(1) && !isPartial)
        {
            known[1] = Symbol.Of(new Name($"∇_{member.Name.Text}{objective.Name.Name.Text}"), member.Shape, Attributes.None, new(objective.Name, member));
        }

        foreach (var (order, name) in known.OrderBy(k => k.Key))
        {
            scope.Declare(name);
            scope.Name(new(rest, member, order, name));
        }
    }

    // A name for the rest of the objective that is not taken.
    private Symbol Free(Scope scope, Size? at)
    {
        bool IsFree(string letter) => scope.Symbols.Keys.Concat(pending.Select(f => f.Fact.Name.Name)).All(n => n.Base != letter);
        string letter = new[] { "R", "S", "G", "F", "V" }.Concat(Enumerable.Range(1, scope.Symbols.Count + 1).Select(k => $"R_{k}")).First(IsFree);
        return Symbol.Of(at is null ? new Name(letter) : new Name(letter, Indices.AsIndex(at)!.Value), Shape.Scalar);
    }
}
