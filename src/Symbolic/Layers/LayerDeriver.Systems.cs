using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Layers;

/// <content>Second derivatives where several states carry what happens, and where all steps share a parameter.</content>
internal sealed partial class LayerDeriver
{
    /// <summary>
    /// A block of the second derivatives of what J sees from step l on, as a function of the states of step l and of the parameters
    /// that later steps share: V[l](s, θ) = E(l) + V[l+1](S(s, θ), θ).
    /// </summary>
    /// <exception cref="NotDifferentiableException">The states do not carry everything, or one is computed from another and their gradients have no names.</exception>
    public LayerAnswer Block(LayerSystem system, Symbol first, Symbol second)
    {
        var range = Validated(system);
        var last = cuts.LastBefore(system.Families, range);
        IReadOnlyList<Symbol> variables = ReferenceEquals(first, second) ? [first] : [first, second];
        IReadOnlyList<Symbol> shared = system.Shared.Contains(second) ? [second] : [];
        var covered = new LayerRange(range.Index, range.From, last);
        var members = cuts.Members(system.Families, L + Size.One);
        parts.Add(new(
            shared.Count > 0 ? (FormattableString)$"For {covered}, {first} acts on what follows through {members}, and {second} in all of that:"
                : variables.Count == 1 ? (FormattableString)$"For {covered}, {first} acts on what follows through {members}:" : $"For {covered}, {first} and {second} act on what follows through {members}:",
            Derive(scopes.Step(system.States, shared), variables)));
        var cases = new List<LayerCase> { new(range.From, last, parts[0].Derivation.Result) };
        var put = new IndexPut(new Dictionary<string, Size> { [range.Index] = range.To });
        var end = Derive(scopes.Last(range.To, system.States, isPart: shared.Count > 0 || states.AreNested(system.Families)), [.. variables.Select(put.In)]);
        var themselves = cuts.Members(system.Families, range.To);
        parts.Add(new($"At the end, {new LayerRange(range.Index, range.To, range.To)}:", end)
        {
            Remark = ReferenceEquals(end.Input, objective.Name) ? null
                : themselves.Count > 1 ? (FormattableString)$"Let {end.Input} be what {objective.Name} sees of {themselves} themselves, each of them free." : $"Let {end.Input} be what {objective.Name} sees of {themselves} itself, which is free.",
        });
        cases.Add(new(range.To, range.To, parts[1].Derivation.Result));
        return Answer(variables, range, cases) with { Free = system.States };
    }

    private LayerRange Validated(LayerSystem system)
    {
        var families = system.Families;
        var ranges = system.States.Select(s => model.Of(s)!.Range).Distinct().ToList();
        foreach (var state in system.States)
        {
            string family = state.Name.Base;
            if (state.Name.Indices[0] is not { Offset: 0 } at || at.Variable != model.Index)
            {
                throw Other(state);
            }

            if (!states.CarryAfter(family, families))
            {
                throw new NotDifferentiableException($"{state}: what it does to later steps goes not only through {string.Join(", ", cuts.Members(families, L + Size.One))}; all that carries it has to be among the states");
            }
        }

        if (system.Shared.FirstOrDefault(v => !graph.Carries(v.Name.Text, families, [])) is { } parameter)
        {
            throw new NotDifferentiableException($"{parameter}: what it does to later steps goes not only through {string.Join(", ", system.States)}; all that carries it has to be among the states");
        }

        return ranges.Count == 1 ? ranges[0] : throw new NotDifferentiableException($"the states {string.Join(", ", system.States)} have several ranges: {string.Join(" and ", ranges)}");
    }

    // The result in the names of gradients, which are total, where partial derivatives of what follows occur.
    private static Derivation Totals(Derivation derivation, StepQuestion question)
    {
        var used = question.Partials.Where(p => Rewrite.Symbols(derivation.Result).Contains(p.Left)).ToList();
        if (used.Count == 0)
        {
            return derivation;
        }

        var before = derivation.Steps.Count > 0 ? derivation.Steps[^1].After : new Statement(derivation.Asked, derivation.Result);
        var result = Simplifier.Simplify(Rewrite.Substitute(derivation.Result, used.ToDictionary(p => p.Left, p => p.Right)));
        return derivation.Then(new(Catalogue.TotalDerivative, before, new(before.Left, result)) { Given = used }, result);
    }

    // Σ_l of what step l contributes to a second derivative by one or two parameters, with what later steps make of them.
    private Expr SharedTwice(IReadOnlyList<Symbol> variables)
    {
        var ranges = variables.Where(HasSteps).Select(Steps).Distinct().ToList();
        var range = ranges.Count == 1 ? ranges[0] : throw new NotDifferentiableException($"{string.Join(", ", variables)} are used over several ranges: {string.Join(" and ", ranges)}");
        var cut = cuts.Within(variables.Where(v => graph.Consumers(v.Name.Text).Count > 0).Select(v => (v.Name.Text, 0)), true, [.. variables.Distinct()]);
        var later = Later(variables, cut);
        var question = scopes.Within(variables, cut, L, later: later);
        var names = (IReadOnlyList<Expr>)[.. variables.Distinct()];
        parts.Add(new(
            cut.Count == 0 ? (FormattableString)$"Every step uses {names}, and the contributions of the steps {range} add up. That of one step:"
                : $"Every step uses {names}, and the contributions of the steps {range} add up. That of one step goes through {cuts.Members(cut, L)}:",
            Derive(question, variables)));
        string bound = Indices.Fresh(range.Index);
        var own = Own(parts[^1].Derivation.Result, question);
        if (question.Rest is { } rest && !ReferenceEquals(own, parts[^1].Derivation.Result))
        {
            parts[^1] = parts[^1] with { After = $"The second derivative of {rest} itself is what the later steps contribute, and belongs to them. So:" };
        }

        return IndexedSum.Over(bound, range.From, range.To, Indices.Put(own, range.Index, Size.Of(new Name(bound))));
    }

    // The parameters that what lies beyond a cut uses again.
    private IReadOnlyList<Symbol> Later(IReadOnlyList<Symbol> variables, IReadOnlyList<string> cut)
    {
        var later = variables.Distinct().Where(v => v.Name.Indices.Count == 0 && cuts.IsUsedBeyond(cut, v.Name.Text)).ToList();
        return later.Find(v => cut.Any(f => !cuts.IsNamed(f, v))) is not { } unnamed ? later
            : throw new NotDifferentiableException($"{unnamed}: all steps share it, and its second derivative needs those by {unnamed} and {string.Join(", ", cuts.Members(cut, L))} of what follows; give them names first, as in derive hessian {objective.Name} wrt {cuts.Members(cut, L)[0]}, {unnamed} as Q[{model.Index}], R[{model.Index}]");
    }

    // Without the second derivative P of what follows, which is that of the later steps and counted there: the result is C + P, so
    // it is C where P is 0.
    private static Expr Own(Expr result, StepQuestion question)
    {
        bool IsOfRest(Expr e) => question.Rest is { } rest && e is Symbol { Derivative.Of: var of } && (ReferenceEquals(of, rest) || ReferenceEquals(of.Derivative?.Of, rest));
        var terms = (result is Sum s ? s.Terms : [result]).Where(t => !IsOfRest(t is Apply { Operator: Transpose } turned ? turned.Argument : t)).ToList();
        var rest = terms.Count == 0 ? Make.Zero(result.Shape) : Sum.Of(terms);
        var left = Rewrite.Symbols(rest).Where(IsOfRest).ToDictionary(p => (Expr)p, p => Make.Zero(p.Shape));
        return left.Count == 0 ? rest : Simplifier.Simplify(Rewrite.Substitute(rest, left));
    }
}
