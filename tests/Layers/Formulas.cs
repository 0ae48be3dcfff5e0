using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>Documents with recurrences, what is derived from them, and their formulas in numbers.</summary>
internal static class Formulas
{
    /// <summary>The perceptron of L layers in symbols, without its objective.</summary>
    public const string Perceptron = """
        L: dim
        W[l]: n[l]×n[l-1], b[l]: n[l], a[l]: n[l], x: n[0], y: n[L]
        f[l]: elementwise
        """;

    /// <summary>A document.</summary>
    public static Scope Read(string declare, string define) => DefinitionReader.Read(new SourceText(declare), new SourceText(define), null);

    /// <summary>The perceptron with an objective.</summary>
    public static Scope Network(string objective) => Read(Perceptron, $"""
        a[0] = x
        for l = 1..L:
          z[l] = W[l] a[l-1] + b[l]
          a[l] = f[l](z[l])
        J = {objective}
        """);

    /// <summary>The command line run on a document about the perceptron.</summary>
    public static Outcome Derived(string commands)
    {
        string document = $"declare: |\n  {Perceptron.Replace("\n", "\n  ", StringComparison.Ordinal)}\ndefine: |\n  a[0] = x\n  for l = 1..L:\n    z[l] = W[l] a[l-1] + b[l]\n    a[l] = f[l](z[l])\n  J = sumsq(a[L])\n{commands}\n";
        string file = Path.Combine(Directory.CreateTempSubdirectory("layers").FullName, "d.mdiff");
        File.WriteAllText(file, document);
        return Run.Matrixdiff("derive", file);
    }

    /// <summary>A derivative by one quantity of every step or none, or a block; with a name it is one from here on.</summary>
    public static LayerAnswer Derive(this Scope scope, DerivationKind kind, string variables, string? name = null, Layout layout = Layout.Vector)
    {
        var of = (Symbol)ExpressionReader.Read("J", scope);
        List<Symbol> by = [.. variables.Split(", ").Select(v => ExpressionReader.Variable(v, scope))];
        var range = new LayerRange(scope.Layers.Index, Size.One, Size.One);
        int count = kind == DerivationKind.Hessian ? 2 : 1;
        LayerFact? pending = name is null ? null : new(
            new(of, by[0], count, Symbol.Of(ExpressionReader.NameOf(new SourceText(name)), count == 2 ? new(by[0].Shape.Count, by[0].Shape.Count) : by[0].Shape)), range, []);
        var answer = new LayerDeriver(scope, layout, kind, of, pending is null ? [] : [pending]).Run(by);
        if (pending is not null)
        {
            scope.Declare(pending.Fact.Name);
            scope.Layers.Facts.Add(pending with { Range = answer.Range!, Cases = answer.Cases });
        }

        return answer;
    }

    /// <summary>The answers to a question as a document or a program asks it, named from here on where they are given names.</summary>
    public static IReadOnlyList<LayerAnswer> Ask(this Scope scope, string question)
    {
        string[] parts = question.Split([" J wrt ", " as "], StringSplitOptions.None);
        var kind = parts[0] == "hessian" ? DerivationKind.Hessian : DerivationKind.Gradient;
        if (parts.Length == 2)
        {
            return [scope.Derive(kind, parts[1], null, Layout.Gradient)];
        }

        var of = (Symbol)ExpressionReader.Read("J", scope);
        List<Symbol> by = [.. parts[1].Split(", ").Select(v => ExpressionReader.Variable(v, scope))];
        string[] names = parts[2].Split(", ");
        var system = LayerSystem.Of(scope.Layers, kind, by, names.Length);
        var range = new LayerRange(scope.Layers.Index, Size.One, Size.One);
        Symbol Named(int i, Shape shape) => Symbol.Of(ExpressionReader.NameOf(new SourceText(names[i])), shape);
        Shape Square(Symbol a, Symbol b) => new(a.Shape.Count, b.Shape.Count);
        List<LayerFact> pending = system is not null
            ? [.. system.Blocks.Select((b, i) => new LayerFact(system.Fact(of, i, Named(i, Square(b.First, b.Second))), range, []) { System = system })]
            : [.. by.Select((v, i) => new LayerFact(kind == DerivationKind.Hessian ? new(of, v, 2, Named(i, Square(v, v))) : new(of, v, 1, Named(i, v.Shape)), range, []))];
        List<LayerAnswer> answers = system is not null ? [.. system.Blocks.Select(b => new LayerDeriver(scope, Layout.Gradient, kind, of, pending).Block(system, b.First, b.Second))]
            : [.. by.Select(v => new LayerDeriver(scope, Layout.Gradient, kind, of, pending).Run([v]))];
        foreach (var (fact, answer) in pending.Zip(answers))
        {
            scope.Declare(fact.Fact.Name);
            scope.Layers.Facts.Add(fact with { Range = answer.Range!, Cases = answer.Cases });
        }

        return answers;
    }

    /// <summary>A derivative of a quantity of one step by one of another; with a name it is one from here on.</summary>
    public static LayerAnswer Between(this Scope scope, DerivationKind kind, string of, string by, string? name = null)
    {
        var (f, x) = ((Symbol)ExpressionReader.Read(of, scope), ExpressionReader.Variable(by, scope));
        LayerFact? pending = name is null ? null : new(
            new(f, x, 1, Symbol.Of(ExpressionReader.NameOf(new SourceText(name)), Scope.ShapeOfGradient(x.Shape, f.Shape))), new(x.Name.Indices[0].Variable!, Size.One, Size.One), [])
        {
            Outer = new(f.Name.Indices[0].Variable!, Size.One, Size.One),
        };
        var answer = new LayerPropagation(scope, Layout.Vector, kind, pending).Run(f, x);
        if (pending is not null)
        {
            scope.Declare(pending.Fact.Name);
            scope.Layers.Facts.Add(pending with { Range = answer.Range!, Outer = answer.Outer, Cases = answer.Cases });
        }

        return answer;
    }

    /// <summary>The formulas as text, recursion first.</summary>
    public static IEnumerable<string> Texts(this LayerAnswer answer) => answer.Cases.Select(c => c.Value.ToString());

    /// <summary>The formula at a value l ≥ 1 of the index where the last is L, with that number put in, compiled once.</summary>
    public static CompiledFunction At(this LayerAnswer answer, int l, int last)
    {
        var found = answer.Cases.Count > 1 && l == last ? answer.Cases[1] : answer.Cases[0];
        var put = new IndexPut(new Dictionary<string, Size> { [answer.Range?.Index ?? "l"] = Size.Of(l), ["L"] = Size.Of(last) });
        return CompiledFunction.Compile(put.In(found.Value));
    }

    /// <summary>The formula of what joins step k to step l.</summary>
    public static CompiledFunction At(this LayerAnswer answer, int k, int l, int last)
    {
        var found = answer.Cases.Count > 1 && l == k ? answer.Cases[1] : answer.Cases[0];
        var put = new IndexPut(new Dictionary<string, Size> { [answer.Range!.Index] = Size.Of(k), [answer.Outer!.Index] = Size.Of(l), ["L"] = Size.Of(last) });
        return CompiledFunction.Compile(put.In(found.Value));
    }
}
