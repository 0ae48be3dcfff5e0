using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>What is remembered of the steps before.</content>
internal sealed partial class Definitions
{
    // The names of steps that define nothing, with the first block of each, and those for which such a step is an equation.
    private readonly Dictionary<Name, int> claimed = [];
    private readonly HashSet<Name> solvable = [];

    // After a claim about B, B = C is no definition where C is not new, unless it is a solution, or follows right behind what it explains: "…, B = C", "where B = C".
    // Members of families are told from the last to the first.
    private bool IsInUse(Name name, Syntax meaning, ReadStep step) => step.Block > 0 && name.Indices.Count == 0 && claimed.TryGetValue(name, out int block) && block != step.Block && !variables.Contains(name) && !BringsNames(meaning)
        && !(solvable.Contains(name) && (!char.IsUpper(name.Base[0]) || SyntaxNames.Of(meaning).Any(n => n is PowerSyntax { Exponent: not NumberSyntax { Value.Sign: > 0 } } or CallSyntax { Function.Text: "inv" or "pinv" })))
        && !Explains().IsMatch(source.Text[..step.Written.Span.Start].TrimEnd('$', '[', '\\', ' ', '\n', '\r'));

    private void Claimed(ReadStep step)
    {
        HashSet<Name> left = [.. StepSyntax.NamesIn(step.Left).Select(n => n.Name)], right = [.. StepSyntax.NamesIn(step.Right).Select(n => n.Name)];
        left.Union(right).ToList().ForEach(n => claimed.TryAdd(n, step.Block));
        left.SymmetricExceptWith(right);
        solvable.UnionWith(left);
    }

    [GeneratedRegex(@"(?:\$\$|\\\]|\\end\{[a-z]+\*?\})\s*,?\s*(?:where|with|here)\b[^.;]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Explains();

    private void Note(ReadStep step, Defined? defined)
    {
        var sides = new[] { step.Left, step.Right }.OfType<Syntax>().ToList();
        var names = sides.SelectMany(StepSyntax.NamesIn).Select(n => n.Name).ToList();
        used.UnionWith(names);
        notes++;
        names.ForEach(n => firstUses.TryAdd(n, notes));
        differentiated.UnionWith(sides.SelectMany(StepSyntax.Derivatives).Select(d => d.Wrt));
        shown.UnionWith(step.Block > 0 ? names : []);
        if (step.Block > 0 && defined is null)
        {
            Claimed(step);
        }

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
