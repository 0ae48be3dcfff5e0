using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// Derivatives of what moves with a variable by an assumed equation: with A x = b and J = c'x it is ∇_b J = A⁻ᵀc, since x moves with b. What the
/// equations do not determine stays at rest, as A in AB = BA, where B is differentiated by; and so does b in x'x + λ'(b − A x) by x, where
/// nothing says that it moves: no differential of it is written, and the derivative is not zero without it.
/// </summary>
internal static class ImplicitDerivatives
{
    private const int Points = 8;

    /// <summary>The verdict on an equation for such a derivative; null where nothing that is differentiated moves by an equation.</summary>
    /// <param name="sides">The sides as written.</param>
    /// <param name="by">The names by which the text differentiates.</param>
    /// <param name="variables">Those that it lets move, too.</param>
    /// <param name="scope">What names mean.</param>
    /// <param name="seed">The seed of the points.</param>
    public static Judgement? Decide(IReadOnlyList<Expr> sides, IReadOnlySet<Name> by, IReadOnlySet<Name> variables, Scope scope, int seed)
    {
        if (!scope.Assumptions.OfType<AssumedEquation>().Any())
        {
            return null;
        }

        foreach (var written in Rewrite.Nodes(sides).OfType<Apply>().Where(a => a.Operator is Nabla { Variables.Count: 1 }))
        {
            var nabla = (Nabla)written.Operator;
            var (f, v) = (written.Argument, nabla.Variables[0]);
            var other = ReferenceEquals(sides[0], written) ? sides[1] : ReferenceEquals(sides[1], written) ? sides[0] : null;
            bool isPlain = other is not null && nabla.Kind is NablaKind.Gradient or NablaKind.Jacobian && other.Shape == written.Shape && !WrittenDerivatives.Occur(other) && !Rewrite.Contains(other, n => n is Differential);
            bool isDirect = new Dependence(scope, [v]).On(f);
            foreach (var dependents in Dependents(f, v, by, scope).Where(d => !isDirect || d.Any(s => variables.Contains(s.Name))))
            {
                var report = ImplicitCheck.Compare(f, v, dependents, Along(f, v, nabla), isPlain ? other! : Number.Zero, scope, isPlain ? Points : 1, seed);
                if (!report.IsDetermined)
                {
                    continue;
                }

                string how = $"{string.Join(", ", dependents.Select(d => d.Name.Text))} moves with {v.Name.Text}, by what is assumed";
                return !isPlain ? new(null, null, null, $"{how}, and this is no equation for one derivative alone")
                    : report.Failure is { } failure ? new(false, Certificate.Numeric, null, $"{failure}, where {how}") : new(true, Certificate.Numeric, null, how);
            }
        }

        return null;
    }

    // What can move with v: all that equations join with it, of these what f is made of, or one of them.
    private static IEnumerable<IReadOnlyList<Symbol>> Dependents(Expr f, Symbol v, IReadOnlySet<Name> by, Scope scope)
    {
        var joined = new HashSet<Symbol> { v };
        var equations = scope.Assumptions.OfType<AssumedEquation>().Select(e => Rewrite.Symbols([e.Left, e.Right]).Where(s => !scope.Definitions.ContainsKey(s)).ToList()).ToList();
        while (equations.Find(e => e.Exists(joined.Contains) && !e.TrueForAll(joined.Contains)) is { } next)
        {
            joined.UnionWith(next);
        }

        joined.Remove(v);
        joined.RemoveWhere(s => by.Contains(s.Name));
        var seen = Objective.Reached(f, scope);
        var used = joined.Where(seen.Contains).ToList();
        IReadOnlyList<Symbol>[] sets = used.Count == 0 ? [] : [[.. joined], used, .. used.Select(s => (IReadOnlyList<Symbol>)[s])];
        return sets.DistinctBy(s => string.Join(' ', s.Select(x => x.Name.Text)));
    }

    // The entries of df, column by column, for those of dv.
    private static Func<Matrix<Real>, double[], double[]> Along(Expr f, Symbol v, Nabla nabla)
    {
        bool isWhole = f.IsScalar && nabla.Result == v.Shape;
        return (value, direction) => isWhole ? [value.Entries.Zip(direction, (a, b) => a.Value * b).Sum()]
            : value.Entries.Length == 1 && direction.Length > 1 ? [0]
            : nabla.Kind == NablaKind.Jacobian ? [.. Enumerable.Range(0, value.Rows).Select(i => direction.Select((d, j) => value[i, j].Value * d).Sum())]
            : [.. Enumerable.Range(0, value.Columns).Select(j => direction.Select((d, i) => value[i, j].Value * d).Sum())];
    }
}
