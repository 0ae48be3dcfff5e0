using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Families that a text defines by cases over the index of its recurrences: a formula for every step, and one for the last or the first.</summary>
internal static class CaseDefinitions
{
    /// <summary>Takes a step by cases as the definition of a family, if its name means nothing yet; null for claims.</summary>
    /// <param name="scope">What names mean; it is added to.</param>
    /// <param name="source">The text.</param>
    /// <param name="step">The step.</param>
    /// <param name="isNew">Does a name mean nothing yet, where a formula would be its meaning?</param>
    public static Defined? Take(Scope scope, SourceText source, ReadStep step, Func<Name, Syntax, bool> isNew)
    {
        if (step.Written.Continues || StepSyntax.NameOf(step.Left) is not { Indices: [{ Offset: 0 } index] } name || RangeOf(scope) is not { } whole || index.Variable != whole.Index
            || !step.Cases.All(c => isNew(name, c.Right!)))
        {
            return null;
        }

        try
        {
            var cases = new List<LayerCase>();
            foreach (var part in step.Cases)
            {
                var (from, to) = IndexRanges.Of(part.Stated!, whole) ?? throw new BindErrors(source).BadLine(part.Right!.Span, "a case whose values of the index are no range", "write l = 1, …, L - 1, or l = L");
                var sides = ExpressionReader.Guard(source, () => ExpressionReader.Infer([part.Left!, part.Right!], scope.Copy(), source, SideRules.AllDeclared));
                cases.Add(new(from, to, sides[1]));
            }

            var symbol = scope.Symbols.GetValueOrDefault(name) ?? throw new BindErrors(source).Unknown(step.Left!.Span, name.Text, "declared, and its size is not clear");
            scope.Layers.Formulas.Add(new(symbol, whole, cases));
            return new(symbol, null);
        }
        catch (DiagnosticException e)
        {
            return new(null, e.Diagnostic) { Name = name };
        }
    }

    /// <summary>The values of the index of the recurrences: those of one of them that has the values of all others, as 1..L has those of 1..L-1.</summary>
    public static LayerRange? RangeOf(Scope scope)
    {
        var ranges = scope.Layers.Templates.Select(t => t.Range).Distinct().ToList();
        return ranges.Find(r => ranges.TrueForAll(o => o.Index == r.Index && IsAtMost(r.From, o.From) && IsAtMost(o.To, r.To)));
    }

    private static bool IsAtMost(Size low, Size high) => (high - low).Value is { Sign: >= 0 };
}
