using System.Reflection;

namespace MatrixDiff.Tests.Support;

/// <summary>Where the tests and the repository stand on disk, as the build recorded it (caller paths do not survive a deterministic build).</summary>
internal static class Repository
{
    /// <summary>The folder of the test project.</summary>
    public static string TestFolder { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "ProjectFolder").Value!;

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Ancestors(TestFolder)
        .First(folder => File.Exists(Path.Combine(folder, "MatrixDiff.sln")));

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (string? current = Path.TrimEndingDirectorySeparator(folder); current is not null; current = Path.GetDirectoryName(current))
        {
            yield return current;
        }
    }
}
