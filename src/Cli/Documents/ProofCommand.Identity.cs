using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Cli.Documents;

/// <content><c>prove LEFT = RIGHT</c>: an equation that holds for all sizes and values, with a proof.</content>
internal sealed partial class ProofCommand
{
    private List<Block> Identity(DocumentCommand command, Scope here, IReadOnlyList<string> assumptions)
    {
        var source = command.Subject;
        var sides = ExpressionReader.Guard(source, () => ExpressionReader.Infer(Parser.ParseRelation(source, new Span(0, source.Text.Length), ExpressionReader.IsFunction(here)).Sides, here, source));
        if (sides.Count != 2)
        {
            throw command.Error("a claim has two sides", "prove LEFT = RIGHT, or prove for l = 1..L: LEFT = RIGHT");
        }

        foreach (var symbol in Rewrite.Symbols([.. sides]))
        {
            if (BaseCase(symbol) is { } value)
            {
                here.Define(symbol, value);
            }
        }

        var judgement = Equality.Decide(new Claim(sides[0], sides[1], here) { Moving = [] }, seed);
        if (judgement is not { True: true, Certificate: Certificate.Canonical or Certificate.Field })
        {
            string why = judgement.True switch { false => "it is false in general", true => "it holds at random points, and is not proved", _ => judgement.Reason ?? "it is not decided" };
            throw new DiagnosticException(new("MD0508", $"the claim is not proved: {why}", source, new Span(0, source.Text.Length)));
        }

        return
        [
            .. Claim(null, new(sides[0], sides[1]), assumptions),
            new CheckBlock($"Proved ({(judgement.Certificate == Certificate.Canonical ? "equal normal forms" : "exact evaluation over a finite field")}).", true),
        ];
    }

    // What a name of a derivative is at a value of the index at which it has a formula of its own: G[L].
    private Expr? BaseCase(Symbol s)
    {
        if (s.Name.Indices is not [var at])
        {
            return null;
        }

        var cases = scope.Layers.Facts.Where(f => f.Outer is null && f.Fact.Name.Name.Base == s.Name.Base && f.Assumed.Count == 0).SelectMany(f => f.Cases)
            .Concat(scope.Layers.Formulas.Where(f => f.Range is not null && f.Name.Name.Base == s.Name.Base && f.Assumed.Count == 0).SelectMany(f => f.Cases));
        return cases.FirstOrDefault(c => c.IsSingle && c.From.Equals(Indices.AsSize(at)))?.Value;
    }
}
