using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <content>Blocks of the Hessian by a parameter that all steps share and one of a single step.</content>
internal sealed partial class LayerDeriver
{
    /// <summary>
    /// ∇²_{θ,v[l]} J = Σ_k ∇²_{θ[k],v[l]} J, where θ[k] is the parameter as step k uses it: the block of step l, and those that join it with the
    /// earlier and the later steps.
    /// </summary>
    /// <exception cref="NotDifferentiableException">First values or ends of the objective see the parameter as well, or no single state joins the steps.</exception>
    private LayerAnswer SharedWithStep(Symbol shared, Symbol own, bool isSharedFirst)
    {
        if (model.Of(own) is not null)
        {
            throw new NotDifferentiableException($"{own}: it is computed from what comes before, and {shared} moves that; ask for the second derivative of what follows by {own} and {shared} under a name, as in derive hessian {objective.Name} wrt {own}, {shared} as Q[{model.Index}], R[{model.Index}]");
        }

        if (LayerSeeds.Of(scope, shared).Count > 0 || LayerSeeds.Of(scope, own).Count > 0 || Ends(shared, own))
        {
            throw new NotDifferentiableException($"{shared}, {own}: a first value or the end of {objective.Name} sees {shared} together with what {own} acts on; only what steps make of a shared parameter is divided among them");
        }

        foreach (var (seen, beside) in new[] { (shared, own), (own, shared) })
        {
            if (objective.Running.Any(r => objective.Symbols(r.Term).Contains(seen)))
            {
                throw new NotDifferentiableException($"{shared}, {own}: {objective.Name} sees {seen} itself beside what {beside} acts on; give what it sees a name of its own, as in o[{model.Index}] = …");
            }
        }

        if (scope.Symbols.Values.FirstOrDefault(s => s.Name.Base == shared.Name.Base && s.Name.Indices.Count > 0) is { } taken)
        {
            throw new NotDifferentiableException($"{shared}: in each step it would be {shared.Name.Base}[{model.Index}], and {taken} has a meaning already");
        }

        var each = Symbol.Of(new Name(shared.Name.Base, [.. own.Name.Indices]), shared.Shape, shared.Attributes);
        var divided = new LayerDeriver(Divided(shared, each), layout, kind, objective.Name);
        var within = divided.Local(isSharedFirst ? [each, own] : [own, each]).Cases[0].Value;
        divided.parts[0] = divided.parts[0] with { Lead = Joining($"Let {each} be {shared} as step {L} uses it. The derivative by {shared} is the sum of those by all of them. Within a step: ", divided.parts[0].Lead) };
        var range = divided.RangeOf(own.Name.Base);
        var terms = new List<Expr> { within };
        // What acts on its own step alone has no later one.
        bool Acts(Symbol v) => divided.graph.Consumers(v.Name.Base).Any(c => c.Lag > 0 || divided.graph.Reached(c.Family, [.. model.Templates.Select(t => t.Left.Name.Base)], 1).Count > 0);
        string k = Indices.Fresh(range.Index);
        Symbol At(Symbol s, string index) => new IndexPut(new Dictionary<string, Size> { [range.Index] = Size.Of(new Name(index)) }).In(s);

        // θ[k] before v[l], and v[l] before θ[k]: in the second answer l is the earlier index, and k the later one.
        string other = OtherIndex(range.Index);
        if (Acts(each))
        {
            var before = divided.Across(At(each, other), own, isEarlyFirst: isSharedFirst);
            terms.Add(Summed(Next(before).Cases[0], other, k, null));
        }

        if (Acts(own))
        {
            var after = Next(divided.Across(At(own, other), each, isEarlyFirst: !isSharedFirst));
            terms.Add(Summed(new(range.At + Size.One, after.Outer!.To, after.Cases[0].Value), range.Index, k, other));
        }

        parts.AddRange(divided.parts);
        parts[^1] = parts[^1] with { After = parts[^1].After is { } turned ? Joining(turned, $" All steps together, with {shared} for every {each}:") : $"All steps together, with {shared} for every {each}:" };
        var sum = Sum.Of([.. terms.Select(t => Undivided(t, shared))]);
        return Answer(isSharedFirst ? [shared, own] : [own, shared], range, [new(range.From, range.To, sum)]) with { Joins = true };

        // The block of every two steps, neighbours included.
        LayerAnswer Next(LayerAnswer answer) => (range.At - answer.Cases[0].To).Value is { IsOne: true } && answer.Cases[0].From.Equals(range.From) ? answer
            : throw new NotDifferentiableException($"{shared}, {own}: what a step does to the next one has no formula that holds for all later ones");

        // Σ over the index that is summed; the index that is left is that of the answer.
        Expr Summed(LayerCase found, string summed, string bound, string? left)
        {
            var term = Indices.Put(found.Value, summed, Size.Of(new Name(bound)));
            term = left is null ? term : Indices.Put(term, left, range.At);
            return IndexedSum.Over(bound, found.From, found.To, term);
        }
    }

    // A name for an index that nothing has.
    private string OtherIndex(string index) => new[] { "k", "j", "i", "m", "r" }.First(n => n != index && !scope.Dimensions.Contains(new Name(n)) && !scope.Symbols.Keys.Any(s => s.Base == n));

    // Does an end see the parameter itself beside what a variable of a step can act on?
    private bool Ends(Symbol shared, Symbol own) => objective.Ends is var ends && (ends is Sum s ? s.Terms : [ends])
        .Any(t => Objective.Reached(t, scope) is var seen && seen.Contains(shared) && seen.Any(x => scope.Layers.Of(x) is not null || x.Name.Base == own.Name.Base));

    // The document with θ[l] in the place of θ in every step.
    private Scope Divided(Symbol shared, Symbol each)
    {
        var copy = scope.Copy();
        var put = new Dictionary<Expr, Expr> { [shared] = each };
        for (int i = 0; i < copy.Layers.Templates.Count; i++)
        {
            var template = copy.Layers.Templates[i];
            copy.Layers.Templates[i] = template with { Right = Rewrite.Substitute(template.Right, put) };
        }

        copy.Declare(each);
        copy.SeenGradients.Clear();
        copy.Define(objective.Name, Sum.Of([.. objective.Running.Select(r => Running(r)).Append(objective.Ends)]));
        return copy;

        Expr Running(RunningTerm r)
        {
            string bound = Indices.Fresh(model.Index);
            return IndexedSum.Over(bound, r.From, r.To, Indices.Put(Rewrite.Substitute(r.Term, put), model.Index, Size.Of(new Name(bound))));
        }
    }

    private static Expr Undivided(Expr e, Symbol shared) =>
        Rewrite.Substitute(e, Rewrite.Symbols(e).Where(s => s.Name.Base == shared.Name.Base && s.Name.Indices.Count > 0 && s.Derivative is null).ToDictionary(s => (Expr)s, _ => (Expr)shared));
}
