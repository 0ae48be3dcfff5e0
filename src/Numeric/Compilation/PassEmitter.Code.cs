using System.Reflection.Emit;

namespace MatrixDiff.Numeric.Compilation;

/// <content>Pieces of code: masks, constants, addresses and loops.</content>
internal sealed partial class PassEmitter
{
    // The mask of the entries of a line that are left, or of all Lanes.
    private void Mask(bool masked)
    {
        if (masked)
        {
            code.Emit(OpCodes.Ldloc, mask);
        }
        else
        {
            First(Width);
        }
    }

    private void Masked(bool masked, string method)
    {
        if (masked)
        {
            code.Emit(OpCodes.Ldloc, mask);
        }

        code.Emit(OpCodes.Call, Emitter.Method(Lanes, masked ? method + "Some" : method));
    }

    // Adds offsets in bytes to the address on the stack.
    private void At(params LocalBuilder[] offsets)
    {
        foreach (var offset in offsets)
        {
            code.Emit(OpCodes.Ldloc, offset);
            code.Emit(OpCodes.Add);
        }
    }

    private void Set(LocalBuilder local, int value)
    {
        code.Emit(OpCodes.Ldc_I4, value);
        code.Emit(OpCodes.Conv_I);
        code.Emit(OpCodes.Stloc, local);
    }

    private void Advance(LocalBuilder local, int entries)
    {
        code.Emit(OpCodes.Ldloc, local);
        code.Emit(OpCodes.Ldc_I8, (long)entries * Emitter.Extents.Bytes);
        code.Emit(OpCodes.Conv_I);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, local);
    }

    private void Loop(int times, Action body)
    {
        if (times == 0)
        {
            return;
        }

        var (count, start) = (code.DeclareLocal(typeof(int)), code.DefineLabel());
        code.Emit(OpCodes.Ldc_I4, times);
        code.Emit(OpCodes.Stloc, count);
        code.MarkLabel(start);
        body();
        if (times > 1)
        {
            code.Emit(OpCodes.Ldloc, count);
            code.Emit(OpCodes.Ldc_I4_1);
            code.Emit(OpCodes.Sub);
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Stloc, count);
            code.Emit(OpCodes.Brtrue, start);
        }
    }
}
