using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Field;

/// <summary>
/// A random point over the field: numbers for the sizes, matrices with their declared structure, and functions whose values
/// are hashed from their arguments.
/// </summary>
internal sealed class FieldPoint(Scope scope, IReadOnlyDictionary<Name, int> sizes, ulong seed)
{
    private readonly Dictionary<Size, int> counts = [];

    /// <summary>What the names mean.</summary>
    public Scope Scope { get; } = scope;

    /// <summary>The numbers that the sizes are.</summary>
    public IReadOnlyDictionary<Name, int> Sizes { get; } = sizes;

    /// <summary>The number that a size is.</summary>
    public int Count(Size size)
    {
        if (size.IsOne)
        {
            return 1;
        }

        if (!counts.TryGetValue(size, out int count))
        {
            if (!size.Evaluate(n => Sizes[n]).TryToInt32(out count) || count < 0)
            {
                throw new UndefinedException($"the size {size} is no whole number");
            }

            counts[size] = count;
        }

        return count;
    }

    /// <summary>The value of a size as a number, which need not be whole.</summary>
    public ulong Number(Size size) => Fp.Of(size.Evaluate(n => Sizes[n]));

    /// <summary>A random value of a symbol.</summary>
    public FieldMatrix Value(Symbol symbol) => Draw(Key(symbol), Count(symbol.Shape.Rows), Count(symbol.Shape.Columns), symbol.Attributes);

    /// <summary>A random value of dX.</summary>
    public FieldMatrix Direction(Symbol symbol) =>
        Draw("d " + Key(symbol), Count(symbol.Shape.Rows), Count(symbol.Shape.Columns), Attributes.None);

    /// <summary>A number hashed from a name and arguments: the value of a random function of that name.</summary>
    public ulong Hash(string name, params ReadOnlySpan<ulong> arguments)
    {
        ulong state = Noise.Key(name, seed);
        foreach (ulong argument in arguments)
        {
            state = new Noise(state ^ argument).Next();
        }

        return new Noise(state).Next() % Fp.P;
    }

    private static string Key(Symbol symbol) => symbol.Derivative is { } d ? $"∇{d.Wrt.Name}{d.Of.Name}" : symbol.Name.Text;

    private FieldMatrix Draw(string name, int rows, int columns, Attributes attributes)
    {
        var noise = new Noise(Noise.Key(name, seed ^ 0x5EED));
        var a = new FieldMatrix(rows, columns);
        for (int i = 0; i < a.Entries.Length; i++)
        {
            a.Entries[i] = noise.Next() % Fp.P;
        }

        return rows != columns || attributes == Attributes.None ? a
            : attributes.HasFlag(Attributes.Orthogonal) ? Orthogonal(a, attributes, ref noise)
            : Structured(a, attributes);
    }

    private static FieldMatrix Structured(FieldMatrix a, Attributes attributes)
    {
        const Attributes symmetric = Attributes.Symmetric | Attributes.PositiveDefinite;
        var result = new FieldMatrix(a.Rows, a.Columns);
        for (int j = 0; j < a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                bool zero = (attributes.HasFlag(Attributes.Diagonal) && i != j)
                    || (attributes.HasFlag(Attributes.Lower) && i < j) || (attributes.HasFlag(Attributes.Upper) && i > j);
                result[i, j] = zero ? 0
                    : attributes.HasFlag(Attributes.Skew) ? Fp.Subtract(a[i, j], a[j, i])
                    : (attributes & symmetric) != 0 ? Fp.Add(a[i, j], a[j, i])
                    : a[i, j];
            }
        }

        return result;
    }

    // (I − S)(I + S)⁻¹ with S skew, by a reflection half of the time; a reflection where it is symmetric, too.
    private static FieldMatrix Orthogonal(FieldMatrix a, Attributes attributes, ref Noise noise)
    {
        int n = a.Rows;
        var identity = FieldMatrix.Identity(n);
        bool turned = noise.Below(2) == 0;
        if (attributes.HasFlag(Attributes.Diagonal) || n == 1)
        {
            var signs = new FieldMatrix(n, n);
            for (int i = 0; i < n; i++)
            {
                signs[i, i] = noise.Below(2) == 0 ? 1 : Fp.P - 1;
            }

            return signs;
        }

        var v = new FieldMatrix(n, 1, a.Entries[..n]);
        var reflection = identity - (Fp.Multiply(2, Fp.Inverse((v.Transposed() * v).Entries[0])) * (v * v.Transposed()));
        if (attributes.HasFlag(Attributes.Symmetric))
        {
            return reflection;
        }

        var skew = Structured(a, Attributes.Skew);
        var rotation = (identity - skew) * FieldAlgebra.Inverse(identity + skew);
        return turned ? rotation * reflection : rotation;
    }
}
