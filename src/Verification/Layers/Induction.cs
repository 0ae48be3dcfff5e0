using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Layers;

/// <summary>One case of a proof by induction: the claim at a value, both sides unfolded, the same under the hypothesis, the judgement.</summary>
internal sealed record InductionCase(LayerRange Where, Statement Claim, Statement Unfolded, Statement Reduced, Judgement Judgement)
{
    /// <summary>Do the reduced sides use what is assumed or was proved before?</summary>
    public bool UsesFacts { get; init; }

    /// <summary>Is it proved, and not by floating point alone?</summary>
    public bool IsProved => Judgement is { True: true, Certificate: Certificate.Canonical or Certificate.Field };
}

/// <summary>A proof by induction, or an attempt at one: base, hypothesis, step.</summary>
internal sealed record InductionProof(bool Downward, InductionCase Base, Statement Hypothesis, InductionCase Step)
{
    /// <summary>Does the claim hold at every value?</summary>
    public bool Holds => Base.IsProved && Step.IsProved;
}

/// <summary>
/// Claims about every value of an index, proved by base and step with the verdict engine. What has a recursion from the end is
/// taken from l+1 to l, everything else from l−1 to l; apart from the hypothesis, quantities one step on are arbitrary.
/// </summary>
internal sealed class Induction(Scope document, int seed)
{
    private readonly Scope document = document.WithFactsOfItsAssumptions();
    private readonly LayerModel model = document.WithFactsOfItsAssumptions().Layers;

    /// <summary>The proof of left = right for all values of a range.</summary>
    /// <exception cref="NotDifferentiableException">The recursions do not cover the range.</exception>
    public InductionProof Prove(LayerRange range, Expr left, Expr right)
    {
        bool downward = Unfolding.IsDownward(model, left, right);
        Validate(range, downward, left, right);
        var unfolding = new Unfolding(model, range, downward);
        var end = downward ? range.To : range.From;
        var open = downward ? new LayerRange(range.Index, range.From, range.To - Size.One) : new(range.Index, range.From + Size.One, range.To);
        var claim = new Statement(left, right);

        var first = At(claim, range, end);
        var unfolded = Each(first, e => unfolding.Once(e, end, atEnd: true));
        var hypothesis = At(claim, range, unfolding.Next(range.At));
        var next = Each(claim, e => unfolding.Once(e, range.At, atEnd: false));
        var reduced = Under(hypothesis, next, out var open2);
        return new(
            downward,
            Decided(new(new(range.Index, end, end), first, unfolded, unfolded, undecided), [], [end], range),
            hypothesis,
            Decided(new(open, claim, next, reduced, undecided), open2, [range.At, unfolding.Next(range.At)], range));
    }

    private static readonly Judgement undecided = new(null, null, null, null);

    // As it stands, and with what is assumed and what was proved before of quantities at the index and one step on.
    private InductionCase Decided(InductionCase part, List<Assumption> assumed, IReadOnlyList<Size> at, LayerRange range)
    {
        var plain = part with { Judgement = Decide(part.Reduced, assumed, at[0]) };
        if (plain.IsProved)
        {
            return plain;
        }

        var claim = part.Reduced;
        foreach (var fact in Facts(at, range))
        {
            claim = Each(claim, e => Simplifier.Simplify(fact.Use(e)));
        }

        // Left = right by substitution also where the left side is the shorter one.
        var known = Known(range).SelectMany(l => at.Select(a => At(l.Claim, l.Range, a))).Where(l => l.Left is Symbol s && !Rewrite.Symbols(l.Right).Contains(s)).ToList();
        foreach (var other in new[] { claim, known.Aggregate(claim, (c, l) => Each(c, e => Rewrite.Substitute(e, l.Left, l.Right))) })
        {
            var with = part with { Reduced = other, Judgement = Decide(other, assumed, at[0], plainly: true), UsesFacts = true };
            if (with.IsProved)
            {
                return with;
            }
        }

        return plain;
    }

    private IEnumerable<LayerLaw> Known(LayerRange range) =>
        model.Laws.Where(l => (range.From - l.Range.From).Value is { Sign: >= 0 } && (l.Range.To - range.To).Value is { Sign: >= 0 });

    private List<Assumption> Facts(IReadOnlyList<Size> at, LayerRange range)
    {
        var scope = document.Copy();
        scope.Layers.Laws.Clear();
        foreach (var value in at)
        {
            LayerScopes.Assume(scope, model.Index, value);
            scope.Assumptions.AddRange(Known(range).Select(l => l.At(value)));
        }

        return scope.Assumptions;
    }

    private static Statement At(Statement claim, LayerRange range, Size value) => Each(claim, e => Indices.Put(e, range.Index, value));

    private static Statement Each(Statement s, Func<Expr, Expr> change) => new(change(s.Left), change(s.Right));

    // Puts in what is assumed one step on: S = E by substitution, S' = S as a structure of S, another equation as a fact.
    private static Statement Under(Statement hypothesis, Statement claim, out List<Assumption> open)
    {
        open = [];
        if (hypothesis.Left is Symbol s && !Rewrite.Symbols(hypothesis.Right).Contains(s))
        {
            return Each(claim, e => Rewrite.Substitute(e, s, hypothesis.Right));
        }

        if (hypothesis is { Left: Apply { Operator: Transpose, Argument: Symbol t } } && ReferenceEquals(t, hypothesis.Right))
        {
            open.Add(new AssumedStructure($"{hypothesis.Left} = {hypothesis.Right}", t, Attributes.Symmetric));
            return claim;
        }

        open.Add(new AssumedEquation($"{hypothesis.Left} = {hypothesis.Right}", hypothesis.Left, hypothesis.Right));
        return claim;
    }

    private Judgement Decide(Statement claim, List<Assumption> assumed, Size at, bool plainly = false)
    {
        if (ReferenceEquals(claim.Left, claim.Right))
        {
            return new(true, Certificate.Canonical, null, null);
        }

        var names = new Dictionary<Expr, Expr>();
        var scope = Values(at);
        var (left, right) = (Unfolding.Opaque(claim.Left, names), Unfolding.Opaque(claim.Right, names));
        foreach (var structure in assumed.OfType<AssumedStructure>())
        {
            (left, right) = (Rewrite.Substitute(left, structure.Symbol, structure.Structured), Rewrite.Substitute(right, structure.Symbol, structure.Structured));
        }

        var reached = Objective.Reached(Sum.Of(Make.Vec(left), Make.Vec(right)), scope);
        foreach (var symbol in scope.Definitions.Keys.Where(s => !reached.Contains(s)).ToList())
        {
            scope.Undefine(symbol);
        }

        if (plainly)
        {
            // What is assumed was put in: what holds without it holds.
            scope.Assumptions.RemoveAll(a => a is AssumedEquation);
        }

        scope.Assumptions.AddRange(assumed.Where(a => a is not AssumedStructure));
        return Equality.Decide(new Claim(left, right, scope) { Moving = [] }, seed);
    }

    // The document as a scope of values: what is computed at the index and beside it has its definition.
    private Scope Values(Size at)
    {
        var scope = document.Copy();
        foreach (var template in model.Templates)
        {
            var (left, right) = template.At(at);
            if (!((at - template.Range.From).Value is { Sign: < 0 }))
            {
                scope.Define(left, right);
            }
        }

        return scope;
    }

    private void Validate(LayerRange range, bool downward, Expr left, Expr right)
    {
        foreach (var s in Rewrite.Symbols([left, right]))
        {
            if (model.Facts.Find(f => f.Outer is not null && f.Fact.Name.Name.Base == s.Name.Base) is not { Outer: { } outer } between)
            {
                continue;
            }

            var places = between.Fact.Name.Name.Indices.Zip(s.Name.Indices).ToDictionary(p => p.First.Variable!, p => Indices.AsSize(p.Second));
            var (k, l) = (places[between.Range.Index], places[outer.Index]);
            if (!Indices.Has(l, range.Index) || Indices.Has(k, range.Index) || (range.From + (l - range.At) - k).Value is not { Sign: >= 0 })
            {
                throw new NotDifferentiableException($"{s} is defined from {outer.Index} = {k} on, and the range {range} does not begin there; write for {range.Index} = {k}..{range.To}");
            }
        }

        foreach (var s in Rewrite.Symbols([left, right]).Where(s => s.Name.Indices is [{ Variable: { } i }] && i == range.Index))
        {
            var known = model.Facts.Find(f => f.Cases.Count > 1 && f.Fact.Name.Name.Base == s.Name.Base)?.Range ?? (downward ? null : model.Of(s)?.Range);
            if (known is null)
            {
                continue;
            }

            bool covered = downward ? known.To.Equals(range.To) && (range.From - known.From).Value is { Sign: >= 0 }
                : (range.From - (known.From - Size.One)).Value is { Sign: >= 0 } && (known.To - range.To).Value is { Sign: >= 0 };
            if (!covered)
            {
                throw new NotDifferentiableException($"{s} has a recursion for {known}, which does not reach over {range}");
            }
        }
    }
}
