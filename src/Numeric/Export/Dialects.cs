using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Export;

/// <summary>The languages that plans are exported to.</summary>
internal static class Dialects
{
    /// <summary>The languages that templates are written for.</summary>
    public static readonly IReadOnlyList<Dialect> All = [new CSharp(), new Torch(), new Jax(), new Julia(), new Octave()];

    /// <summary>The names as <c>--to</c> takes them.</summary>
    public static IReadOnlyList<string> Names => ["csharp", "numpy", .. All.Select(d => d.Name).Where(n => n != "csharp")];

    /// <summary>The source of an expression, and the name of the language in fenced blocks; sums and products over an index are loops.</summary>
    /// <exception cref="PlanException">There is nothing to compute, or the language can't say it.</exception>
    public static (string Code, string Fence) Export(Expr e, IReadOnlyList<Symbol> parameters, Scope? scope, string language) => Loops.AreIn(e)
        ? (Loops.Export(e, parameters, scope, LoopsOf(language)), language == "numpy" ? "python" : All.First(d => d.Name == language).Fence)
        : Export(Plan.Of(e, parameters, scope), language);

    /// <summary>The source of a plan, and the name of the language in fenced blocks.</summary>
    /// <exception cref="PlanException">There is nothing to compute, or the language can't say it.</exception>
    public static (string Code, string Fence) Export(Plan plan, string language) => language == "numpy"
        ? (NumPyExporter.Export(plan), "python")
        : All.First(d => d.Name == language) is var dialect ? (Exporter.Export(plan, dialect), dialect.Fence) : default;

    private static LoopCode LoopsOf(string language) => All.FirstOrDefault(d => d.Name == language) switch
    {
        CSharp d => new CSharpLoopCode(d),
        Octave d => new OctaveLoopCode(d),
        Julia d => new JuliaLoopCode(d),
        Tensors d => new TensorLoopCode(d),
        _ => new NumPyLoopCode(),
    };
}
