using System.Reflection;
using System.Reflection.Emit;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>The generated program: objects that calls take, and the memory blocks by number.</summary>
internal unsafe delegate void Program(object[] objects, nint* blocks);

/// <summary>Generates the code of a bound plan: calls of kernels with places and sizes as constants, and passes over entries written out.</summary>
internal sealed class Emitter
{
    private readonly DynamicMethod method;
    private readonly List<object> objects = [];
    private readonly Dictionary<int, LocalBuilder> blocks = [];
    private readonly Memory memory;
    private readonly Type steps;

    /// <summary>A generator for numbers of a kind.</summary>
    public Emitter(Extents extents, Memory memory, int blockCount)
    {
        (Extents, this.memory) = (extents, memory);
        steps = Widest.Of(typeof(Steps<,,>), extents.Number);
        method = new DynamicMethod("plan", typeof(void), [typeof(object[]), typeof(nint*)], typeof(Emitter).Module, skipVisibility: true);
        Code = method.GetILGenerator();
        for (int i = 0; i < blockCount; i++)
        {
            blocks[i] = Code.DeclareLocal(typeof(nint));
            Code.Emit(OpCodes.Ldarg_1);
            Code.Emit(OpCodes.Ldc_I4, i * sizeof(long));
            Code.Emit(OpCodes.Add);
            Code.Emit(OpCodes.Ldind_I);
            Code.Emit(OpCodes.Stloc, blocks[i]);
        }
    }

    /// <summary>The code so far.</summary>
    public ILGenerator Code { get; }

    /// <summary>The sizes.</summary>
    public Extents Extents { get; }

    /// <summary>The places.</summary>
    public Memory Memory => memory;

    /// <summary>What the calls take.</summary>
    public object[] Objects => [.. objects];

    /// <summary>The finished program.</summary>
    public Program Finish()
    {
        Code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Program>();
    }

    /// <summary>Code of a stage that is no pass: the calls of its row.</summary>
    public void Calls(Stage stage)
    {
        var b = stage.Members[0];
        if (b.Kernel.Alias is not null)
        {
            return;
        }

        var calls = b.Kernel.Native?.Invoke(b) ?? throw new InvalidOperationException($"{b.Kernel} has no calls");
        foreach (var call in calls)
        {
            foreach (var argument in call.Arguments)
            {
                Argument(b.Instruction, argument);
            }

            if (call.Scratch is not null)
            {
                Address(new Place(memory.Workspace, memory.Scratch[stage]));
            }

            Code.Emit(OpCodes.Call, Method(steps, call.Method));
        }
    }

    /// <summary>A value copied to a place, as it is.</summary>
    public void Copy(Place from, Place to, int length)
    {
        Address(to);
        Address(from);
        Code.Emit(OpCodes.Ldc_I4, length);
        Code.Emit(OpCodes.Call, Method(steps, "Copy"));
    }

    /// <summary>Pushes an address.</summary>
    public void Address(Place place)
    {
        Code.Emit(OpCodes.Ldloc, blocks[place.Block]);
        if (place.Offset != 0)
        {
            Code.Emit(OpCodes.Ldc_I8, place.Offset * Extents.Bytes);
            Code.Emit(OpCodes.Conv_I);
            Code.Emit(OpCodes.Add);
        }
    }

    /// <summary>Pushes the address of a value.</summary>
    public void Address(Value value) => Address(memory.Of(value)!);

    /// <summary>Is a value written to memory?</summary>
    public bool IsStored(Value value) => memory.Of(value) is not null;

    /// <summary>Pushes an object.</summary>
    public void Object(object value)
    {
        int index = objects.IndexOf(value);
        if (index < 0)
        {
            index = objects.Count;
            objects.Add(value);
        }

        Code.Emit(OpCodes.Ldarg_0);
        Code.Emit(OpCodes.Ldc_I4, index);
        Code.Emit(OpCodes.Ldelem_Ref);
    }

    /// <summary>A method of a class of kernels.</summary>
    public static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public) ?? throw new InvalidOperationException($"{type.Name} has no {name}");

    private static Place Moved(Place place, long entries) => place with { Offset = place.Offset + entries };

    private void Argument(Instruction instruction, NativeArgument argument)
    {
        switch (argument.Kind)
        {
            case ArgumentKind.Result:
                Address(Moved(memory.Of(instruction.Result)!, argument.Value));
                break;
            case ArgumentKind.Operand:
                Address(Moved(memory.Of(instruction.Operands[argument.Index].Value)!, argument.Value));
                break;
            case ArgumentKind.Whole:
                Code.Emit(OpCodes.Ldc_I4, (int)argument.Value);
                break;
            default:
                Object(argument.Object!);
                break;
        }
    }
}
