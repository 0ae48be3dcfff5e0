namespace MatrixDiff.Tests.Support;

/// <summary>The cases that are kept beside the repository, in <c>../shared/cases</c>; a checkout by itself does without them.</summary>
internal static class SharedCases
{
    /// <summary>Why tests of these cases are skipped, or null where they run; the continuous integration looks for these words.</summary>
    public static string? WhySkipped => Directory.Exists(Folder) ? null : "Skipped: there is no ../shared/cases beside the repository.";

    /// <summary>The folder, whether or not it exists.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "cases"));

    /// <summary>The path of a file or folder of the cases, such as <c>equal/given_identities.jsonl</c>.</summary>
    public static string PathOf(string relative) => Path.Combine(Folder, relative);
}

/// <summary>A fact about the shared cases, skipped where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Skipped where the cases are not there.</summary>
    public SharedFactAttribute() => Skip = SharedCases.WhySkipped;
}

/// <summary>A theory about the shared cases, skipped, its data unread, where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>Skipped where the cases are not there.</summary>
    public SharedTheoryAttribute() => Skip = SharedCases.WhySkipped;
}
