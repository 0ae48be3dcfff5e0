using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>A verdict on an equation in a document, and how the equation was read where that is not plain.</summary>
internal sealed record Judged(Verdict Verdict, IReadOnlyList<string> Notes, IReadOnlyList<Symbol> Moving)
{
    /// <summary>Where A · B was read as A ⊙ B.</summary>
    public IReadOnlySet<Span> HadamardDots { get; init; } = new HashSet<Span>();

    /// <summary>Was it decided by what moves along with a variable by assumed equations?</summary>
    public bool IsImplicit { get; init; }

    /// <summary>Is it true?</summary>
    public bool Holds => Verdict.Kind == VerdictKind.Holds;
}
