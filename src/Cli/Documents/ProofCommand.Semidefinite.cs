using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Layers;

namespace MatrixDiff.Cli.Documents;

/// <content>Claims that a matrix is positive semidefinite.</content>
internal sealed partial class ProofCommand
{
    private List<Block> Semidefinite(DocumentCommand command, Scope here, LayerRange range, Expr claim, Span place, IReadOnlyList<string> assumptions)
    {
        if (!claim.Shape.Rows.Equals(claim.Shape.Columns))
        {
            throw command.Error($"{claim} is {claim.Shape}, and only a square matrix is positive semidefinite", null);
        }

        var proof = SemidefiniteProof.Of(here.WithFactsOfItsAssumptions(), range, claim);
        if (proof.Cases.FirstOrDefault(c => c.Reasons is null) is { } failed)
        {
            string message = $"the claim is not proved; for {failed.Where} no rule of structure says that {failed.Open} is positive semidefinite, which is a part of {failed.Claim} = {failed.Value}";
            throw new DiagnosticException(new("MD0508", message, command.Source, new Span(command.Source.Text.IndexOf(command.Subject.Text, StringComparison.Ordinal) + place.Start, place.Length)));
        }

        if (claim is Symbol symbol)
        {
            scope.Layers.Properties.Add(new(symbol, range, assumptions));
        }

        var blocks = new List<Block> { new ProseBlock(LayerBlocks.Words($"**Claim.** {claim} is symmetric and positive semidefinite for {range}{Under(assumptions)}.")) };
        foreach (var part in proof.Cases)
        {
            blocks.Add(new ProseBlock(LayerBlocks.Words(
                proof.Hypothesis is null ? $"**Proof** for every {range}:"
                : part == proof.Cases[0] ? proof.Downward ? $"**Proof** by induction from {part.Where} downwards. *Base.*" : (FormattableString)$"**Proof** by induction from {part.Where} upwards. *Base.*"
                : $"*Step.* Let {proof.Hypothesis} be positive semidefinite. For {part.Where},")));
            blocks.Add(new LatexBlock(AlignedOf(part)));
            blocks.Add(new ProseBlock(string.Join("; ", part.Reasons!.Select(r => r.By is null
                ? LayerBlocks.Words($"{r.Part} is positive semidefinite: {r.Why}")
                : LayerBlocks.Words(ReferenceEquals(r.Part, r.By) ? $"{r.Part} is positive semidefinite: {r.Why}" : (FormattableString)$"{r.Part} is positive semidefinite: {r.Why}, resting on {r.By}"))) + "."));
        }

        blocks.Add(new CheckBlock(proof.Hypothesis is null ? "Proved by rules of structure." : "Proved: base and step hold, by rules of structure.", true));
        return blocks;
    }

    private string Under(IReadOnlyList<string> assumptions) => assumptions.Count == 0 ? "" : $", assuming {LayerBlocks.Claims(assumptions, scope)}";

    private static string AlignedOf(SemidefiniteCase part) => ReferenceEquals(part.Claim, part.Value) ? LatexWriter.Formula(part.Value)
        : $"\\begin{{aligned}}\n{AlignedFormulas.Of(Notation.Of(part.Claim), Notation.Of(part.Value))}\n\\end{{aligned}}";
}
