using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// A fact about values: <c>1'y = 1</c>, <c>X'X = I</c>, <c>A*B = B*A</c>. The longer side is replaced by the shorter one, the
/// left by the right where they are of one length. It holds at the values, not along every direction, so that nothing may be
/// differentiated after its use that moves with it.
/// </summary>
internal sealed record AssumedEquation : Assumption
{
    private readonly List<Replacement> replacements = [];
    private readonly AssumedStructure? structure;

    /// <summary>An equation of two sides of one shape.</summary>
    public AssumedEquation(string text, Expr left, Expr right)
        : base(text)
    {
        (Left, Right) = (left, right);
        var (from, to) = Oriented(Simplifier.Simplify(left), Simplifier.Simplify(right));
        (Shortens, structure) = (to.IsZero || TreeSize.Of(to) < TreeSize.Of(from), Orthogonality(text, from, to));
        foreach (var (long_, short_) in Forms(from, to))
        {
            replacements.Add(new(long_, short_));
        }
    }

    /// <summary>The left side as it was written.</summary>
    public Expr Left { get; }

    /// <summary>The right side as it was written.</summary>
    public Expr Right { get; }

    /// <inheritdoc/>
    public override bool Shortens { get; }

    /// <inheritdoc/>
    public override Expr Use(Expr e)
    {
        e = structure?.Use(e) ?? e;
        foreach (var replacement in replacements)
        {
            e = replacement.In(e);
        }

        return e;
    }

    /// <inheritdoc/>
    public override bool MovesWith(Dependence variables) => variables.On(Left) || variables.On(Right);

    // a − b = 0 is a = b; what is 0 goes, else the longer side comes first.
    private static (Expr From, Expr To) Oriented(Expr left, Expr right)
    {
        if (right.IsZero && left is Sum s)
        {
            var rest = Make.Negate(Sum.Of([.. s.Terms.Skip(1)]));
            (left, right) = (s.Terms[0], Simplifier.Simplify(rest));
        }

        return left.IsZero || (!right.IsZero && TreeSize.Of(right) > TreeSize.Of(left)) ? (right, left) : (left, right);
    }

    // X square with X'X = I is orthogonal.
    private static AssumedStructure? Orthogonality(string text, Expr from, Expr to) =>
        to is Constant { Kind: ConstantKind.Identity } && from is Product { Scalars.Count: 0, Chain: [var a, var b] }
        && a.Shape.Rows.Equals(a.Shape.Columns) && ReferenceEquals(a, Make.Transpose(b)) && (b as Symbol ?? a as Symbol) is { } x
            ? new(text, x, Attributes.Orthogonal | Attributes.Invertible) : null;

    private static IEnumerable<(Expr From, Expr To)> Forms(Expr from, Expr to)
    {
        if (from is Number || from.IsZero || ReferenceEquals(from, to))
        {
            yield break;
        }

        yield return (from, to);
        var turned = from.IsScalar ? Product.ScalarTransposed(from) : Simplifier.Simplify(Make.Transpose(from));
        if (!ReferenceEquals(turned, from))
        {
            yield return (turned, from.IsScalar ? to : Simplifier.Simplify(Make.Transpose(to)));
        }

        foreach (var form in Lengths(from, to).Concat(Inverses(from, to)).Where(f => TreeSize.Of(f.To) <= TreeSize.Of(f.From)))
        {
            yield return form;
        }
    }

    // A length is written in several ways: x'x, sum(x.^2), sumsq(x), tr(X'X) and the squares of norms.
    private static IEnumerable<(Expr From, Expr To)> Lengths(Expr from, Expr to)
    {
        var (x, square) = from switch
        {
            Product { IsScalar: true, Coefficient.IsOne: true, Scalars.Count: 0, Chain: [var a, var b] } when ReferenceEquals(a, Make.Transpose(b)) => (b, to),
            Apply { Operator: DefinedReduction { Name: "norm2" or "normF" } } n => (n.Argument, ElementwisePower.Of(to, 2)),
            Apply { Operator: DefinedReduction { Name: "sumsq" } } n => (n.Argument, to),
            Apply { Operator: Total, Argument: Apply { Operator: ElementwisePower p } n } when p.Exponent == 2 => (n.Argument, to),
            Apply { Operator: Trace, Argument: Product { Coefficient.IsOne: true, Scalars.Count: 0, Chain: [var a, var b] } } when ReferenceEquals(a, Make.Transpose(b)) => (b, to),
            _ => (null, to),
        };
        if (x is null)
        {
            yield break;
        }

        yield return (Make.Total(ElementwisePower.Of(x, 2)), square);
        yield return (DefinedReduction.SumOfSquares.Of(x), square);
        var transposed = Make.Transpose(x);
        yield return (x.Shape.IsRow ? Product.Of(x, transposed) : x.Shape.IsColumn ? Product.Of(transposed, x) : Make.Trace(Product.Of(transposed, x)), square);
        yield return ((x.Shape.IsVector ? DefinedReduction.Norm2 : DefinedReduction.NormF).Of(x), ElementwisePower.Of(square, new(1, 2)));
    }

    // A B = I for square matrices: B A = I, A⁻¹ = B, B⁻¹ = A.
    private static IEnumerable<(Expr From, Expr To)> Inverses(Expr from, Expr to)
    {
        var (a, b) = from switch
        {
            Product { Scalars.Count: 0, Chain: [var left, var right] } => (left, right),
            Apply { Operator: MatrixPower { Exponent: 2 } } square => (square.Argument, square.Argument),
            _ => (null, null),
        };
        if (to is Constant { Kind: ConstantKind.Identity } && a is not null && a.Shape.Rows.Equals(a.Shape.Columns))
        {
            yield return (Product.Of(b!, a), to);
            yield return (Make.Inverse(a), b!);
            yield return (Make.Inverse(b!), a);
        }
    }
}
