using System.Reflection;
using System.Text.RegularExpressions;

namespace MatrixDiff.Tests.Support;

/// <summary>
/// Marks a static property or parameterless method that yields the snapshots (<c>"name.extension"</c>) whose names a test computes,
/// such as one for each document of a folder.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
internal sealed class SnapshotNamesAttribute : Attribute;

/// <summary>The snapshots that the tests declare, whether or not they run: filtered runs know them all.</summary>
internal static partial class SnapshotNames
{
    /// <summary>All of them, as <c>name.extension</c>.</summary>
    public static IReadOnlySet<string> Declared { get; } =
        Sources().SelectMany(path => InSource(File.ReadAllText(path))).Concat(InAssembly(typeof(SnapshotNames).Assembly)).ToHashSet();

    /// <summary>The literals <c>"name", "extension")</c> at the end of calls in a source that calls <see cref="Snapshot.Verify"/>.</summary>
    public static IEnumerable<string> InSource(string source)
    {
        string code = Comment().Replace(source, "");
        return code.Contains("Snapshot.Verify(", StringComparison.Ordinal)
            ? LiteralPair().Matches(code).Select(pair => $"{pair.Groups["name"].Value}.{pair.Groups["extension"].Value}")
            : [];
    }

    private static IEnumerable<string> InAssembly(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from member in type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where member.IsDefined(typeof(SnapshotNamesAttribute))
        from name in (IEnumerable<string>)(member is PropertyInfo property ? property.GetValue(null) : ((MethodInfo)member).Invoke(null, null))!
        select name;

    private static IEnumerable<string> Sources() => new[] { "bin", "obj" }.Aggregate(
        Directory.EnumerateFiles(Repository.TestFolder, "*.cs", SearchOption.AllDirectories),
        (paths, built) => paths.Where(path => !path.StartsWith(Path.Combine(Repository.TestFolder, built) + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("""(name:\s*)?"(?<name>[^"\\\r\n]+)",\s*(extension:\s*)?"(?<extension>[^"\\\r\n]+)"\s*\)""")]
    private static partial Regex LiteralPair();
}
