using System.Numerics;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Calls in steady state allocate nothing, whatever is computed.</summary>
public sealed class AllocationTests
{
    public static TheoryData<NumericBackend> Backends => BoundFunctionTests.Backends;

    [Theory]
    [MemberData(nameof(Backends))]
    public void No_row_of_the_table_allocates(NumericBackend backend) =>
        Assert.Empty(PlanCases.All.Select(c => new PlanCase(c.Text, c.Where)).Concat(PlanCases.Directional).Select(c => Allocated<double>(c, backend)).OfType<string>());

    [Theory]
    [MemberData(nameof(Backends))]
    public void Nor_with_floats_and_sizes_beyond_a_panel(NumericBackend backend) =>
        Assert.Empty(Functions.Select(f => Allocated<float>(new PlanCase(f, "S: n×n posdef, A: n×m, x: n", size: 70), backend)).OfType<string>());

    [Fact]
    public void Every_row_without_arguments_aside_says_how_it_is_compiled() =>
        Assert.Empty(KernelTable.All.Where(k => k is { Native: null, Entry: null, Alias: null }).Select(k => k.Name).Except(["number", "pi", "size", "δ", "I", "zeros", "ones", "e", "K", "D", "L"]));

    private static string[] Functions => ["expm(S)", "logm(S)", "pinv(A)", "adj(S)", "S^3", "S^-3", "S^n", "chol(S)", "S^-1*x", "logdet(S)", "det(S)", "S*A", "A'*A"];

    // What each of three rounds of a hundred calls allocated, after three calls; null where a round allocated nothing: the runtime may
    // still translate once what is called often, but what a call allocates comes again in every round.
    private static string? Allocated<T>(PlanCase test, NumericBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var functions = test.Plan.Functions.ToDictionary(f => (f.Function.Name.Text, f.Order), f => (Func<double, double>)(x => PlanCase.Function(f.Order, x)));
        var function = CompiledFunction.Compile(test.Plan).Bind<T>(test.Sizes.ToDictionary(s => s.Key.Text, s => s.Value), backend, functions);
        T[][] inputs = [.. test.Plan.Inputs.Select(i => BoundFunctionTests.ByColumns<T>(test.Values[i.Name]))], outputs = [.. function.Outputs.Select(o => new T[o.Count])];
        using var call = function.Over(inputs, outputs);
        for (int i = 0; i < 3; i++)
        {
            call.Run();
            function.Run(inputs, outputs);
        }

        long least = long.MaxValue;
        for (int round = 0; round < 3 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                call.Run();
                function.Run(inputs, outputs);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least == 0 ? null : $"{test.Expression}: {least} bytes";
    }
}
