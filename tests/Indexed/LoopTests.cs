using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Tests.Export;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MatrixDiff.Tests.IndexedSums;

/// <summary>Loops in C# and Octave, against the same expressions term by term.</summary>
public sealed class LoopTests
{
    private static readonly (string Text, Expr Node, Func<string, string> Code)[] Cases = [.. NumPyTests.Texts.Select(Case)];

    [Fact]
    public void LoopsInCSharpComputeTheSums()
    {
        string[] codes = [.. Cases.Select(c => c.Code("csharp"))];
        var trees = codes.Select((code, i) => CSharpSyntaxTree.ParseText(code.Replace("public static class Exported", $"namespace Case{i};\n\npublic static class Exported", StringComparison.Ordinal)));
        var assembly = CSharpTests.Compile(trees);
        Check(codes, k =>
        {
            var compute = assembly.GetType($"Case{k}.Exported")!.GetMethod("Compute")!;
            return compute.Invoke(null, [.. compute.GetParameters().Select(p => Given(p.Name!))]) switch
            {
                double x => [x],
                Vector<double> x => x.ToArray(),
                var x => ((Matrix<double>)x!).ToRowMajorArray(),
            };
        });
    }

    [ProgramFact("Octave", "octave-cli", "--norc", "--eval", "1;")]
    public void LoopsInOctaveComputeTheSums()
    {
        string[] codes = [.. Cases.Select(c => c.Code("octave"))];
        string output = Programs.InFolder(folder =>
        {
            for (int k = 0; k < codes.Length; k++)
            {
                string line = codes[k].Split('\n')[0];
                string[] parameters = line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(", ");
                File.WriteAllText(Path.Combine(folder, $"case{k}.m"), $"1;\n{codes[k]}\nanswer = compute({string.Join(", ", parameters.Select(p => Written(p.TrimEnd('_'))))});\n");
            }

            File.WriteAllText(Path.Combine(folder, "run_cases.m"), $$"""
                cd("{{folder}}");
                for case_number = 0:{{codes.Length - 1}}
                  try
                    source(sprintf("case%d.m", case_number));
                    printf("%s\n", sprintf("%.17g ", answer.'));
                  catch problem
                    printf("error: %s\n", strrep(problem.message, "\n", " "));
                  end
                end
                """);
            return Programs.Run("octave-cli", ["--norc", "--no-gui", Path.Combine(folder, "run_cases.m")], out string error) ?? throw new InvalidOperationException(error);
        });
        string[] lines = output.TrimEnd('\n').Split('\n');
        Check(codes, k => Agreement.Parse(lines[k]) is ({ } entries, null) ? entries : throw new InvalidOperationException(lines[k]));
    }

    private static (string Text, Expr Node, Func<string, string> Code) Case(string text)
    {
        var scope = ExpressionReader.Declare(NumPyTests.Where);
        var node = ExpressionReader.Read(text, scope);
        return (text, node, language => Dialects.Export(node, [.. Rewrite.Symbols(node).Select(scope.Family).Distinct()], scope, language).Code);
    }

    private static void Check(string[] codes, Func<int, double[]> run)
    {
        for (int k = 0; k < codes.Length; k++)
        {
            double[] expected = NumPyTests.Compiled(Cases[k].Node), actual = run(k);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-12 * (1 + Math.Abs(p.First)), $"{Cases[k].Text}: {p}\n{codes[k]}"));
        }
    }

    private static object Given(string name) => name switch
    {
        _ when NumPyTests.Sizes.TryGetValue(name, out int size) => size,
        "f" => (Func<double, double>)Math.Sin,
        "c" => NumPyTests.Value("c", 0),
        "y" => Many(i => NumPyTests.Value($"y[{i}]", 0)),
        "x" => Many(i => Vector<double>.Build.Dense(2, r => NumPyTests.Value($"x[{i}]", r))),
        "W" => Many(i => Matrix<double>.Build.Dense(2, 2, (r, c) => NumPyTests.Value($"W[{i}]", r + (2 * c)))),
        "A" => Matrix<double>.Build.Dense(3, 2, (r, c) => NumPyTests.Value("A", r + (3 * c))),
        _ => Vector<double>.Build.Dense(2, i => NumPyTests.Value(name, i)),
    };

    private static T[] Many<T>(Func<int, T> member) => [.. Enumerable.Range(1, NumPyTests.Members).Select(member)];

    // A value as Octave reads it.
    private static string Written(string name) => Given(name) switch
    {
        int size => size.ToString(CultureInfo.InvariantCulture),
        double x => Agreement.Text(x),
        double[] x => $"[{string.Join(' ', x.Select(Agreement.Text))}]",
        Vector<double> x => Written(x),
        Matrix<double> x => Written(x),
        Vector<double>[] x => $"{{{string.Join(", ", x.Select(Written))}}}",
        Matrix<double>[] x => $"{{{string.Join(", ", x.Select(Written))}}}",
        _ => "@sin",
    };

    private static string Written(Vector<double> x) => $"[{string.Join("; ", x.Select(Agreement.Text))}]";

    private static string Written(Matrix<double> x) => $"[{string.Join("; ", x.EnumerateRows().Select(r => string.Join(' ', r.Select(Agreement.Text))))}]";
}
