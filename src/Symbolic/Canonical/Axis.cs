using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>An index variable with its size. Axes are told apart by reference; the number only orders them within a run.</summary>
internal sealed class Axis(Size size)
{
    private static long count;

    /// <summary>How many values it takes.</summary>
    public Size Size { get; } = size;

    /// <summary>A number that no other axis has.</summary>
    public long Number { get; } = Interlocked.Increment(ref count);

    /// <summary>Another axis of the same size.</summary>
    public Axis Fresh() => new(Size);

    /// <summary>An axis for a size; none for the size 1.</summary>
    public static Axis[] For(Size size) => size.IsOne ? [] : [new(size)];

    /// <inheritdoc/>
    public override string ToString() => $"i{Number}";
}

/// <summary>What is too large, or outside the reach of canonical forms.</summary>
internal sealed class UndecidedException(string reason) : Exception(reason);
