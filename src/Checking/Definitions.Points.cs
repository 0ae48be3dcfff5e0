using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>Equations that say where a variable is.</content>
internal sealed partial class Definitions
{
    // w = (XᵀX)⁻¹Xᵀy, for the w by which something is differentiated, or of J(w): it says where w is, and defines nothing.
    private Defined? Solution(Name name, Syntax right) =>
        (variables.Contains(name) || arguments.Contains(name)) && !constrained.Contains(name) && scope.Symbols.TryGetValue(name, out var w) && !scope.Definitions.ContainsKey(w) && scope.Facts.All(f => !ReferenceEquals(f.Name, w))
        && !StepSyntax.NamesIn(right).Any(n => n.Name.Equals(name)) && (SyntaxNames.Derivative(right) is null)
            ? new(null, Clash(new NameSyntax(name.Base, [.. name.Indices.Select(i => IndexInSyntax.Of(i, right.Span))], right.Span), right)) { Point = w }
            : null;

    // v = r + γ P v says what v is, where nothing else does: the solution of (I − γP) v = r. With a number in the place of γP it is an update.
    private Defined? FixedPoint(Name name, Syntax right, Func<Expr?> read)
    {
        if (used.Contains(name) || variables.Contains(name) || !scope.Symbols.TryGetValue(name, out var v) || !v.Shape.IsColumn || v.IsScalar || scope.Definitions.ContainsKey(v) || SyntaxNames.Derivative(right) is not null)
        {
            return null;
        }

        try
        {
            var value = ExpressionReader.Guard(source, read);
            if (value is null || value.Shape != v.Shape || !Rewrite.Symbols(value).Contains(v))
            {
                return null;
            }

            var slope = Differentiator.Derive(DerivationKind.Jacobian, value, [v], Layout.Jacobian, scope);
            if (Rewrite.Symbols(slope).Contains(v) || Rewrite.Symbols(slope).All(s => s.IsScalar))
            {
                return null;
            }

            // v = P v is said of an eigenvector, and gives no formula for it.
            var rest = Rewrite.Substitute(value, v, Make.Zero(v.Shape));
            if (rest.IsZero)
            {
                return new(null, null) { Name = name };
            }

            scope.Define(v, Product.Of(Make.Inverse(Sum.Of([Make.Identity(v.Shape.Rows), Product.Of(Number.Of(-1), slope)])), rest));
            return new(v, null);
        }
        catch (Exception e) when (e is DiagnosticException or NotDifferentiableException or ShapeException)
        {
            return null;
        }
    }

    // (XᵀX + λI) ŵ = Xᵀy: an equation that says what ŵ is. What a derivative is said to be is a claim.
    private Defined? Characterises(Syntax left, Syntax right)
    {
        if (!StepSyntax.IsZero(left) && !StepSyntax.IsZero(right) && (SyntaxNames.Derivative(left) ?? SyntaxNames.Derivative(right)) is not null)
        {
            return null;
        }

        var unknown = StepSyntax.NamesIn(left).Concat(StepSyntax.NamesIn(right)).Select(n => n.Name).Distinct()
            .Where(n => Decoration.BaseOf(n) is { } plain && scope.Symbols.ContainsKey(plain) && !used.Contains(n) && IsNew(n, new NumberSyntax(0, left.Span))).ToList();
        return unknown.Count == 1 && !variables.Contains(unknown[0]) ? new(null, Clash(left, right)) { Name = unknown[0], Characterised = scope.Symbols.GetValueOrDefault(unknown[0]) } : null;
    }

    // ∇_w J = 0 asks for the w where it is, and so does what was found for ∇_w J; where it is 0 anyway it is a claim.
    private Defined? Stationary(Syntax left, Syntax right)
    {
        (left, right) = StepSyntax.IsZero(left) ? (right, left) : (left, right);
        var point = StepSyntax.IsZero(right) ? points.OfDerivative(left) ?? points.OfValue(left, [.. variables, .. arguments, .. StepSyntax.NamesIn(left).Select(n => n.Name).Where(n => variables.Count == 0).Distinct()], 0) : null;
        return point is null ? null : new(null, Clash(left, right)) { Stationary = point };
    }

    // C x = d after L(x, λ) = f(x) + λᵀ(C x − d): what the derivative by a variable in which L is linear is zero for.
    private Defined? Constraint(Syntax left, Syntax right)
    {
        if ((SyntaxNames.Derivative(left) ?? SyntaxNames.Derivative(right)) is not null)
        {
            return null;
        }

        foreach (var (f, multiplier) in several.SelectMany(s => s.Value.Select(n => (s.Key, scope.Symbols.GetValueOrDefault(n)))))
        {
            if (multiplier is not null && !scope.Definitions.ContainsKey(multiplier) && points.Gradient(f, multiplier) is { } slope && !slope.IsZero && !Rewrite.Symbols(slope).Contains(multiplier)
                && points.OfEquation(left, right, multiplier) is { Gradient: { } difference } point && difference.Shape == slope.Shape
                && StationaryPoint.Implies([new(multiplier, slope, "")], difference, Make.Zero(slope.Shape), scope, 0) == true && StationaryPoint.Implies([point], slope, Make.Zero(slope.Shape), scope, 0) == true)
            {
                return new(null, null) { Stationary = point with { Of = f } };
            }
        }

        return null;
    }
}
