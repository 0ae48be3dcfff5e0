using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Layers;

/// <content>What stands for parts of the objective, in words.</content>
internal sealed partial class LayerDeriver
{
    // What has a term of its own in the chain rule, and is held in the other terms.
    private readonly Dictionary<Derivation, IReadOnlyList<Expr>> held = [];

    // Coordinates that move with others are held in the definitions of these: dP with K held is not the differential of P, so that no line
    // shows it; the chain rule and the definitions are one step there.
    private Derivation Apart(Derivation derivation, StepQuestion question, Dependence moving)
    {
        var copies = question.Held.Where(h => moving.On(h.Value)).ToDictionary(h => h.Key, h => h.Value);
        IEnumerable<Expr> HeldIn(Expr e) => Objective.Reached((Symbol)e, question.Scope).Where(copies.ContainsKey).Select(s => copies[s]);
        var partial = derivation.Steps.SelectMany(s => s.Given).Select(g => g.Left).Where(s => s is Symbol && HeldIn(s).Any()).ToHashSet();
        derivation = partial.Count == 0 ? derivation : derivation.Without(e => Rewrite.Contains(e, n => n is Differential d && partial.Contains(d.Of) || n is Apply { Operator: PendingDifferential, Argument: var of } && partial.Contains(of)));
        held[derivation] = [.. partial.SelectMany(HeldIn).Distinct()];
        return derivation;
    }

    private FormattableString? Remark(Derivation derivation)
    {
        var names = Parts(derivation);
        if (held.GetValueOrDefault(derivation) is not { Count: > 0 } others)
        {
            return names;
        }

        var apart = others.Count == 1 ? (FormattableString)$"In the chain rule {others} has a term of its own, and is held in the other ones." : $"In the chain rule {others} have terms of their own, and are held in the other ones.";
        return names is null ? apart : Joining(Joining(names, $" "), apart);
    }

    // J = E + R with the other terms R; or J[l], what of J has to do with step l and what follows, as a function of states.
    private FormattableString? Parts(Derivation derivation)
    {
        if (derivation.Input is not Symbol part || model.Of(part) is not null || derivation.Scope.Definitions.GetValueOrDefault(part) is not { } whole)
        {
            return null;
        }

        var names = derivation.Scope.Dependencies;
        if (Rewrite.Symbols(whole).FirstOrDefault(s => !ReferenceEquals(s, part) && names.ContainsKey(s)) is not { } rest)
        {
            return null;
        }

        IReadOnlyList<Expr> through = [.. names[rest]];
        if (!ReferenceEquals(part, objective.Name))
        {
            return $"Let {part} be what this step and those after it contribute to {objective.Name}, and {rest} the part of it that is a function of {through}.";
        }

        return through.Count > 0 ? (FormattableString)$"Let {rest} be the other terms of {part}, which {derivation.Variables[0]} reaches only through {through}." : $"Let {rest} be the terms of {part} that do not move with {derivation.Variables[0]}.";
    }
}
