using MatrixDiff.Latex;
using MatrixDiff.Numeric.Algorithms;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Cli.Documents;

/// <summary>Writes an algorithm: its passes line by line, then in words what is kept between them and what all of it takes.</summary>
internal static class AlgorithmBlocks
{
    /// <summary>The blocks of an algorithm.</summary>
    public static IEnumerable<Block> Of(Algorithm algorithm, AlgorithmCost cost, Symbolic.Derivations.Scope scope)
    {
        yield return new AlgorithmBlock([.. algorithm.Passes.Select(p => (Title(p.Kind), Rows(p, cost)))]);
        yield return new ProseBlock(string.Join('\n', Summary(algorithm, cost, scope).Select(s => "- " + s)));
        yield return new CheckBlock("Followed for 1 to 4 steps: every line uses what is put in or was computed before it.", true);
    }

    private static string Title(PassKind kind) => kind switch
    {
        PassKind.Forward => "Forward pass",
        PassKind.Backward => "Backward pass",
        PassKind.SecondOrder => "Second-order pass",
        _ => "Along the directions",
    };

    private static IReadOnlyList<AlgorithmRow> Rows(Pass pass, AlgorithmCost cost)
    {
        var rows = new List<AlgorithmRow>();
        foreach (var step in pass.Steps)
        {
            if (step is not Loop loop)
            {
                rows.Add(Row(((Once)step).Line, 0, []));
                continue;
            }

            rows.Add(new(0, [new Prose("for "), Counting(loop)], null));
            rows.AddRange(loop.Lines.Select(l => Row(l, 1, Guard(l.Range!, loop.Range))));
        }

        return rows;

        AlgorithmRow Row(Assignment line, int depth, IReadOnlyList<Box> guard)
        {
            var target = Notation.Of(line.Target);
            var (minus, term) = line.Signed;
            var value = Notation.Of(term);
            var box = Latex.Row.Of(line.Adds ? [target, new Sign("←"), target, new Sign(minus ? "−" : "+"), value is Row { Tight: false } && term is Sum ? new Fenced(value) : value] : [target, new Sign("←"), value]);
            var work = cost.Of(line).Multiplications;
            return new(depth, [.. guard, box], work.Equals(Size.Zero) ? null : Loose(work));
        }
    }

    // l = 1, …, L; l = L, …, 1
    private static Row Counting(Loop loop)
    {
        var (first, last) = loop.Descending ? (loop.Range.To, loop.Range.From) : (loop.Range.From, loop.Range.To);
        return Row.Of(Names.Of(loop.Range.At), new Sign("="), Names.Of(first), new Sign(","), new Sign("…"), new Sign(","), Names.Of(last));
    }

    // if l = L: …; if l < L: …
    private static Box[] Guard(LayerRange range, LayerRange whole)
    {
        var at = Names.Of(range.At);
        return range.From.Equals(whole.From) && range.To.Equals(whole.To) ? []
            : range.From.Equals(range.To) ? If(at, new Sign("="), Names.Of(range.From))
            : range.From.Equals(whole.From) ? If(at, new Sign("<"), Names.Of(range.To + Size.One))
            : range.To.Equals(whole.To) ? If(at, new Sign(">"), Names.Of(range.From - Size.One))
            : If(Names.Of(range.From), new Sign("≤"), at, new Sign("≤"), Names.Of(range.To));

        static Box[] If(params Box[] condition) => [new Prose("if "), Row.Of(condition), new Prose(": ")];
    }

    private static IEnumerable<string> Summary(Algorithm algorithm, AlgorithmCost cost, Symbolic.Derivations.Scope scope)
    {
        foreach (var pass in algorithm.Passes)
        {
            var functions = cost.Functions(pass);
            yield return $"{Title(pass.Kind)}: {Total(cost.Multiplications(pass))} multiplications"
                + (functions.IsZero ? "." : $" and {Total(functions)} values of functions.");
        }

        foreach (var from in algorithm.Kept.GroupBy(k => k.From))
        {
            string passes = string.Join(" and the ", from.SelectMany(k => k.By).Distinct().Order().Select(k => k == PassKind.Directional ? "pass along the directions" : Title(k).ToLowerInvariant()));
            yield return $"The {Title(from.Key).ToLowerInvariant()} saves {string.Join(", ", from.GroupBy(k => Steps(k.Range)).Select(g => string.Join(", ", g.Select(Saved)) + (g.Key.Length > 0 ? $" for {g.Key}" : "")))} for the {passes}: {Total(cost.Memory(from.Key))} numbers.";
        }

        if (cost.Others is { Count: > 0 } others)
        {
            yield return $"Not counted: {string.Join(", ", others)}.";
        }

        if (algorithm.Assumptions is { Count: > 0 } assumptions)
        {
            yield return $"Assuming {LayerBlocks.Claims(assumptions, scope)}.";
        }
    }

    // Σ_{l=1}^{L} (n_l + …) + …
    private static string Total(StepTotal total)
    {
        var boxes = new List<Box>();
        foreach (var (range, each) in total.Sums)
        {
            boxes.AddRange(boxes.Count == 0 ? [] : [new Sign("+")]);
            boxes.Add(new Scripts(new Sign("∑"), Latex.Row.Unit(Names.Of(range.At), new Sign("="), Names.Of(range.From)), Names.Of(range.To)));
            boxes.Add(each.Terms.Count > 1 ? new Fenced(Loose(each)) : Names.Of(each));
        }

        if (!total.Rest.Equals(Size.Zero) || boxes.Count == 0)
        {
            boxes.AddRange(boxes.Count == 0 ? [] : [new Sign("+")]);
            boxes.Add(Loose(total.Rest));
        }

        return $"${LatexRenderer.Render(Latex.Row.Of([.. boxes]))}$";
    }

    private static Box Loose(Size size) => Names.Of(size) is Row { Tight: true } row ? row with { Tight = false } : Names.Of(size);

    private static string Saved(Kept kept) => kept.Range is not { } r ? $"${LatexWriter.Formula(kept.Quantity)}$"
        : r.From.Equals(r.To) ? $"${LatexWriter.Formula(new IndexPut(new Dictionary<string, Size> { [r.Index] = r.From }).In(kept.Quantity))}$"
        : $"${LatexWriter.Formula(kept.Quantity)}$";

    // The steps of which something is saved; none where it is one.
    private static string Steps(LayerRange? range) => range is { } r && !r.From.Equals(r.To) ? $"${LayerBlocks.Limits(r)}$" : "";
}
