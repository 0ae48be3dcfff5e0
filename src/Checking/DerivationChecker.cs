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
internal sealed class DerivationChecker
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

    private DerivationChecker(HandDerivation document, CheckOptions options)
    {
        (this.document, this.options) = (document, options);
        scope = DocumentScope.Of(document, options.Where, out pending);
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
        assumed.AddRange(DocumentNames.Infer(scope, document.Source, document, AllSteps(), notation));
        var text = new TextAssumptions(scope, document);
        assumed.AddRange(text.Structures());
        pending = pending.Resolve(scope, final: false);
        var reading = new Definitions(scope, document.Source, given, Variables(), Moved(), [.. notation.Quantities.Values.Select(StepSyntax.NameOf).OfType<Name>()], [.. AllSteps().SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>()]) { IsAssumed = text.IsAssumed };
        foreach (var step in Formulas())
        {
            if (reading.Take(step) is { } defined)
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
        Multipliers(reading);
        assumed.AddRange(RowsInText.Define(scope, document, Variables()));
        ShiftedDefinitions.Add(scope, document.Source, AllSteps(), definitions);
        stationary.AddRange(text.Stationary(steps));
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
        var equations = text.Equations(AllSteps().Where(s => s.Block == 0 && !definitions.ContainsKey(s))).ToList();
        assumed.AddRange(equations.Select(e => $"{e.Equation.Text}, as the text says"));
        assumed.AddRange(UnknownFunctions.Declare(scope, AllSteps()));
        var gradients = new GivenGradients(scope, document.Source);
        foreach (var step in AllSteps().Where(s => !definitions.ContainsKey(s)))
        {
            if (gradients.Take(step) is { } taken)
            {
                definitions[step] = taken;
            }
        }

        var judge = new StepJudge(document.Source, scope, new EqualityOptions { Seed = options.Seed, KeepLeft = true }) { AreAlone = given.Count == 0 && definitions.Count == 0 && stationary.Count == 0 && equations.Count == 0 && scope.Dimensions.Count == 0 && scope.Facts.Count == 0 && scope.Assumptions.Count == 0, IsLayoutOpen = document.FrontMatter.Layout is null && DocumentScope.LayoutSaid(document) is null, Variables = Variables(), Supposed = supposed, Gradients = gradients };
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

    /// <summary>What names mean.</summary>
    internal Scope Scope => scope;

    /// <summary>The text.</summary>
    internal SourceText Source => document.Source;

    /// <summary>What is known of names once everything is read.</summary>
    internal ScopeNames Names => new(scope, notation);

    /// <summary>What a step defines, if it does.</summary>
    internal Defined? DefinedBy(ReadStep step) => definitions.GetValueOrDefault(step);

    /// <summary>What the text defines before a step.</summary>
    internal IEnumerable<Symbol> DefinedBefore(ReadStep step) =>
        definitions.Where(d => d.Key.Written.Span.Start < step.Written.Span.Start).Select(d => d.Value.Symbol).OfType<Symbol>();

    /// <summary>The functions that the text before a displayed step says are least or greatest where it says a variable is.</summary>
    internal IReadOnlyList<Symbol> SaidToBeLeast(ReadStep step, Symbol w) => document.Blocks.FirstOrDefault(b => b.Number == step.Block) is { } block
        ? SaidOptima.Of(scope, document.Source.Text, block.Before.Text, w) : [];

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

    // What a system asks for besides a gradient that is zero: A x = b.
    private IEnumerable<(int, StationaryPoint)> Systems() =>
        from system in systems.Where(s => !s.Key.HasPlainLines).Select(s => s.Value)
        let slope = system.Select(s => DefinedBy(s)?.Stationary).FirstOrDefault(p => p is not null)
        where slope is not null
        from step in system
        where !definitions.ContainsKey(step) && step is { Left: { } l, Right: { } r } && SyntaxNames.Derivative(l) is null && SyntaxNames.Derivative(r) is null
        let point = new StationaryReader(scope, document.Source).OfEquation(step.Left!, step.Right!, slope.Wrt)
        where point is not null
        select (step.Written.Span.Start, point);

    // What is said of M in words, "where M is symmetric", counts more than a formula of the running text that leaves it open.
    private void KeepStructure(ReadStep step, Defined defined)
    {
        if (step.Block == 0 && defined.Symbol is { } m && m.Attributes.HasFlag(Attributes.Symmetric) && scope.Definitions.TryGetValue(m, out var value)
            && Equality.Decide(new Claim(value, Make.Transpose(value), scope), options.Seed).True == false)
        {
            scope.Undefine(m);
        }
    }

    // Where the gradient of a Lagrangian is put to zero, that by its multipliers is zero, too: the constraint.
    private void Multipliers(Definitions reading)
    {
        if (!document.Source.Text.Contains("agrang", StringComparison.Ordinal) && !document.Source.Text.Contains("ultiplier", StringComparison.Ordinal))
        {
            return;
        }

        var reader = new StationaryReader(scope, document.Source);
        foreach (var (position, point) in stationary.Where(s => s.Point is { Of: not null, Gradient: not null }).ToList())
        {
            foreach (var multiplier in Rewrite.Symbols(point.Gradient!).Where(s => reading.Multipliers.Contains(s.Name)))
            {
                if (reader.Gradient(point.Of!, multiplier) is { } constraint && !Rewrite.Symbols(constraint).Contains(multiplier))
                {
                    stationary.Add((position, new(multiplier, constraint, $"∇_{{{multiplier.Name.Text}}} {point.Of!.Name.Text} = 0") { IsCondition = true }));
                }
            }
        }
    }

    /// <summary>The multipliers of which the text said what they are.</summary>
    internal Dictionary<Symbol, Expr> Solved { get; } = [];

    // What is asked for "subject to" a displayed equation, and holds at the solution.
    private void Constraints()
    {
        var reader = new StationaryReader(scope, document.Source);
        foreach (var step in document.Blocks.Where(b => Suppositions.Constrains(b.Before)).SelectMany(b => steps[b].Take(1)).Where(s => !definitions.ContainsKey(s) && s is { Left: not null, Right: not null }))
        {
            var symbols = StepSyntax.NamesIn(step.Left!).Concat(StepSyntax.NamesIn(step.Right!)).Select(n => scope.Symbols.GetValueOrDefault(n.Name)).OfType<Symbol>().ToList();
            if (SyntaxNames.Derivative(step.Left!) is null && SyntaxNames.Derivative(step.Right!) is null && symbols.Count > 0 && reader.OfEquation(step.Left!, step.Right!, symbols[0]) is { Gradient: { } value } point
                && StationaryPoint.Implies([], value, Make.Zero(value.Shape), scope, options.Seed) == false)
            {
                definitions[step] = new Defined(null, null);
                stationary.Add((step.Written.Span.Start, point));
            }
        }

        stationary.Sort((a, b) => a.Position.CompareTo(b.Position));
    }

    // First to see how names are used and what shapes they have, then to read with that in mind.
    private void ReadTwice()
    {
        var first = new ScopeNames(scope, DocumentNotation.OfWords(document.Blocks.SelectMany(b => b.Steps)));
        ReadAll(first);
        notation = DocumentNotation.Of(document.Source, AllSteps(), Alone(), [.. document.Blocks.Select(b => b.Latex), .. document.Inline.Select(f => f.Latex)], first, [.. scope.Layers.Templates.Select(t => t.Range.Index)]);
        scope.OwnNames.UnionWith(notation.Own.Where(n => !scope.Symbols.ContainsKey(new Name(n))));
        ReadAll(new ScopeNames(scope, notation));
        var trial = scope.Copy();
        DocumentNames.Infer(trial, document.Source, document, AllSteps(), notation);
        var misread = NumberedEntries(trial).Concat(SizedConstants(trial)).ToList();
        misread.ForEach(trial.Withdraw);
        ReadAll(new ScopeNames(trial, notation));
    }

    // What the text defines anew gets another name.
    private void Rename()
    {
        var anew = Redefinitions.Of(scope, document.Source, AllSteps());
        assumed.AddRange(anew.InWords(document.Source));
        foreach (var group in new[] { steps, systems })
        {
            document.Blocks.ToList().ForEach(b => group[b] = [.. group[b].Select(anew.In)]);
        }

        inline = [.. inline.Select(f => (f.Start, f.Steps.Select(anew.In).ToList()))];
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
        bool IsSize(Syntax s) => s is NameSyntax { Indices.IsEmpty: true } n && trial.Dimensions.Contains(new Name(n.Text));
        var sides = AllSteps().SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).ToList();
        var sized = sides.OfType<EntrySyntax>().Where(e => e.Indices.Length == 2 && e.Indices.All(IsSize)).Select(e => e.Operand).ToHashSet(ReferenceEqualityComparer.Instance);
        return trial.Inferred.Where(s => s.Name.Indices.Count == 0 && (s.Name.Base.Split('_') is ["K" or "D" or "L", .. { Length: > 0 } sizes] ? sizes.All(n => trial.Dimensions.Contains(new Name(n)))
            : s.Name.Base == "K" && sides.OfType<NameSyntax>().Where(n => n.Text == "K").All(sized.Contains)));
    }

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

        inline = [.. document.Inline.Select(t => (t.Span.Start, t.Steps.Where(s => !DocumentNotation.IsCase(document.Source.Text, s)).Select(s => ReadStep.Of(s, 0, names)).Where(s => !t.IsReason || (StepSyntax.DerivativeOf(s.Left) is not null && (StepSyntax.NameOf(s.Right) is not null || s.Right is PowerSyntax { Base: NameSyntax }))).ToList()))];
    }

    // Displayed and in the running text, in order; each case of a step is one more.
    private IReadOnlyList<ReadStep> AllSteps() => [.. Formulas().SelectMany(s => s.Claims)];

    private IReadOnlyList<ReadStep> Formulas() =>
    [
        .. steps.Concat(systems).Select(b => (b.Key.Span.Start, Steps: b.Value)).Concat(inline).OrderBy(b => b.Start).SelectMany(b => b.Steps),
    ];
}
