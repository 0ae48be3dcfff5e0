using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff;

/// <summary>
/// Derivatives of expressions in vectors and matrices, written in the language of the command line. Every answer has been
/// checked at random points against automatic differentiation before it is returned.
/// </summary>
public static class Derive
{
    /// <summary>∇_X F, with vec dF = (∇_X F)ᵀ vec dX: for a scalar F in the shape of X, else dim(X)×dim(F).</summary>
    /// <param name="expression">F, in the language.</param>
    /// <param name="wrt">X, a name.</param>
    /// <param name="where">Declarations, as <c>A: n×n symmetric, x: n</c>; what is not declared is inferred.</param>
    /// <exception cref="DerivationException">F can't be read, its shapes do not conform, or the derivative can't be had.</exception>
    public static Derived Gradient(string expression, string wrt, string where = "") => Ask(DerivationKind.Gradient, expression, [wrt], where);

    /// <summary>∂vec F/∂(vec X)ᵀ, dim(F)×dim(X) (Magnus &amp; Neudecker).</summary>
    /// <inheritdoc cref="Gradient"/>
    public static Derived Jacobian(string expression, string wrt, string where = "") => Ask(DerivationKind.Jacobian, expression, [wrt], where);

    /// <summary>The Hessian of a scalar F, dim(X)×dim(X), of vec X.</summary>
    /// <inheritdoc cref="Gradient"/>
    public static Derived Hessian(string expression, string wrt, string where = "") => Ask(DerivationKind.Hessian, expression, [wrt], where);

    /// <summary>The mixed block ∂²F/∂vec X ∂(vec Y)ᵀ of a scalar F, dim(X)×dim(Y).</summary>
    /// <param name="expression">F, in the language.</param>
    /// <param name="rows">X, a name.</param>
    /// <param name="columns">Y, a name.</param>
    /// <param name="where">Declarations.</param>
    /// <exception cref="DerivationException">F can't be read, its shapes do not conform, or the derivative can't be had.</exception>
    public static Derived MixedHessian(string expression, string rows, string columns, string where = "") =>
        Ask(DerivationKind.Hessian, expression, [rows, columns], where);

    /// <summary>dF in terms of dX, in the shape of F.</summary>
    /// <inheritdoc cref="Gradient"/>
    public static Derived Differential(string expression, string wrt, string where = "") => Ask(DerivationKind.Differential, expression, [wrt], where);

    /// <summary>The same value in a shorter form.</summary>
    /// <param name="expression">An expression in the language.</param>
    /// <param name="where">Declarations.</param>
    /// <exception cref="DerivationException">The expression can't be read, or its shapes do not conform.</exception>
    public static Derived Simplified(string expression, string where = "") => Ask(DerivationKind.Simplification, expression, [], where);

    private static Derived Ask(DerivationKind kind, string expression, IReadOnlyList<string> wrt, string where)
    {
        try
        {
            var scope = ExpressionReader.Declare(where);
            var e = ExpressionReader.Read(expression, scope);
            var derivation = Differentiator.Derivation(kind, e, [.. wrt.Select(x => ExpressionReader.Variable(x, scope))], Layout.Gradient, scope);
            var check = WitnessCheck.Check(kind, Layout.Gradient, e, derivation.Variables, derivation.Result, scope);
            return check.Passed ? new Derived(derivation, check)
                : check.Samples == 0 ? throw new DerivationException($"The answer could not be checked: {check.Failure}")
                : throw new InvalidOperationException($"The answer for {expression} failed its check: {check.Failure}");
        }
        catch (DiagnosticException e)
        {
            throw new DerivationException(e.Diagnostic.Render());
        }
        catch (NotDifferentiableException e)
        {
            throw new DerivationException(e.Message);
        }
    }
}

/// <summary>An expression that can't be read or has no derivative; the message shows where and why.</summary>
public sealed class DerivationException(string message) : Exception(message);
