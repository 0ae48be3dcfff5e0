using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// Gradients of functions that the text never defines: "the loss has ∂L/∂z = p − y". The first equation for the gradient by one
/// of its variables is taken as given, and what is said of L elsewhere is derived from it: ∇_z L is p − y, ∇²_z L the Jacobian
/// of p − y by z. Where L is a function of a quantity z by which the text does not differentiate, ∂L/∂W = δ hᵀ says that ∂L/∂z is δ, if that makes
/// it true.
/// </summary>
/// <param name="scope">What names mean.</param>
/// <param name="source">The document.</param>
/// <param name="by">The names by which it takes derivatives.</param>
internal sealed class GivenGradients(Scope scope, SourceText source, IReadOnlySet<Name> by)
{
    // Parts of a formula that are tried.
    private const int MostParts = 24;

    private readonly Dictionary<(Symbol Of, Symbol Wrt), Expr> given = [];

    // Defined quantities of which functions without a formula are made, though nothing is differentiated by them and no name says what the gradient is.
    private readonly HashSet<Symbol> between = [.. scope.Dependencies.Where(d => d.Key.IsScalar && scope.Inferred.Contains(d.Key) && !scope.Definitions.ContainsKey(d.Key)).SelectMany(d => d.Value).Where(v => scope.Definitions.ContainsKey(v) && !by.Contains(v.Name) && !scope.Facts.Any(a => a.Wrt.Name.Base == v.Name.Base))];

    private IEnumerable<Symbol> Functions => given.Keys.Select(k => k.Of).Concat(scope.Dependencies.Where(d => d.Value.Any(between.Contains)).Select(d => d.Key)).Distinct();

    /// <summary>Takes an equation as given, if it is one for the gradient of a function of which only the variables are known.</summary>
    public Defined? Take(ReadStep step)
    {
        if (step is not { Left: { } left, Right: { } right, Written.Continues: false } || StepSyntax.DerivativeOf(left) is not (1, var of, var wrt)
            || !scope.Symbols.TryGetValue(of, out var f) || !scope.Symbols.TryGetValue(wrt, out var x)
            || !f.IsScalar || given.ContainsKey((f, x)) || scope.Facts.Any(a => ReferenceEquals(a.Of, f) && ReferenceEquals(a.Wrt, x))
            || !scope.Dependencies.TryGetValue(f, out var variables))
        {
            return null;
        }

        if (!variables.Contains(x))
        {
            return Implied(left, right, f, variables);
        }

        try
        {
            var sides = ExpressionReader.Guard(source, () => ExpressionReader.Infer([left, right], scope.Copy(), source, SideRules.KeepDerivatives | SideRules.AllDeclared));
            if (sides[0].Shape != x.Shape || sides[1].Shape != x.Shape || new Dependence(scope, [f]).On(sides[1]) || SaysMore(f, sides[1]))
            {
                return null;
            }

            given[(f, x)] = sides[1];
            return new(null, null);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    // The part of the right side that is the gradient by a quantity between, since with it the equation is true.
    private Defined? Implied(Syntax left, Syntax right, Symbol f, IReadOnlyList<Symbol> variables)
    {
        if (variables.Where(between.Contains).ToList() is not [var z] || given.ContainsKey((f, z)))
        {
            return null;
        }

        try
        {
            var sides = ExpressionReader.Guard(source, () => ExpressionReader.Infer([left, right], scope.Copy(), source, SideRules.KeepDerivatives | SideRules.AllDeclared));
            if (sides[0].Shape != sides[1].Shape || SaysMore(f, sides[1]) || new Dependence(scope, [f]).On(sides[1]))
            {
                return null;
            }

            foreach (var part in Rewrite.Nodes(sides[1]).Where(p => p.Shape == z.Shape && Rewrite.Symbols(p).Any()).Reverse().Take(MostParts))
            {
                given[(f, z)] = part;
                if (Decide(sides, (IReadOnlyList<Symbol>)[], seed: 1) is { Kind: VerdictKind.Holds })
                {
                    return new(null, null);
                }
            }
        }
        catch (DiagnosticException)
        {
        }

        given.Remove((f, z));
        return null;
    }

    /// <summary>Is something said of a function with such a gradient, or of one of a quantity by which the text does not differentiate?</summary>
    public bool Concern(IReadOnlyList<Expr> sides) => (given.Count > 0 || between.Count > 0)
        && Functions.Any(f => sides.Any(s => SaysMore(f, s) || new Dependence(scope, [f]).On(s)));

    /// <summary>The verdict on an equation from what is given; what moves is tried in turn.</summary>
    public Judged Decide(IReadOnlyList<Expr> sides, IReadOnlyList<IReadOnlyList<Symbol>> sets, int seed)
    {
        Judged? first = null;
        foreach (var moving in sets)
        {
            var judged = new Judged(Decide(sides, moving, seed), [], moving);
            if (judged.Holds)
            {
                return judged;
            }

            first ??= judged;
        }

        return first!;
    }

    private Verdict Decide(IReadOnlyList<Expr> sides, IReadOnlyList<Symbol> moving, int seed)
    {
        var verdict = new Verdict { Left = sides[0].ToString(), Right = sides[1].ToString(), Kind = VerdictKind.Undecided };
        try
        {
            var claim = new Claim(PutIn(sides[0], moving), PutIn(sides[1], moving), scope) { Moving = moving };
            var left = new[] { claim.Left, claim.Right }.SelectMany(s => Rewrite.Symbols(s)).Where(IsOpen).Distinct().ToList();
            if (left.Count > 0 && !left.TrueForAll(s => s.Derivative is { } d && between.Contains(d.Wrt)))
            {
                return Unknown(verdict);
            }

            // With a gradient that is open, what is true is true whatever it is, and what is false may be so for want of a name for it.
            var judgement = Equality.Decide(claim, seed);
            return left.Count > 0 && judgement.True != true && Rewrite.Symbols(claim.Left, claim.Right).Except(left).Any(s => s.Derivative is null && !left.Exists(o => Objective.Reached(o.Derivative!.Wrt, scope).Contains(s))) ? Unknown(verdict) : verdict with
            {
                Kind = judgement.True switch { true => VerdictKind.Holds, false => VerdictKind.Fails, _ => VerdictKind.Undecided },
                Certificate = judgement.Certificate,
                ErrorBound = judgement.ErrorBound,
                Reason = judgement.True == false ? "the two sides differ, if the gradients that are given are right" : judgement.Reason,
            };
        }
        catch (NotDifferentiableException e)
        {
            return verdict with { Reason = e.Message };
        }
    }

    private Verdict Unknown(Verdict verdict) => verdict with { Reason = $"nothing says what {string.Join(", ", Functions.Select(f => f.Name.Text))} is, and this does not follow from the gradients that are given" };

    private Expr PutIn(Expr side, IReadOnlyList<Symbol> moving)
    {
        var worked = WrittenDerivatives.Resolve(side, moving, scope);
        var put = new Dictionary<Expr, Expr>();
        foreach (var s in Rewrite.Symbols(worked).Where(s => s.Derivative is not null))
        {
            var (of, wrt) = s.Derivative!;
            if (given.TryGetValue((of, wrt), out var first))
            {
                put[s] = first;
            }
            else if (of.Derivative is { } inner && given.TryGetValue((inner.Of, inner.Wrt), out var gradient))
            {
                put[s] = Make.Transpose(Differentiator.Derive(DerivationKind.Jacobian, gradient, [wrt], Layout.Jacobian, scope));
            }
        }

        return Rewrite.Substitute(worked, put);
    }

    // A derivative of a function that is not known, or one of them itself.
    private bool IsOpen(Symbol s) => Functions.Any(f => ReferenceEquals(f, s) || IsDerivativeOf(s, f));

    // Do derivatives of the function occur, by names or not?
    private bool SaysMore(Symbol f, Expr side) => Rewrite.Symbols(side).Any(s => ReferenceEquals(s, f) || scope.Facts.Any(a => ReferenceEquals(a.Of, f) && ReferenceEquals(a.Name, s)))
        || Rewrite.Nodes([side]).Any(n => n is Differential d && ReferenceEquals(d.Of, f));

    private static bool IsDerivativeOf(Symbol s, Symbol f) => s.Derivative is { } d && (ReferenceEquals(d.Of, f) || IsDerivativeOf(d.Of, f));
}
