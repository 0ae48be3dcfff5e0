using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <content>Points that gradients put to zero, constraints and multipliers make.</content>
internal sealed partial class DerivationChecker
{
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

    // Σ, where words say that it is a covariance matrix.
    private void Moments()
    {
        foreach (var (name, of) in notation.Random?.Covariances ?? new Dictionary<string, string>())
        {
            if (scope.Symbols.TryGetValue(new Name(name), out var spread) && !scope.Definitions.ContainsKey(spread))
            {
                try
                {
                    var value = ExpressionReader.Guard(document.Source, () => ExpressionReader.Infer([notation.Random!.CovarianceOf(of, Names)], scope.Copy(), document.Source, SideRules.AllDeclared))[0];
                    if (value.Shape == spread.Shape)
                    {
                        scope.Define(spread, value);
                        assumed.Add($"{name} is the covariance of {of}, as the text says");
                    }
                }
                catch (DiagnosticException)
                {
                    // What can't be understood of the text is not assumed.
                }
            }
        }
    }

    /// <summary>Why an equation with expectations is not known to be false; null where it is, or has none.</summary>
    internal string? OpenMoments(ReadStep step, StepJudge judge)
    {
        if (notation.Random is not { } random || step is not { Left: { } left, Right: { } right })
        {
            return null;
        }

        var names = new[] { left, step.Previous, right }.OfType<Syntax>().SelectMany(StepSyntax.NamesIn).Select(n => n.Name).ToHashSet();
        var reached = names.Select(n => scope.Symbols.GetValueOrDefault(n) ?? scope.Member(n)).OfType<Symbol>().SelectMany(s => Objective.Reached(s, scope)).ToHashSet();
        if (!reached.Any(s => s.Name.Base.EndsWith(RandomNames.Values, StringComparison.Ordinal)))
        {
            return null;
        }

        // A name on one side alone that the text has not used before.
        var before = AllSteps().TakeWhile(s => s.Written.Span.Start < step.Written.Span.Start).SelectMany(s => new[] { s.Left, s.Right }).SelectMany(StepSyntax.NamesIn).Select(n => n.Name).ToHashSet();
        HashSet<Name> own = [.. StepSyntax.NamesIn(left).Select(n => n.Name)], others = [.. StepSyntax.NamesIn(right).Select(n => n.Name)];
        own.SymmetricExceptWith(others);
        var unsaid = own.FirstOrDefault(n => !before.Contains(n) && scope.Symbols.TryGetValue(n, out var s) && scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s) && !random.IsKnown(n.Base));
        return unsaid is not null ? $"nothing says what {unsaid.Text} is" : random.Open(step.Written, random.Degree(step.Written, names.Select(n => n.Base))) ?? (random.Unsure(reached.Select(s => s.Name.Base)) is { } unsure && !IsFalseWithConstants(step, random, judge) ? unsure : null);
    }

    // Is a step false even where the names that may be random, and need not, are constants?
    private bool IsFalseWithConstants(ReadStep step, RandomNames random, StepJudge judge)
    {
        Syntax left = random.Held(step.Left!), right = random.Held(step.Right!);
        var reached = StepSyntax.NamesIn(left).Concat(StepSyntax.NamesIn(right)).Select(n => scope.Symbols.GetValueOrDefault(n.Name) ?? scope.Member(n.Name)).OfType<Symbol>().SelectMany(s => Objective.Reached(s, scope));
        return random.Unsure(reached.Select(s => s.Name.Base)) is null && judge.Decide(left, right, [], step.Where).Verdict.Kind == VerdictKind.Fails;
    }

    // What is asked for "subject to" a displayed equation, and holds at the solution.
    private void Constraints()
    {
        var reader = new StationaryReader(scope, document.Source);
        foreach (var step in document.Blocks.Where(b => Suppositions.Constrains(b.Before)).SelectMany(b => steps[b].TakeWhile(s => !s.Written.Continues && s.Written.Cue.Kind == CueKind.None)).Where(s => !definitions.ContainsKey(s) && s is { Left: not null, Right: not null }))
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
}
