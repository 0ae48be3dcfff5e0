using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// <c>w · x</c> of two vectors, which is ⊙ where only that conforms, and their inner product in a text of which more formulas conform so:
/// <c>z = w · x + b</c>, <c>∂z/∂w = x</c>.
/// </summary>
internal static class InnerDots
{
    /// <summary>Are dots between vectors inner products?</summary>
    /// <param name="scope">What is declared.</param>
    /// <param name="inferred">The same, with what is inferred from the formulas as they stand.</param>
    /// <param name="steps">The steps of the text.</param>
    /// <param name="source">The text.</param>
    /// <param name="infer">Infers shapes from steps in a scope.</param>
    public static bool Are(Scope scope, Scope inferred, IReadOnlyList<ReadStep> steps, SourceText source, Action<Scope, IReadOnlyList<ReadStep>> infer)
    {
        if (!steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<DotSyntax>().Any(d => IsVector(d.Left, inferred) && IsVector(d.Right, inferred)))
        {
            return false;
        }

        int clashes = Clashes(inferred, steps, source);
        if (clashes == 0)
        {
            return false;
        }

        var other = scope.Copy();
        IReadOnlyList<ReadStep> read = [.. steps.Select(s => In(s, inferred))];
        infer(other, read);
        return Clashes(other, read, source) < clashes;
    }

    /// <summary>A step with inner products in the place of dots between vectors.</summary>
    public static ReadStep In(ReadStep step, Scope inferred) => step.With(side => Put(side, inferred));

    private static Syntax Put(Syntax side, Scope inferred)
    {
        var written = SyntaxTree.WithChildren(side, [.. SyntaxTree.Children(side).Select(c => Put(c, inferred))]);
        return written is DotSyntax dot && IsVector(dot.Left, inferred) && IsVector(dot.Right, inferred) ? new CallSyntax(new NameSyntax("dot", [], dot.OperatorSpan), 0, [dot.Left, dot.Right], dot.Span) : written;
    }

    private static bool IsVector(Syntax side, Scope inferred) => StepSyntax.NameOf(side) is { } name && inferred.Symbols.TryGetValue(name, out var symbol) && symbol.Shape.IsColumn && !symbol.IsScalar;

    // The relations whose sides have no shape, or two.
    private static int Clashes(Scope scope, IReadOnlyList<ReadStep> steps, SourceText source) => steps.Count(s =>
    {
        if ((s.Previous ?? s.Left) is not { } left || s.Right is not { } right)
        {
            return false;
        }

        try
        {
            ExpressionReader.Guard(source, () => ExpressionReader.Infer([left, right], scope.Copy(), source, SideRules.KeepDerivatives | SideRules.AllDeclared));
            return false;
        }
        catch (DiagnosticException)
        {
            return true;
        }
    });
}
