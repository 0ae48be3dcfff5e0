using System.Numerics;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Field;

namespace MatrixDiff.Tests.Verification;

/// <summary>A point of whole numbers over the field: symbols are written out as matrices of numbers.</summary>
internal sealed class WholePoint(Scope scope, Dictionary<Name, int> sizes, IReadOnlyDictionary<Symbol, Matrix<Real>> given)
{
    /// <summary>The sizes over the field.</summary>
    public FieldPoint Point { get; } = new(scope, sizes, (ulong)given.Count);

    /// <summary>Σ aᵢⱼ eᵢ eⱼ' in the place of each symbol, in the shape of the symbol.</summary>
    public static Expr Put(Expr e, IReadOnlyDictionary<Symbol, Matrix<Real>> given) => Rewrite.BottomUp(e, n => n is Symbol s ? Entries(s, given[s]) : n);

    private static Expr Entries(Symbol s, Matrix<Real> value)
    {
        var terms = new List<Expr>();
        for (int i = 0; i < value.Rows; i++)
        {
            for (int j = 0; j < value.Columns; j++)
            {
                terms.Add(Product.Of(
                    new Rational((BigInteger)value[i, j].Value, 1), Unit(i, s.Shape.Rows), Make.Transpose(Unit(j, s.Shape.Columns))));
            }
        }

        return Sum.Of(terms);
    }

    private static Expr Unit(int i, Size n) => n.IsOne ? Number.One : Constant.Of(ConstantKind.Basis, Size.Of(i + 1), n);

    /// <summary>The fraction with small numerator and denominator that a number of the field is.</summary>
    public static double Fraction(ulong value)
    {
        // Half of Euclid's algorithm.
        var (r0, r1) = ((BigInteger)Fp.P, (BigInteger)value);
        var (t0, t1) = (BigInteger.Zero, BigInteger.One);
        while (r1 * r1 > Fp.P / 2)
        {
            var q = r0 / r1;
            (r0, r1) = (r1, r0 - (q * r1));
            (t0, t1) = (t1, t0 - (q * t1));
        }

        return (double)r1 / (double)t1;
    }
}
