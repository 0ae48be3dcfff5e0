using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Derives what holds at every value of an index. A quantity of the recurrences has a recursion l+1 → l, derived in a general
/// step, and a base case at the last value; a parameter of one step has a formula within it; a parameter that all steps share
/// has the sum of what each step contributes; an initial value has what the first step says.
/// </summary>
internal sealed partial class LayerDeriver
{
    private readonly Scope scope;
    private readonly Layout layout;
    private readonly DerivationKind kind;
    private readonly Objective objective;
    private readonly LayerGraph graph;
    private readonly LayerModel model;
    private readonly LayerCuts cuts;
    private readonly LayerScopes scopes;
    private readonly LayerStates states;
    private readonly List<LayerPart> parts = [];

    /// <summary>A question about an objective.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="layout">The layout of answers.</param>
    /// <param name="kind">Gradient or Hessian.</param>
    /// <param name="of">The objective.</param>
    /// <param name="pending">Names that answers will have, which recursions can use.</param>
    public LayerDeriver(Scope scope, Layout layout, DerivationKind kind, Symbol of, params IReadOnlyList<LayerFact> pending)
    {
        scope = scope.WithFactsOfItsAssumptions();
        (this.scope, this.layout, this.kind, model) = (scope, layout, kind, scope.Layers);
        objective = Objective.Of(of, scope);
        graph = new(model, objective.Observed);
        cuts = new(model, graph, objective, pending);
        states = new(graph, objective);
        scopes = new(scope, objective, graph, pending) { IsSecond = kind == DerivationKind.Hessian };
    }

    private Size L => Size.Of(new Name(model.Index));

    /// <summary>The answer by one variable, or two of one step for a mixed block of the Hessian.</summary>
    /// <exception cref="NotDifferentiableException">There is no formula of the kinds above.</exception>
    public LayerAnswer Run(IReadOnlyList<Symbol> variables)
    {
        if (kind is not (DerivationKind.Gradient or DerivationKind.Hessian))
        {
            throw new NotDifferentiableException($"{objective.Name}: by quantities of every step gradients and Hessians are derived");
        }

        var v = variables[^1];
        var steps = variables.Select(StepOf).ToList();
        if (steps.TrueForAll(s => s is null))
        {
            return Whole(variables);
        }

        if (variables.Count == 1 && model.Of(v) is { } template)
        {
            return steps[0]!.Value == 0 && v.Name.Indices[0].Variable == model.Index ? Recursion(template, v) : throw Other(v);
        }

        if (variables.Count == 2 && steps.IndexOf(0) is var late and >= 0 && IsEarlier(variables[1 - late]))
        {
            return Across(variables[1 - late], variables[late], isEarlyFirst: late == 1);
        }

        if (kind == DerivationKind.Hessian && variables.Count == 2 && steps.IndexOf(0) is var other and >= 0 && steps[1 - other] is null && LayerSeeds.Of(scope, variables[1 - other]).Count > 0)
        {
            return FromStart(variables[1 - other], variables[other], isEarlyFirst: other == 1);
        }

        if (kind == DerivationKind.Hessian && variables.Count == 2 && steps.IndexOf(0) is var single and >= 0 && steps[1 - single] is null && HasSteps(variables[1 - single]))
        {
            return SharedWithStep(variables[1 - single], variables[single], isSharedFirst: single == 1);
        }

        return steps.Contains(null) || !steps.Contains(0) ? throw Other(v) : Local(variables);
    }

    private static NotDifferentiableException Other(Symbol v) => new($"{v}: derivatives are taken at the index of the recurrences itself, and blocks within one step or of W[k] and W[l]");

    // A variable of another step, under an index of its own.
    private bool IsEarlier(Symbol v) => v.Name.Indices is [{ Variable: { } i, Offset: 0 }] && i != model.Index && !LayerSeeds.Limits(model).Contains(i);

    // How far a variable stands from the index; null for one without it.
    private int? StepOf(Symbol v) => v.Name.Indices is [{ Variable: { } i, Offset: var offset }] && i == model.Index ? offset : null;

    // A quantity that is computed at every step.
    private LayerAnswer Recursion(Template template, Symbol v)
    {
        string family = v.Name.Base;
        var range = template.Range;
        var (within, cut) = cuts.For(family, second: kind == DerivationKind.Hessian);
        if (within)
        {
            var question = scopes.Within([v], cut, L);
            parts.Add(new(cut.Count == 0 ? (FormattableString)$"For {range}:" : $"For {range}, through {cuts.Members(cut, L)}:", Derive(question, [v])));
            return Answer([v], range, [new(range.From, range.To, parts[^1].Derivation.Result)]);
        }

        var last = cuts.LastBefore(cut, range);
        var step = scopes.Step(v, cut);
        bool open = last.Equals(range.To);
        var covered = new LayerRange(range.Index, range.From, last);
        parts.Add(new($"For {covered}, {v} acts on what follows through {cuts.Members(cut, L + Size.One)}:", Derive(step, [v])));
        var cases = new List<LayerCase> { new(range.From, last, parts[0].Derivation.Result) };
        if (!open)
        {
            var put = new IndexPut(new Dictionary<string, Size> { [range.Index] = range.To });
            parts.Add(new($"At the end, {new LayerRange(range.Index, range.To, range.To)}:", Derive(scopes.Last(range.To), [put.In(v)])));
            cases.Add(new(range.To, range.To, parts[1].Derivation.Result));
        }

        return Answer([v], range, cases);
    }

    // Variables of one step, of which none is computed in it.
    private LayerAnswer Local(IReadOnlyList<Symbol> variables)
    {
        var range = variables.Where(v => StepOf(v) == 0).Select(v => RangeOf(v.Name.Base)).Aggregate((a, b) => a == b ? a : throw new NotDifferentiableException($"{variables[0]} and {variables[^1]} belong to different ranges"));
        if (variables.FirstOrDefault(v => objective.ObservedAtEnds.Contains(v.Name.Base) && StepOf(v) == 0) is { } seen)
        {
            throw new NotDifferentiableException($"{seen}: the end of {objective.Name} looks at it as well, so that no formula holds at all steps");
        }

        var cut = cuts.Within(variables.Select(v => (v.Name.Base, -StepOf(v)!.Value)), second: kind == DerivationKind.Hessian);
        if (kind == DerivationKind.Hessian && variables.Distinct().Count() > 1 && cut.Count > 0 && variables.FirstOrDefault(StandsBesideStates) is { } beside)
        {
            throw new NotDifferentiableException($"{beside}: {objective.Name} sees it beside what the step computes, so that {string.Join(", ", cuts.Members(cut, L))} does not carry what it does; give what {objective.Name} sees a name of its own, as in e[{model.Index}] = …");
        }

        parts.Add(new(cut.Count == 0 ? (FormattableString)$"For {range}:" : $"For {range}, through {cuts.Members(cut, L)}:", Derive(scopes.Within([variables[^1]], cut, L), variables)));
        return Answer(variables, range, [new(range.From, range.To, parts[0].Derivation.Result)]);
    }

    // Does a term of the objective see a parameter of its step together with something that is computed?
    private bool StandsBesideStates(Symbol v) => objective.Running.SelectMany(r => Terms(r.Term)).Any(t => objective.Symbols(t) is var seen && seen.Contains(v) && seen.Any(s => model.Of(s) is not null));

    private static IEnumerable<Expr> Terms(Expr e) => e switch
    {
        Sum s => s.Terms.SelectMany(Terms),
        Product p when p.Children.OfType<Sum>().ToList() is [{ IsScalar: true } sum] => Terms(sum).Select(t => Product.Of(p.Coefficient, [.. p.Children.Select(c => c == sum ? t : c)])),
        _ => [e],
    };

    private LayerRange RangeOf(string family)
    {
        var ranges = graph.Consumers(family).Where(c => c.Lag == 0).Select(c => model.Of(c.Family)!.Range)
            .Concat(objective.Running.Where(r => LayerGraph.Uses(r.Term, model.Index).Any(u => u.Family == family)).Select(r => new LayerRange(model.Index, r.From, r.To))).Distinct().ToList();
        return graph.Consumers(family).Any(c => c.Lag != 0) ? throw new NotDifferentiableException($"{family} is used by the step after its own as well")
            : ranges.Count == 1 ? ranges[0]
            : throw new NotDifferentiableException(ranges.Count == 0 ? $"{objective.Name} does not depend on {family}" : $"{family} is used over several ranges: {string.Join(" and ", ranges)}");
    }

    private Derivation Derive(StepQuestion question, IReadOnlyList<Symbol> variables, Symbol? use = null)
    {
        if (kind == DerivationKind.Hessian && !question.IsExact)
        {
            throw new NotDifferentiableException($"{objective.Name}: the later steps depend on several quantities of this one, and one of them is computed from another; name the second derivatives by quantities of which none is");
        }

        var derivation = Differentiator.Derivation(kind, question.Of, variables, layout, question.Scope);
        var names = new Dictionary<Expr, Expr>(question.Held);
        if (use is not null)
        {
            names[variables[0]] = use;
        }

        derivation = Totals(names.Count == 0 ? derivation : derivation.Reading(names), question);
        return Apart(derivation, question, new(question.Scope, variables));
    }

    private LayerAnswer Answer(IReadOnlyList<Symbol> variables, LayerRange? range, IReadOnlyList<LayerCase> cases) => new()
    {
        Kind = kind, Layout = layout, Of = objective.Name, Variables = variables, Range = range, Parts = [.. parts.Select(p => p with { Remark = p.Remark ?? Remark(p.Derivation) })], Cases = cases, Asked = Asked(variables, cases[0].Value),
    };

    private Expr Asked(IReadOnlyList<Symbol> variables, Expr? value)
    {
        var shape = value?.Shape ?? variables[0].Shape;
        return Apply.Raw(new Nabla(kind == DerivationKind.Gradient ? NablaKind.Gradient : NablaKind.Hessian, shape, [.. variables.Distinct()]), objective.Name);
    }
}
