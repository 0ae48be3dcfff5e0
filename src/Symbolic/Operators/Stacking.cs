using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>vec X, the columns on top of each other: ij → (ji).</summary>
internal sealed class Vec : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Vec Instance = new();

    /// <inheritdoc/>
    public override string Name => "vec";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecOfVec;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Shape.Column(arguments[0].Count);

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { Shape.Columns.IsOne: true } x => x,
        { Shape.Rows.IsOne: true } x => Make.Transpose(x),
        { IsZero: true } x => Make.Zero(Shape.Column(x.Shape.Count)),
        Constant { Kind: ConstantKind.Ones } x => Make.Ones(Shape.Column(x.Shape.Count)),
        Apply { Operator: Unvec } u => u.Argument,
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.Unvec(cotangent, node.Argument.Shape);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Identity(node.Shape.Rows);
}

/// <summary>The matrix of a given shape whose columns stand on top of each other in a vector: (ji) → ij.</summary>
internal sealed class Unvec(Shape shape) : LinearOperator, IEquatable<Unvec>
{
    /// <summary>The shape of the value.</summary>
    public Shape Result { get; } = shape;

    /// <inheritdoc/>
    public override string Name => "unvec";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecOfUnvec;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) =>
        !unifier.Unify(arguments[0].Columns, Size.One) ? throw Wrong(arguments[0], "unvec takes a column vector")
        : !unifier.Unify(arguments[0].Rows, Result.Count) ? throw Wrong(arguments[0], $"{Result} has {Result.Count} entries")
        : unifier.Resolve(Result);

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        _ when Result.Columns.IsOne => arguments[0],
        _ when Result.Rows.IsOne => Make.Transpose(arguments[0]),
        { IsZero: true } => Make.Zero(Result),
        Constant { Kind: ConstantKind.Ones } => Make.Ones(Result),
        Apply { Operator: Vec } v when v.Argument.Shape == Result => v.Argument,
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.Vec(cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Identity(Result.Count);

    /// <inheritdoc/>
    public bool Equals(Unvec? other) => other is not null && other.Result == Result;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Unvec);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(Unvec), Result);
}

/// <summary>vech X, the columns of the lower triangle on top of each other.</summary>
internal sealed class Vech : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Vech Instance = new();

    /// <inheritdoc/>
    public override string Name => "vech";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VechElimination;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => unifier.Unify(arguments[0].Rows, arguments[0].Columns)
        ? Shape.Column(Constant.Triangle(unifier.Resolve(arguments[0].Rows)))
        : throw Wrong(arguments[0], "vech is defined for square matrices");

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { IsZero: true } x => Make.Zero(Shape.Column(Constant.Triangle(x.Shape.Rows))),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) =>
        Make.Unvec(Product.Of(Make.Transpose(Jacobian(node, argument)), cotangent), node.Argument.Shape);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Constant.Of(ConstantKind.Elimination, node.Argument.Shape.Rows);
}

/// <summary>Matrices beside each other.</summary>
internal sealed class Hcat : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Hcat Instance = new();

    /// <inheritdoc/>
    public override string Name => "hcat";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecHcat;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        foreach (var other in arguments.Skip(1))
        {
            if (!unifier.Unify(arguments[0].Rows, other.Rows))
            {
                throw new ShapeException(Name, arguments[0], other, "blocks beside each other have as many rows");
            }
        }

        return new(unifier.Resolve(arguments[0].Rows), arguments.Aggregate(Size.Zero, (sum, s) => sum + unifier.Resolve(s.Columns)));
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments.Length == 1 ? arguments[0]
        : arguments.All(a => a.IsZero) ? Make.Zero(ShapeOf([.. arguments.Select(a => a.Shape)], Unifier.Strict))
        : Apply.Raw(this, [.. arguments.SelectMany(a => a is Apply { Operator: Hcat } h ? h.Arguments : [a])]);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) =>
        Of([.. node.Arguments.Select((a, i) => moving[i] ?? Make.Zero(a.Shape))]);

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Product.Of(cotangent, Make.Transpose(Selector(node, argument)));

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) =>
        Make.Kronecker(Make.Transpose(Selector(node, argument)), Make.Identity(node.Shape.Rows));

    // The S with A_i S in the place of A_i and zeros elsewhere.
    private static Expr Selector(Apply node, int argument)
    {
        var n = node.Arguments[argument].Shape.Columns;
        return Instance.Of([.. node.Arguments.Select((a, i) => i == argument ? Make.Identity(n) : Make.Zero(new(n, a.Shape.Columns)))]);
    }
}

/// <summary>Matrices on top of each other.</summary>
internal sealed class Vcat : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Vcat Instance = new();

    /// <inheritdoc/>
    public override string Name => "vcat";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecVcat;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        foreach (var other in arguments.Skip(1))
        {
            if (!unifier.Unify(arguments[0].Columns, other.Columns))
            {
                throw new ShapeException(Name, arguments[0], other, "blocks on top of each other have as many columns");
            }
        }

        return new(arguments.Aggregate(Size.Zero, (sum, s) => sum + unifier.Resolve(s.Rows)), unifier.Resolve(arguments[0].Columns));
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments.Length == 1 ? arguments[0]
        : arguments.All(a => a.IsZero) ? Make.Zero(ShapeOf([.. arguments.Select(a => a.Shape)], Unifier.Strict))
        : Apply.Raw(this, [.. arguments.SelectMany(a => a is Apply { Operator: Vcat } h ? h.Arguments : [a])]);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) =>
        Of([.. node.Arguments.Select((a, i) => moving[i] ?? Make.Zero(a.Shape))]);

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Product.Of(Make.Transpose(Selector(node, argument)), cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Kronecker(Make.Identity(node.Shape.Columns), Selector(node, argument));

    // The S with S A_i in the place of A_i and zeros elsewhere.
    private static Expr Selector(Apply node, int argument)
    {
        var n = node.Arguments[argument].Shape.Rows;
        return Instance.Of([.. node.Arguments.Select((a, i) => i == argument ? Make.Identity(n) : Make.Zero(new(a.Shape.Rows, n)))]);
    }
}
