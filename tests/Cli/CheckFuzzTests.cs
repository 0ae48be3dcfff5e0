using System.Text;
using MatrixDiff.Tests.Support;
using MatrixDiff.Numeric.Witness;

namespace MatrixDiff.Tests.Cli;

/// <summary>Whatever stands in a document: a report or a message, and no more.</summary>
public sealed class CheckFuzzTests
{
    private const int EachDocument = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly string[] Pieces =
        ["\\", "{", "}", "$$", "\\[", "\\]", "^", "_", "&", "=", "\\frac", "\\left(", "\\right)", "\\sum_{i=1}^n", "\\begin{bmatrix}", "\\end{align}", "'", "^T", "\\nabla_", "dX", "\\newcommand{\\a}{\\a}\\a", "\n", "---\n", "\0", "\ud800", "é", "%!"];

    [Fact]
    public void Random_bytes_give_a_report_or_a_message()
    {
        for (int i = 0; i < 20; i++)
        {
            var noise = new Noise((ulong)i + 1);
            byte[] bytes = [.. Enumerable.Range(0, (int)(noise.Next() % 2000)).Select(_ => (byte)noise.Next())];
            Holds(Encoding.UTF8.GetString(bytes));
            Holds("$$" + Encoding.Latin1.GetString(bytes).Replace("$", "", StringComparison.Ordinal) + "$$");
        }
    }

    [Fact]
    public void Mutated_documents_give_a_report_or_a_message()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.TestFolder, "Checking", "Documents")))
        {
            string text = File.ReadAllText(file);
            for (int i = 0; i < EachDocument; i++)
            {
                Holds(Mutated(text, new Noise(Noise.Key(Path.GetFileName(file), (ulong)i))));
            }
        }
    }

    private static string Mutated(string text, Noise noise)
    {
        var result = new StringBuilder(text);
        for (int k = 0; k < 6; k++)
        {
            int at = (int)(noise.Next() % (ulong)result.Length);
            int length = Math.Min((int)(noise.Next() % 12), result.Length - at);
            switch (noise.Next() % 3)
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, Pieces[(int)(noise.Next() % (ulong)Pieces.Length)]);
                    break;
                default:
                    result.Insert(at, text.AsSpan(Math.Min(at, text.Length - 12), 12));
                    break;
            }
        }

        return result.ToString();
    }

    private static void Holds(string text)
    {
        var run = Task.Run(() => Run.WithInput(text, "check", "-"));
        Assert.True(run.Wait(Longest), "no end: " + text);
        Assert.True(run.Result.Code is 0 or 1 or 2, $"{run.Result.Code}: {run.Result.Error}\n{text}");
        Assert.DoesNotContain("   at ", run.Result.Error, StringComparison.Ordinal);
        Assert.Equal(run.Result.Code == 2, run.Result.Error.Length > 0);
    }
}
