using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Layers;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Cli.Documents;

/// <summary><c>prove for l = 1..L: LEFT = RIGHT</c>: a claim about every value of an index, by induction; further proofs can use it. Without an index, an identity.</summary>
internal sealed partial class ProofCommand(Scope scope, int seed)
{
    private const double Widest = 27;

    /// <summary>The proof, written out.</summary>
    public List<Block> Run(DocumentCommand command)
    {
        var source = command.Subject;
        var whole = new Span(0, source.Text.Length);
        var here = scope.Copy();
        if (command.Clause("assuming") is { } assumed)
        {
            AssumptionReader.Read(here, assumed);
        }

        List<string> assumptions = [.. here.Assumptions.Select(a => a.Text).Where(t => !scope.Assumptions.Exists(a => a.Text == t))];
        if (!RecurrenceReader.IsHeader(source, whole))
        {
            return Identity(command, here, assumptions);
        }

        var (range, rest) = RecurrenceReader.ReadHeader(here, source, whole);
        if (here.Layers.Templates.Count == 0 || here.Layers.Index != range.Index)
        {
            throw command.Error($"nothing is defined for every {range.Index}", "define: for l = 1..L: …");
        }

        here.Dimensions.Add(new Name(range.Index));
        string text = source.Text.Substring(rest.Start, rest.Length).TrimEnd();
        foreach (string word in new[] { " semidefinite", " symmetric" })
        {
            if (text.EndsWith(word, StringComparison.Ordinal) && !text.Contains('=', StringComparison.Ordinal))
            {
                var (line, column) = source.Locate(rest.Start);
                var subject = ExpressionReader.Read(new SourceText(text[..^word.Length], source.Name, line, column), here);
                return word == " symmetric" ? Equation(command, here, range, Make.Transpose(subject), subject, rest, assumptions) : Semidefinite(command, here, range, subject, rest, assumptions);
            }
        }

        var sides = ExpressionReader.Guard(source, () => ExpressionReader.Infer(Parser.ParseRelation(source, rest, ExpressionReader.IsFunction(here)).Sides, here, source));
        if (sides.Count != 2)
        {
            throw command.Error("a claim has two sides", "prove for l = 1..L: LEFT = RIGHT");
        }

        return Equation(command, here, range, sides[0], sides[1], rest, assumptions);
    }

    private List<Block> Equation(DocumentCommand command, Scope here, LayerRange range, Expr left, Expr right, Span place, IReadOnlyList<string> assumptions)
    {
        var proof = new Induction(here, seed).Prove(range, left, right);
        if (!proof.Holds)
        {
            throw new DiagnosticException(new("MD0508", Failure(proof), command.Source, new Span(command.Source.Text.IndexOf(command.Subject.Text, StringComparison.Ordinal) + place.Start, place.Length)));
        }

        bool hasProofs = scope.Layers.Laws.Count + scope.Layers.Properties.Count > 0;
        scope.Layers.Laws.Add(new(proof.Step.Claim, range, assumptions));
        return Written(range, proof, assumptions, hasProofs);
    }

    private static string Failure(InductionProof proof)
    {
        var failed = proof.Base.IsProved ? proof.Step : proof.Base;
        string what = proof.Base.IsProved
            ? $"the step fails: assuming {proof.Hypothesis.Left} = {proof.Hypothesis.Right}, it would take {failed.Reduced.Left} = {failed.Reduced.Right}"
            : $"the base case {proof.Base.Where} fails: it would take {failed.Reduced.Left} = {failed.Reduced.Right}";
        string why = failed.Judgement.Reason ?? (failed.Judgement.True switch { true => "which holds at random points, but is not proved", false => "which is false in general", _ => "which is not decided" });
        return $"the claim is not proved by induction; {what}, {why}";
    }

    private List<Block> Written(LayerRange range, InductionProof proof, IReadOnlyList<string> assumptions, bool hasProofs)
    {
        List<Block> blocks =
        [
            .. Claim(range, proof.Step.Claim, assumptions),
            new ProseBlock(LayerBlocks.Words(proof.Downward ? $"**Proof** by induction from {proof.Base.Where} downwards. *Base.* At {proof.Base.Where} both sides have their definitions:" : (FormattableString)$"**Proof** by induction from {proof.Base.Where} upwards. *Base.* At {proof.Base.Where} both sides have their definitions:")),
            Chain(proof.Base, null, assumptions, hasProofs),
            new ProseBlock(LayerBlocks.Words($"*Step.* Let {proof.Hypothesis}. For {proof.Step.Where},")),
            Chain(proof.Step, proof.Hypothesis, assumptions, hasProofs),
            new CheckBlock($"Proved: base and step hold ({Certificates(proof)}).", true),
        ];
        return blocks;
    }

    // In its line where it fits, else displayed.
    private IEnumerable<Block> Claim(LayerRange? range, Statement claim, IReadOnlyList<string> assumptions) =>
        Notation.Of(claim.Left).Width + Notation.Of(claim.Right).Width <= Widest
            ? [new ProseBlock(LayerBlocks.Words(range is null ? $"**Claim.** {claim}{Under(assumptions)}." : (FormattableString)$"**Claim.** {claim} for {range}{Under(assumptions)}."))]
            : [new ProseBlock(LayerBlocks.Words(range is null ? $"**Claim.**{Under(assumptions)}" : (FormattableString)$"**Claim.** For {range}{Under(assumptions)},")), new LatexBlock(LatexWriter.Formula(claim))];

    private static string Certificates(InductionProof proof) => string.Join(", ", new[] { proof.Base, proof.Step }
        .Select(c => c.Judgement.Certificate == Certificate.Canonical ? "equal normal forms" : "exact evaluation over a finite field").Distinct());

    // left = left unfolded = … under the hypothesis = right.
    private static LatexBlock Chain(InductionCase part, Statement? hypothesis, IReadOnlyList<string> assumptions, bool hasProofs)
    {
        var lines = new List<(Expr Side, string Reason)>();
        void Add(Expr side, string reason)
        {
            if (!ReferenceEquals(side, lines.Count > 0 ? lines[^1].Side : part.Claim.Left))
            {
                lines.Add((side, reason));
            }
        }

        Add(part.Unfolded.Left, hypothesis is null ? "definition" : "recursion");
        string facts = assumptions.Count > 0 ? hasProofs ? "what is assumed and proved above" : "what is assumed" : "what is proved above";
        bool silent = assumptions.Count > 0 && !part.UsesFacts;
        Add(part.Reduced.Left, !part.UsesFacts ? "hypothesis" : hypothesis is null ? facts : $"hypothesis, and {facts}");
        Add(part.Reduced.Right, hypothesis is null ? silent ? "definition, and what is assumed" : "definition"
            : ReferenceEquals(part.Reduced.Left, part.Unfolded.Left) ? "the same, by the hypothesis" : silent ? "the same, by what is assumed" : "rearranged");
        Add(part.Claim.Right, hypothesis is null ? "definition" : "recursion");
        return new(lines.Count == 0 ? LatexWriter.Formula(part.Claim) : Rows(Notation.Of(part.Claim.Left), lines));
    }

    // The reasons stand in a column beside the sides where all of these are short, and else behind or below them.
    private static string Rows(Box left, IReadOnlyList<(Expr Side, string Reason)> lines)
    {
        Prose Shown(string reason) => new($"({reason})");
        bool beside = AlignedFormulas.FitBeside(left, lines.Select(l => Notation.Of(l.Side)), lines.Select(l => Shown(l.Reason)));
        var rows = lines.Select((l, k) => (First: k == 0 ? left : new Row([]), Right: Notation.Of(l.Side), Reason: Shown(l.Reason)))
            .Select(l => beside ? $"{AlignedFormulas.Of(l.First, l.Right, left.Width)} && {LatexRenderer.Render(l.Reason)}" : AlignedFormulas.Of(l.First, l.Right, left.Width, after: l.Reason));
        return $"\\begin{{aligned}}\n{string.Join(" \\\\\n", rows)}\n\\end{{aligned}}";
    }
}
