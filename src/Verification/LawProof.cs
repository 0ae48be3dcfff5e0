using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Verification.Counterexamples;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification;

/// <summary>
/// Proves the laws of a document. Every law agrees with values, and with automatic differentiation of definitions, at points of
/// several sizes; where the exact tiers decide it, too, the certificate is theirs.
/// </summary>
internal static class LawProof
{
    private const int Points = 12;

    /// <summary>Whether a law holds.</summary>
    public static LawFinding Of(LawClaim law)
    {
        var report = WitnessCheck.Equal(law.Left, law.Right, law.Moving, law.Scope, Points);
        var claim = new Claim(Written.Out(WorkedOut(law.Left, law)), Written.Out(law.Right), law.Scope);
        if (!report.Passed)
        {
            string where = report.Samples > 0 && CounterexampleSearch.Find(claim, 0, null) is { } found ? Readable(VerdictText.Of(found)) : Readable(report.Failure!);
            return new(false, "numeric", where);
        }

        if (report.Samples < Points)
        {
            return new(false, "numeric", $"only {report.Samples} points were found where it is defined");
        }

        var judgement = new Judge(Symbolic.Canonical.CanonicalForm.Equal, 0).Decide(claim);
        return judgement.True == true && judgement.Certificate is { } certificate and not Certificate.Numeric
            ? new(true, VerdictJson.NameOf(certificate), null)
            : new(true, $"numeric, {Points} points", null);
    }

    private static Expr WorkedOut(Expr e, LawClaim law) => e is Apply { Operator: PendingDifferential } d
        ? Differentiator.Differential(Written.Out(d.Argument), law.Moving, law.Scope) : e;

    // The parameters by the names that they have in the document.
    private static string Readable(string text) => text.Replace("°", "", StringComparison.Ordinal);
}
