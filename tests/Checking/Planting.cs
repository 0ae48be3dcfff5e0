using MatrixDiff.Checking;
using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;
using CheckReport = MatrixDiff.Checking.CheckReport;

namespace MatrixDiff.Tests.Checking;

/// <summary>A slip in the right side of a step that holds.</summary>
internal sealed record Planted(HandStep Step, int Block, string Kind, string Text, Syntax Mutant);

/// <summary>What became of a slip, and the side in which it was planted.</summary>
internal sealed record Caught(Planted Planted, StepResult? Result, string Original)
{
    /// <summary>Is what was there before suggested?</summary>
    public bool IsRestored => Result?.Evidence is { SuggestionSide: "right", Suggestion: { } text } && text == Original;
}

/// <summary>A derivation with the steps of it that hold, and the slips that can be made in them.</summary>
internal sealed class Planting
{
    private const double Wrong = 1e-4;

    private static readonly WrittenLayout[] Layouts = [WrittenLayout.Gradient, WrittenLayout.Vector, WrittenLayout.Jacobian];

    private readonly HandDerivation document;
    private readonly Dictionary<Side, List<Syntax>> reads = [];
    private readonly Dictionary<Side, Syntax> read;
    private readonly Dictionary<HandStep, bool> accepted = new(ReferenceEqualityComparer.Instance);
    private readonly CheckReport report;

    /// <summary>Checks the derivation as it is.</summary>
    public Planting(string text, string name)
    {
        var plain = HandDerivation.Read(text, name);
        document = With(plain, Recorded);
        report = DerivationChecker.Check(document);
        read = reads.ToDictionary(r => r.Key, r => Judged(r.Key, r.Value));
    }

    /// <summary>The slips: every kind at every place of every step that holds.</summary>
    public IEnumerable<Planted> All()
    {
        var names = read.Values.SelectMany(StepSyntax.NamesIn).Where(n => report.Scope.Symbols.ContainsKey(n.Name)).Select(n => n.Syntax).DistinctBy(SyntaxPrinter.Print).ToList();
        return from block in document.Blocks
               from step in block.Steps
               where report.Steps.Any(s => s.Block == block.Number && s.Step == step.Number && s.Verdict == StepVerdict.Holds)
               let left = (step.Left ?? step.ChainLeft) is { } l ? read.GetValueOrDefault(l) : null
               let right = read.GetValueOrDefault(step.Right)
               where left is not null && right is not null
               from slip in PlantedSlips.Of(right, names)
               where !SyntaxTree.Same(slip.Mutant, right) && !SyntaxTree.Same(slip.Mutant, left)
               select new Planted(step, block.Number, slip.Kind, $"{SyntaxPrinter.Print(left)} = {SyntaxPrinter.Print(slip.Mutant)}", slip.Mutant);
    }

    /// <summary>
    /// Is a mutant wrong under every reading, by dual numbers at random points? That is: whatever moves, however derivatives are
    /// laid out. Mutants that can't be bound do not count, nor those of a step that dual numbers accept under no reading.
    /// </summary>
    public bool IsWrong(Planted planted)
    {
        var left = read[(planted.Step.Left ?? planted.Step.ChainLeft)!];
        if (!accepted.TryGetValue(planted.Step, out bool original))
        {
            accepted[planted.Step] = original = Outcomes(planted, left, read[planted.Step.Right]).Contains(false);
        }

        var outcomes = original ? Outcomes(planted, left, planted.Mutant).ToList() : [];
        return outcomes.Count > 0 && outcomes.TrueForAll(differs => differs);
    }

    // Do the sides differ, for each reading that can be evaluated?
    private IEnumerable<bool> Outcomes(Planted planted, Syntax left, Syntax right) =>
        from layout in Layouts
        let scope = InLayout(layout)
        let chain = document.Blocks.First(b => b.Number == planted.Block).Steps.Select(s => read.GetValueOrDefault(s.Right)).OfType<Syntax>().ToList()
        from moving in Readings(left, right, chain, scope)
        let differs = Differs(left, right, scope, moving)
        where differs is not null
        select differs.Value;

    private Scope InLayout(WrittenLayout layout)
    {
        var scope = report.Scope.Copy();
        scope.Layout = layout;
        return scope;
    }

    /// <summary>The verdict on a slip, the last step of its block; null where what was judged is another reading of the step, in which it is not.</summary>
    public Caught? Judge(Planted planted)
    {
        var changed = document with
        {
            Blocks =
            [
                .. document.Blocks.Select(b => b.Number != planted.Block ? b : b with
                {
                    Steps = [.. b.Steps.Where(s => s.Number <= planted.Step.Number).Select(s => s.Number == planted.Step.Number ? Slipped(s, planted.Mutant) : s)],
                }),
            ],
        };
        var result = DerivationChecker.Check(changed).Steps.FirstOrDefault(s => s.Block == planted.Block && s.Step == planted.Step.Number);
        return result?.Reads is { } judged && !judged.Contains(Text(planted.Mutant), StringComparison.Ordinal) ? null : new(
            planted,
            result,
            Text(read[planted.Step.Right]));
    }

    private string Text(Syntax side) => SyntaxPrinter.Print(SyntaxTree.WithoutDots(side, report.Scope.HadamardDots));

    // A side is read with the names that are known by then; what counts is the reading that was judged.
    private Syntax Judged(Side side, IReadOnlyList<Syntax> readings)
    {
        var judged = document.Blocks.SelectMany(b => b.Steps.Where(s => s.Right == side || s.Left == side || s.ChainLeft == side).Select(s => report.Steps.FirstOrDefault(r => r.Block == b.Number && r.Step == s.Number)?.Reads)).OfType<string>().ToList();
        return readings.Reverse().FirstOrDefault(r => judged.Any(j => j.Contains(Text(r), StringComparison.Ordinal))) ?? readings[^1];
    }

    private HandStep Slipped(HandStep step, Syntax mutant)
    {
        string original = SyntaxPrinter.Print(read[step.Right]);
        return step with
        {
            Right = new(step.Right.Span, step.Right.Latex, (names, notes) =>
            {
                var side = step.Right.Read(names, notes);
                return (SyntaxPrinter.Print(side) == original ? mutant : side, []);
            }),
        };
    }

    // Null where it can't be evaluated.
    private bool? Differs(Syntax left, Syntax right, Scope scope, IReadOnlyList<Symbol> moving)
    {
        try
        {
            var question = new Question(document.Source, left, right, scope, moving.Count > 0 ? moving : null);
            var claim = question.Read();
            var outcome = WitnessCheck.Equal(claim.WrittenLeft, claim.WrittenRight, claim.Moving, claim.Scope, samples: 3);
            bool differs = !outcome.Passed && outcome.MaxRelativeError > Wrong;

            // A transposed differential of a symmetric matrix is no slip.
            return outcome.Samples == 0 ? null : differs && SymmetricDirections.Decide(question, 0) is null;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private IReadOnlyList<IReadOnlyList<Symbol>> Readings(Syntax left, Syntax right, IReadOnlyList<Syntax> chain, Scope scope)
    {
        IReadOnlyList<Expr> Read(params IReadOnlyList<Syntax> sides)
        {
            try
            {
                return Symbolic.Binding.ExpressionReader.Guard(
                    document.Source, () => Symbolic.Binding.ExpressionReader.Infer(sides, scope.Copy(), document.Source, Symbolic.Binding.SideRules.KeepDerivatives | Symbolic.Binding.SideRules.AllDeclared));
            }
            catch (DiagnosticException)
            {
                return [];
            }
        }

        return Read(left, right) is { Count: > 0 } sides ? MovingSets.Of(sides, new(MovingSets.Written([.. chain.SelectMany(c => Read(c))]), [], []), scope) : [];
    }

    private Side Recorded(Side side)
    {
        Side? recorded = null;
        recorded = new(side.Span, side.Latex, (names, notes) =>
        {
            var syntax = side.Read(names, notes);
            (reads.TryGetValue(recorded!, out var readings) ? readings : reads[recorded!] = []).Add(syntax);
            return (syntax, side.DefinedArguments(names));
        });
        return recorded;
    }

    // Sides that several steps share stay shared.
    private static HandDerivation With(HandDerivation document, Func<Side, Side> change)
    {
        var changed = new Dictionary<Side, Side>();
        Side? Put(Side? side) => side is null ? null : changed.TryGetValue(side, out var known) ? known : changed[side] = change(side);
        return document with
        {
            Blocks =
            [
                .. document.Blocks.Select(b => b with
                {
                    Steps = [.. b.Steps.Select(s => s with { Left = Put(s.Left), Right = Put(s.Right)!, ChainLeft = Put(s.ChainLeft), PreviousRight = Put(s.PreviousRight) })],
                }),
            ],
        };
    }
}
