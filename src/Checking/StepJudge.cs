using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// Decides equations of a document under the readings that its author may have had in mind: what moves in a differential, and
/// how derivatives are laid out.
/// </summary>
internal sealed partial class StepJudge(SourceText source, Scope scope, EqualityOptions options)
{
    private static readonly (WrittenLayout Layout, string Text)[] Layouts =
        [(WrittenLayout.Gradient, "layout: gradient"), (WrittenLayout.Vector, "layout: gradient"), (WrittenLayout.Jacobian, "layout: jacobian"), (WrittenLayout.Rows, "layout: jacobian")];

    private IReadOnlyList<Symbol> last = [];
    private IReadOnlyList<Name> by = [];
    private bool isLayoutOpen;

    /// <summary>Is it not said how ∂y/∂x is laid out, so that the first such derivative decides?</summary>
    public bool IsLayoutOpen { init => isLayoutOpen = value; }

    /// <summary>The names by which the document differentiates.</summary>
    public IReadOnlySet<Name> Variables { get; init; } = new HashSet<Name>();

    /// <summary>The names by which it takes derivatives.</summary>
    public IReadOnlySet<Name> DifferentiatedBy { get; init; } = new HashSet<Name>();

    /// <summary>Is the text a list of identities, which defines and assumes nothing, so that the names of which it says no sizes may have other ones in each?</summary>
    public bool AreAlone { get; init; }

    /// <summary>The names of which the text says sizes, which are the same in every line.</summary>
    public IReadOnlySet<Name> Sized { get; init; } = new HashSet<Name>();

    /// <summary>What the text supposes.</summary>
    public Suppositions? Supposed { get; init; }

    /// <summary>What the text says of functions that it does not define.</summary>
    public GivenGradients? Gradients { get; init; }

    /// <summary>The value functions that the text says in words.</summary>
    public ValueFunctions? Values { get; init; }

    /// <summary>The layout that was chosen because the document follows it.</summary>
    public WrittenLayout? ChosenLayout { get; private set; }

    /// <summary>The verdict on left = right.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="chain">The sides of the chain that the equation stands in.</param>
    /// <param name="where">The values of the index of a recurrence that it is about; null for all.</param>
    /// <param name="concluded">By what later lines of the formula differentiate.</param>
    public Judged Decide(Syntax left, Syntax right, IReadOnlyList<Syntax> chain, IndexCondition? where = null, IReadOnlyList<Name>? concluded = null)
    {
        by = concluded ?? [];
        if (UpToConstants.Occur(left, right))
        {
            return UpToConstants.Decide(source, scope, left, right, Variables, options);
        }

        var plain = DecideIn(scope, left, right, chain, where);
        if (plain.Holds && !plain.IsImplicit && IsVacuous(left, right) is { } vacuous)
        {
            return plain with { Verdict = plain.Verdict with { Kind = VerdictKind.Undecided, Certificate = null, Reason = vacuous } };
        }

        if (plain.Verdict.Kind is VerdictKind.Holds or VerdictKind.Fails or VerdictKind.HoldsIf && Open(left, right) is { } open)
        {
            return plain with { Verdict = new Verdict { Left = plain.Verdict.Left, Right = plain.Verdict.Right, Kind = VerdictKind.Undecided, Reason = open } };
        }

        if (plain.Holds || plain.Verdict.Kind == VerdictKind.Undecided || (SyntaxNames.Derivative(left) ?? SyntaxNames.Derivative(right)) is null)
        {
            return Remember(plain);
        }

        foreach (var (layout, text) in Layouts)
        {
            if (layout == scope.Layout)
            {
                continue;
            }

            var other = scope.Copy();
            other.Layout = layout;
            var judged = DecideIn(other, left, right, chain, where, quick: true);
            if (!judged.Holds)
            {
                continue;
            }

            if (isLayoutOpen && layout == WrittenLayout.Jacobian && SyntaxNames.Of(left).Concat(SyntaxNames.Of(right)).Any(n => n is PartialSyntax))
            {
                (isLayoutOpen, scope.Layout, ChosenLayout) = (false, layout, layout);
                return Remember(judged with { Notes = [.. judged.Notes, "∂y/∂x is read as the Jacobian, dim(y)×dim(x), from here on"] });
            }

            if (layout == WrittenLayout.Rows && scope.Layout == WrittenLayout.Jacobian && ChosenLayout is null)
            {
                return Remember(judged with { Notes = [.. judged.Notes, "the derivative of a scalar by a vector is read as a row"] });
            }

            return Remember(plain with { Verdict = plain.Verdict with { Kind = VerdictKind.HoldsIf, Condition = text, Certificate = judged.Verdict.Certificate } });
        }

        return Remember(plain);
    }

    // Zeros on both sides, since nothing says that what is differentiated depends on the variable, are no evidence.
    private string? IsVacuous(Syntax left, Syntax right)
    {
        if (StepSyntax.IsZero(left) || StepSyntax.IsZero(right) || TryBind(scope.Copy(), [left, right]) is not { } sides || RecurrenceJudge.IsNeeded(scope, sides))
        {
            return null;
        }

        // What q[1], q[2], … depend on by way of r[1], r[2], … is seen where sums are written out.
        if (scope.Definitions.Values.SelectMany(d => Rewrite.Symbols(d)).Any(s => s.Name.Indices is [{ Variable: { } v }] && Indices.IsBound(v) && scope.DefinedMember(s.Name) is not null))
        {
            return null;
        }

        var derivatives = Rewrite.Nodes(sides).OfType<Apply>().Where(a => a.Operator is Nabla).ToList();
        bool idle = derivatives.Count > 0 && derivatives.TrueForAll(a => ((Nabla)a.Operator).Variables.Any(v => !new Dependence(scope, [v]).On(a.Argument)));
        return !idle ? null
            : $"nothing says that {derivatives[0].Argument} depends on {string.Join(", ", ((Nabla)derivatives[0].Operator).Variables.Select(v => v.Name.Text))}, so both sides are zero";
    }

    private string? Open(Syntax left, Syntax right) => (SyntaxNames.Derivative(left) ?? SyntaxNames.Derivative(right)) is not null
        && TryBind(scope.Copy(), [left, right]) is { } sides && !RecurrenceJudge.IsNeeded(scope, sides) && Gradients?.Concern(sides) != true ? new OpenTerms(scope, Variables).Needed(sides) : null;

    private Judged Remember(Judged judged)
    {
        if (judged.Holds && judged.Moving.Count > 0)
        {
            last = judged.Moving;
        }

        return judged;
    }

    private Judged DecideIn(Scope place, Syntax left, Syntax right, IReadOnlyList<Syntax> chain, IndexCondition? where, bool quick = false)
    {
        var bare = options with { Conditions = false, Suggestions = false, Counterexamples = false };
        var trial = place.Copy();
        if (TryBind(trial, [left, right]) is not { } bound)
        {
            if (FunctionDefinitions.OfNumbers(place, left, right) is { } numbers)
            {
                return DecideIn(numbers, left, right, chain, where, quick);
            }

            if (TransposedVec.Of(left, right) is var (l, r) && TryBind(place.Copy(), [l, r]) is not null)
            {
                return TransposedVec.Noted(DecideIn(place, l, r, chain, where, quick));
            }

            if (AreAlone && Alone(place, left, right) is { Holds: true } alone)
            {
                return alone;
            }

            var question = new Question(source, left, right, place);
            bool recurs = !quick && place.Layers.Templates.Count > 0;
            Judged misshapen = new(Equality.Decide(question, quick ? bare : options with { Suggestions = options.Suggestions && !recurs }), [], []);
            return recurs ? Repaired(misshapen, question, new([], last, []), where, []) : misshapen;
        }

        var notes = trial.HadamardDots.Where(s => Within(s, left) || Within(s, right)).Select(s => $"· is read as ⊙ at {At(s)}, since only that conforms").ToList();
        var elsewhere = chain.SelectMany(side => TryBind(place.Copy(), [side]) is { } other ? MovingSets.Written(other) : []).ToList();
        place = Supposed?.In(place, bound) ?? place;
        var around = new MovingContext(elsewhere, last, [.. by.Select(n => place.Symbols.GetValueOrDefault(n) ?? place.Member(n)).OfType<Symbol>()]);
        if (RecurrenceJudge.IsNeeded(place, bound))
        {
            var judged = Conditioned(new(place, bound, WrittenOut(place), where) { Conditions = !quick && options.Conditions, Values = Values, Formula = Formula(place, chain, around) }, bound, notes, around) with { HadamardDots = trial.HadamardDots };
            return quick || judged.Verdict.Kind is not (VerdictKind.Fails or VerdictKind.HoldsIf) ? judged : Repaired(judged, new(source, left, right, place), around, where, Formula(place, chain, around));
        }

        if (ImplicitDerivatives.Decide(bound, DifferentiatedBy, Variables, place, options.Seed) is { } implicitly)
        {
            return new(Under(new Verdict { Left = bound[0].ToString(), Right = bound[1].ToString(), Kind = VerdictKind.Undecided }, implicitly), [.. notes, "what is assumed says what moves along"], []) { HadamardDots = trial.HadamardDots, IsImplicit = true };
        }

        var sets = MovingSets.Of(bound, around, place);
        if (Gradients?.Concern(bound) == true)
        {
            return Gradients.Decide(bound, [.. sets], options.Seed) with { Notes = notes, HadamardDots = trial.HadamardDots };
        }

        Verdict? first = null;
        foreach (var set in sets)
        {
            var verdict = Equality.Decide(new Question(source, left, right, place, set.Count > 0 ? set : null), bare);
            if (verdict.Kind == VerdictKind.Holds)
            {
                bool isPlain = ReferenceEquals(set, sets[0]) && set.SequenceEqual(WrittenDerivatives.Roots(MovingSets.Written(bound), place));
                return new(verdict, isPlain ? notes : [.. notes, $"moving: {string.Join(", ", set.Select(s => s.Name.Text))}"], set) { HadamardDots = trial.HadamardDots };
            }

            first ??= verdict;
        }

        if (SymmetricDirections.Decide(new Question(source, left, right, place, sets[0].Count > 0 ? sets[0] : null), options.Seed) is { } symmetric)
        {
            return new(first! with { Kind = VerdictKind.Holds, Certificate = symmetric.Certificate, Reason = null, Condition = null }, [.. notes, "differentials of symmetric matrices are symmetric"], sets[0]) { HadamardDots = trial.HadamardDots };
        }

        if (MovingAssumptions.Decide(bound, Variables, DifferentiatedBy, HeldInText.Before(source, left.Span.Start), place, options.Seed) is { } moved)
        {
            return new(Under(first!, moved), [.. notes, "what is assumed is differentiated, too"], sets[0]) { HadamardDots = trial.HadamardDots };
        }

        var moving = sets[0].Count > 0 ? sets[0] : null;
        return new(quick || first!.Kind == VerdictKind.Undecided ? first! : Equality.Decide(new Question(source, left, right, place, moving), options), notes, sets[0]) { HadamardDots = trial.HadamardDots };
    }

    private static Verdict Under(Verdict verdict, Judgement judged) => verdict with
    {
        Kind = judged.True switch { true => VerdictKind.Holds, false => VerdictKind.Fails, _ => VerdictKind.Undecided },
        Certificate = judged.Certificate,
        Reason = judged.Reason,
        Condition = null,
    };

    // An identity whose letters have other sizes than elsewhere; what is a vector stays one.
    private Judged? Alone(Scope place, Syntax left, Syntax right)
    {
        var own = place.Copy();
        var names = StepSyntax.NamesIn(left).Concat(StepSyntax.NamesIn(right)).Select(n => n.Name).ToHashSet();
        own.Inferred.Where(s => names.Contains(s.Name) && !Sized.Contains(s.Name)).ToList().ForEach(own.Withdraw);
        static int Kind(Symbol s) => s.IsScalar ? 0 : s.Shape.IsColumn ? 1 : s.Shape.IsRow ? 2 : 3;
        if (JointInference.Run(own, [new SidesSyntax([left, right], source)]).Count > 0
            || names.Any(n => place.Symbols.TryGetValue(n, out var before) && !(own.Symbols.TryGetValue(n, out var now) && Kind(before) == Kind(now))) || TryBind(own.Copy(), [left, right]) is null)
        {
            return null;
        }

        var judged = DecideIn(own, left, right, [], null, quick: true);
        var letters = names.Select(n => own.Symbols.GetValueOrDefault(n)).OfType<Symbol>().Where(s => !s.IsScalar).Select(s => $"{s.Name.Text}: {s.Shape}");
        return judged with { Notes = [.. judged.Notes, $"with sizes of its own: {string.Join(", ", letters)}"] };
    }

    private static bool Within(Span span, Syntax side) => span.Start >= side.Span.Start && span.End <= side.Span.End;

    private string At(Span span)
    {
        var (line, column) = source.Locate(span.Start);
        return $"line {line}, column {column}";
    }

    private IReadOnlyList<Expr>? TryBind(Scope place, IReadOnlyList<Syntax> sides)
    {
        try
        {
            return ExpressionReader.Guard(source, () => ExpressionReader.Infer(sides, place, source, SideRules.KeepDerivatives | SideRules.AllDeclared));
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }
}
