using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Field;

/// <summary>
/// Upper bounds of the degrees of expressions as rational functions of random numbers: every matrix is a matrix of
/// polynomials over one common denominator. A value of a random function counts as a number of its own.
/// </summary>
internal sealed class DegreeBound(FieldPoint point)
{
    private readonly Dictionary<Expr, Degree> known = [];

    /// <summary>The greatest degree of an argument of a random function.</summary>
    public double Argument { get; private set; }

    /// <summary>The bound of the chance that two expressions that differ have equal values at a random point.</summary>
    public double Error(Expr left, Expr right, int hashed)
    {
        var (a, b) = (Of(left), Of(right));
        double same = Math.Max(a.Above + b.Below, b.Above + a.Below) + a.Below + b.Below;

        // Two arguments that differ may meet by chance.
        double meet = (double)hashed * hashed / 2 * (2 * Argument);
        return Math.Min(1, (same + meet + 1) / Fp.P);
    }

    /// <summary>Degrees of the polynomials above and of the common one below.</summary>
    public Degree Of(Expr e)
    {
        if (!known.TryGetValue(e, out var degree))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            degree = e switch
            {
                Number or Constant => default,
                Symbol s => OfSymbol(s),
                Differential => new(1, 0),
                Sum s => s.Terms.Select(Of).Aggregate(Plus),
                Product p => p.Children.Select(Of).Aggregate(default(Degree), Times),
                Apply a => OfApply(a),
                _ => new(1, 0),
            };
            known[e] = degree;
        }

        return degree;
    }

    private Degree OfSymbol(Symbol s)
    {
        double n = Count(s);
        return point.Scope.Definitions.TryGetValue(s, out var definition) ? Of(definition)
            : s.Attributes.HasFlag(Attributes.Orthogonal) ? new((2 * n) + 2, (2 * n) + 2)
            : new(1, 0);
    }

    private Degree OfApply(Apply e)
    {
        double n = Count(e.Arguments[0]);
        double entries = (double)point.Count(e.Arguments[0].Shape.Rows) * point.Count(e.Arguments[0].Shape.Columns);
        switch (e.Operator)
        {
            case LinearOperator:
                return e.Arguments.Select(Of).Aggregate(default(Degree), Times);
            case ElementwisePower p:
                var power = Power(Of(e.Argument), entries, (double)p.Exponent.Numerator / (double)p.Exponent.Denominator);
                return p.Exponent.IsInteger ? power : Times(power, Random(e));
            case MatrixPower p:
                var inverse = p.Exponent < 0 ? Inverse(Of(e.Argument), n) : Of(e.Argument);
                return new(inverse.Above * Math.Abs(p.Exponent), inverse.Below * Math.Abs(p.Exponent));
            case SymbolicPower:
                var one = Inverse(Of(e.Arguments[0]), n);
                return new(64 * one.Above, 64 * one.Below);
            case GeneralPower:
                var many = Power(Of(e.Arguments[0]), entries, -1000);
                return Times(many, Random(e));
            case Determinant:
                return new(n * Of(e.Argument).Above, n * Of(e.Argument).Below);
            case Adjugate:
                return new(n * Of(e.Argument).Above, n * Of(e.Argument).Below);
            case PseudoInverse:
                var x = Of(e.Argument);
                return Times(Inverse(new(2 * x.Above, 2 * x.Below), Math.Max(n, Count(e))), x);
            case DefinedOperator d:
                return Of(d.Definition(e));
            case ElementwiseOperator { Order: > 0 } f when f.WithoutPrimes(e.Argument) is { } formula:
                return Of(formula);
            default:
                return Random(e);
        }
    }

    private Degree Random(Apply e)
    {
        foreach (var argument in e.Arguments)
        {
            double n = Count(argument);
            var degree = Of(argument);
            Argument = Math.Max(Argument, Math.Max(1, n) * (degree.Above + degree.Below));
        }

        return new(1, 0);
    }

    private double Count(Expr e) => Math.Max(point.Count(e.Shape.Rows), point.Count(e.Shape.Columns));

    private static Degree Plus(Degree a, Degree b) => new(Math.Max(a.Above + b.Below, b.Above + a.Below), a.Below + b.Below);

    private static Degree Times(Degree a, Degree b) => new(a.Above + b.Above, a.Below + b.Below);

    // d adj(N)/det(N) for N/d.
    private static Degree Inverse(Degree a, double n) => new(a.Below + ((n - 1) * a.Above), n * a.Above);

    // Every entry to a power: below a fraction line the common denominator is the product of all entries.
    private static Degree Power(Degree a, double entries, double exponent)
    {
        var one = exponent < 0 ? new Degree(a.Below + ((entries - 1) * a.Above), entries * a.Above) : a;
        double times = Math.Ceiling(Math.Abs(exponent));
        return new(times * one.Above, times * one.Below);
    }

    /// <summary>Degrees above and below a fraction line.</summary>
    public readonly record struct Degree(double Above, double Below);
}
