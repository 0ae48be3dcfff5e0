using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// Equations in differentials where equations are assumed of what moves: of A v = λ v the differential holds as well,
/// dA v + A dv = dλ v + λ dv. Every differential is taken for a matrix of its own, of which that is assumed.
/// </summary>
internal static class MovingAssumptions
{
    /// <summary>The judgement under the assumptions and their differentials; null where nothing assumed moves.</summary>
    /// <param name="sides">The sides as written.</param>
    /// <param name="variables">The names that the document lets move.</param>
    /// <param name="by">Those by which it differentiates: they may be at rest where no differential of theirs is written.</param>
    /// <param name="held">The names that it keeps at rest, where no differential of theirs is written.</param>
    /// <param name="scope">What names mean.</param>
    /// <param name="seed">The seed of the points.</param>
    public static Judgement? Decide(IReadOnlyList<Expr> sides, IReadOnlySet<Name> variables, IReadOnlySet<Name> by, IReadOnlySet<Name> held, Scope scope, int seed)
    {
        var orthogonal = scope.Symbols.Values.Where(s => s.Attributes.HasFlag(Attributes.Orthogonal)).ToList();
        var assumed = Equations(scope).SelectMany(e => Rewrite.Symbols([e.Left, e.Right])).Concat(orthogonal).ToHashSet();
        var written = MovingSets.Written(sides).ToHashSet();
        List<Symbol> free = [.. scope.Symbols.Values.Where(s => (written.Contains(s) || !held.Contains(s.Name)) && !scope.Definitions.ContainsKey(s) && !scope.Dependencies.ContainsKey(s))];
        List<Symbol> moving = [.. free.Where(s => variables.Contains(s.Name))];
        var forms = scope.Definitions.Where(d => HasDifferential(d.Value)).Select(d => d.Key).ToList();
        if (!moving.Exists(assumed.Contains) || !sides.Any(s => HasDifferential(s) || Objective.Reached(s, scope).Any(forms.Contains)))
        {
            return null;
        }

        // What nothing differentiates is constant, or moves along: λ with A and b in A λ = b.
        List<Symbol> joined = [.. moving, .. free.Where(s => assumed.Contains(s) && !variables.Contains(s.Name))];
        Judgement? first = null;
        foreach (var set in new[] { moving, joined, Least(moving), Least(joined) }.DistinctBy(m => string.Join(' ', m.Select(s => s.Name.Text))))
        {
            if (Under(sides, set, orthogonal, forms, scope, seed) is { } judged)
            {
                if (judged.True == true)
                {
                    return judged;
                }

                first ??= judged;
            }
        }

        return first;

        List<Symbol> Least(IEnumerable<Symbol> set) => [.. set.Where(s => written.Contains(s) || !by.Contains(s.Name))];
    }

    private static Judgement? Under(IReadOnlyList<Expr> sides, List<Symbol> moving, List<Symbol> orthogonal, List<Symbol> forms, Scope scope, int seed)
    {
        try
        {
            var put = moving.ToDictionary(s => (Expr)Differential.For(s), s => (Expr)Matrix(s));
            Expr Moved(Expr e) => Rewrite.Substitute(Differentiator.Differential(e, moving, scope), put);
            Expr Worked(Expr e) => Rewrite.Substitute(WrittenDerivatives.Resolve(e, moving, scope), put);
            var place = scope.Copy();
            put.Values.OfType<Symbol>().ToList().ForEach(place.Declare);
            forms.ForEach(f => place.Define(f, Worked(scope.Definitions[f])));
            place.Assumptions.AddRange(Equations(scope).Select(e => new AssumedEquation($"d({e.Text})", Moved(e.Left), Moved(e.Right))));

            // A tangent of the orthogonal matrices: Uᵀ dU is skew.
            foreach (var u in orthogonal.Where(moving.Contains))
            {
                var turned = Product.Of(Make.Transpose(u), put[Differential.For(u)]);
                place.Assumptions.Add(new AssumedEquation($"d({u.Name.Text}' {u.Name.Text} = I)", turned, Make.Negate(Make.Transpose(turned))));
            }

            Expr[] worked = [Worked(sides[0]), Worked(sides[1])];
            var judged = Equality.Decide(new Claim(worked[0], worked[1], place), seed);

            // Where the equations leave a written differential no value but zero, something else moves as well.
            return judged.True == true && Rewrite.Symbols(worked).Intersect(put.Values.OfType<Symbol>()).Any(d => Equality.Decide(new Claim(d, Make.Zero(d.Shape), place), seed).True == true) ? null : judged;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private static IEnumerable<AssumedEquation> Equations(Scope scope) => scope.Assumptions.OfType<AssumedEquation>();

    private static bool HasDifferential(Expr e) => Rewrite.Contains(e, n => n is Differential or Apply { Operator: PendingDifferential });

    // The matrix that stands for dX.
    private static Symbol Matrix(Symbol of) => Symbol.Of(new Name("d" + of.Name.Base, [.. of.Name.Indices]), of.Shape, of.Attributes & (Attributes.Symmetric | Attributes.Diagonal | Attributes.Lower | Attributes.Upper | Attributes.Skew));
}
