using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>A ⊙ B, entry by entry, of any number of factors of one shape: ij,ij → ij.</summary>
internal sealed class Hadamard : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Hadamard Instance = new();

    /// <inheritdoc/>
    public override string Name => ".*";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.HadamardRule;

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecHadamard;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        foreach (var other in arguments.Skip(1))
        {
            if (!unifier.Unify(arguments[0].Rows, other.Rows) || !unifier.Unify(arguments[0].Columns, other.Columns))
            {
                throw new ShapeException(Name, arguments[0], other, "factors entry by entry have one shape");
            }
        }

        return unifier.Resolve(arguments[0]);
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments)
    {
        var outside = new List<Expr>();
        var order = new List<Expr>();
        var powers = new Dictionary<Expr, Rational>();
        Shape? shape = null;
        foreach (var argument in arguments)
        {
            if (!argument.IsScalar)
            {
                shape ??= argument.Shape;
                if (shape != argument.Shape)
                {
                    throw new ShapeException(Name, shape.Value, argument.Shape, "factors entry by entry have one shape");
                }
            }

            Collect(argument);
        }

        if (shape is not { } s)
        {
            return Product.Of(arguments);
        }

        var factors = order.Where(b => !powers[b].IsZero).OrderBy(b => powers[b].Sign < 0).Select(b => ElementwisePower.Of(b, powers[b])).ToArray();
        var inside = factors.Length switch
        {
            _ when factors.Any(f => f.IsZero) => Make.Zero(s),
            0 => Make.Ones(s),
            1 => factors[0],
            _ => Apply.Raw(this, factors),
        };
        return outside.Count == 0 ? inside : Product.Of([.. outside, inside]);

        void Collect(Expr factor)
        {
            switch (factor)
            {
                case { IsScalar: true }:
                    outside.Add(factor);
                    break;
                case Apply { Operator: Hadamard } h:
                    foreach (var a in h.Arguments)
                    {
                        Collect(a);
                    }

                    break;
                case Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0:
                    outside.Add(Number.Of(p.Coefficient));
                    outside.AddRange(p.Scalars);
                    Collect(Product.Of(p.Chain));
                    break;
                case Constant { Kind: ConstantKind.Ones }:
                    break;
                default:
                    var (b, exponent) = ElementwisePower.Split(factor);
                    if (!powers.TryAdd(b, exponent))
                    {
                        powers[b] += exponent;
                    }
                    else
                    {
                        order.Add(b);
                    }

                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.Hadamard([.. Others(node, argument), cotangent]);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Diag(Make.Vec(Make.Hadamard([.. Others(node, argument)])));

    private static IEnumerable<Expr> Others(Apply node, int argument) => node.Arguments.Where((_, i) => i != argument);
}

/// <summary>A ⊗ B, of any number of factors: ij,kl → (ik)(jl).</summary>
internal sealed class Kronecker : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Kronecker Instance = new();

    /// <inheritdoc/>
    public override string Name => "⊗";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.KroneckerRule;

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecKronecker;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => new(
        arguments.Aggregate(Size.One, (size, s) => size * unifier.Resolve(s.Rows)),
        arguments.Aggregate(Size.One, (size, s) => size * unifier.Resolve(s.Columns)));

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments)
    {
        var outside = new List<Expr>();
        var factors = new List<Expr>();
        foreach (var argument in arguments.SelectMany(a => a is Apply { Operator: Kronecker } k ? k.Arguments : [a]))
        {
            var rest = argument;
            if (argument is Product p && (!p.Coefficient.IsOne || p.Scalars.Count > 0) && p.Chain.Count > 0 && !p.IsScalar)
            {
                outside.Add(Number.Of(p.Coefficient));
                outside.AddRange(p.Scalars);
                rest = Product.Of(p.Chain);
            }

            if (rest.IsScalar)
            {
                outside.Add(rest);
            }
            else if (factors.Count > 0 && Constants(factors[^1], rest) is { } merged)
            {
                factors[^1] = merged;
            }
            else
            {
                factors.Add(rest);
            }
        }

        if (factors.Any(f => f.IsZero))
        {
            return Make.Zero(ShapeOf([.. arguments.Select(a => a.Shape)], Unifier.Strict));
        }

        var inside = factors.Count switch { 0 => Number.One, 1 => factors[0], _ => (Expr)Apply.Raw(this, [.. factors]) };
        return outside.Count == 0 ? inside : Product.Of([.. outside, inside]);
    }

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent)
    {
        // With U the only moving factor, vec(A ⊗ U ⊗ B) = M vec U, so the cotangent comes back by M'.
        var m = Jacobian(node, argument);
        return Make.Unvec(Product.Of(Make.Transpose(m), Make.Vec(cotangent)), node.Arguments[argument].Shape);
    }

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument)
    {
        var before = Make.Kronecker([Number.One, .. node.Arguments.Take(argument)]);
        var after = Make.Kronecker([Number.One, .. node.Arguments.Skip(argument + 1)]);
        var u = node.Arguments[argument].Shape;
        var middle = new Shape(before.Shape.Rows * u.Rows, before.Shape.Columns * u.Columns);
        // vec(A ⊗ B) = (I_n ⊗ K_{q,m} ⊗ I_p)(vec A ⊗ vec B) for A m×n, B p×q.
        return Product.Of(
            Arrange(middle, after.Shape),
            Make.Kronecker(Make.Identity(middle.Count), Make.Vec(after)),
            Arrange(before.Shape, u),
            Make.Kronecker(Make.Vec(before), Make.Identity(u.Count)));
    }

    private static Expr Arrange(Shape a, Shape b) =>
        Make.Kronecker(Make.Identity(a.Columns), Make.Commutation(b.Columns, a.Rows), Make.Identity(b.Rows));

    private static Expr? Constants(Expr a, Expr b) => (a, b) switch
    {
        (Constant { Kind: ConstantKind.Identity } x, Constant { Kind: ConstantKind.Identity } y) => Make.Identity(x.First * y.First),
        ({ Shape.IsColumn: true }, { Shape.IsRow: true }) => Product.Of(a, b),
        ({ Shape.IsRow: true }, { Shape.IsColumn: true }) => Product.Of(b, a),
        (Constant { Kind: ConstantKind.Ones } x, Constant { Kind: ConstantKind.Ones } y) => Make.Ones(new(x.First * y.First, x.Second * y.Second)),
        _ => null,
    };
}
