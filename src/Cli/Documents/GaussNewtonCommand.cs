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

/// <summary><c>derive gaussnewton J wrt z[l] through a[L] as G[l]</c>: blocks of the Hessian without the curvature of what leads to the output.</summary>
internal sealed class GaussNewtonCommand(Scope scope, int seed, Layout layout)
{
    private const string Example = "derive gaussnewton J wrt z[l] through a[L] as G[l]";

    /// <summary>The recursion or the formula, written out and checked.</summary>
    public List<Block> Run(DocumentCommand command)
    {
        string subject = command.Subject.Text["gaussnewton".Length..].Trim();
        if (command.Clause("wrt") is not { } wrt || command.Clause("through") is not { } through)
        {
            throw command.Error("a Gauss–Newton block needs a variable and the output that the loss is a function of", Example);
        }

        var here = scope.Copy();
        if (command.Clause("assuming") is { } assumed)
        {
            AssumptionReader.Read(here, assumed);
        }

        var (line, column) = command.Subject.Locate(command.Subject.Text.Length - subject.Length);
        if (ExpressionReader.Read(new SourceText(subject, command.Subject.Name, line, column), here) is not Symbol of || !Objective.Sees(of, here) || !of.IsScalar
            || ExpressionReader.Read(through, here) is not Symbol output)
        {
            throw command.Error("it is a block of a scalar that looks at an output of the recurrences", Example);
        }

        var variable = ExpressionReader.Variable(wrt.Text, here, wrt);
        string index = here.Layers.Index;
        if (variable.Name.Indices is not [{ Offset: 0 } own] || own.Variable != index)
        {
            throw command.Error($"the blocks are those of a quantity of every step, with the index {index}", Example);
        }

        Symbol? name = null;
        if (command.Clause("as") is { } named)
        {
            var given = ExpressionReader.NameOf(named);
            if (!given.Indices.SequenceEqual(variable.Name.Indices) || scope.Symbols.Keys.Any(n => n.Base == given.Base))
            {
                throw command.Error($"'{given}' has a meaning already, or not the index of {variable}", Example);
            }

            name = Symbol.Of(given, new Shape(variable.Shape.Count, variable.Shape.Count));
        }

        var answer = new LayerGaussNewton(here, layout, of, output).Run(variable, name);
        if (name is not null)
        {
            var formula = new LayerFormula(name, answer.Range, answer.Cases) { Of = of, Wrt = variable, Output = output, Assumed = answer.Assumptions };
            here.Layers.Formulas.Add(formula);
            scope.Layers.Formulas.Add(formula);
            scope.Declare(name);
        }

        var report = LayerCheck.Check(answer, here, seed);
        LayerCommands.Passed(command, report, of);
        return [.. LayerBlocks.Of(answer, name, NotationOptions.Default with { Sizes = command.Sizes }), LayerBlocks.Found(report)];
    }
}
