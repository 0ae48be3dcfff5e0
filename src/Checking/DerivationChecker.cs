using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// Checks a derivation line by line. First everything is read, the shapes of undeclared names are found, and what the text
/// defines is taken in; then each step is judged against the definitions and, in a chain, as a step from the line above.
/// </summary>
internal sealed partial class DerivationChecker
{
    private readonly HandDerivation document;
    private readonly CheckOptions options;
    private readonly Scope scope;
    private readonly List<string> assumed = [];
    private readonly Dictionary<ReadStep, Defined> definitions = [];
    private readonly Dictionary<HandBlock, List<ReadStep>> steps = [];
    private readonly Dictionary<HandBlock, List<ReadStep>> systems = [];
    private readonly List<(int Position, StationaryPoint Point)> stationary = [];
    private List<(int Start, List<ReadStep> Steps)> inline = [];
    private PendingDeclarations pending;
    private DocumentNotation notation = DocumentNotation.None;
    private NamedPowers powers = NamedPowers.None;
    private IReadOnlyList<ValueInText> saidValues = [];
    private ValueFunctions? values;

    private DerivationChecker(HandDerivation document, CheckOptions options)
    {
        (this.document, this.options) = (document, options);
        scope = DocumentScope.Of(document, options.Where, out pending);
        assumed.AddRange(new SharedCopies(scope, document).Take());
        KindsInWords.Take(scope, document);
    }

    /// <summary>The report on a document.</summary>
    /// <exception cref="DiagnosticException">Its declarations can't be understood.</exception>
    public static CheckReport Check(string text, string file, CheckOptions? options = null) => Check(HandDerivation.Read(text, file), options);

    /// <summary>The report on a document that was read.</summary>
    public static CheckReport Check(HandDerivation document, CheckOptions? options = null) => new DerivationChecker(document, options ?? new()).Run();

    private CheckReport Run()
    {
        var given = scope.Symbols.Keys.ToHashSet();
        ReadTwice();
        Rename();
        DerivativeFamilies.Declare(scope, AllSteps());
        var reasons = document.Reasons.SelectMany(r => r.Steps).ToHashSet();
        bool IsReason(ReadStep step) => reasons.Contains(step.Written);
        Remainders.Declare(scope, AllSteps().Where(IsReason));
        values = new(scope, saidValues);
        assumed.AddRange(DocumentNames.Infer(scope, document.Source, document, AllSteps(), notation, powers.Sides));
        var text = new TextAssumptions(scope, document);
        assumed.AddRange(text.Structures());
        assumed.AddRange(text.Parts(AllSteps()));
        powers.Declare(scope);
        pending = pending.Resolve(scope, final: false);

        // What a reason quotes is so wherever the name stands.
        var reading = new Definitions(scope, document.Source, given, Variables(), Moved(), [.. notation.Quantities.Values.Select(StepSyntax.NameOf).OfType<Name>()], [.. AllSteps().SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>()]) { IsAssumed = text.IsAssumed, IsReason = IsReason };
        assumed.AddRange(notation.Random?.InWords ?? []);
        Moments();
        foreach (var step in SumsOfMembers.InOrder(Formulas()).OrderByDescending(s => IsReason(s) && DerivativeFamilies.IsNamed(scope, s)))
        {
            if (notation.Random?.IsGiven(step.Written) == true)
            {
                definitions[step] = new Defined(null, null);
                continue;
            }

            if (notation.Random?.IsClaim(step.Written) != true && reading.Take(step) is { } defined)
            {
                pending = pending.Resolve(scope, final: false);
                definitions[step] = defined;
                KeepStructure(step, defined);
                if (defined.Stationary is { } point)
                {
                    stationary.Add((step.Written.Span.Start, point));
                }
            }
        }

        pending.Resolve(scope, final: true);
        stationary.AddRange(Systems());
        assumed.AddRange(RowsInText.Define(scope, document, Variables()).Concat(RowsInText.Alike(scope, AllSteps(), Variables())));
        ShiftedDefinitions.Add(scope, document.Source, AllSteps(), definitions);
        stationary.AddRange(text.Stationary(steps));
        Multipliers(reading);
        stationary.Sort((a, b) => a.Position.CompareTo(b.Position));
        assumed.AddRange(text.Distributions(notation));
        var supposed = new Suppositions(scope, document.Source);
        foreach (var step in document.Blocks.Where(b => Suppositions.Introduces(b.Before)).SelectMany(b => steps[b]).Where(s => !definitions.ContainsKey(s)))
        {
            if (supposed.Take(step) is { } hypothesis)
            {
                definitions[step] = hypothesis;
            }
        }

        Constraints();
        var equations = text.Equations(AllSteps().Where(s => !definitions.ContainsKey(s))).ToList();
        equations.Where(e => e.Step.Block > 0).ToList().ForEach(e => definitions[e.Step] = new Defined(null, null));
        assumed.AddRange(equations.Select(e => $"{e.Equation.Text}, as the text says"));
        assumed.AddRange(UnknownFunctions.Declare(scope, AllSteps(), equations.SelectMany(e => Rewrite.Symbols([e.Equation.Left, e.Equation.Right])).ToHashSet()));
        var differentiatedBy = AllSteps().SelectMany(s => new[] { s.Left, s.Right }).SelectMany(StepSyntax.Variables).ToHashSet();
        var gradients = new GivenGradients(scope, document.Source, differentiatedBy);
        foreach (var step in AllSteps().Where(s => !definitions.ContainsKey(s) && !(StepSyntax.DerivativeOf(s.Left) is var (_, of, _) && values.IsOne(of))))
        {
            if (gradients.Take(step) is { } taken)
            {
                definitions[step] = taken;
            }
        }

        Opaque = new(scope, AllSteps(), definitions, Variables());
        Unsaid = new(scope, AllSteps(), given);
        StepJudge Judging(Scope place) => new(document.Source, place, new EqualityOptions { Seed = options.Seed, KeepLeft = true, IsClaimed = true }) { Sized = DocumentNames.Sized(document, Names), AreAlone = given.Count == 0 && definitions.Count == 0 && stationary.Count == 0 && equations.Count == 0 && scope.Facts.Count == 0 && scope.Assumptions.Count == 0, IsLayoutOpen = document.FrontMatter.Layout is null && DocumentScope.LayoutSaid(document) is null, Variables = Variables(), DifferentiatedBy = differentiatedBy, Supposed = supposed, Gradients = gradients, Values = values };
        var judge = Judging(scope);
        Idle = new(scope, document, AllSteps(), definitions, Judging);
        var results = new List<StepResult>();
        foreach (var block in document.Blocks)
        {
            scope.Assumptions.AddRange(equations.Where(e => e.From <= block.Span.Start).Select(e => e.Equation).Except(scope.Assumptions.OfType<AssumedEquation>()));
            new BlockJudge(this, judge, new Solutions(this, options.Seed), block, steps[block]).Run(results);
            assumed.AddRange(new BlockJudge(this, judge, new Solutions(this, options.Seed), block, systems[block]).RunSystem(results));
        }

        return new(document.Source.Name, document.FrontMatter.Title, results, assumed) { Scope = scope };
    }

    // What the text differentiates by, and what it lets move.
    private HashSet<Name> Variables() =>
    [
        .. AllSteps().SelectMany(s => new[] { s.Left, s.Right }).SelectMany(side => StepSyntax.Variables(side).Concat(StepSyntax.Differentials(side))),
    ];

    private HashSet<Name> Moved()
    {
        var sides = AllSteps().SelectMany(s => new[] { s.Left, s.Right }).ToList();
        return [.. sides.SelectMany(StepSyntax.Differentials).Except(sides.SelectMany(StepSyntax.Variables))];
    }

    // First to see how names are used and what shapes they have, then to read with that in mind.
    private void ReadTwice()
    {
        var first = new ScopeNames(scope, DocumentNotation.OfWords(document.Source, document.Blocks.SelectMany(b => b.Steps)));
        ReadAll(first);
        notation = DocumentNotation.Of(document.Source, AllSteps(), Alone(), [.. document.Blocks.Select(b => b.Latex), .. document.Inline.Select(f => f.Latex)], first, [.. scope.Layers.Templates.Select(t => t.Range.Index)]);
        notation.Families.UnionWith(scope.Layers.Templates.Count > 0 ? Redefinitions.Families(document.Source) : []);
        notation.Members.UnionWith(scope.Layers.Templates.Count > 0 ? ValuesInText.In(document.Source).Select(v => v.Function.Base) : []);
        notation.Random = RandomNames.Of(document, AllSteps(), first);
        scope.OwnNames.UnionWith(notation.Own.Where(n => !scope.Symbols.ContainsKey(new Name(n))));
        ReadAll(new ScopeNames(scope, notation));
        var trial = scope.Copy();
        DocumentNames.Infer(trial, document.Source, document, AllSteps(), notation);
        var misread = NumberedEntries(trial).Concat(SizedConstants(trial)).ToList();
        misread.ForEach(trial.Withdraw);
        ReadAll(new ScopeNames(trial, notation));
        powers = NamedPowers.Of(scope, trial, AllSteps());
        if (InnerDots.Are(scope, trial, AllSteps(), document.Source, (place, read) => DocumentNames.Infer(place, document.Source, document, read, notation)))
        {
            assumed.Add("· of two vectors is their inner product, since more formulas conform so");
            Change(step => InnerDots.In(step, trial));
        }
    }

    private void Change(Func<ReadStep, ReadStep> change)
    {
        foreach (var group in new[] { steps, systems })
        {
            document.Blocks.ToList().ForEach(b => group[b] = [.. group[b].Select(change)]);
        }

        inline = [.. inline.Select(f => (f.Start, f.Steps.Select(change).ToList()))];
    }

    // What the text defines anew gets another name, powers that are quantities of their own get one, and functions of a number are quantities.
    private void Rename()
    {
        var anew = Redefinitions.Of(scope, document.Source, AllSteps());
        saidValues = anew.Values;
        assumed.AddRange(anew.InWords(document.Source).Concat(powers.InWords));
        Change(s => powers.In(anew.In(s)));
        var names = new ScopeNames(scope, notation);
        var numbers = FunctionsOfOneNumber.Of(scope, AllSteps(), [.. notation.Applied.Select(a => (a.Key, a.Value.Variable, ReadStep.Read(a.Value.Body, names)))]);
        Change(s => numbers.In(s, scope));
    }

    // s_1 is an entry of s where s_j is one.
    private IEnumerable<Symbol> NumberedEntries(Scope trial)
    {
        var entered = AllSteps().SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of)
            .Select(s => s is EntrySyntax { Indices: [NameSyntax], Operand: NameSyntax { Indices.IsEmpty: true } of } ? of : s is NameSyntax { Indices: [NameSyntax] } member ? member : null)
            .OfType<NameSyntax>().Select(n => n.Text).Where(n => trial.Symbols.TryGetValue(new Name(n), out var whole) && whole.Shape.IsVector && !whole.IsScalar).ToHashSet();
        return trial.Inferred.Where(s => s.Name.Indices.Count == 0 && s.Name.Base.LastIndexOf('_') is > 0 and var at
            && s.Name.Base[(at + 1)..].All(char.IsAsciiDigit) && entered.Contains(s.Name.Base[..at]));
    }

    // K_{m,n} is the commutation matrix where m and n turn out to be sizes; K_{nn} also, where all that is written of K is such an entry.
    private IEnumerable<Symbol> SizedConstants(Scope trial)
    {
        var sides = AllSteps().SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).ToList();
        var entries = sides.OfType<EntrySyntax>().Where(e => e.Indices.Length == 2).Select(e => (Of: e.Operand is TransposeSyntax t ? t.Operand : e.Operand, e.Indices)).ToList();

        // The text may say so, and never say of what size anything is.
        trial.Dimensions.UnionWith(entries.Where(e => e.Of is NameSyntax { Text: "K" } && (document.Source.Text.Contains("commutation matri", StringComparison.OrdinalIgnoreCase) || IsBeforeVec(sides)))
            .SelectMany(e => e.Indices).OfType<NameSyntax>().Where(i => i.Indices.IsEmpty && i.Text.Length == 1).Select(i => new Name(i.Text)).Where(n => !trial.Symbols.ContainsKey(n)));
        var sizes = DeclarationBinder.Sizes(trial).ToHashSet();
        bool IsSize(Syntax s) => s is NameSyntax { Indices.IsEmpty: true } n && sizes.Contains(new Name(n.Text));
        var sized = entries.Where(e => e.Indices.All(IsSize)).Select(e => e.Of).ToHashSet(ReferenceEqualityComparer.Instance);
        return trial.Inferred.Where(s => s.Name.Indices.Count == 0 && (s.Name.Base.Split('_') is ["K" or "D" or "L", .. { Length: > 0 } sizes] ? sizes.All(n => trial.Dimensions.Contains(new Name(n)))
            : s.Name.Base == "K" && sides.OfType<NameSyntax>().Where(n => n.Text == "K").All(sized.Contains)));
    }

    // K_{mn} vec A: no entry of a matrix K stands so, where nothing runs over m and n.
    private bool IsBeforeVec(IEnumerable<Syntax> sides) => sides.OfType<BinarySyntax>().Any(b => b is { Right: CallSyntax { Function.Text: "vec" }, Left: EntrySyntax { Operand: NameSyntax { Text: "K" }, Indices: [NameSyntax m, NameSyntax n] } }
        && !notation.Summed.Contains(m.Text) && !notation.Summed.Contains(n.Text));

    // The formulas of the running text that are no relations.
    private IEnumerable<Syntax> Alone()
    {
        var names = new ScopeNames(scope, DocumentNotation.None);
        return document.Inline.Select(f => f.Whole is { } whole ? ReadStep.Read(whole, names) : null).OfType<Syntax>();
    }

    private void ReadAll(ScopeNames names)
    {
        foreach (var block in document.Blocks)
        {
            steps[block] = [.. block.Steps.Select((s, i) => ReadStep.Of(s, block.Number, names, block.Steps.ElementAtOrDefault(i + 1)?.AsCondition ?? block.Condition))];
            systems[block] = [.. block.System.Select(s => ReadStep.Of(s, block.Number, names, block.Condition))];
        }

        inline = [.. document.Inline.Concat(document.Reasons.Where(r => Introduces(r, names))).Select(t => (t.Span.Start, t.Steps.Where(s => !DocumentNotation.IsCase(document.Source.Text, s)).Select(s => ReadStep.Of(s, 0, names)).ToList()))];
    }

    // A formula in a reason says what a name means where that is not declared: it defines it, or it is the derivative of a declared name.
    private bool Introduces(TextFormula reason, ScopeNames names)
    {
        var step = ReadStep.Of(reason.Steps[0], 0, names);
        var name = StepSyntax.NameOf(step.Left) ?? (StepSyntax.DerivativeOf(step.Left) is var (_, of, _) && (scope.Symbols.ContainsKey(of) || scope.Layers.Of(of.Base) is not null) ? StepSyntax.NameOf(step.Right) ?? Member(step.Right) : null);
        return Remainders.IsOne(scope, step.Left, step.Right) || step.Right is not null && name is not null && !scope.Symbols.ContainsKey(name) && scope.Layers.Of(name.Base) is null;
    }

    // γ^t, which nothing says to be a family so far, where t is the index of recurrences.
    private Name? Member(Syntax? side) => side is PowerSyntax { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } family, Exponent: var at } && Symbolic.Binding.Names.TryIndex(at) is { Variable: { } v } index
        && scope.Layers.Templates.Exists(t => t.Range.Index == v) ? new Name(family.Text, index) : null;

    // Displayed and in the running text, in order; each case of a step is one more.
    private IReadOnlyList<ReadStep> AllSteps() => [.. Formulas().SelectMany(s => s.Claims)];

    private IReadOnlyList<ReadStep> Formulas() =>
    [
        .. steps.Concat(systems).Select(b => (b.Key.Span.Start, Steps: b.Value)).Concat(inline).GroupBy(b => b.Start).OrderBy(g => g.Key)
            .SelectMany(g => g.SelectMany(b => b.Steps).OrderBy(s => s.Written.Span.Start)),
    ];
}
