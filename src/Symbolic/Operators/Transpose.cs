using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>X': ij → ji.</summary>
internal sealed class Transpose : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly Transpose Instance = new();

    /// <inheritdoc/>
    public override string Name => "transpose";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecTranspose;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0].Transposed;

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments)
    {
        var x = arguments[0];
        return x switch
        {
            { IsScalar: true } => x,
            Apply { Operator: Transpose } a => a.Argument,
            Product p => Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Reverse().Select(Make.Transpose)]),
            Constant { Kind: ConstantKind.Zeros or ConstantKind.Ones or ConstantKind.Commutation } c => Constant.Of(c.Kind, c.Second, c.First),
            Apply { Operator: Kronecker } k => Make.Kronecker([.. k.Arguments.Select(Make.Transpose)]),
            Apply { Operator: IndexedSum sum } a => sum.Of(Make.Transpose(a.Argument)),
            Apply { Operator: IndexedProduct } a => IndexedProduct.Transposed(a),
            Apply { Operator: Hcat } h => Vcat.Instance.Of([.. h.Arguments.Select(Make.Transpose)]),
            Apply { Operator: Vcat } v => Hcat.Instance.Of([.. v.Arguments.Select(Make.Transpose)]),
            Apply { Operator: Tril } t when Structure.IsSymmetric(t.Argument) => Triu.Instance.Of(t.Argument),
            Apply { Operator: Triu } t when Structure.IsSymmetric(t.Argument) => Tril.Instance.Of(t.Argument),
            Symbol s when s.Attributes.HasFlag(Attributes.Skew) => Make.Negate(x),
            Sum s when x.Shape.IsColumn == false && s.Terms.All(t => Untransposed(t) is not null) => Sum.Of([.. s.Terms.Select(Make.Transpose)]),
            _ when Structure.IsSymmetric(x) => x,
            _ => Apply.Raw(this, x),
        };
    }

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.Transpose(cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Commutation(node.Argument.Shape.Rows, node.Argument.Shape.Columns);

    // The transpose of a sum of transposes is shorter written out.
    private static Expr? Untransposed(Expr term) => Product.Split(term).Core is Apply { Operator: Transpose } t ? t.Argument : null;
}

/// <summary>What follows about the structure of an expression from that of its parts.</summary>
internal static class Structure
{
    private const Attributes SymmetricKinds = Attributes.Symmetric | Attributes.Diagonal | Attributes.PositiveDefinite;

    /// <summary>Is X' = X by construction?</summary>
    public static bool IsSymmetric(Expr x) => x.Shape.Rows.Equals(x.Shape.Columns) && x switch
    {
        _ when x.IsScalar => true,
        Symbol s => (s.Attributes & SymmetricKinds) != 0,
        Constant c => c.Kind is ConstantKind.Identity or ConstantKind.Zeros or ConstantKind.Ones
            || (c.Kind == ConstantKind.Commutation && c.First.Equals(c.Second)),
        Sum s => s.Terms.All(IsSymmetric),
        Product p => IsPalindrome(p.Chain),
        Apply a => a.Operator switch
        {
            DiagonalMatrix => true,
            Hadamard or Kronecker => a.Arguments.All(IsSymmetric),
            MatrixPower or ElementwiseOperator or ElementwisePower or IndexedSum => IsSymmetric(a.Argument),
            _ => false,
        },
        _ => false,
    };

    /// <summary>Is X diagonal by construction?</summary>
    public static bool IsDiagonal(Expr x) => x switch
    {
        Symbol s => s.Attributes.HasFlag(Attributes.Diagonal),
        Constant c => c.Kind is ConstantKind.Identity,
        Apply { Operator: DiagonalMatrix } => true,
        Sum s => s.Terms.All(IsDiagonal),
        Product p => p.Chain.Count > 0 && p.Chain.All(IsDiagonal),
        Apply { Operator: MatrixPower } a => IsDiagonal(a.Argument),
        _ => false,
    };

    private static bool IsPalindrome(IReadOnlyList<Expr> chain)
    {
        for (int i = 0, j = chain.Count - 1; i <= j; i++, j--)
        {
            if (!ReferenceEquals(i == j ? chain[i] : Make.Transpose(chain[i]), chain[j]) || (i == j && !IsSymmetric(chain[i])))
            {
                return false;
            }
        }

        return true;
    }
}
