using System.Text.RegularExpressions;
using MatrixDiff.Numeric.Algorithms;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff;

/// <summary>
/// An objective of recurrences with derivatives that hold at every value of the index, as the algorithm that computes them: a forward pass, a
/// backward pass and one for second derivatives. Every derivative has been checked against automatic differentiation of the recurrences
/// written out for 1 to 4 steps.
/// </summary>
public sealed partial class LayeredObjective
{
    private readonly Algorithm algorithm;
    private readonly Scope scope;

    /// <summary>Derives and orders derivatives of an objective.</summary>
    /// <param name="declare">Declarations, as in a document.</param>
    /// <param name="define">Definitions with recurrences, <c>for l = 1..L: …</c>, a line each; the last defines the objective.</param>
    /// <param name="derivatives">In order, as in a document: <c>grad J wrt z[l] as δ[l]</c>, <c>hessian J wrt W[l]</c>.</param>
    /// <exception cref="DerivationException">Something can't be read, derived or ordered.</exception>
    public LayeredObjective(string declare, string define, params IReadOnlyList<string> derivatives)
    {
        try
        {
            scope = DefinitionReader.Read(new SourceText(declare), new SourceText(define), null);
            List<LayerResult> goals = [.. derivatives.SelectMany(d => Answers(scope, d))];
            algorithm = goals.Count > 0 ? AlgorithmBuilder.Of(scope, goals[0].Answer.Of, goals) : throw new DerivationException("At least one derivative is asked for.");
        }
        catch (DiagnosticException e)
        {
            throw new DerivationException(e.Diagnostic.Render());
        }
        catch (NotDifferentiableException e)
        {
            throw new DerivationException(e.Message);
        }
    }

    /// <summary>
    /// The second derivatives by variables of every step (<c>W[l]</c>) or of none (<c>x</c>) as one function: all blocks, also those that join
    /// different steps. The names that they need are among the derivatives of this objective, as <c>hessian J wrt z[l] as Q[l]</c>.
    /// </summary>
    /// <exception cref="DerivationException">A block can't be derived.</exception>
    public LayeredHessian Hessian(params IReadOnlyList<string> variables)
    {
        try
        {
            return new LayeredHessian(scope, algorithm, [.. variables.Select(v => ExpressionReader.Variable(v, scope))]);
        }
        catch (DiagnosticException e)
        {
            throw new DerivationException(e.Diagnostic.Render());
        }
        catch (NotDifferentiableException e)
        {
            throw new DerivationException(e.Message);
        }
    }

    /// <summary>Python source of one function <c>compute</c> over NumPy arrays, with loops over the index.</summary>
    /// <exception cref="DerivationException">A line can't be written in NumPy.</exception>
    public string NumPy => Planned(() => AlgorithmNumPy.Export(algorithm));

    /// <summary>The algorithm compiled for numbers of steps and sizes.</summary>
    /// <param name="sizes">All sizes by name: <c>L</c>, <c>n[0]</c>, <c>n[1]</c>, …</param>
    /// <param name="functions">Unknown elementwise functions by name and order of derivative: <c>("f[1]", 0)</c>.</param>
    /// <param name="backend">What computes products.</param>
    /// <exception cref="ArgumentException">A size or a function is missing.</exception>
    /// <exception cref="DerivationException">A line has no program.</exception>
    public LayeredProgram For(
        IReadOnlyDictionary<string, int> sizes,
        IReadOnlyDictionary<(string Name, int Order), Func<double, double>>? functions = null,
        NumericBackend backend = NumericBackend.Automatic) =>
        Planned(() => new LayeredProgram(new AlgorithmProgram(algorithm, sizes, functions ?? new Dictionary<(string, int), Func<double, double>>(), backend)));

    internal static T Planned<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (PlanException e)
        {
            throw new DerivationException(e.Message);
        }
    }

    // One question, its answers checked, named in the scope where they are given names; those of a system can use all names.
    private static List<LayerResult> Answers(Scope scope, string text)
    {
        var match = Question().Match(text);
        if (!match.Success)
        {
            throw new DerivationException($"'{text}' is no question; write grad J wrt z[l] as δ[l], or hessian J wrt W[l], b[l].");
        }

        var kind = match.Groups["kind"].Value == "hessian" ? DerivationKind.Hessian : DerivationKind.Gradient;
        var of = ExpressionReader.Read(match.Groups["of"].Value, scope) is Symbol s && Symbolic.Layers.Objective.Sees(s, scope) ? s
            : throw new DerivationException($"{match.Groups["of"].Value} is no objective of recurrences.");
        List<Symbol> by = [.. match.Groups["wrt"].Value.Split(',').Select(v => ExpressionReader.Variable(v.Trim(), scope))];
        string[] names = match.Groups["as"] is { Success: true, Value: var all } ? all.Split(',') : [];
        var system = names.Length > 0 ? LayerSystem.Of(scope.Layers, kind, by, names.Length) : null;
        if (names.Length > 0 && names.Length != by.Count && system is null)
        {
            throw new DerivationException($"'{text}': {by.Count} derivatives are given {names.Length} names.");
        }

        List<LayerFact> pending = system is null ? [.. names.Zip(by, (name, v) => Pending(scope, name, n => new(of, v, kind == DerivationKind.Hessian ? 2 : 1, n), kind == DerivationKind.Hessian ? new Shape(v.Shape.Count, v.Shape.Count) : v.Shape, v))]
            : [.. names.Select((name, i) => Pending(scope, name, n => system.Fact(of, i, n), new Shape(system.Blocks[i].First.Shape.Count, system.Blocks[i].Second.Shape.Count), system.Blocks[i].First) with { System = system })];
        List<LayerAnswer> answers = names.Length == 0 ? [new LayerDeriver(scope, Layout.Gradient, kind, of).Run(by)]
            : system is not null ? [.. system.Blocks.Select(b => new LayerDeriver(scope, Layout.Gradient, kind, of, pending).Block(system, b.First, b.Second))]
            : [.. by.Select(v => new LayerDeriver(scope, Layout.Gradient, kind, of, pending).Run([v]))];
        foreach (var (fact, answer) in pending.Zip(answers))
        {
            scope.Declare(fact.Fact.Name);
            scope.Layers.Facts.Add(fact with { Range = answer.Range ?? fact.Range, Cases = answer.Cases, Assumed = answer.Assumptions });
        }

        foreach (var report in answers.Select(a => LayerCheck.Check(a, scope, seed: 0)).Where(r => !r.Passed))
        {
            throw report.Samples == 0 ? new DerivationException($"The answer could not be checked: {report.Failure}")
                : new InvalidOperationException($"The answer for {text} failed its check: {report.Failure}");
        }

        List<LayerResult> results = [.. answers.Select((a, k) => new LayerResult(a, k < pending.Count ? pending[k].Fact.Name : null))];
        scope.Layers.Results.AddRange(results);
        return results;
    }

    // ∇_{z[l]} J = δ[l], before its formula is known.
    private static LayerFact Pending(Scope scope, string text, Func<Symbol, DerivativeFact> fact, Shape shape, Symbol v)
    {
        var name = ExpressionReader.NameOf(new SourceText(text.Trim()));
        if (name.Indices is not [{ Offset: 0 } at] || at.Variable != scope.Layers.Index || v.Name.Indices is not [{ Offset: 0 } own] || own.Variable != at.Variable)
        {
            throw new DerivationException($"{text.Trim()}: a name is given to a derivative by one quantity with the index {scope.Layers.Index}, and has that index too.");
        }

        return scope.Symbols.Values.Any(s => s.Name.Base == name.Base) ? throw new DerivationException($"'{name.Base}' has a meaning already.")
            : new(fact(Symbol.Of(name, shape)), new(scope.Layers.Index, Size.One, Size.One), []);
    }

    [GeneratedRegex(@"^\s*(?<kind>grad|gradient|hessian)\s+(?<of>\S+)\s+wrt\s+(?<wrt>.+?)(\s+as\s+(?<as>.+?))?\s*$")]
    private static partial Regex Question();
}
