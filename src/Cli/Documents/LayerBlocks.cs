using System.Globalization;
using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Cli.Documents;

/// <summary>Writes what holds at every step: the words, the derivations, the recursion in a box, the check.</summary>
internal static class LayerBlocks
{
    private const double Widest = 26;

    /// <summary>The blocks of an answer, under the name that it is given, if it is given one.</summary>
    public static IEnumerable<Block> Of(LayerAnswer answer, Expr? name, NotationOptions options)
    {
        foreach (var part in answer.Parts)
        {
            yield return new ProseBlock(string.Join(" ", new[] { part.Naming, part.Remark, part.Lead }.OfType<FormattableString>().Select(Words)));
            yield return new DerivationBlock(part.Derivation, options);
            if (part.After is not null)
            {
                yield return new ProseBlock(Words(part.After));
            }
        }

        if (answer.Output is not null && name is null)
        {
            yield return new ProseBlock("The block of Gauss and Newton:");
            yield return new LatexBlock($"\\boxed{{{Formula(answer.Cases[0].Value)}, \\quad {Limits(answer.Range!)}}}");
            yield break;
        }

        if (answer.Cases.Count > 1 || name is not null || !ReferenceEquals(answer.Parts[^1].Derivation.Result, answer.Cases[0].Value))
        {
            yield return new LatexBlock(Boxed(answer, name ?? answer.Asked));
        }
    }

    /// <summary>What a check found.</summary>
    public static CheckBlock Found(LayerReport report) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Checked by writing out {(report.Steps == 1 ? "the steps" : $"1 to {report.Steps} steps")}{Sizes(report.Sizes)}: {report.Samples} comparisons with automatic differentiation, largest relative error {(report.MaxRelativeError < 1e-9 ? "below 1e-9" : "below 1e-7")}."),
        true);

    /// <summary>The sizes that a check had: with sizes from 1 to 4.</summary>
    public static string Sizes(SizesTried? sizes) =>
        sizes is not { } s ? "" : s.Least == s.Most ? string.Create(CultureInfo.InvariantCulture, $" with sizes {s.Least}") : string.Create(CultureInfo.InvariantCulture, $" with sizes from {s.Least} to {s.Most}");

    /// <summary>Words with formulas in them.</summary>
    public static string Words(FormattableString words) => string.Format(CultureInfo.InvariantCulture, words.Format, [.. words.GetArguments().Select(Shown)]);

    /// <summary>What is assumed, in words and formulas.</summary>
    public static string Claims(IEnumerable<string> claims, Symbolic.Derivations.Scope scope) =>
        string.Join(" and ", claims.Select(c => Inline.Markdown(Phrase.Of(c, scope, NotationOptions.Default with { Sizes = false }))));

    // In one line with its cases where they fit, else a line for each case.
    private static string Boxed(LayerAnswer answer, Expr left)
    {
        Row Where(LayerCase c) => Values(new LayerRange(answer.Range!.Index, c.From, c.To));
        var whole = answer.Range is null ? null : answer.Outer is null ? Values(answer.Range) : Values(new LayerPair(answer.Range, answer.Outer));
        if (answer.Cases.Max(c => Notation.Of(c.Value).Width) > Widest)
        {
            var lefts = answer.Cases.Select(c => Notation.Of(At(left, answer, c))).ToList();
            var rows = answer.Cases.Zip(lefts, (c, l) => AlignedFormulas.Of(l, Notation.Of(c.Value), lefts.Max(x => x.Width), framed: true, answer.Cases.Count == 1 ? whole : c.IsSingle ? null : Where(c), ","));
            string inside = string.Join(" \\\\\n", rows);
            return inside.Contains('\n', StringComparison.Ordinal) ? $"\\boxed{{\\begin{{aligned}} {inside} \\end{{aligned}}}}"
                : $"\\boxed{{{inside.Replace("&= ", "= ", StringComparison.Ordinal)}}}";
        }

        string right = answer.Cases.Count == 1
            ? Formula(answer.Cases[0].Value) + (whole is null ? "" : $", \\quad {LatexRenderer.Render(whole)}")
            : $"\\begin{{cases}} {string.Join(@" \\ ", answer.Cases.Select(c => $"{Formula(c.Value)}, & {LatexRenderer.Render(Where(c))}"))} \\end{{cases}}";
        return $"\\boxed{{{Formula(left)} = {right}}}";
    }

    private static Expr At(Expr left, LayerAnswer answer, LayerCase found) =>
        found.IsSingle && answer.Range is { } range ? Indices.Put(left, range.Index, found.From) : left;

    private static string Shown(object? argument) => argument switch
    {
        Expr e => $"${Formula(e)}$",
        IReadOnlyList<Expr> list => Listed([.. list.Select(e => $"${Formula(e)}$")]),
        Symbolic.Derivations.Statement s => $"${LatexWriter.Formula(s)}$",
        LayerRange range => $"${Limits(range)}$",
        LayerPair pair => $"${LatexRenderer.Render(Values(pair))}$",
        Size size => $"${Size(size)}$",
        _ => argument?.ToString() ?? "",
    };

    // a; a and b; a, b and c.
    private static string Listed(IReadOnlyList<string> items) => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    /// <summary>The values of an index: l = 1, …, L.</summary>
    public static string Limits(LayerRange range) => LatexRenderer.Render(Values(range));

    private static Row Values(LayerRange range) => range.From.Equals(range.To)
        ? Row.Of(Names.Of(range.At), new Sign("="), Names.Of(range.From))
        : Row.Of(Names.Of(range.At), new Sign("="), Names.Of(range.From), new Sign(","), new Sign("…"), new Sign(","), Names.Of(range.To));

    // 1 ≤ k < l ≤ L.
    private static Row Values(LayerPair pair)
    {
        var (k, l) = (pair.Earlier, pair.Later);
        Box[] between = k.To.Equals(l.At) ? [new Sign("≤")] : k.To.Equals(l.At - Symbolic.Shapes.Size.One) ? [new Sign("<")] : [new Sign("≤"), Names.Of(k.To), new Sign("<")];
        return Row.Of([Names.Of(k.From), new Sign("≤"), Names.Of(k.At), .. between, Names.Of(l.At), new Sign("≤"), Names.Of(l.To)]);
    }

    private static string Size(Size size) => LatexRenderer.Render(Names.Of(size));

    private static string Formula(Expr e) => LatexWriter.Formula(e);
}
