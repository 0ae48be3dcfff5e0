namespace MatrixDiff.Cli;

/// <summary>How answers are written.</summary>
internal enum OutputFormat
{
    /// <summary>The language itself, with remarks below.</summary>
    Text,

    /// <summary>LaTeX.</summary>
    Latex,

    /// <summary>One JSON object, or an array of them.</summary>
    Json,

    /// <summary>Markdown with mathematics.</summary>
    Markdown,

    /// <summary>A page with MathML.</summary>
    Html,

    /// <summary>Python source.</summary>
    NumPy,

    /// <summary>As text, with messages in the shape of MSBuild.</summary>
    MsBuild,

    /// <summary>JUnit XML.</summary>
    JUnit,
}

/// <summary>The formats by name.</summary>
internal static class OutputFormats
{
    /// <summary>The names, in the order of the help.</summary>
    public static string[] Names { get; } = ["text", "latex", "json", "markdown", "html", "numpy", "msbuild", "junit"];

    /// <summary>The format of a name.</summary>
    public static OutputFormat Parse(string? name) => name is null ? OutputFormat.Text : (OutputFormat)Math.Max(0, Array.IndexOf(Names, name));

    /// <summary>The format that arguments ask for, before they are parsed: messages about arguments need it.</summary>
    public static OutputFormat In(string[] args)
    {
        for (int i = 0; i < args.Length && args[i] != "--"; i++)
        {
            string? name = args[i] == "--format" && i + 1 < args.Length ? args[i + 1]
                : args[i].StartsWith("--format=", StringComparison.Ordinal) || args[i].StartsWith("--format:", StringComparison.Ordinal) ? args[i]["--format=".Length..]
                : null;
            if (name is not null)
            {
                return Parse(name);
            }
        }

        return OutputFormat.Text;
    }
}
