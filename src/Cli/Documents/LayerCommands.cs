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
        if (command.Clause("as") is not { } names)
        {
            var answer = Answer(here, layout, kind, of, variables, []);
            var check = Check(command, [answer], [], here);
            Keep(answer, null);
            return [.. LayerBlocks.Of(answer, null, Options(command)), check];
        }

        // Several names at once are those of a system: each recursion can use all of them.
        var texts = DocumentCommand.Items(names);
        if (LayerSystem.Of(here.Layers, kind, variables, texts.Count) is { } system)
        {
            return Named(command, here, [.. texts.Select((t, i) => Pending(command, t, system, i, of))], pending =>
                [.. system.Blocks.Select(b => new LayerDeriver(here, layout, kind, of, pending).Block(system, b.First, b.Second))]);
        }

        if (texts.Count != variables.Count)
        {
            throw command.Error($"{variables.Count} derivatives are given {texts.Count} names", "derive grad J wrt h[t], c[t] as η[t], γ[t]");
        }

        bool spans = LayerPropagation.Concerns(here, of, variables);
        List<LayerFact> pending = [.. texts.Zip(variables, (t, v) => spans ? PendingBetween(command, t, kind, of, v) : Pending(command, t, kind, of, v, layout))];
        return Named(command, here, pending, all => [.. variables.Select(v => Answer(here, layout, kind, of, [v], all))]);
    }

    // Answers that get names, and can use all of them.
    private List<Block> Named(DocumentCommand command, Scope here, List<LayerFact> pending, Func<IReadOnlyList<LayerFact>, List<LayerAnswer>> derive)
    {
        var answers = derive(pending);
        List<LayerFact> facts = [.. pending.Zip(answers, Name)];
        var found = Check(command, answers, facts, here);
        foreach (var (fact, answer) in facts.Zip(answers))
        {
            scope.Declare(fact.Fact.Name);
            scope.Layers.Facts.Add(fact);
            Keep(answer, fact.Fact.Name);
        }

        return [.. answers.Zip(facts).SelectMany(p => LayerBlocks.Of(p.First, p.Second.Fact.Name, Options(command))), found];
    }

    // What holds between two steps, or for what the objective is.
    private static LayerAnswer Answer(Scope here, Layout layout, DerivationKind kind, Symbol of, IReadOnlyList<Symbol> variables, IReadOnlyList<LayerFact> pending) =>
        LayerPropagation.Concerns(here, of, variables) ? new LayerPropagation(here, layout, kind, pending.Count > 0 ? pending[0] : null).Run(of, variables[0])
        : new LayerDeriver(here, layout, kind, of, pending).Run(variables);

    // What an algorithm can compute: derivatives of the objective by what belongs to one step or to none.
    private void Keep(LayerAnswer answer, Symbol? name)
    {
        if (!answer.Joins && answer.Of.IsScalar)
        {
            scope.Layers.Results.Add(new(answer, name));
        }
    }

    private static NotationOptions Options(DocumentCommand command) => NotationOptions.Default with { Sizes = command.Sizes };

    private CheckBlock Check(DocumentCommand command, IReadOnlyList<LayerAnswer> answers, IReadOnlyList<LayerFact> named, Scope here)
    {
        var checking = scope.Copy();
        checking.Assumptions.Clear();
        checking.Assumptions.AddRange(here.Assumptions);
        checking.Layers.Facts.AddRange(named);
        var reports = answers.Select(a => LayerCheck.Check(a, checking, seed)).ToList();
        if (reports.Find(r => !r.Passed) is { } failed)
        {
            Passed(command, failed, answers[0].Of);
        }

        foreach (var part in answers.Where(a => a.Kind == DerivationKind.Gradient).SelectMany(a => a.Parts))
        {
            scope.SeenGradients.Add((part.Derivation.Input, part.Derivation.Variables[0]));
        }

        return LayerBlocks.Found(new(reports[0].Steps, reports.Sum(r => r.Samples), reports.Max(r => r.MaxRelativeError), true, null) { Sizes = reports.Select(r => r.Sizes).Aggregate(SizesTried.Of) });
    }

    /// <summary>Lets an answer pass whose check passed: one without a point is a message, one that failed a mistake of the program.</summary>
    public static void Passed(DocumentCommand command, LayerReport report, Expr of)
    {
        if (!report.Passed)
        {
            throw report.Samples == 0
                ? new DiagnosticException(new("MD0301", $"the result can't be checked: {report.Failure}", command.Source, new Span(0, command.Source.Text.Length)))
                : new InvalidOperationException($"the derivative of {of} failed its check: {report.Failure}");
        }
    }

    private static LayerFact Name(LayerFact pending, LayerAnswer answer) => pending with { Range = answer.Range ?? pending.Range, Outer = answer.Outer, Cases = answer.Cases, Assumed = answer.Assumptions };

    // ∇_{z[l]} J = δ[l], before its formula is known.
    private LayerFact Pending(DocumentCommand command, SourceText text, DerivationKind kind, Symbol of, Symbol v, Layout layout)
    {
        var name = ExpressionReader.NameOf(text);
        string index = scope.Layers.Index;
        if (v.Name.Indices is not [{ Offset: 0 } at] || at.Variable != index || name.Indices is not [{ Offset: 0 } own] || own.Variable != index)
        {
            throw command.Error($"a name is given to a derivative by one quantity with the index {index}, and has that index too", $"derive grad {of} wrt z[{index}] as δ[{index}]");
        }

        var shape = kind == DerivationKind.Hessian ? new Shape(v.Shape.Count, v.Shape.Count) : layout == Layout.Vector ? Shape.Column(v.Shape.Count) : v.Shape;
        return new(new(of, v, kind == DerivationKind.Hessian ? 2 : 1, NewName(command, name, shape)), new(index, Size.One, Size.One), []);
    }

    // ∇²_{h[t],W} J = R[t].
    private LayerFact Pending(DocumentCommand command, SourceText text, LayerSystem system, int block, Symbol of)
    {
        var name = ExpressionReader.NameOf(text);
        string index = scope.Layers.Index;
        if (name.Indices is not [{ Offset: 0 } own] || own.Variable != index)
        {
            throw command.Error($"the second derivatives of a system are those of every step, with the index {index}", $"derive hessian {of} wrt h[{index}], W as Q[{index}], R[{index}]");
        }

        var (first, second) = system.Blocks[block];
        return new(system.Fact(of, block, NewName(command, name, new Shape(first.Shape.Count, second.Shape.Count))), new(index, Size.One, Size.One), []) { System = system };
    }

    // ∇_{z[k]} z[l] = B[k,l].
    private LayerFact PendingBetween(DocumentCommand command, SourceText text, DerivationKind kind, Symbol of, Symbol v)
    {
        var name = ExpressionReader.NameOf(text);
        if (kind != DerivationKind.Gradient || v.Name.Indices is not [{ Offset: 0 } k] || of.Name.Indices is not [{ Offset: 0 } l]
            || name.Indices.Count != 2 || !name.Indices.Contains(k) || !name.Indices.Contains(l))
        {
            throw command.Error("a name is given to the gradient of a quantity of one step by a quantity of another, and has the indices of both", $"derive grad {of.Name.Base}[l] wrt {of.Name.Base}[k] as B[k,l]");
        }

        var symbol = NewName(command, name, Scope.ShapeOfGradient(v.Shape, of.Shape));
        return new(new(of, v, 1, symbol), new(k.Variable!, Size.One, Size.One), []) { Outer = new(l.Variable!, Size.One, Size.One) };
    }

    private Symbol NewName(DocumentCommand command, Name name, Shape shape)
    {
        var symbol = Symbol.Of(name, shape);
        if (scope.Symbols.Values.Any(s => s.Name.Base == name.Base && !ReferenceEquals(s, symbol)) || scope.Layers.Facts.Exists(f => ReferenceEquals(f.Fact.Name, symbol)))
        {
            throw command.Error($"'{name.Base}' has a meaning already", "choose another name");
        }

        return symbol;
    }
}
