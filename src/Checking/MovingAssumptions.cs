using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
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
    /// <param name="scope">What names mean.</param>
    /// <param name="seed">The seed of the points.</param>
    public static Judgement? Decide(IReadOnlyList<Expr> sides, IReadOnlySet<Name> variables, Scope scope, int seed)
    {
        List<Symbol> moving = [.. scope.Symbols.Values.Where(s => variables.Contains(s.Name) && !scope.Definitions.ContainsKey(s) && !scope.Dependencies.ContainsKey(s))];
        var plain = moving.Where(s => s.Attributes.HasFlag(Attributes.Orthogonal)).ToDictionary(s => (Expr)s, s => (Expr)Symbol.Of(s.Name, s.Shape, s.Attributes & ~Attributes.Orthogonal));
        List<AssumedEquation> equations = [.. scope.Assumptions.OfType<AssumedEquation>(), .. plain.Values.OfType<Symbol>().Select(Orthogonality)];
        var assumed = equations.SelectMany(e => Rewrite.Symbols([e.Left, e.Right])).ToHashSet();
        if (!(plain.Count > 0 || moving.Any(assumed.Contains)) || !sides.Any(HasDifferential))
        {
            return null;
        }

        // Of what is called orthogonal the equation is assumed: products that are known to be I would move no longer.
        if (plain.Count > 0)
        {
            (scope, sides) = (Plain(scope, plain.Values.OfType<Symbol>()), [.. sides.Select(s => Released(Meanings.WrittenOut(s, scope), plain))]);
            moving = [.. moving.Select(s => plain.TryGetValue(s, out var p) ? (Symbol)p : s)];
        }

        try
        {
            var put = moving.ToDictionary(s => (Expr)Differential.For(s), s => (Expr)Matrix(s));
            Expr Moved(Expr e) => Rewrite.Substitute(Differentiator.Differential(e, moving, scope), put);
            var place = scope.Copy();
            foreach (var matrix in put.Values.OfType<Symbol>())
            {
                place.Declare(matrix);
            }

            foreach (var e in equations)
            {
                place.Assumptions.Add(new AssumedEquation($"d({e.Text})", Moved(e.Left), Moved(e.Right)));
            }

            Expr Worked(Expr e) => Rewrite.Substitute(WrittenDerivatives.Resolve(e, moving, scope), put);
            return Equality.Decide(new Claim(Worked(sides[0]), Worked(sides[1]), place), seed);
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private static Scope Plain(Scope scope, IEnumerable<Symbol> symbols)
    {
        var copy = scope.Copy();
        foreach (var s in symbols)
        {
            copy.Declare(s);
            copy.Assumptions.Add(Orthogonality(s));
        }

        return copy;
    }

    private static Expr Released(Expr e, Dictionary<Expr, Expr> plain) => Rewrite.Substitute(
        Rewrite.Substitute(e, plain.ToDictionary(p => (Expr)Differential.For((Symbol)p.Key), p => (Expr)Differential.For((Symbol)p.Value))), plain);

    private static AssumedEquation Orthogonality(Symbol q) => new($"{q.Name.Text}'{q.Name.Text} = I", Product.Of(Make.Transpose(q), q), Make.Identity(q.Shape.Columns));

    private static bool HasDifferential(Expr e) => Rewrite.Contains(e, n => n is Differential or Apply { Operator: PendingDifferential });

    // The matrix that stands for dX.
    private static Symbol Matrix(Symbol of) => Symbol.Of(new Name("d" + of.Name.Base, [.. of.Name.Indices]), of.Shape, of.Attributes & (Attributes.Symmetric | Attributes.Diagonal));
}
