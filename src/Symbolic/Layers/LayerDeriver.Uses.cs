using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <content>
/// Parameters without an index and initial values: J sees them itself, every step uses them, first values move with them. Where
/// a parameter is used more than once, every use has a name of its own, θ̄ in J, θ[t] in step t, θ̃ in the first values, and the
/// gradient is the sum of those by all of them: ∇_θ J = ∇_θ̄ J + Σ_t ∇_θ[t] J + ∇_θ̃ J.
/// </content>
internal sealed partial class LayerDeriver
{
    private readonly List<Expr> uses = [];

    // A parameter without an index, an initial value, or both; or two of them for a mixed block.
    private LayerAnswer Whole(IReadOnlyList<Symbol> variables)
    {
        if (kind == DerivationKind.Gradient && variables.Count > 1)
        {
            throw new NotDifferentiableException($"{objective.Name}: a gradient is by one variable");
        }

        bool isSecond = kind == DerivationKind.Hessian;
        var begin = variables.Where(v => LayerSeeds.Of(scope, v).Count > 0).ToList();
        var shared = variables.Where(IsShared).ToList();
        bool isDirect = variables.All(v => DirectlyOn(v, objective.Ends));
        bool isSeveral = (isDirect ? 1 : 0) + (begin.Count > 0 ? 1 : 0) + (shared.Exists(HasSteps) ? 2 : 0) > 1;
        Symbol? At(string mark) => isSeveral && !isSecond ? Use(variables[0], mark) : null;

        var terms = new List<Expr>();
        if (isDirect)
        {
            var use = At("_bar");
            IReadOnlyList<Expr> names = use is null ? [.. variables] : [use];
            terms.Add(Part($"{objective.Name} depends on {names} directly:", Derive(scopes.Ends(), variables, use), variables[0], use, $"Let {use} be {variables[0]} as it stands in {objective.Name} itself."));
        }

        if (isSecond && begin.Find(shared.Contains) is { } both)
        {
            throw new NotDifferentiableException($"{both}: first values move with it, and every step uses it as well; give the two uses names of their own");
        }

        if (begin.Count > 0 && begin.Count + shared.Count >= variables.Count)
        {
            terms.Add(Initial(variables, begin, At("_tilde")));
        }

        if (isSecond && begin.Count == 0 && shared.Exists(HasSteps))
        {
            terms.Add(SharedTwice(variables));
        }
        else if (!isSecond && shared.Count > 0)
        {
            terms.Add(Shared(variables[0]));
        }

        if (uses.Count > 0)
        {
            parts[^1] = parts[^1] with { After = $"All uses together, {new Statement(Asked(variables, null), Sum.Of(uses))}. So:" };
        }

        return terms.Count > 0 ? Answer(variables, null, [new(Size.One, Size.One, Sum.Of(terms))])
            : throw new NotDifferentiableException($"{objective.Name} does not depend on {string.Join(" and ", variables)}");
    }

    private bool IsShared(Symbol v) => HasSteps(v) || (kind == DerivationKind.Hessian && DirectlyOn(v, objective.Ends));

    private bool HasSteps(Symbol v) => graph.Consumers(v.Name.Text).Count > 0 || objective.Running.Any(r => Rewrite.Symbols(r.Term).Contains(v));

    // The steps that use a shared parameter.
    private LayerRange Steps(Symbol v) => graph.Consumers(v.Name.Text).Count > 0 ? RangeOf(v.Name.Text) : new(model.Index, objective.Running[0].From, objective.Running[0].To);

    // Σ_l of what step l contributes.
    private Expr Shared(Symbol v)
    {
        var range = Steps(v);
        var cut = cuts.Within([(v.Name.Text, 0)], second: false);
        var use = Use(v, null);
        var result = Part(
            cut.Count == 0 ? (FormattableString)$"For {range}:" : $"For {range}, {use} acts through {cuts.Members(cut, L)}:",
            Derive(scopes.Within([v], cut, L), [v], use), v, use, $"Every step uses {v}. Let {use} be {v} as step {L} uses it.");
        string bound = Indices.Fresh(range.Index);
        Expr Over(Expr term) => IndexedSum.Over(bound, range.From, range.To, Indices.Put(term, range.Index, Size.Of(new Name(bound))));
        uses[^1] = Over(uses[^1]);
        return Over(result);
    }

    // Through the first step; of a second derivative by an initial value and a shared parameter, too, whose later uses have names.
    private Expr Initial(IReadOnlyList<Symbol> variables, IReadOnlyList<Symbol> begin, Symbol? use)
    {
        bool isSecond = kind == DerivationKind.Hessian;
        var seeds = begin.SelectMany(v => LayerSeeds.Of(scope, v)).Distinct().ToList();
        var from = seeds[0].Range.From;
        var cut = cuts.Within(seeds.Select(s => (s.Left.Name.Base, 1)).Concat(variables.Where(v => isSecond && graph.Consumers(v.Name.Text).Count > 0).Select(v => (v.Name.Text, 0))), isSecond, [.. variables.Where(_ => isSecond).Except(begin)]);
        var later = isSecond ? Later([.. variables.Except(begin)], cut) : [];
        var question = scopes.Within(variables, cut, from, still: !isSecond && IsShared(variables[0]) ? variables[0] : null, later: later);
        IReadOnlyList<Expr> names = use is null ? [.. begin.Distinct()] : [use];
        return Part($"{names} acts through {cuts.Members(cut, from)} of the first step:", Derive(question, variables, use), variables[0], use, $"Let {use} be {variables[0]} as it stands in the first values.");
    }

    // A part of the answer, in which a use of the variable has its own name; the result is without it.
    private Expr Part(FormattableString lead, Derivation derivation, Symbol variable, Symbol? use, FormattableString naming)
    {
        parts.Add(new(lead, derivation) { Naming = use is null ? null : naming });
        if (use is null)
        {
            return derivation.Result;
        }

        uses.Add(Asked([use], null));
        return Rewrite.Substitute(derivation.Result, use, variable);
    }

    // A name for one use of a parameter: with a mark, or with the index of the step; with another one where that has a meaning.
    private Symbol Use(Symbol v, string? mark)
    {
        bool IsFree(Name n) => !scope.Symbols.Keys.Any(k => k.Base == n.Base && (n.Indices.Count > 0) == (k.Indices.Count > 0));
        var at = Indices.AsIndex(L)!.Value;
        var names = new[] { mark ?? "", "_hat", "_bar", "_tilde" }.Select(m => v.Name.Base + m).Concat(Enumerable.Range(1, scope.Symbols.Count + 1).Select(k => $"{v.Name.Base}_{k}"))
            .Select(b => mark is null ? new Name(b, at) : new Name(b));
        return Symbol.Of(names.First(IsFree), v.Shape, v.Attributes);
    }

    // Does an end of the objective see a variable otherwise than through the recurrences?
    private bool DirectlyOn(Symbol v, Expr e) => new Dependence(scope, [v]).On(e) && Objective.Reached(e, scope).Contains(v);
}
