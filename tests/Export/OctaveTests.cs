using System.Text;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Export;

public sealed class OctaveTests
{
    [ProgramFact("Octave", "octave-cli", "--norc", "--eval", "1;")]
    public void Exported_functions_agree_with_definitions()
    {
        var cases = Agreement.Cases;
        string output = Programs.InFolder(folder =>
        {
            for (int i = 0; i < cases.Length; i++)
            {
                File.WriteAllText(Path.Combine(folder, $"case{i}.m"), Script(cases[i]));
            }

            File.WriteAllText(Path.Combine(folder, "run_cases.m"), $$"""
                warning("off", "all");
                cd("{{folder}}");
                for case_number = 0:{{cases.Length - 1}}
                  try
                    source(sprintf("case%d.m", case_number));
                    printf("%s\n", sprintf("%.17g ", double(answer)));
                  catch problem
                    printf("error: %s\n", strrep(problem.message, "\n", " "));
                  end
                end
                """);
            return Programs.Run("octave-cli", ["--norc", "--no-gui", Path.Combine(folder, "run_cases.m")], out string error) ?? throw new InvalidOperationException(error);
        });
        Agreement.Check(cases, [.. output.TrimEnd('\n').Split('\n').Select(Agreement.Parse)], new Octave());
    }

    private static string Script(PlanCase test)
    {
        var arguments = test.Plan.Inputs.Select(i => Matrix(test.Values[i.Name])).Concat(test.Plan.Dimensions.Select(d => $"{test.Size(d)}"))
            .Concat(test.Plan.Functions.Select(f => (f.Order % 4) switch { 0 => "@sin", 1 => "@cos", 2 => "@(x) -sin(x)", _ => "@(x) -cos(x)" }));
        return $"1;\n{Exporter.Export(test.Plan, new Octave())}\nanswer = compute({string.Join(", ", arguments)});\n";
    }

    private static string Matrix(double[,] x)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < x.GetLength(0); i++)
        {
            text.Append(i > 0 ? "; " : "").AppendJoin(' ', Enumerable.Range(0, x.GetLength(1)).Select(j => Agreement.Text(x[i, j])));
        }

        return text.Append(']').ToString();
    }
}
