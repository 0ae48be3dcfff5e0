using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Documents;

/// <summary>
/// <c>derive directional grad J wrt W[l], b[l] along V[l], v[l] as U[l], u[l]</c>: the derivative of the gradients along directions, by
/// recursions forward and backward. From here on the directions, the dotted names and the products are names of the document.
/// </summary>
internal sealed class DirectionCommand(Scope scope, int seed)
{
    private const string Example = "derive directional grad J wrt W[l], b[l] along V[l], v[l] as U[l], u[l]";

    /// <summary>The recursions, written out and checked.</summary>
    public List<Block> Run(DocumentCommand command)
    {
        string subject = command.Subject.Text["directional".Length..].Trim();
        if (!subject.StartsWith("grad ", StringComparison.Ordinal) || command.Clause("wrt") is not { } wrt || command.Clause("along") is not { } along || command.Clause("as") is not { } names)
        {
            throw command.Error("the derivative of a gradient along directions needs variables, directions and names for the answers", Example);
        }

        var here = scope.Copy();
        if (command.Clause("assuming") is { } assumed)
        {
            AssumptionReader.Read(here, assumed);
        }

        var (line, column) = command.Subject.Locate(command.Subject.Text.IndexOf("grad ", StringComparison.Ordinal) + 5);
        if (ExpressionReader.Read(new SourceText(subject[5..], command.Subject.Name, line, column), here) is not Symbol of || !Objective.Sees(of, here) || !of.IsScalar)
        {
            throw command.Error("it is the gradient of a scalar that looks at recurrences", Example);
        }

        List<Symbol> variables = [.. DocumentCommand.Items(wrt).Select(v => ExpressionReader.Variable(v.Text, here, wrt))];
        var (directions, products) = (DocumentCommand.Items(along), DocumentCommand.Items(names));
        if (directions.Count != variables.Count || products.Count != variables.Count)
        {
            throw command.Error($"{variables.Count} variables have {directions.Count} directions and {products.Count} names", Example);
        }

        List<LayerDirection> moves = [.. variables.Zip(directions, (v, d) => new LayerDirection(v, Direction(command, here, v, d)))];
        List<Symbol> results = [.. variables.Zip(products, (v, n) => New(command, here, ExpressionReader.NameOf(n), v))];
        var tangents = new LayerDirections(here, of, moves).Run(results);
        foreach (var tangent in tangents)
        {
            if (tangent.Name is var name && !results.Contains(name))
            {
                New(command, here, name.Name, name);
            }
        }

        here.Layers.Formulas.AddRange(tangents.Select(t => t.Formula));
        var report = new DirectionCheck(here, moves).Check(of, [.. variables.Zip(tangents.TakeLast(variables.Count), (v, t) => (v, t.Answer))], seed);
        LayerCommands.Passed(command, report, of);
        foreach (var symbol in moves.Select(m => m.Along).Concat(tangents.Select(t => t.Name)))
        {
            scope.Declare(symbol);
        }

        scope.Layers.Formulas.AddRange(tangents.Select(t => t.Formula));
        var options = NotationOptions.Default with { Sizes = command.Sizes };
        return
        [
            new ProseBlock(LayerBlocks.Words($"Let {variables} move along {moves.Select(m => (Expr)m.Along).ToList()}, at every step at once. A dot is the derivative along these directions.")),
            .. tangents.SelectMany(t => LayerBlocks.Of(t.Answer, t.Name, options)),
            LayerBlocks.Found(report),
        ];
    }

    private static Symbol Direction(DocumentCommand command, Scope here, Symbol variable, SourceText text)
    {
        var name = ExpressionReader.NameOf(text);
        var known = here.Symbols.GetValueOrDefault(name) ?? here.Member(name);
        if (known is null)
        {
            return New(command, here, name, variable);
        }

        return known.Shape == variable.Shape && name.Indices.SequenceEqual(variable.Name.Indices) && here.Layers.Of(known) is null ? known
            : throw command.Error($"the direction {known} ({known.Shape}) is not of the kind of {variable} ({variable.Shape})", Example);
    }

    // A new name of the shape and with the index of a variable.
    private static Symbol New(DocumentCommand command, Scope here, Name name, Symbol like)
    {
        if (!name.Indices.SequenceEqual(like.Name.Indices))
        {
            throw command.Error($"'{name}' stands for something of {like}, and has its index", Example);
        }

        if (here.Symbols.Keys.Any(n => n.Base == name.Base))
        {
            throw command.Error($"'{name.Base}' has a meaning already", "choose another name");
        }

        var symbol = Symbol.Of(name, like.Shape);
        here.Declare(symbol);
        return symbol;
    }
}
