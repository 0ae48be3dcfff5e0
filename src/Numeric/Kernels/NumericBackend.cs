using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>What computes products and factorizations of matrices in compiled functions.</summary>
public enum NumericBackend
{
    /// <summary>OpenBLAS where it is found and uses registers as wide as the machine's, else managed code.</summary>
    Automatic,

    /// <summary>Managed code on the widest registers of the machine.</summary>
    Managed,

    /// <summary>The OpenBLAS that is installed (<c>libopenblas.so.0</c>).</summary>
    OpenBlas,
}

/// <summary>Which backends there are, and with how many threads they work.</summary>
public static class NumericBackends
{
    /// <summary>Is OpenBLAS found?</summary>
    public static bool HasOpenBlas => OpenBlas.IsFound && OpenBlas.HasFactors;

    /// <summary>The threads of one product by OpenBLAS, in the whole process; 1 unless set.</summary>
    public static int OpenBlasThreads
    {
        get => OpenBlas.Threads;
        set => OpenBlas.Threads = value;
    }

    /// <summary>The backend that a choice means here.</summary>
    /// <exception cref="NotSupportedException">OpenBLAS is asked for and not found.</exception>
    public static NumericBackend Resolve(NumericBackend choice) => choice switch
    {
        NumericBackend.Automatic => HasOpenBlas && (!Widest.Is512 || OpenBlas.Has512) ? NumericBackend.OpenBlas : NumericBackend.Managed,
        NumericBackend.OpenBlas when !HasOpenBlas => throw new NotSupportedException("OpenBLAS (libopenblas.so.0) is not installed."),
        _ => choice,
    };

    /// <summary>The backend in words: managed, or OpenBLAS with the kind of processor that it sees.</summary>
    public static string Describe(NumericBackend backend) => Resolve(backend) == NumericBackend.OpenBlas ? $"OpenBLAS ({OpenBlas.CoreName})" : "managed";
}
