using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// States of one step through which everything goes, and parameters that all steps share. From step l on the objective is a function of
/// States[l] and of Shared, each of them free, also one that is computed from another of the same step; its second derivatives with a
/// state in them are a system of recursions.
/// </summary>
/// <param name="States">The states at the index.</param>
/// <param name="Shared">The parameters.</param>
internal sealed record LayerSystem(IReadOnlyList<Symbol> States, IReadOnlyList<Symbol> Shared)
{
    /// <summary>The blocks, by rows of the upper triangle: (s, t) for states with t not before s, and (s, θ).</summary>
    public IReadOnlyList<(Symbol First, Symbol Second)> Blocks => [.. States.SelectMany((s, i) => States.Skip(i).Concat(Shared).Select(t => (s, t)))];

    /// <summary>The families of the states.</summary>
    public IReadOnlyList<string> Families => [.. States.Select(s => s.Name.Base)];

    /// <summary>What is asked for where second derivatives by several variables are given names; null where each is a question of its own.</summary>
    /// <exception cref="NotDifferentiableException">There is another number of names than of blocks.</exception>
    public static LayerSystem? Of(LayerModel model, DerivationKind kind, IReadOnlyList<Symbol> variables, int names)
    {
        var system = new LayerSystem([.. variables.Where(v => model.Of(v) is not null)], [.. variables.Where(v => v.Name.Indices.Count == 0)]);
        if (kind != DerivationKind.Hessian || variables.Count < 2 || system.States.Count == 0 || system.States.Count + system.Shared.Count != variables.Count
            || (system.Shared.Count == 0 && names == variables.Count))
        {
            return null;
        }

        return names == system.Blocks.Count ? system
            : throw new NotDifferentiableException($"{string.Join(", ", variables)}: the second derivatives with a state in them are {string.Join(", ", system.Blocks.Select(b => $"({b.First}, {b.Second})"))}, and {names} names are given");
    }

    /// <summary>A fact about a block, before its formula is known.</summary>
    public DerivativeFact Fact(Symbol of, int block, Symbol name) => new(of, Blocks[block].First, 2, name)
    {
        Other = ReferenceEquals(Blocks[block].First, Blocks[block].Second) ? null : Blocks[block].Second,
    };
}
