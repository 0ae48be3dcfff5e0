using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Works out derivatives that stand in an expression as they were written: d(E), dX, ∇_X F.</summary>
internal static class WrittenDerivatives
{
    /// <summary>Is there a derivative that is not worked out?</summary>
    public static bool Occur(Expr e) => Rewrite.Contains(e, n => n is Apply { Operator: Nabla or PendingDifferential });

    /// <summary>
    /// What moves where the differentials of some symbols are written: those of them that are not moved by others of them.
    /// In dz = W da with z = W a + b it is a alone.
    /// </summary>
    public static IReadOnlyList<Symbol> Roots(IEnumerable<Symbol> written, Scope scope)
    {
        var all = written.Distinct().ToList();
        return all.Count < 2 ? all : [.. all.Where(s => !new Dependence(scope, all.Where(o => !ReferenceEquals(o, s))).On(s))];
    }

    /// <summary>The expression with every derivative worked out, down to the dX of the symbols that move.</summary>
    /// <exception cref="NotDifferentiableException">A derivative can't be had.</exception>
    public static Expr Resolve(Expr e, IReadOnlyList<Symbol> moving, Scope scope)
    {
        var place = scope.WithoutFacts();
        return Rewrite.BottomUp(e, n => n switch
        {
            Differential d when !moving.Contains(d.Of) => Differentiator.Differential(d.Of, moving, scope),
            Apply { Operator: PendingDifferential } d => Differentiator.Differential(d.Argument, moving, scope),
            Apply { Operator: Nabla nabla } a => Worked(nabla, a.Argument, place),
            _ => n,
        });
    }

    private static Expr Worked(Nabla nabla, Expr of, Scope scope)
    {
        var kind = nabla.Kind switch
        {
            NablaKind.Gradient => DerivationKind.Gradient,
            NablaKind.Jacobian => DerivationKind.Jacobian,
            NablaKind.Hessian => DerivationKind.Hessian,
            _ => throw new InvalidOperationException("A projected gradient is not written."),
        };
        bool vector = kind == DerivationKind.Gradient && of.IsScalar && nabla.Result != nabla.Variables[0].Shape;
        var result = Differentiator.Derive(kind, of, nabla.Variables, vector ? Layout.Vector : Layout.Gradient, scope);
        return result.Shape == nabla.Result ? result : Make.Unvec(result.IsScalar || result.Shape.IsColumn ? result : Make.Vec(result), nabla.Result);
    }
}
