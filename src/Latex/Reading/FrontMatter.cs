using MatrixDiff.Symbolic.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MatrixDiff.Latex;

/// <summary>
/// The keys that a document begins with: <c>declare</c>, <c>operators</c>, <c>laws</c>, <c>define</c>, <c>assume</c>, <c>layout</c>,
/// <c>title</c>. Each keeps its place in the file, so that messages point there.
/// </summary>
internal sealed class FrontMatter
{
    private static readonly string[] Keys = ["declare", "operators", "laws", "define", "assume", "layout", "title"];
    private readonly Dictionary<string, SourceText> values = [];

    /// <summary>The declarations, if there are any.</summary>
    public SourceText? Declare => values.GetValueOrDefault("declare");

    /// <summary>The operators, if there are any.</summary>
    public SourceText? Operators => values.GetValueOrDefault("operators");

    /// <summary>The laws, if there are any.</summary>
    public SourceText? Laws => values.GetValueOrDefault("laws");

    /// <summary>The definitions, if there are any.</summary>
    public SourceText? Define => values.GetValueOrDefault("define");

    /// <summary>The assumptions, if there are any.</summary>
    public SourceText? Assume => values.GetValueOrDefault("assume");

    /// <summary>The layout, if one is chosen.</summary>
    public SourceText? Layout => values.GetValueOrDefault("layout");

    /// <summary>The title, if there is one.</summary>
    public string? Title => values.GetValueOrDefault("title")?.Text.Trim();

    /// <summary>The keys, for hints.</summary>
    public static string AllKeys => string.Join(", ", Keys);

    /// <summary>Reads YAML that begins at a line of a file; the keys stand at the top or below <c>matrixdiff:</c>.</summary>
    public static FrontMatter Read(string yaml, string file, int firstLine)
    {
        var source = new SourceText(yaml, file, firstLine);
        var result = new FrontMatter();
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root)
            {
                var inner = root.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: "matrixdiff" }).Value as YamlMappingNode;
                result.Take(root, source, strict: false);
                if (inner is not null)
                {
                    result.Take(inner, source, strict: true);
                }
            }
        }
        catch (YamlException e)
        {
            int at = Math.Clamp((int)e.Start.Index, 0, yaml.Length);
            throw Error("MD0501", "the front matter is not YAML: " + e.Message.Split('\n')[0], source, new Span(at, 1), "write 'declare: |' and the lines below it, indented");
        }

        return result;
    }

    /// <summary>Sets a key from lines that stand in the file as they are.</summary>
    public void Set(string key, SourceText value) => values[key] = value;

    /// <summary>Is this a key of a document?</summary>
    public static bool IsKey(string word) => Keys.Contains(word);

    private static DiagnosticException Error(string code, string message, SourceText source, Span span, string? hint) => new(new(code, message, source, span, hint));

    private void Take(YamlMappingNode map, SourceText source, bool strict)
    {
        foreach (var (keyNode, value) in map.Children)
        {
            string key = ((YamlScalarNode)keyNode).Value ?? "";
            int at = Math.Clamp((int)keyNode.Start.Index, 0, source.Text.Length);
            if (!IsKey(key))
            {
                if (strict)
                {
                    throw Error("MD0502", $"'{key}' is not a key of a document", source, new Span(at, key.Length), AllKeys);
                }

                continue;
            }

            if (value is not YamlScalarNode scalar)
            {
                throw Error("MD0503", $"'{key}' must be text", source, new Span(at, key.Length), $"write '{key}: |' and the lines below it, indented");
            }

            values[key] = Place(scalar, source);
        }
    }

    // The value as it stands in the file: a block keeps its lines with their indentation, so that columns are true.
    private static SourceText Place(YamlScalarNode scalar, SourceText source)
    {
        int start = Math.Clamp((int)scalar.Start.Index, 0, source.Text.Length);
        int end = Math.Clamp((int)scalar.End.Index, start, source.Text.Length);
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            int newline = source.Text.IndexOf('\n', start);
            start = newline < 0 ? end : Math.Min(newline + 1, end);
        }
        else if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted)
        {
            start = Math.Min(start + 1, end);
            end = Math.Max(start, end - 1);
        }

        var (line, column) = source.Locate(start);
        return new SourceText(source.Text[start..end], source.Name, line, column);
    }
}
