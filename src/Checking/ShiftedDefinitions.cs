using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Definitions for a general layer that the text also uses one layer on: where z^l = W^l a^{l-1} + b^l is defined and W^{l+1} or
/// δ^{l+1} occurs, z^{l+1} means the same one layer on, and so does the δ^{l+1} that names a derivative.
/// </summary>
internal static class ShiftedDefinitions
{
    /// <summary>Adds them to the scope, where the text defines nothing else.</summary>
    public static void Add(Scope scope, SourceText source, IReadOnlyList<ReadStep> steps, IReadOnlyDictionary<ReadStep, Defined> definitions)
    {
        var next = steps.SelectMany(s => new[] { s.Left, s.Right }).SelectMany(StepSyntax.NamesIn).Select(n => n.Name)
            .Select(n => n.Indices is [{ Variable: { } v, Offset: 1 }] ? v : null).OfType<string>().ToHashSet();

        // Beside recurrences what is defined at an open index is so at every step.
        var general = steps.Where(s => scope.Layers.Templates.Count == 0 && definitions.TryGetValue(s, out var d) && d is { Symbol.Name.Indices: [{ Variable: { } v, Offset: 0 }], Clash: null } && next.Contains(v)).ToList();
        foreach (var step in general.Where(s => SyntaxNames.Derivative(s.Left!) is null && SyntaxNames.Derivative(s.Right!) is null))
        {
            Define(scope, source, definitions[step].Symbol!.Name, step);
        }

        foreach (var fact in scope.Facts.Where(f => f.Name.Name.Indices is [{ Variable: { } v, Offset: 0 }] && next.Contains(v) && f.Wrt.Name.Indices is [{ Variable: { } w }] && w == v).ToList())
        {
            var (name, wrt) = (Next(fact.Name.Name), Next(fact.Wrt.Name));
            if (scope.Symbols.TryGetValue(wrt, out var x) && scope.Facts.All(f => !f.Name.Name.Equals(name) && !(ReferenceEquals(f.Of, fact.Of) && ReferenceEquals(f.Wrt, x) && f.Order == fact.Order))
                && !(scope.Symbols.TryGetValue(name, out var known) && (scope.Definitions.ContainsKey(known) || known.Shape != x.Shape)) && fact.Order == 1 && fact.Of.IsScalar)
            {
                var symbol = known ?? Symbolic.Expressions.Symbol.Of(name, x.Shape);
                scope.Declare(symbol);
                scope.Name(new(fact.Of, x, 1, symbol));
            }
        }
    }

    /// <summary>
    /// Is a name one that a definition gives one step on, as r[k+1] where r[k] = b − A x[k] and x[k+1] is defined? Then a formula for it is a claim.
    /// </summary>
    public static bool Gives(Scope scope, Name name) => name.Indices is [{ Variable: { } v, Offset: 1 } next] && scope.Symbols.TryGetValue(new Name(name.Base, next.Shift(-1)), out var general)
        && scope.Definitions.TryGetValue(general, out var value)
        && Rewrite.Symbols(value).Select(s => OneOn(s.Name, v)).OfType<Name>().ToList() is { Count: > 0 } names
        && names.TrueForAll(n => scope.Symbols.TryGetValue(n, out var s) && scope.Definitions.ContainsKey(s));

    // x[k+1] for x[k], and for an x_k beside which x[k+1] has an index.
    private static Name? OneOn(Name name, string index) => name.Indices is [{ Variable: { } v } at] ? v == index ? new Name(name.Base, at.Shift(1)) : null
        : name.Indices.Count == 0 && name.Base.Length > index.Length + 1 && name.Base.EndsWith("_" + index, StringComparison.Ordinal) ? new Name(name.Base[..^(index.Length + 1)], new LayerIndex(index, 1)) : null;

    private static void Define(Scope scope, SourceText source, Name name, ReadStep step)
    {
        var next = Next(name);
        if (scope.Symbols.TryGetValue(next, out var symbol) && (scope.Definitions.ContainsKey(symbol) || scope.Facts.Any(f => ReferenceEquals(f.Name, symbol))))
        {
            return;
        }

        try
        {
            var shifted = Shifted(step.Right!, name.Indices[0].Variable!, scope);
            ExpressionReader.Guard(source, () =>
            {
                DeclareNew(scope, source, step.Right!, shifted);
                return DefinitionReader.Define(scope, source, next, step.Right!.Span, shifted);
            });
        }
        catch (DiagnosticException)
        {
            // Where the shapes one layer on are others, the text does not mean it.
        }
    }

    // b^{l+1}, which stands nowhere else, has a shape of its own and not that of b^l.
    private static void DeclareNew(Scope scope, SourceText source, Syntax right, Syntax shifted)
    {
        var fresh = StepSyntax.NamesIn(right).Select(n => n.Name).Where(n => n.Indices.Count == 1 && scope.Symbols.ContainsKey(n) && !scope.Symbols.ContainsKey(Next(n))).Distinct().ToList();
        var trial = scope.Copy();
        fresh.ForEach(n => trial.Withdraw(scope.Symbols[n]));
        ExpressionReader.Infer([shifted], trial, source);
        foreach (var symbol in fresh.Select(n => trial.Symbols.GetValueOrDefault(Next(n))).OfType<Symbolic.Expressions.Symbol>())
        {
            scope.Declare(symbol);
        }
    }

    private static Name Next(Name name) => new(name.Base, name.Indices[0].Shift(1));

    private static Syntax Shifted(Syntax syntax, string index, Scope scope) => syntax switch
    {
        NameSyntax { Indices.IsEmpty: true } n when OneOn(new Name(n.Text), index) is { } one && scope.Symbols.ContainsKey(one) => n with { Text = one.Base, Indices = [IndexInSyntax.Of(one.Indices[0], n.Span)] },
        NameSyntax n => n with { Indices = [.. n.Indices.Select(i => Moved(i, index))] },
        CallSyntax c => c with { Function = c.Function with { Indices = [.. c.Function.Indices.Select(i => Moved(i, index))] }, Arguments = [.. c.Arguments.Select(a => Shifted(a, index, scope))] },
        _ => SyntaxTree.WithChildren(syntax, [.. SyntaxTree.Children(syntax).Select(c => Shifted(c, index, scope))]),
    };

    private static Syntax Moved(Syntax place, string index) => Names.TryIndex(place) is { Variable: { } v } at && v == index
        ? at.Offset == -1 ? new NameSyntax(index, [], place.Span)
            : new BinarySyntax(at.Offset + 1 > 0 ? BinaryKind.Add : BinaryKind.Subtract, new NameSyntax(index, [], place.Span), new NumberSyntax(Math.Abs(at.Offset + 1), place.Span), place.Span, place.Span)
        : place;
}
