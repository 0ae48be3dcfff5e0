using System.Globalization;
using MatrixDiff.Latex;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;

namespace MatrixDiff.Cli.Documents;

/// <summary>Runs a derivation document: each command becomes what it derives, shows or checks; prose is carried over.</summary>
internal sealed class DocumentRunner
{
    private readonly DerivationDocument document;
    private readonly Scope scope;
    private readonly Layout layout;
    private readonly int seed;
    private readonly LayerCommands layers;

    private DocumentRunner(DerivationDocument document, int seed)
    {
        this.document = document;
        this.seed = seed;
        var front = document.FrontMatter;
        scope = DefinitionReader.Read(new(front.Declare, front.Define, front.Assume) { Operators = front.Operators, Laws = front.Laws }, LawProof.Of);
        layers = new(scope, seed);
        layout = document.FrontMatter.Layout is { } chosen ? LayoutOf(chosen, Layout.Vector) : Layout.Gradient;
    }

    /// <summary>The write-up of a document.</summary>
    public static WriteUp Run(string text, string file, int seed = 0)
    {
        var document = DerivationDocument.Read(text, file);
        return new DocumentRunner(document, seed).Run();
    }

    private WriteUp Run() => new(document.Title, [.. document.Parts.SelectMany(Blocks)]);

    private IEnumerable<Block> Blocks(DocumentPart part)
    {
        if (part is ProsePart prose)
        {
            return [new ProseBlock(prose.Markdown)];
        }

        var command = DocumentCommand.Read(((CommandPart)part).Command);
        return command.Verb switch
        {
            "derive" => Derive(command),
            "show" => [Show(command)],
            "check" => Check(command),
            "prove" => [.. Guarded(command, () => new ProofCommand(scope, seed).Run(command))],
            "algorithm" => [.. Guarded(command, () => new AlgorithmCommand(scope).Write(command).ToList())],
            "export" => [AlgorithmCommand.IsExport(command) ? Guarded(command, () => new AlgorithmCommand(scope).Export(command)) : Export(command)],
            "declarations" => [new DeclarationsBlock(scope.Copy())],
            _ => throw command.Error($"there is no command '{command.Verb}'", "derive, show, check, prove, algorithm, export, declarations"),
        };
    }

    // derive KIND EXPR wrt X[, Y] [as NAME] [assuming A] [layout L]
    private List<Block> Derive(DocumentCommand command)
    {
        string subject = command.Subject.Text;
        int space = subject.IndexOf(' ', StringComparison.Ordinal);
        string kindName = space < 0 ? subject : subject[..space];
        if (kindName == "directional")
        {
            return [.. Guarded(command, () => new DirectionCommand(scope, seed).Run(command))];
        }

        if (kindName == "gaussnewton")
        {
            return [.. Guarded(command, () => new GaussNewtonCommand(scope, seed, layout).Run(command))];
        }

        DerivationKind kind = kindName switch
        {
            "grad" or "gradient" => DerivationKind.Gradient,
            "jacobian" => DerivationKind.Jacobian,
            "hessian" => DerivationKind.Hessian,
            "differential" => DerivationKind.Differential,
            _ => throw command.Error($"'{kindName}' can't be derived", "derive grad (jacobian, hessian, differential, directional, gaussnewton) EXPRESSION wrt X"),
        };
        var wrt = command.Clause("wrt") ?? throw command.Error("by what is it to be derived?", $"derive {kindName} EXPRESSION wrt X");
        var here = scope.Copy();
        if (command.Clause("assuming") is { } assumed)
        {
            AssumptionReader.Read(here, assumed);
        }

        var (line, column) = command.Subject.Locate(Math.Max(space, 0) + 1);
        var e = ExpressionReader.Read(new SourceText(space < 0 ? "" : subject[(space + 1)..], command.Subject.Name, line, column), here);
        var variables = DocumentCommand.Items(wrt).Select(x => ExpressionReader.Variable(x.Text, here, wrt)).ToList();
        var chosen = command.Clause("layout") is { } l ? LayoutOf(l, Layout.Gradient) : layout;
        if (e is Symbol objective && (layers.Concerns(e) || LayerPropagation.Concerns(here, e, variables)))
        {
            return [.. Guarded(command, () => layers.Derive(command, kind, objective, variables, chosen, here))];
        }

        LayerCommands.DefineSteps(here, [e, .. variables]);
        var derivation = Guarded(command, () => Differentiator.Derivation(kind, e, variables, chosen, here));
        var report = WitnessCheck.Check(kind, chosen, e, variables, derivation.Result, here, seed: seed);
        if (!report.Passed)
        {
            throw report.Samples == 0
                ? new DiagnosticException(new("MD0301", $"the result can't be checked: {report.Failure}", command.Source, new Span(0, command.Source.Text.Length)))
                : new InvalidOperationException($"the {kindName} of {e} failed its check: {report.Failure}");
        }

        if (command.Clause("as") is { } name)
        {
            NameResult(command, name, kind, e, variables, derivation.Result);
        }

        if (kind == DerivationKind.Gradient)
        {
            scope.SeenGradients.Add((e, variables[0]));
        }

        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"Checked at {report.Samples} random points{LayerBlocks.Sizes(report.Sizes)} against automatic differentiation: largest relative error {Rounded(report.MaxRelativeError)}.");
        return [new DerivationBlock(derivation, Options(command)), new CheckBlock(found, true)];
    }

    // From here on the result has a name: ∇_z J = δ.
    private void NameResult(DocumentCommand command, SourceText name, DerivationKind kind, Expr e, List<Symbol> variables, Expr result)
    {
        int order = kind == DerivationKind.Hessian ? 2 : 1;
        if (e is not Symbol of || kind is not (DerivationKind.Gradient or DerivationKind.Hessian) || variables.Count != 1)
        {
            throw command.Error("only the gradient or Hessian of a named quantity by one variable is given a name", "derive grad J wrt z as δ");
        }

        var parsed = ExpressionReader.NameOf(name);
        var symbol = Symbol.Of(parsed, result.Shape);
        if (scope.Symbols.TryGetValue(parsed, out var known) && known.Shape != symbol.Shape)
        {
            throw command.Error($"'{parsed}' is declared as {known.Shape}, and the result is {symbol.Shape}", "choose another name");
        }

        scope.Declare(known ?? symbol);
        if (!scope.Facts.Any(f => ReferenceEquals(f.Of, of) && ReferenceEquals(f.Wrt, variables[0]) && f.Order == order))
        {
            scope.Name(new(of, variables[0], order, known ?? symbol));
        }
    }

    private FormulaBlock Show(DocumentCommand command)
    {
        var sides = Sides(command.Subject);
        return sides.Count == 1
            ? new FormulaBlock(new(sides[0], sides[0]), Options(command))
            : new FormulaBlock(new(sides[0], sides[1]), Options(command));
    }

    // check LEFT = RIGHT, at random points.
    private List<Block> Check(DocumentCommand command)
    {
        var sides = Sides(command.Subject);
        if (sides.Count != 2)
        {
            throw command.Error("a check compares two sides", "check LEFT = RIGHT");
        }

        var report = WitnessCheck.Equal(sides[0], sides[1], [], scope, seed: seed);
        return report.Passed
            ? [new FormulaBlock(new(sides[0], sides[1]), Options(command)), new CheckBlock($"The two sides agree at {report.Samples} random points.", true)]
            : throw new DiagnosticException(new("MD0506", $"the two sides differ: {report.Failure}", command.Source, new Span(0, command.Source.Text.Length)));
    }

    private ListingBlock Export(DocumentCommand command)
    {
        string to = command.Clause("to")?.Text ?? "numpy";
        if (to != "numpy")
        {
            throw command.Error($"there is no export to '{to}'", "numpy");
        }

        var e = ExpressionReader.Read(command.Subject, scope.Copy());
        return new ListingBlock(NumPyExporter.Export(e, Rewrite.Symbols(e), scope), "python");
    }

    private IReadOnlyList<Expr> Sides(SourceText source)
    {
        var here = scope.Copy();
        return ExpressionReader.Guard(source, () =>
            ExpressionReader.Infer(Parser.ParseRelation(source, new Span(0, source.Text.Length), ExpressionReader.IsFunction(here)).Sides, here, source));
    }

    private static T Guarded<T>(DocumentCommand command, Func<T> derive)
    {
        try
        {
            return derive();
        }
        catch (NotDifferentiableException e)
        {
            throw new DiagnosticException(new("MD0201", e.Message, command.Source, new Span(0, command.Source.Text.Length)));
        }
    }

    private static Layout LayoutOf(SourceText text, Layout gradient) => text.Text.Trim() switch
    {
        "gradient" => gradient,
        "jacobian" => Layout.Jacobian,
        var other => throw new DiagnosticException(new("MD0507", $"there is no layout '{other}'", text, new Span(0, text.Text.Length), "gradient, jacobian")),
    };

    private static NotationOptions Options(DocumentCommand command) => NotationOptions.Default with { Sizes = command.Sizes };

    // The order of magnitude is what matters, and it is the same on every machine.
    private static string Rounded(double error) => error < 1e-9 ? "below 1e-9" : "below 1e-7";
}
