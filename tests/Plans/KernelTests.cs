using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.Plans;

public sealed class KernelTests
{
    public static IEnumerable<object[]> Cases => PlanCases.Numbers;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_plan_computes_what_the_definitions_say(int number)
    {
        var (text, where) = PlanCases.All.ElementAt(number);
        var test = new PlanCase(text, where);
        // Differences of order 3 are good to a few digits fewer.
        Numbers.Close(test.Naively(), Numbers.Entries(test.Compiled()), text, text.Contains("''", StringComparison.Ordinal) ? 1e-6 : 1e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sizes_of_1_change_nothing(int number)
    {
        var (text, where) = PlanCases.All.ElementAt(number);
        if (!text.Contains("(2,", StringComparison.Ordinal))
        {
            var test = new PlanCase(text, where, size: 1);
            Numbers.Close(test.Naively(), Numbers.Entries(test.Compiled()), text, text.Contains("''", StringComparison.Ordinal) ? 1e-6 : 1e-9);
        }
    }

    [Fact]
    public void Directional_derivatives_of_expm_and_logm_agree_with_differences()
    {
        foreach (var test in PlanCases.Directional)
        {
            Numbers.Close(test.Naively(), Numbers.Entries(test.Compiled()), test.Expression.ToString(), 1e-6);
        }
    }

    [Fact]
    public void Every_operator_has_a_row_or_a_reason()
    {
        var operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)));
        Assert.Empty(KernelTable.Missing(operators));
    }

    [Fact]
    public void Every_row_of_an_operator_with_several_is_there()
    {
        string[] missing = [.. Members<DefinedReduction>().Concat(Members<VectorFunction>()).Concat(Members<SpectralFunction>())
            .Concat([new Frechet(SpectralFunction.Exponential), new Frechet(SpectralFunction.Logarithm)])
            .Concat(ElementwiseCatalogue.All.Values.Select(f => new ElementwiseOperator(f, 0)))
            .Where(o => !KernelTable.Has(o)).Select(o => o.Name)];
        Assert.Empty(missing);
        foreach (var kind in Enum.GetValues<ConstantKind>())
        {
            Assert.NotNull(KernelTable.Named(KernelTable.OfConstant(kind)));
        }
    }

    [Fact]
    public void Every_row_is_used_by_a_case()
    {
        var used = PlanCases.All.Select(c => new PlanCase(c.Text, c.Where)).Concat(PlanCases.Directional).SelectMany(c => c.Plan.Instructions).Select(i => i.Kernel.Name).ToHashSet();
        string[] unused = [.. KernelTable.All.Select(k => k.Name).Where(n => !used.Contains(n))];
        Assert.Empty(unused);
    }

    private static IEnumerable<Operator> Members<T>()
        where T : Operator => typeof(T).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)
            .Select(f => f.GetValue(null)).OfType<T>();
}
