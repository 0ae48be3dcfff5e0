using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Repairs;

/// <summary>What else occurs in a statement and may have been meant: names, sizes, functions, arguments.</summary>
internal sealed class Surroundings
{
    private const int MostArguments = 8;

    /// <summary>What occurs in a question, or is declared for it.</summary>
    public Surroundings(Question question, Scope scope)
    {
        var nodes = SyntaxTree.Places(question.Left).Concat(SyntaxTree.Places(question.Right)).Select(p => p.Node).ToList();
        var calls = nodes.OfType<CallSyntax>().ToList();
        var occurring = nodes.OfType<NameSyntax>().DistinctBy(SyntaxPrinter.Print).ToList();
        var at = new Span(0, 0);
        Sizes = [.. Symbolic.Binding.DeclarationBinder.Sizes(scope).Where(n => !n.IsUnknown && n.Indices.Count == 0).Select(n => new NameSyntax(n.Text, [], at))];
        var sizes = Sizes.Select(s => s.Text).ToHashSet();
        Names =
        [
            .. occurring.Where(n => !sizes.Contains(n.Text))
                .Concat(scope.Layers.Templates.Select(t => Written(t.Left.Name, at)))
                .Concat(scope.Symbols.Keys.Select(n => Written(n, at)))
                .Where(n => n.Text.Length < 20).DistinctBy(SyntaxPrinter.Print).Take(10),
        ];
        Functions = [.. calls.Select(c => c.Function.Text).Concat(scope.Functions.Keys.Select(f => f.Base)).Distinct()];
        Arguments = [.. calls.Where(c => c.Arguments.Length == 1).Select(c => c.Arguments[0]).DistinctBy(SyntaxPrinter.Print).Take(MostArguments)];
        Scalars = [.. calls.Where(c => IsReduction(c.Function.Text)).DistinctBy(SyntaxPrinter.Print).Take(4)];
    }

    /// <summary>Symbols.</summary>
    public IReadOnlyList<NameSyntax> Names { get; }

    /// <summary>Names of sizes.</summary>
    public IReadOnlyList<NameSyntax> Sizes { get; }

    /// <summary>Functions that are called or declared.</summary>
    public IReadOnlyList<string> Functions { get; }

    /// <summary>Arguments of functions.</summary>
    public IReadOnlyList<Syntax> Arguments { get; }

    /// <summary>Norms, traces and the like.</summary>
    public IReadOnlyList<Syntax> Scalars { get; }

    private static bool IsReduction(string f) => f is "tr" or "trace" or "det" or "norm2" or "normF" or "sum" or "sumsq" or "norm1" or "logdet";

    private static NameSyntax Written(Name name, Span at) =>
        new(name.Base, [.. name.Indices.Select(i => Index(i, at))], at);

    private static Syntax Index(LayerIndex index, Span at)
    {
        if (index.Variable is null)
        {
            return new NumberSyntax(index.Offset, at);
        }

        var name = new NameSyntax(index.Variable, [], at);
        return index.Offset == 0 ? name
            : Slips.Join(index.Offset > 0 ? BinaryKind.Add : BinaryKind.Subtract, name, new NumberSyntax(Math.Abs(index.Offset), at));
    }
}
