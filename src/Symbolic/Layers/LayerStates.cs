namespace MatrixDiff.Symbolic.Layers;

/// <summary>What states of one step, taken together, are to the recurrences and to an objective.</summary>
internal sealed class LayerStates(LayerGraph graph, Objective objective)
{
    /// <summary>Is one of the states computed from another one of the same step?</summary>
    public bool AreNested(IReadOnlyList<string> states) => states.Any(s => states.Any(o => graph.Depends(s, o)));

    /// <summary>
    /// Do the terms of the objective that belong to a step see the states of this step, or what is computed from them there? If not,
    /// they see the states of the step before: what states act on then begins with the terms of the next step.
    /// </summary>
    public bool AreObserved(IReadOnlyList<string> states) => objective.ObservedInSteps.Any(f => states.Contains(f) || states.Any(s => graph.Depends(f, s)));

    /// <summary>Is all that a family at l does to what comes after step l+1, and to the end of the objective, done through the states at l+1, and are terms of step l+1 differentiated as they are?</summary>
    public bool CarryAfter(string family, IReadOnlyList<string> states) =>
        graph.IsCutAfter(family, states) || (!AreObserved(states) && graph.CarriesAfter(family, states, objective.ObservedAtEnds));
}
