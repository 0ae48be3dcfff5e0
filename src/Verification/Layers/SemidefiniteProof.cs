using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Verification.Layers;

/// <summary>One case of a proof of M[l] ⪰ 0: what M is there, and why it is so; the part without a reason where there is one.</summary>
internal sealed record SemidefiniteCase(LayerRange Where, Expr Claim, Expr Value, IReadOnlyList<SemidefinitePart>? Reasons, Expr? Open);

/// <summary>A proof of M[l] ⪰ 0 at every value: base, hypothesis and step, or one case for what has no recursion.</summary>
internal sealed record SemidefiniteProof(IReadOnlyList<SemidefiniteCase> Cases, Expr? Hypothesis, bool Downward)
{
    /// <summary>Does every case have its reasons?</summary>
    public bool Holds => Cases.All(c => c.Reasons is not null);

    /// <summary>Tries a proof by the rules of structure.</summary>
    /// <param name="document">The document.</param>
    /// <param name="range">The values of the index.</param>
    /// <param name="claim">M, with the index free.</param>
    public static SemidefiniteProof Of(Scope document, LayerRange range, Expr claim)
    {
        var model = document.Layers;
        bool downward = Unfolding.IsDownward(model, claim);
        var unfolding = new Unfolding(model, range, downward);
        Expr At(Size at) => Indices.Put(claim, range.Index, at);
        SemidefiniteCase Case(LayerRange where, IReadOnlyList<Size> places, Expr unfolded, Expr? hypothesis)
        {
            var at = places[0];
            var scope = document.Copy();
            foreach (var near in places)
            {
                LayerScopes.Assume(scope, model.Index, near);
            }

            var value = Simplifier.Simplify(scope.Assumptions.Aggregate(Simplifier.Simplify(unfolded), (e, a) => a.Use(e)));
            Expr? Meaning(Symbol s) => document.Definitions.GetValueOrDefault(s) ?? (model.Of(s) is { } t && Indices.AsSize(s.Name.Indices[0]).Equals(at) ? t.At(at).Right : null);
            bool IsKnown(Symbol s) => ReferenceEquals(s, hypothesis) || model.Properties.Exists(p => p.Covers(range) && ReferenceEquals(Indices.Put(p.Of, p.Range.Index, at), s));
            var reasons = new Semidefinite(Meaning, IsKnown).Reasons(value, out var open);
            return new(where, At(at), value, reasons, open);
        }

        // By what is known already, without a recursion.
        var direct = new[] { claim, unfolding.Named(claim, range.At) }.Select(e => Case(range, [range.At], e, null)).FirstOrDefault(c => c.Reasons is not null);
        if (direct is not null)
        {
            return new([direct], null, downward);
        }

        var end = downward ? range.To : range.From;
        var open = downward ? new LayerRange(range.Index, range.From, range.To - Size.One) : new(range.Index, range.From + Size.One, range.To);
        var next = At(unfolding.Next(range.At));
        return new([Case(new(range.Index, end, end), [end], unfolding.Once(At(end), end, atEnd: true), null), Case(open, [range.At, unfolding.Next(range.At)], unfolding.Once(claim, range.At, atEnd: false), next)], next, downward);
    }
}
