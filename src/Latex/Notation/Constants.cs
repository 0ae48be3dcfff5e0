using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Latex;

/// <summary>The constants: I, 0, 1, eᵢ, K, D, L, sizes as numbers, π.</summary>
internal static class Constants
{
    /// <summary>Is there a notation for the kind?</summary>
    public static bool Knows(ConstantKind kind) => Table.ContainsKey(kind);

    private static readonly Dictionary<ConstantKind, Func<Constant, Piece>> Table = new()
    {
        [ConstantKind.Identity] = c => Below(new Letter("I"), Names.Of(c.First)),
        [ConstantKind.Zeros] = _ => new(new Letter("0", Face.Bold), Tightness.Atom),
        [ConstantKind.Ones] = Ones,
        [ConstantKind.Basis] = c => Below(new Letter("e"), Names.Of(c.First)),
        [ConstantKind.Commutation] = c => Below(new Letter("K"), Row.Unit(Names.Of(c.First), new Sign(","), Names.Of(c.Second))),
        [ConstantKind.Duplication] = c => Below(new Letter("D"), Names.Of(c.First)),
        [ConstantKind.Elimination] = c => Below(new Letter("L"), Names.Of(c.First)),
        [ConstantKind.Delta] = c => Below(new Letter("δ"), Row.Unit(Names.Of(c.First), Names.Of(c.Second))),
        [ConstantKind.SizeValue] = c => new(Names.Of(c.First), Holds(c.First)),
        [ConstantKind.Pi] = _ => new(new Letter("π"), Tightness.Atom),
    };

    /// <summary>The piece of a constant.</summary>
    public static Piece Of(Constant c) => Table[c.Kind](c);

    private static Piece Ones(Constant c)
    {
        var one = new Letter("1", Face.Bold);
        return c.Second.IsOne ? Below(one, Names.Of(c.First))
            : c.First.IsOne ? new(new Scripts(one, Names.Of(c.Second), OperatorNotation.Transposed), Tightness.Scripted)
            : Below(one, Names.Of(c.Shape));
    }

    private static Piece Below(Box letter, Box index) => new(new Scripts(letter, index, null), Tightness.Atom);

    private static Tightness Holds(Size size) => size.AsName is not null ? Tightness.Atom
        : size.Terms.Count > 1 || size.Terms[0].Coefficient.Sign < 0 ? Tightness.Sum
        : size.Terms[0] is { Coefficient.IsOne: true, Powers.Length: 1 } ? Tightness.Scripted
        : Tightness.Product;
}
