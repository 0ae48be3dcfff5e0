using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <content>Equations that the running text assumes.</content>
internal sealed partial class TextAssumptions
{
    /// <summary>The equations that the running text assumes, each with the place from which on it is assumed.</summary>
    /// <param name="inline">The relations of the running text that define nothing.</param>
    public IEnumerable<(int From, AssumedEquation Equation, ReadStep Step)> Equations(IEnumerable<ReadStep> inline)
    {
        var trial = scope.Copy();
        foreach (var step in inline.Where(IsAssumed))
        {
            int at = step.Written.Span.Start;
            if (Assumed(step, trial, isReason: step.Block == 0 && (Reason().IsMatch(Clause(at)) || ReasonBehind().IsMatch(After(step.Written.Span.End)))) is { } equation)
            {
                trial.Assumptions.Add(equation);
                yield return (From(document, at), equation, step);
            }
        }
    }

    /// <summary>Is a relation of the running text one that it assumes: "with $Av = λv$ and $v'v = 1$", "let $X$ solve $AX + XB = C$"?</summary>
    public bool IsAssumed(ReadStep step) => step is { Left: { } left, Right: { } right } && step.Written.Span.Start is var at
        && (step.Block > 0 ? !step.Written.Continues && IsLet(document.Blocks[step.Block - 1].Before) : Clause(at).Length > 0 || Solving().IsMatch(Before(at))) && !Conditional().IsMatch(Before(at)) && !Substituted().IsMatch(Before(at)) && (SyntaxNames.Derivative(left) ?? SyntaxNames.Derivative(right)) is null;

    // What is no identity, between quantities that nothing defines, or of such a quantity and what recurrences compute: y = a[L]. A reason ("since AB = BA") is a claim itself, unless it speaks of one quantity alone: "since 1'y = 1".
    private AssumedEquation? Assumed(ReadStep step, Scope trial, bool isReason)
    {
        try
        {
            var sides = ExpressionReader.Guard(document.Source, () => ExpressionReader.Infer([step.Left!, step.Right!], scope.Copy(), document.Source, SideRules.AllDeclared));
            var symbols = Rewrite.Symbols(sides);
            bool free = symbols.All(s => !scope.Definitions.ContainsKey(s) && !scope.Dependencies.ContainsKey(s) && scope.Facts.All(f => !ReferenceEquals(f.Name, s)))
                && !(isReason && (symbols.Distinct().Count() != 1 || SyntaxNames.Of(step.Left!).Concat(SyntaxNames.Of(step.Right!)).Any(n => n is CallSyntax { Primes: > 0 })));
            bool said = !symbols.Any(IsOfFamily) || sides.Any(side => side is Symbol given && !IsOfFamily(given));
            return free && said && sides[0].Shape == sides[1].Shape && !Rewrite.Nodes(sides).Any(n => n is Differential) && Equality.Decide(new Claim(sides[0], sides[1], step.Block > 0 ? scope : trial), 0).True == false
                ? new($"{SyntaxPrinter.Print(step.Left!)} = {SyntaxPrinter.Print(step.Right!)}", sides[0], sides[1]) : null;
        }
        catch (DiagnosticException)
        {
            // What can't be understood in the running text is no assumption.
            return null;
        }
    }

    // Recurrences, and what the text says of families, give it a meaning.
    private bool IsOfFamily(Symbol s) => s.Name.Indices.Count > 0 && (scope.Layers.Of(s) is not null || scope.Layers.Formulas.Exists(f => RecurrenceInstance.IsMember(s, f.Name))
        || scope.Facts.Any(f => RecurrenceInstance.IsMember(s, f.Name)) || scope.Definitions.Keys.Any(d => RecurrenceInstance.IsMember(s, d)));

    // The words that introduce the formula at a place as assumed, up to it; empty where none do.
    private string Clause(int at) => Before(at) is var before && Cue().Match(OthersBefore().Replace(before, "")) is { Success: true } others ? others.Value : Cue().Match(before) is { Success: true } said ? said.Value : Meaning().Match(before).Value;

    /// <summary>From where on something counts: what is said right behind a displayed formula ("where …", "since …") is said of it; what is assumed by itself counts from there on.</summary>
    /// <param name="document">The text.</param>
    /// <param name="at">Where it is said.</param>
    public static int From(HandDerivation document, int at)
    {
        var before = document.Blocks.LastOrDefault(b => b.Span.End <= at);
        return before is not null && !Opening().IsMatch(document.Source.Text[before.Span.End..at]) ? before.Span.Start : at;
    }
}
