namespace MatrixDiff.Cli;

/// <summary>Files that are read; what can't be read is told as a user's mistake.</summary>
internal static class InputFile
{
    /// <summary>The text of a file.</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw UsageErrors.Unreadable(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message);
        }
    }
}
