using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Algorithms;

/// <summary>
/// An algorithm as Python source of one function <c>compute</c>: loops over the index, in which families are dictionaries by the value of the
/// index. Families are put in as sequences from their first value on, and come out as such; the result is a dictionary by names.
/// </summary>
internal sealed class AlgorithmNumPy
{
    private readonly Algorithm algorithm;
    private readonly AlgorithmNames names;
    private readonly List<string> helpers = [];
    private readonly List<string> body = [];

    private AlgorithmNumPy(Algorithm algorithm) => (this.algorithm, names) = (algorithm, new AlgorithmNames(algorithm));

    /// <summary>The source of <c>compute</c>.</summary>
    /// <exception cref="PlanException">A line has no program.</exception>
    public static string Export(Algorithm algorithm) => new AlgorithmNumPy(algorithm).Write();

    private string Write()
    {
        foreach (var pass in algorithm.Passes)
        {
            body.Add(pass.Kind switch { PassKind.Directional => "# along the directions", PassKind.SecondOrder => "# second-order pass", var kind => $"# {kind.ToString().ToLowerInvariant()} pass" });
            foreach (var step in pass.Steps)
            {
                Write(step);
            }
        }

        body.AddRange(["return {", .. algorithm.Results.Select(r => $"    \"{names.Of(r.Target)}\": {Result(r.Target, r.Range)},"), "}"]);
        string[] inside =
        [
            $"\"\"\"{algorithm.Objective.Name} and {algorithm.Results.Count - 1} derivative{(algorithm.Results.Count == 2 ? "" : "s")} of it.", "",
            .. names.Documentation,
            "Returns a dictionary:", .. algorithm.Results.Select(r => $"{names.Of(r.Target)}: {(r.Range is { } range ? $"list for {range}, " : "")}{AlgorithmNames.Shaped(r.Target.Shape)}"), "\"\"\"",
            .. helpers.Where(h => NumPyHelpers.ModuleOf(h) is null).SelectMany(h => NumPyHelpers.SourceOf(h).Append("")),
            .. names.Opening, .. body,
        ];
        return string.Concat(NumPyExporter.Imports(helpers).Prepend("import numpy as np").Select(i => i + "\n"))
            + $"\n\ndef compute({string.Join(", ", names.Parameters)}):\n" + string.Concat(inside.Select(l => l.Length == 0 ? "\n" : $"    {l}\n"));
    }

    private string Result(Expr target, LayerRange? range) => range is null ? names.Of(target)
        : $"[{names.Of(target)}[{names.Index}] for {names.Index} in range({names.Whole(range.From)}, {names.Whole(range.To + Size.One)})]";

    private void Write(AlgorithmStep step)
    {
        if (step is Once once)
        {
            body.AddRange(Lines(once.Line));
            return;
        }

        var loop = (Loop)step;
        var (from, to) = (loop.Range.From, loop.Range.To);
        body.Add($"for {names.Index} in {(loop.Descending ? $"range({names.Whole(to)}, {names.Whole(from - Size.One)}, -1)" : $"range({names.Whole(from)}, {names.Whole(to + Size.One)})")}:");
        foreach (var (line, before) in loop.Lines.Zip(loop.Lines.Prepend(null)))
        {
            string? condition = Condition(line.Range!, loop.Range);
            if (condition is not null && before is not null && names.Of(before.Target) == names.Of(line.Target) && AreAll(before.Range!, line.Range!, loop.Range))
            {
                body.Add("    else:");
                body.AddRange(Lines(line).Select(l => "        " + l));
            }
            else if (condition is null)
            {
                body.AddRange(Lines(line).Select(l => "    " + l));
            }
            else
            {
                body.Add($"    if {condition}:");
                body.AddRange(Lines(line).Select(l => "        " + l));
            }
        }
    }

    // The last value, and all before it.
    private static bool AreAll(LayerRange last, LayerRange others, LayerRange whole) => last.From.Equals(last.To) && last.To.Equals(whole.To)
        && others.From.Equals(whole.From) && others.To.Equals(whole.To - Size.One);

    private string? Condition(LayerRange range, LayerRange whole) => range.From.Equals(whole.From) && range.To.Equals(whole.To) ? null
        : range.From.Equals(range.To) ? $"{names.Index} == {names.Whole(range.From)}"
        : range.From.Equals(whole.From) ? $"{names.Index} <= {names.Whole(range.To)}"
        : range.To.Equals(whole.To) ? $"{names.Index} >= {names.Whole(range.From)}"
        : $"{names.Whole(range.From)} <= {names.Index} <= {names.Whole(range.To)}";

    private List<string> Lines(Assignment line)
    {
        string target = names.At(line.Target);
        var (minus, term) = line.Signed;
        var lines = new List<string>();
        // What is subtracted is a factor at least.
        Compute(term, line.Adds ? $"{target} = {target} {(minus ? "-" : "+")} " : target + " = ", line.Range, lines);
        return lines;
    }

    // Statements that compute an expression, the last of which begins so; sums and products over an index of their own before it.
    private void Compute(Expr e, string start, LayerRange? where, List<string> lines)
    {
        var put = new Dictionary<Expr, Expr>();
        var values = new Dictionary<Expr, string>();
        foreach (var node in Loops.Outermost(e))
        {
            string name = names.Taken.Take("s");
            Accumulate(node, name, where, lines);
            put[node] = Symbol.Of(new Name(name), node.Shape);
            values[put[node]] = name + (node.Shape.IsRow ? "[0]" : "");
        }

        var context = new NumPyContext(x => values.TryGetValue(x, out string? known) ? known : names.Read((Symbol)x), use => names.Function(use, where), names.SizeOf, names.Taken);
        var (needed, computed) = NumPyExporter.Part(Plan.Of(Rewrite.Substitute(e, put)), context, start);
        helpers.AddRange(needed.Except(helpers));
        lines.AddRange(computed);
    }

    // A sum or product over an index of its own.
    private void Accumulate(Apply node, string name, LayerRange? where, List<string> lines)
    {
        var range = (IIndexed)node.Operator;
        bool sum = range is IndexedSum;
        Compute(node.IsScalar ? Number.Of(sum ? Rational.Zero : Rational.One) : sum ? Constant.Of(ConstantKind.Zeros, node.Shape.Rows, node.Shape.Columns) : Constant.Of(ConstantKind.Identity, node.Shape.Rows), name + " = ", where, lines);
        string letter = names.Bind(IndexedTerm.Letter(node, names.Letters)), index = names.Whole(Size.Of(new Name(letter)));
        string values = range is IndexedProduct { Descending: true } ? $"range({names.Whole(range.To)}, {names.Whole(range.From - Size.One)}, -1)" : $"range({names.Whole(range.From)}, {names.Whole(range.To + Size.One)})";
        lines.Add($"for {index} in {values}:");
        var inner = new List<string>();
        Compute(IndexedTerm.At(node, Size.Of(new Name(letter))), $"{name} = {name} {(sum ? "+" : node.IsScalar ? "*" : "@")} ", where, inner);
        names.Release(letter);
        lines.AddRange(inner.Select(l => "    " + l));
    }
}
