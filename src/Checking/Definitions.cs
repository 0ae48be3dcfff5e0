using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Tells the equations that define from those that claim, in the order of the text, and takes the definitions into the scope:
/// a name that means nothing yet and stands alone on a side, a name for a derivative, an update rule.
/// </summary>
/// <param name="scope">What names mean; it is added to.</param>
/// <param name="source">The text.</param>
/// <param name="given">The names that are declared.</param>
/// <param name="variables">The names by which the text differentiates, or whose differentials it writes.</param>
/// <param name="moved">Those of them of which only the differentials are written.</param>
/// <param name="arguments">The variables with which functions are written where they are defined.</param>
/// <param name="sides">All sides of the text.</param>
internal sealed partial class Definitions(Scope scope, SourceText source, IReadOnlySet<Name> given, IReadOnlySet<Name> variables, IReadOnlySet<Name> moved, IReadOnlyList<Name> arguments, IReadOnlyList<Syntax> sides)
{
    private readonly HashSet<Name> used = [];
    private readonly HashSet<Name> shown = [];
    private readonly HashSet<Name> constrained = [];
    private readonly HashSet<Name> multipliers = [];
    private readonly Dictionary<Name, int> firstUses = [];
    private readonly HashSet<Name> differentiated = [];
    private int notes;
    private readonly StationaryReader points = new(scope, source);
    private readonly ModelEquations models = new(sides);

    // What others are built from: where it is declared, nothing defines it afterwards.
    private readonly HashSet<Name> fixedNames =
    [
        .. scope.Definitions.Values.SelectMany(d => Rewrite.Symbols(d)).Concat(scope.Facts.Select(f => f.Wrt)).Select(s => s.Name),
    ];

    // The arguments with which a Lagrangian is written.
    private readonly Dictionary<Symbol, HashSet<Name>> written = [];

    // Those of any function of several.
    private readonly Dictionary<Symbol, List<Name>> several = [];

    /// <summary>The numbers, and arguments of a Lagrangian, in gradients put to zero that the text does not differentiate by, as λ.</summary>
    public IReadOnlySet<Name> Multipliers => new HashSet<Name>([.. multipliers, .. written.Values.SelectMany(w => w).Except(variables)]);

    /// <summary>Does the text assume a relation, so that the names in it are something already?</summary>
    public Func<ReadStep, bool> IsAssumed { get; init; } = _ => false;

    /// <summary>Does a step stand in a reason?</summary>
    public Func<ReadStep, bool> IsReason { get; init; } = _ => false;

    /// <summary>Takes a step as a definition, if it is one: what it defines, or why it can't; null for a claim.</summary>
    public Defined? Take(ReadStep step)
    {
        if (step.Cases.Count > 0)
        {
            var family = CaseDefinitions.Take(scope, source, step, IsNew);
            step.Cases.ToList().ForEach(c => Note(c, family));
            return family;
        }

        if (step.Right is null || step.IsRange)
        {
            return null;
        }

        var defined = step is { IsRead: true } && (!step.Written.Continues || step.FollowsProblem) && step.Left is not null ? AsDefinition(step)
            : NamesEntries(step) is { } entries ? entries
            : step is { IsRead: true, Left: { } left, Right: { } right } && StepSyntax.IsZero(right) ? Stationary(left, right) : null;
        Note(step, defined);
        return defined;
    }

    private Defined? AsDefinition(ReadStep step)
    {
        var (left, right) = (step.Left!, step.Right!);
        if (step.Written.Relation == RelationKind.Assigned)
        {
            return left is PowerSyntax { Exponent: not NumberSyntax } next ? new(null, Clash(next.Base, right))
                : StepSyntax.NameOf(left) is { } target && IsNew(target, right) ? Define(target, left.Span, right) : new(null, Clash(left, right));
        }

        bool isSaid = step.Block == 0 && !IsReason(step);
        if ((Fact(left, right, isSaid) ?? Fact(right, left, isSaid) ?? Form(left, right)) is { } fact)
        {
            return fact;
        }

        // w^{t+1} = w^t − η g, for a w without an index.
        if (left is PowerSyntax { Base: NameSyntax iterate, Exponent: BinarySyntax { Left: NameSyntax count } } && StepSyntax.NameOf(iterate) is { } iterated && scope.Symbols.TryGetValue(iterated, out var w)
            && !w.IsScalar && !scope.Dimensions.Contains(new Name(count.Text)) && w.Shape.IsColumn)
        {
            return new(null, null) { Name = iterated };
        }

        if (FunctionDefinitions.IsOne(step, scope))
        {
            return new(null, null);
        }

        if (EntryDefinitions.Of(left) is var (whole, letters) && !letters.Any(l => scope.Symbols.ContainsKey(new Name(l)))
            && (IsNew(whole, right) ? Guarded(whole, () => EntryDefinitions.Define(scope, source, whole, letters, left, right))
            : letters is [_] && !EntryDefinitions.Varies(whole, sides) ? FixedPoint(whole, right, () => EntryDefinitions.Whole(scope, source, whole, letters, left, right).Value) : null) is { } entry)
        {
            return entry;
        }

        // log p = E says what p is.
        if (left is CallSyntax { Function.Text: "log", Primes: 0, Arguments: [var density] } && StepSyntax.NameOf(density) is { } likelihood && IsNew(likelihood, right))
        {
            return Define(likelihood, left.Span, new CallSyntax(new NameSyntax("exp", [], right.Span), 0, [right], right.Span));
        }

        if (left is NameSyntax data && !variables.Contains(new Name(data.Text)) && models.Solve(data, right) is var (error, rest) && StepSyntax.NameOf(error) is { } noise && IsNew(noise, rest))
        {
            return Define(noise, error.Span, rest);
        }

        if (IsReason(step) && Remainders.Of(scope, left, right, n => IsNew(n, new NumberSyntax(0, right.Span)) && scope.Symbols.TryGetValue(n, out var known) && scope.Inferred.Contains(known)) is var (part, remains))
        {
            return Define(part, right.Span, remains);
        }

        if (StepSyntax.NameOf(left) is { } name)
        {
            return !IsNew(name, right) || IsInUse(name, right, step) ? FixedPoint(name, right, () => ExpressionReader.Infer([right], scope.Copy(), source, SideRules.AllDeclared)[0]) ?? Solution(name, right) : IsAdjoint(name, left.Span) ? null : Define(name, left.Span, right);
        }

        return step.Block > 0 && StepSyntax.NameOf(right) is { } other && StepSyntax.NameOf(left) is null && IsNew(other, left) && !given.Contains(other) && !used.Contains(other)
            && !(left is PartialSyntax { Operand: var of } && StepSyntax.NameOf(of) is { } made && scope.Symbols.TryGetValue(made, out var f) && IsMadeOf(f, other))
            ? Define(other, right.Span, left)
            : Characterises(left, right) ?? Stationary(left, right) ?? Constraint(left, right);
    }

    // … = p_i at the end of a chain says what the entries of p are.
    private Defined? NamesEntries(ReadStep step) =>
        step is { Block: > 0, Previous: { } value, Right: { } right } && EntryDefinitions.Of(right) is var (name, letters) && !given.Contains(name) && !used.Contains(name) && IsNew(name, value)
        && !letters.Any(l => scope.Symbols.ContainsKey(new Name(l))) ? Guarded(name, () => EntryDefinitions.Define(scope, source, name, letters, right, value)) : null;

    // ∇_z J = δ: the derivative of a name gets a name.
    private Defined? Fact(Syntax derivative, Syntax nameSyntax, bool isSaid = false)
    {
        if (StepSyntax.DerivativeOf(derivative) is not var (order, of, wrt) || StepSyntax.NameOf(nameSyntax) is not { } name || !(IsNew(name, derivative) || (isSaid && IsOpen(name))))
        {
            return null;
        }

        if (DerivativeFamilies.Take(scope, order, of, wrt, name) is { } family)
        {
            return new(family, null);
        }

        if (!scope.Symbols.TryGetValue(of, out var f) || !scope.Symbols.TryGetValue(wrt, out var x) || IsMadeOf(f, name) || IsMadeOf(x, name))
        {
            return null;
        }

        return Guarded(name, () => DefinitionReader.NameDerivative(
            scope, new BindErrors(source), order, Written(wrt, derivative.Span), Written(of, derivative.Span), Written(name, nameSyntax.Span)));
    }

    // Declared, and nothing else says what it is, nor moves it: "with G = ∇_W L" in the running text, where W − ηG is built from it.
    private bool IsOpen(Name name) => given.Contains(name) && !variables.Contains(name) && !shown.Contains(name) && scope.Symbols.TryGetValue(name, out var symbol) && !scope.Definitions.ContainsKey(symbol)
        && !scope.Dependencies.ContainsKey(symbol) && scope.Facts.All(f => !ReferenceEquals(f.Name, symbol) && !ReferenceEquals(f.Wrt, symbol));

    // dL = gᵀdx says what g is.
    private Defined? Form(Syntax left, Syntax right) => DifferentialForms.Of(left, right, scope) is var (of, wrt, gradient)
        ? Fact(new NablaSyntax(1, Written(wrt, right.Span), Written(of, left.Span), left.Span), gradient) : null;

    // Names v̄ as the gradient by v, where that is how the text names gradients.
    private bool IsAdjoint(Name name, Span at) => AdjointNames.Of(name, scope) is var (of, wrt)
        && Fact(new NablaSyntax(1, Written(wrt, at), Written(of, at), at), Written(name, at)) is { Symbol: not null };

    // What f is made of is no name for its derivative: of b'x it is b, and that is a claim; nor W[l+1] for one of z[l+1], where z[l] is made of W[l].
    // An f without a formula is made of what it is differentiated by, or is a function of.
    private bool IsMadeOf(Symbol f, Name name) => new[] { f }.Concat(scope.Facts.Where(a => ReferenceEquals(a.Of, f)).Select(a => a.Wrt)).Concat(scope.Dependencies.GetValueOrDefault(f) ?? [])
            .SelectMany(s => Objective.Reached(s, scope)).Any(s => s.Name.Equals(name))
        || (f.Name.Indices is [{ Variable: { } v, Offset: 1 } at] && name.Indices is [{ Variable: { } w, Offset: 1 } next] && v == w && scope.Symbols.TryGetValue(new Name(f.Name.Base, at.Shift(-1)), out var general)
            && IsMadeOf(general, new Name(name.Base, next.Shift(-1))));

    private static NameSyntax Written(Name name, Span span) => new(
        name.Base, [.. name.Indices.Select(i => IndexInSyntax.Of(i, span))], span);

    // Does a name mean nothing yet? One that others were built from, or that something was differentiated by, is a variable.
    private bool IsNew(Name name, Syntax meaning)
    {
        bool means = (scope.Symbols.TryGetValue(name, out var symbol) && (scope.Definitions.ContainsKey(symbol) || scope.Facts.Any(f => ReferenceEquals(f.Name, symbol))))
            || IsOfRecurrence(name);
        bool isVariable = variables.Contains(name) && moved.Contains(name) ? used.Contains(name) && fixedNames.Contains(name) && !BringsNames(meaning) && !StepSyntax.NamesIn(meaning).Any(n => variables.Contains(n.Name))
            : variables.Contains(name) || arguments.Contains(name) || written.Values.Any(w => w.Contains(name)) ? used.Contains(name) && !BringsNames(meaning) && !IsLaterLayer(name, meaning) : given.Contains(name) && (used.Contains(name) || fixedNames.Contains(name));
        bool isMultiplier = multipliers.Contains(name) && StepSyntax.NamesIn(meaning).Any() && !BringsNames(meaning);
        return !means && !isVariable && !isMultiplier && !ShiftedDefinitions.Gives(scope, name) && !constrained.Contains(name) && !IsConstant(name) && !StepSyntax.IsDifferential(name, scope) && !scope.Dimensions.Contains(name)
            && !StepSyntax.NamesIn(meaning).Any(n => n.Name.Equals(name) || (scope.Symbols.TryGetValue(n.Name, out var part) && scope.Definitions.ContainsKey(part) && IsMadeOf(part, name)));
    }

    // z[l] and z[L] where a recurrence says what it is, δ[L] where δ[l] has a meaning.
    private bool IsOfRecurrence(Name name) => name.Indices.Count == 1 && scope.Layers.Templates.Count > 0 && !RecursiveDefinitions.IsAwaited(scope, name) && (scope.Layers.Of(name.Base) is not null || scope.Layers.Formulas.Exists(f => f.Name.Name.Base == name.Base)
        || given.Any(g => g.Base == name.Base && g.Indices.Count == 1 && !g.Equals(name) && fixedNames.Any(f => f.Base == name.Base))
        || scope.Definitions.Keys.Any(s => s.Name.Base == name.Base && s.Name.Indices is [{ Variable: { } v, Offset: 0 }] && v == scope.Layers.Index))
        || (scope.Layers.Templates.Count > 0 && name.Indices.Count > 0 && scope.Facts.Any(f => f.Name.Name.Base == name.Base && f.Name.Name.Indices.Count == name.Indices.Count && f.Name.Name.Indices.All(i => i is { Variable: not null, Offset: 0 })));

    // M M⁻¹ = I claims something, unless I is declared, and so does ∂J/∂b = 1.
    private bool IsConstant(Name name) => name is { Base: "I" or "ones", Indices.Count: 0 } && !given.Contains(name);

    // What is built from names that were not there before is no solution of what was.
    private bool BringsNames(Syntax meaning) => StepSyntax.NamesIn(meaning).Any(n => !used.Contains(n.Name) && !fixedNames.Contains(n.Name)
        && !scope.Dimensions.Contains(n.Name) && scope.Symbols.TryGetValue(n.Name, out var s) && !scope.Definitions.ContainsKey(s));

    // After L = −y log a − …, and before anything is differentiated by a, a = σ(z) with a z that is made of what came after a and that the text differentiates by, too.
    private bool IsLaterLayer(Name name, Syntax meaning) => !differentiated.Contains(name) && !given.Contains(name) && firstUses.TryGetValue(name, out int first)
        && StepSyntax.NamesIn(meaning).Select(n => scope.Symbols.GetValueOrDefault(n.Name)).OfType<Symbol>().Where(scope.Definitions.ContainsKey)
            .Any(s => Objective.Reached(s, scope).Any(r => !scope.Definitions.ContainsKey(r) && variables.Contains(r.Name) && !given.Contains(r.Name) && firstUses.TryGetValue(r.Name, out int use) && use > first));

    private Defined Define(Name name, Span at, Syntax meaning)
    {
        var defined = Guarded(name, () => IntermediateQuantities.PutIn(scope, DefinitionReader.Define(scope, source, name, at, meaning)));
        if (defined is { Symbol: { } symbol, Clash: null })
        {
            RecursiveDefinitions.Join(scope, symbol);
        }

        return defined;
    }

    private Defined Guarded(Name? name, Func<Symbol> define)
    {
        try
        {
            return new(ExpressionReader.Guard(source, define), null);
        }
        catch (DiagnosticException e)
        {
            return new(null, e.Diagnostic) { Name = name };
        }
    }

    // What does not conform in an equation that is taken as given.
    private Diagnostic? Clash(Syntax left, Syntax right)
    {
        try
        {
            ExpressionReader.Guard(source, () => ExpressionReader.Infer([left, right], scope.Copy(), source, SideRules.KeepDerivatives | SideRules.AllDeclared));
            return null;
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostic;
        }
    }
}
