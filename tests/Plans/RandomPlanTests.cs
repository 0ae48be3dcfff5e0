using MatrixDiff.Numeric.Export;

namespace MatrixDiff.Tests.Plans;

public sealed class RandomPlanTests
{
    private const int Count = 400;

    [Fact]
    public void Random_expressions_have_the_value_of_their_definition()
    {
        foreach (var test in Cases())
        {
            Numbers.Close(test.Naively(), Numbers.Entries(test.Compiled()), test.Expression.ToString());
        }
    }

    [PythonFact]
    public void Random_expressions_have_the_same_value_in_NumPy() => NumPyRunTests.Agree([.. Cases()]);

    [Fact]
    public void Plans_and_exported_code_are_the_same_each_time()
    {
        foreach (var (first, second) in Cases().Zip(Cases()))
        {
            Assert.Equal(NumPyExporter.Export(first.Plan), NumPyExporter.Export(second.Plan));
        }
    }

    private static IEnumerable<PlanCase> Cases() => Enumerable.Range(0, Count).Select(seed => new PlanCase(new RandomExpressions(seed).Next(3), seed));
}
