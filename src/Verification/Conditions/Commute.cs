using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Verification.Conditions;

/// <summary>
/// <c>A*B = B*A</c>. One is a polynomial of the other. Where their declared structures differ, this would give the one
/// structure to both, which commuting does not: then at half of the points one is a multiple of I, and the other is free.
/// </summary>
internal sealed class Commute(Symbol first, Symbol second) : Condition($"{first.Name}*{second.Name} = {second.Name}*{first.Name}")
{
    // c I + d A + e A² with positive numbers has these where A has them.
    private const Attributes Kept = Attributes.Symmetric | Attributes.PositiveDefinite | Attributes.Diagonal | Attributes.Lower | Attributes.Upper | Attributes.Positive;

    private readonly Symbol source = second.Attributes == Attributes.None ? first : second;
    private readonly Symbol made = second.Attributes == Attributes.None ? second : first;

    /// <summary>Can points be made for two matrices with what is declared of them?</summary>
    public static bool CanBeMade(Symbol first, Symbol second) => !first.IsScalar && first.Shape.Rows.Equals(first.Shape.Columns)
        && (first.Attributes == Attributes.None || second.Attributes == Attributes.None || (first.Attributes == second.Attributes && (first.Attributes & ~Kept) == Attributes.None));

    /// <inheritdoc/>
    public override void Impose(Dictionary<Symbol, Matrix<Real>> values, ref Noise noise)
    {
        if (!values.TryGetValue(source, out var given) || !values.ContainsKey(made))
        {
            return;
        }

        if (source.Attributes != made.Attributes && noise.Below(2) == 0)
        {
            values[source] = new Real(Multiple(ref noise)) * Matrix<Real>.Identity(given.Rows);
        }
        else
        {
            values[made] = Values.CommutingWith(given, ref noise);
        }
    }

    // Of which multiple of I has the structure of the source: only 0 is skew.
    private double Multiple(ref Noise noise) => source.Attributes switch
    {
        var a when a.HasFlag(Attributes.Skew) => 0,
        var a when a.HasFlag(Attributes.Orthogonal) => noise.Below(2) == 0 ? 1 : -1,
        _ => noise.Between(0.3, 1.6),
    };
}
