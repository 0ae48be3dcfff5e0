using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>What is remembered of the steps before.</content>
internal sealed partial class Definitions
{
    private void Note(ReadStep step, Defined? defined)
    {
        var sides = new[] { step.Left, step.Right }.OfType<Syntax>().ToList();
        var names = sides.SelectMany(StepSyntax.NamesIn).Select(n => n.Name).ToList();
        used.UnionWith(names);
        notes++;
        names.ForEach(n => firstUses.TryAdd(n, notes));
        differentiated.UnionWith(sides.SelectMany(StepSyntax.Derivatives).Select(d => d.Wrt));
        shown.UnionWith(step.Block > 0 ? names : []);
        multipliers.UnionWith(defined?.Stationary is { Gradient: { } gradient, Of: { } of } && scope.Definitions.TryGetValue(of, out var objective)
            ? Rewrite.Symbols(gradient).Intersect(Rewrite.Symbols(objective)).Where(s => s.IsScalar || written.GetValueOrDefault(of)?.Contains(s.Name) == true).Select(s => s.Name).Except(variables) : []);

        if (defined is null && IsAssumed(step))
        {
            constrained.UnionWith(names);
        }

        if (defined?.Symbol is { } symbol)
        {
            fixedNames.UnionWith(names.Where(n => !n.Equals(symbol.Name)));

            if (step.Arguments.Length > 1)
            {
                several[symbol] = [.. step.Arguments.Select(StepSyntax.NameOf).OfType<Name>()];
            }

            // L(x, ν) has the multiplier ν.
            if (source.Text.Contains("agrang", StringComparison.Ordinal) && step.Arguments.Length > 1)
            {
                written[symbol] = [.. step.Arguments.Select(StepSyntax.NameOf).OfType<Name>()];
            }
        }
    }
}

/// <summary>A step taken as given: the symbol that it defines, if it is one, or what does not conform in it.</summary>
internal sealed record Defined(Symbol? Symbol, Diagnostic? Clash)
{
    /// <summary>The name that was to be defined.</summary>
    public Name? Name { get; init; }

    /// <summary>For an equation that says where a variable is: the variable.</summary>
    public Symbol? Point { get; init; }

    /// <summary>For an equation of a marked variable ŵ that is no formula for it: ŵ.</summary>
    public Symbol? Characterised { get; init; }

    /// <summary>For a gradient that is put to zero: where that is.</summary>
    public StationaryPoint? Stationary { get; init; }
}
