namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// Arithmetic on <see cref="Count"/> numbers at a time, the same for every width of register, so that kernels and generated loops
/// are written once. A mask V has all bits set in the lanes that count; lanes that do not are read as 0 and not written.
/// </summary>
internal unsafe interface ILanes<V, T>
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Are there 32 registers rather than 16?</summary>
    static abstract bool ManyRegisters { get; }

    /// <summary>0 in all lanes.</summary>
    static abstract V Zero { get; }

    /// <summary>A number in all lanes.</summary>
    static abstract V All(T x);

    /// <summary>The mask of the first lanes.</summary>
    static abstract V Mask(int count);

    /// <summary>Neighbouring numbers.</summary>
    static abstract V Load(T* p);

    /// <summary>Those that the mask lets through.</summary>
    static abstract V LoadSome(T* p, V mask);

    /// <summary>Writes all lanes.</summary>
    static abstract void Store(V x, T* p);

    /// <summary>Writes those that the mask lets through.</summary>
    static abstract void StoreSome(V x, T* p, V mask);

    /// <summary>Writes all lanes past the caches, to an address that is a multiple of their bytes; <see cref="Steps{L,V,T}.Stream"/> orders such writes.</summary>
    static abstract void Stream(V x, T* p);

    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);

    /// <summary>a − b.</summary>
    static abstract V Subtract(V a, V b);

    /// <summary>a b.</summary>
    static abstract V Multiply(V a, V b);

    /// <summary>a / b.</summary>
    static abstract V Divide(V a, V b);

    /// <summary>a b + c, rounded once where the machine can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The greater; NaN where one is.</summary>
    static abstract V Max(V a, V b);

    /// <summary>|x|.</summary>
    static abstract V Abs(V x);

    /// <summary>√x.</summary>
    static abstract V Sqrt(V x);

    /// <summary>eˣ.</summary>
    static abstract V Exp(V x);

    /// <summary>log x.</summary>
    static abstract V Log(V x);

    /// <summary>sin x.</summary>
    static abstract V Sin(V x);

    /// <summary>cos x.</summary>
    static abstract V Cos(V x);

    /// <summary>The mask of a &gt; b.</summary>
    static abstract V Greater(V a, V b);

    /// <summary>The mask of a = b.</summary>
    static abstract V Equal(V a, V b);

    /// <summary>a where the mask is set, b elsewhere.</summary>
    static abstract V Select(V mask, V a, V b);

    /// <summary>The number in a lane.</summary>
    static abstract T Lane(V x, int lane);

    /// <summary>The sum of the lanes.</summary>
    static abstract T Sum(V x);

    /// <summary>The greatest lane; NaN where there is one.</summary>
    static abstract T Greatest(V x);
}
