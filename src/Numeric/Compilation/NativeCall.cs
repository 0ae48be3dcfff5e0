namespace MatrixDiff.Numeric.Compilation;

/// <summary>What a generated call passes: a place in memory, a number or an object.</summary>
internal enum ArgumentKind
{
    /// <summary>The memory of the result, from an entry on.</summary>
    Result,

    /// <summary>The memory of an operand, from an entry on.</summary>
    Operand,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Memory that the call may write to and that nothing else needs.</summary>
    Scratch,

    /// <summary>An object that is made when the function is bound.</summary>
    Object,
}

/// <summary>An argument of a generated call: which operand, and the entry from which it starts; a whole number; an object.</summary>
internal sealed record NativeArgument(ArgumentKind Kind, int Index, long Value, object? Object = null)
{
    /// <summary>A whole number.</summary>
    public static implicit operator NativeArgument(int value) => new(ArgumentKind.Whole, 0, value);

    /// <summary>The result, from an entry on.</summary>
    public static NativeArgument Result(long offset = 0) => new(ArgumentKind.Result, 0, offset);

    /// <summary>An operand, from an entry on.</summary>
    public static NativeArgument Operand(int index, long offset = 0) => new(ArgumentKind.Operand, index, offset);

    /// <summary>An object.</summary>
    public static NativeArgument Of(object value) => new(ArgumentKind.Object, 0, 0, value);
}

/// <summary>A call of a method of <see cref="Kernels.Native.Steps{L,V,T}"/>, with so many numbers of scratch.</summary>
internal sealed record NativeCall(string Method, params NativeArgument[] Arguments)
{
    /// <summary>The numbers of scratch that the call needs, which comes last among the arguments; null for a method that takes none.</summary>
    public long? Scratch { get; init; }
}
