using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Documents;

/// <summary>The commands of a document about all values of an index.</summary>
internal sealed class LayerCommands(Scope scope, int seed)
{
    /// <summary>Is a question one about the recurrences as a whole, and not about one step?</summary>
    public bool Concerns(Expr e) => Objective.Sees(e, scope) && e is Symbol s && scope.Definitions.ContainsKey(s) && e.IsScalar;

    /// <summary>The scope of a question about single steps: what stands in it has its definition at its own index.</summary>
    public static void DefineSteps(Scope here, params IEnumerable<Expr> expressions)
    {
        var indices = Rewrite.Symbols([.. expressions]).Where(s => here.Layers.Of(s) is not null).Select(s => s.Name.Indices[0]).Distinct().ToList();
        foreach (var index in indices.Where(i => i.Variable is not null && !Indices.IsBound(i.Variable)))
        {
            foreach (var template in here.Layers.Templates)
            {
                var (left, right) = template.At(Indices.AsSize(index));
                here.Define(left, right);
            }
        }
    }

    /// <summary>derive … of an objective by what belongs to every step.</summary>
    public IEnumerable<Block> Derive(DocumentCommand command, DerivationKind kind, Symbol of, IReadOnlyList<Symbol> variables, Layout layout, Scope here)
    {
        var pending = command.Clause("as") is { } name ? Pending(command, name, kind, of, variables, layout) : null;
        var answer = new LayerDeriver(here, layout, kind, of, pending).Run(variables);
        var named = pending is null ? null : Name(pending, answer);
        var checking = scope.Copy();
        checking.Assumptions.Clear();
        checking.Assumptions.AddRange(here.Assumptions);
        if (named is not null)
        {
            checking.Layers.Facts.Add(named);
        }

        var report = LayerCheck.Check(answer, checking, seed);
        if (!report.Passed)
        {
            throw report.Samples == 0
                ? new DiagnosticException(new("MD0301", $"the result can't be checked: {report.Failure}", command.Source, new Span(0, command.Source.Text.Length)))
                : new InvalidOperationException($"the derivative of {of} failed its check: {report.Failure}");
        }

        if (named is not null)
        {
            scope.Declare(named.Fact.Name);
            scope.Layers.Facts.Add(named);
        }

        return [.. LayerBlocks.Of(answer, named?.Fact.Name, NotationOptions.Default with { Sizes = command.Sizes }), LayerBlocks.Found(report)];
    }

    private static LayerFact Name(LayerFact pending, LayerAnswer answer) => pending with { Range = answer.Range ?? pending.Range, Cases = answer.Cases };

    // ∇_{z[l]} J = δ[l], before its formula is known.
    private LayerFact Pending(DocumentCommand command, SourceText text, DerivationKind kind, Symbol of, IReadOnlyList<Symbol> variables, Layout layout)
    {
        var name = ExpressionReader.NameOf(text);
        string index = scope.Layers.Index;
        if (variables is not [{ Name.Indices: [{ Offset: 0 } at] } v] || at.Variable != index || name.Indices is not [{ Offset: 0 } own] || own.Variable != index)
        {
            throw command.Error($"a name is given to a derivative by one quantity with the index {index}, and has that index too", $"derive grad {of} wrt z[{index}] as δ[{index}]");
        }

        var shape = kind == DerivationKind.Hessian ? new Shape(v.Shape.Count, v.Shape.Count) : layout == Layout.Vector ? Shape.Column(v.Shape.Count) : v.Shape;
        var symbol = Symbol.Of(name, shape);
        if (scope.Symbols.Values.Any(s => s.Name.Base == name.Base && !ReferenceEquals(s, symbol)) || scope.Layers.Facts.Exists(f => ReferenceEquals(f.Fact.Name, symbol)))
        {
            throw command.Error($"'{name.Base}' has a meaning already", "choose another name");
        }

        return new(new(of, v, kind == DerivationKind.Hessian ? 2 : 1, symbol), new(index, Size.One, Size.One), []);
    }
}
