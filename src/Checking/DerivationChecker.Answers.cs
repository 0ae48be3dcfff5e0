using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>What those who judge steps ask.</content>
internal sealed partial class DerivationChecker
{
    /// <summary>What names mean.</summary>
    internal Scope Scope => scope;

    /// <summary>Names whose definitions can't be read.</summary>
    internal OpaqueNames Opaque { get; private set; } = null!;

    /// <summary>The text.</summary>
    internal SourceText Source => document.Source;

    /// <summary>What is known of names once everything is read.</summary>
    internal ScopeNames Names => new(scope, notation);

    /// <summary>What a step defines, if it does.</summary>
    internal Defined? DefinedBy(ReadStep step) => definitions.GetValueOrDefault(step);

    /// <summary>Names of which the text does not say what they are; null before everything is read.</summary>
    internal UnsaidNames? Unsaid { get; private set; }

    /// <summary>Names of gradients that nothing needs.</summary>
    internal IdleNames Idle { get; private set; } = null!;

    /// <summary>What the text defines before a step.</summary>
    internal IEnumerable<Symbol> DefinedBefore(ReadStep step) =>
        definitions.Where(d => d.Key.Written.Span.Start < step.Written.Span.Start).Select(d => d.Value.Symbol).OfType<Symbol>();

    /// <summary>The functions that the text before a displayed step says are least or greatest where it says a variable is.</summary>
    internal IReadOnlyList<Symbol> SaidToBeLeast(ReadStep step, Symbol w) => SaidOptima.Of(scope, document, step, w);

    /// <summary>Those of them that the sentence before the step names.</summary>
    internal IReadOnlyList<Symbol> NamedLeast(ReadStep step, Symbol w) => SaidOptima.Named(scope, Names, document, step, w);

    /// <summary>The gradients that the text puts to zero.</summary>
    internal IEnumerable<StationaryPoint> StationaryPoints => stationary.Select(s => s.Point);

    /// <summary>The gradients that the text has put to zero before a step.</summary>
    internal IEnumerable<StationaryPoint> StationaryBefore(ReadStep step) =>
        stationary.Where(s => s.Position < step.Written.Span.Start).Select(s => s.Point);

    /// <summary>The names whose derivatives by other names occur in the text.</summary>
    internal IEnumerable<(Symbol Of, Symbol Wrt)> Differentiated =>
        from step in AllSteps()
        from d in StepSyntax.Derivatives(step.Left).Concat(StepSyntax.Derivatives(step.Right))
        let of = scope.Symbols.GetValueOrDefault(d.Of)
        let wrt = scope.Symbols.GetValueOrDefault(d.Wrt)
        where of is not null && wrt is not null
        select (of, wrt);
}
