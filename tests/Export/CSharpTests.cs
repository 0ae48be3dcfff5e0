using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Tests.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MatrixDiff.Tests.Export;

/// <summary>Exported C#, compiled and run.</summary>
public sealed class CSharpTests
{
    [Fact]
    public void Exported_functions_agree_with_definitions()
    {
        var cases = Agreement.Cases;
        // All in one assembly, each class in a namespace of its own.
        var trees = cases.Select((c, i) => CSharpSyntaxTree.ParseText(
            Exporter.Export(c.Plan, new CSharp()).Replace("public static class Exported", $"namespace Case{i};\n\npublic static class Exported", StringComparison.Ordinal)));
        var assembly = Compile(trees);
        Agreement.Check(cases, [.. cases.Select((c, i) => Run(assembly.GetType($"Case{i}.Exported")!.GetMethod("Compute")!, c))], new CSharp());
    }

    /// <summary>The assembly of exported sources.</summary>
    internal static System.Reflection.Assembly Compile(IEnumerable<SyntaxTree> trees)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(Matrix<double>).Assembly.Location).Distinct().Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("Exported", trees, references, new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(8).Select(d => $"{d}\n{d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")));
        return System.Reflection.Assembly.Load(image.ToArray());
    }

    private static (double[]? Entries, string? Error) Run(System.Reflection.MethodInfo compute, PlanCase test)
    {
        object[] arguments =
        [
            .. test.Plan.Inputs.Select(i => Argument(test.Values[i.Name], i.Source.Shape)),
            .. test.Plan.Dimensions.Select(d => (object)test.Size(d)),
            .. test.Plan.Functions.Select(f => (object)(Func<double, double>)(x => PlanCase.Function(f.Order, x))),
        ];
        try
        {
            return compute.Invoke(null, arguments) switch
            {
                double x => ([x], null),
                Vector<double> x => (x.ToArray(), null),
                Matrix<double> x => (x.ToColumnMajorArray(), null),
                var x => (null, $"{x}"),
            };
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            return (null, e.InnerException!.ToString());
        }
    }

    private static object Argument(double[,] x, Symbolic.Shapes.Shape shape) => shape.IsScalar ? x[0, 0]
        : shape.IsVector ? Vector<double>.Build.Dense([.. x.Cast<double>()])
        : Matrix<double>.Build.DenseOfArray(x);
}
