using System.Runtime.InteropServices;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>A bound function over fixed arrays; for one thread at a time. The arrays are held in place until it is disposed of.</summary>
/// <typeparam name="T">double or float.</typeparam>
public sealed unsafe class BoundCall<T> : IDisposable
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly Program program;
    private readonly object[] objects;
    private readonly GCHandle[] handles;
    private readonly nint[] blocks;
    private readonly nint* table;
    private bool disposed;

    internal BoundCall(Program program, object[] objects, T[][] arrays, T[][] own)
    {
        (this.program, this.objects) = (program, objects);
        handles = [.. arrays.Concat(own).Select(a => GCHandle.Alloc(a, GCHandleType.Pinned))];
        blocks = GC.AllocateArray<nint>(handles.Length, pinned: true);
        for (int i = 0; i < handles.Length; i++)
        {
            blocks[i] = i < arrays.Length ? handles[i].AddrOfPinnedObject() : BoundFunction<T>.Aligned(own[i - arrays.Length]);
        }

        table = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(blocks, 0);
    }

    /// <summary>Lets the arrays go.</summary>
    ~BoundCall() => Release();

    /// <summary>Computes the results from what the arguments hold now.</summary>
    /// <exception cref="ArithmeticException">A matrix to be inverted is singular, or one to be factored is not positive definite.</exception>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        program(objects, table);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (!disposed)
        {
            disposed = true;
            foreach (var handle in handles)
            {
                handle.Free();
            }
        }
    }
}
