using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MatrixDiff.Tests.Support;

/// <summary>A folder of verified files, UTF-8 without a byte order mark.</summary>
internal sealed partial class SnapshotStore(string folder, IReadOnlySet<string> declared, bool accept)
{
    private const int WidestExcerpt = 120;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Are new texts accepted? Never where CI runs.</summary>
    public static bool Accepts(string? accept, string? ci) => IsOn(accept) && !IsOn(ci);

    /// <summary>See <see cref="Snapshot.Verify"/>.</summary>
    public void Verify(string text, string name, string extension, string test)
    {
        string file = $"{name}.{extension}";
        if (!WellFormed().IsMatch(file))
        {
            Assert.Fail($"{test}: '{file}' cannot name a snapshot: letters, digits, '-' and '_', folders with '/', then the extension.");
        }

        if (!declared.Contains(file))
        {
            Assert.Fail($"{test}: no source of the tests names the snapshot '{file}'. Write name and extension side by side as literals, or list '{file}' in a member marked [SnapshotNames].");
        }

        if (text.StartsWith('\uFEFF'))
        {
            Assert.Fail($"{test}: the text for '{file}' begins with a byte order mark.");
        }

        string received = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        string verifiedPath = PathOf(name, "verified", extension), receivedPath = PathOf(name, "received", extension);
        string? verified = File.Exists(verifiedPath) ? Utf8.GetString(File.ReadAllBytes(verifiedPath)) : null;
        if (received != verified)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verifiedPath)!);
            File.WriteAllText(accept ? verifiedPath : receivedPath, received, Utf8);
            if (!accept)
            {
                Assert.Fail($"{test}: the snapshot '{file}' {(verified is null ? "has no verified file yet" : FirstDifference(verified, received))}\nreceived: {receivedPath}\naccept with: scripts/accept.sh");
            }
        }

        File.Delete(receivedPath);
    }

    /// <summary>Verified files that belong to no test, as <c>name.extension</c>.</summary>
    public IReadOnlyList<string> Orphans() =>
        [.. VerifiedFiles().Select(f => f.Replace(".verified.", ".", StringComparison.Ordinal)).Where(f => !declared.Contains(f))];

    /// <summary>Verified files that are not UTF-8 without a byte order mark, with LF and exactly one at the end.</summary>
    public IReadOnlyList<string> Unclean() => [.. VerifiedFiles().Where(f => !IsClean(File.ReadAllBytes(Path.Combine(folder, f))))];

    private static bool IsOn(string? variable) =>
        variable is "1" || string.Equals(variable, "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsClean(byte[] bytes) =>
        !bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)
        && !bytes.Contains((byte)'\r')
        && bytes.AsSpan().EndsWith("\n"u8)
        && !bytes.AsSpan().EndsWith("\n\n"u8);

    private static string FirstDifference(string verified, string received)
    {
        string[] expected = verified.Split('\n'), actual = received.Split('\n');
        int line = 0;
        while (line < Math.Min(expected.Length, actual.Length) && expected[line] == actual[line])
        {
            line++;
        }

        int column = expected.ElementAtOrDefault(line).AsSpan().CommonPrefixLength(actual.ElementAtOrDefault(line));
        return $"differs first at line {line + 1}, column {column + 1}:\n  verified: {Excerpt(expected, line, column)}\n  received: {Excerpt(actual, line, column)}";
    }

    // The part of a line around a column, with what would not be seen written as \uXXXX.
    private static string Excerpt(string[] lines, int index, int column)
    {
        if (index >= lines.Length - 1 && lines[^1].Length == 0)
        {
            return "(end of the text)";
        }

        if (index >= lines.Length)
        {
            return "(end of the text, without a final newline)";
        }

        string line = lines[index];
        int start = Math.Max(0, Math.Min(column - (WidestExcerpt / 2), line.Length - WidestExcerpt));
        int end = Math.Min(line.Length, start + WidestExcerpt);
        var shown = new StringBuilder(start > 0 ? "…" : "");
        foreach (char c in line.AsSpan(start, end - start))
        {
            bool unseen = char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format || (c != ' ' && char.IsWhiteSpace(c));
            shown.Append(unseen ? $"\\u{(int)c:X4}" : c);
        }

        return shown.Append(end < line.Length ? "…" : "").ToString();
    }

    private IEnumerable<string> VerifiedFiles() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.verified.*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
        : [];

    private string PathOf(string name, string state, string extension) => Path.Combine(folder, $"{name}.{state}.{extension}");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\.[A-Za-z0-9]+\z")]
    private static partial Regex WellFormed();
}
