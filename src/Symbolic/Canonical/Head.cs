using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The kinds of tensor that stand in a term.</summary>
internal enum HeadKind
{
    /// <summary>A symbol or a differential.</summary>
    Symbol,

    /// <summary>δ of two axes.</summary>
    Delta,

    /// <summary>1 where two lists of axes that are divided differently give the same place: (i j) and (k l) for sizes mn and nm.</summary>
    Place,

    /// <summary>1 at a place i, 0 elsewhere.</summary>
    Basis,

    /// <summary>A block k of a stacking: 1 where the first axis is the offset of the block plus the second.</summary>
    Selector,

    /// <summary>1 where the first axis is at least the second.</summary>
    Triangle,

    /// <summary>1 where the first axis is the place of an unordered pair of the others in vech.</summary>
    Pair,

    /// <summary>A size as a number.</summary>
    Size,

    /// <summary>A prime (or an unfactored whole number), for powers that are not whole.</summary>
    Prime,

    /// <summary>−1 to a power that depends on sizes.</summary>
    MinusOne,

    /// <summary>π.</summary>
    Pi,

    /// <summary>exp of a term.</summary>
    Exp,

    /// <summary>log |E|.</summary>
    Log,

    /// <summary>The sign of E.</summary>
    Sign,

    /// <summary>|E|, which stands only under powers that are not whole.</summary>
    Abs,

    /// <summary>A sum or connected product as the base of a power.</summary>
    Base,

    /// <summary>sin of a term.</summary>
    Sine,

    /// <summary>cos of a term.</summary>
    Cosine,

    /// <summary>Another elementwise function of E.</summary>
    Function,

    /// <summary>The inverse of a matrix, its slots in the order of the matrix: [r][c] is (M⁻¹)_cr.</summary>
    Inverse,

    /// <summary>The determinant of a matrix.</summary>
    Determinant,

    /// <summary>The product over all values of an axis.</summary>
    Product,

    /// <summary>exp of a multiple of a matrix.</summary>
    MatrixExp,

    /// <summary>The lower triangular factor of a matrix.</summary>
    Cholesky,

    /// <summary>Any other function of a matrix, slots as of the value.</summary>
    MatrixFunction,
}

/// <summary>An equality of a tensor with itself or its negative under a change of the order of its slots.</summary>
internal sealed record Symmetry(int[] Order, bool Odd)
{
    /// <summary>The exchange of two slots.</summary>
    public static Symmetry[] Swap { get; } = [new([1, 0], false)];

    /// <summary>The exchange of two slots with a change of sign.</summary>
    public static Symmetry[] SkewSwap { get; } = [new([1, 0], true)];
}

/// <summary>The argument of a tensor that is a function: a polynomial and the axes that each slot stands for.</summary>
internal sealed record Pattern(Polynomial Body, Axis[][] Slots)
{
    /// <summary>The axes of all slots.</summary>
    public Axis[] Free { get; } = [.. Slots.SelectMany(s => s)];
}

/// <summary>What a tensor is: equal heads have equal keys, and tensors of equal heads over the same axes are equal.</summary>
internal sealed class Head(HeadKind kind, string key, int arity)
{
    private int[]? classes;

    /// <summary>The kind.</summary>
    public HeadKind Kind { get; } = kind;

    /// <summary>Everything that the value depends on, as text.</summary>
    public string Key { get; } = key;

    /// <summary>How many slots it has.</summary>
    public int Arity { get; } = arity;

    /// <summary>A hash of the key that is the same in every run.</summary>
    public ulong Hash { get; } = Hashing.Of(key);

    /// <summary>The symmetries, without the trivial one.</summary>
    public Symmetry[] Symmetries { get; init; } = [];

    /// <summary>The argument, for functions.</summary>
    public Pattern? Argument { get; init; }

    /// <summary>Is no entry negative?</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>The structure declared of a symbol.</summary>
    public Expressions.Attributes Attributes { get; init; }

    /// <summary>A multiple, of the argument of exp of a matrix.</summary>
    public Rational Multiple { get; init; } = Rational.One;

    /// <summary>The place of a basis vector.</summary>
    public Size? Place { get; init; }

    /// <summary>How a stacking is divided, for a selector.</summary>
    public IReadOnlyList<Size> Sizes { get; init; } = [];

    /// <summary>How a stacking is divided, as text, for a selector; the key but for the multiple, for exp of a matrix.</summary>
    public string Partition { get; init; } = "";

    /// <summary>Is every entry 0 or 1?</summary>
    public bool IsBinary => Kind is HeadKind.Delta or HeadKind.Place or HeadKind.Basis or HeadKind.Selector or HeadKind.Triangle or HeadKind.Pair;

    /// <summary>For each slot a number; slots with one number may be exchanged for each other.</summary>
    public int[] SlotClasses => classes ??= Classes();

    /// <summary>The same tensor?</summary>
    public bool Is(Head other) => ReferenceEquals(this, other) || (Hash == other.Hash && string.Equals(Key, other.Key, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Key;

    private int[] Classes()
    {
        int[] result = [.. Enumerable.Range(0, Arity)];
        foreach (var s in Symmetries)
        {
            for (int i = 0; i < Arity; i++)
            {
                result[s.Order[i]] = Math.Min(result[s.Order[i]], i);
            }
        }

        return result;
    }
}
