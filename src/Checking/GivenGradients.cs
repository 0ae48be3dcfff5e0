using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// Gradients of functions that the text never defines: "the loss has ∂L/∂z = p − y". The first equation for the gradient by one
/// of its variables is taken as given, and what is said of L elsewhere is derived from it: ∇_z L is p − y, ∇²_z L the Jacobian
/// of p − y by z.
/// </summary>
internal sealed class GivenGradients(Scope scope, SourceText source)
{
    private readonly Dictionary<(Symbol Of, Symbol Wrt), Expr> given = [];

    /// <summary>Takes an equation as given, if it is one for the gradient of a function of which only the variables are known.</summary>
    public Defined? Take(ReadStep step)
    {
        if (step is not { Left: { } left, Right: { } right, Written.Continues: false } || StepSyntax.DerivativeOf(left) is not (1, var of, var wrt)
            || !scope.Symbols.TryGetValue(of, out var f) || !scope.Symbols.TryGetValue(wrt, out var x)
            || !f.IsScalar || given.ContainsKey((f, x)) || scope.Facts.Any(a => ReferenceEquals(a.Of, f) && ReferenceEquals(a.Wrt, x))
            || !scope.Dependencies.TryGetValue(f, out var variables) || !variables.Contains(x))
        {
            return null;
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

    /// <summary>Is something said of a function with such a gradient?</summary>
    public bool Concern(IReadOnlyList<Expr> sides) => given.Count > 0
        && given.Keys.Select(k => k.Of).Distinct().Any(f => sides.Any(s => SaysMore(f, s) || new Dependence(scope, [f]).On(s)));

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
            if (new[] { claim.Left, claim.Right }.Any(s => Rewrite.Symbols(s).Any(IsOpen)))
            {
                return verdict with { Reason = $"nothing says what {string.Join(", ", given.Keys.Select(k => k.Of.Name.Text).Distinct())} is, and this does not follow from the gradients that are given" };
            }

            var judgement = Equality.Decide(claim, seed);
            return verdict with
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
    private bool IsOpen(Symbol s) => given.Keys.Any(k => ReferenceEquals(k.Of, s) || IsDerivativeOf(s, k.Of));

    // Do derivatives of the function occur, by names or not?
    private bool SaysMore(Symbol f, Expr side) => Rewrite.Symbols(side).Any(s => ReferenceEquals(s, f) || scope.Facts.Any(a => ReferenceEquals(a.Of, f) && ReferenceEquals(a.Name, s)))
        || Rewrite.Nodes([side]).Any(n => n is Differential d && ReferenceEquals(d.Of, f));

    private static bool IsDerivativeOf(Symbol s, Symbol f) => s.Derivative is { } d && (ReferenceEquals(d.Of, f) || IsDerivativeOf(d.Of, f));
}
