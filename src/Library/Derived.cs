using MatrixDiff.Latex;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff;

/// <summary>An answer: the formula in several forms, the steps that lead to it, its check, and a function that evaluates it.</summary>
public sealed class Derived
{
    private readonly Derivation derivation;
    private readonly IReadOnlyList<Symbol> parameters;

    internal Derived(Derivation derivation, CheckReport check)
    {
        this.derivation = derivation;
        parameters = [.. Rewrite.Symbols(derivation.Input, derivation.Result).Where(s => s.Derivative is null)];
        MaxRelativeError = check.MaxRelativeError;
    }

    /// <summary>The formula in the language; it reads back as an equal expression.</summary>
    public string Text => derivation.Result.ToString();

    /// <summary>The formula in LaTeX (amsmath).</summary>
    public string Latex => LatexWriter.Formula(derivation.Result, NotationOptions.Default.With(derivation.Scope));

    /// <summary>Rows and columns as formulas in the sizes.</summary>
    public (string Rows, string Columns) Shape => (derivation.Result.Shape.Rows.Text, derivation.Result.Shape.Columns.Text);

    /// <summary>Python source of one function <c>compute</c> over NumPy arrays.</summary>
    public string NumPy => NumPyExporter.Export(derivation.Result, parameters, derivation.Scope);

    /// <summary>The derivation as aligned LaTeX, a named rule a line.</summary>
    public string DerivationLatex => DerivationWriter.Latex(derivation);

    /// <summary>The derivation as plain text, a named rule a line.</summary>
    public string DerivationText => DerivationWriter.Text(derivation);

    /// <summary>Where the answer is valid: <c>X invertible</c>, <c>x > 0</c>.</summary>
    public IReadOnlyList<string> Conditions => derivation.Conditions;

    /// <summary>The names that the formula is a function of, in the order of the compiled function's arguments.</summary>
    public IReadOnlyList<string> Parameters => [.. parameters.Select(p => p.Name.Text)];

    /// <summary>The largest relative difference from automatic differentiation that the check met.</summary>
    public double MaxRelativeError { get; }

    /// <summary>The formula as a function of numbers, vectors and matrices of MathNet.Numerics; it can be called from several threads.</summary>
    public CompiledFunction Compile() => CompiledFunction.Compile(derivation.Result, parameters);

    /// <summary>
    /// Several formulas as one function that shares what they have in common: a loss, its gradients, blocks of its Hessian. The
    /// results are in the order of the formulas; the arguments are the names of all of them, in the order in which they come first.
    /// </summary>
    /// <exception cref="DerivationException">A name is not declared alike in all of them.</exception>
    public static CompiledFunction CompileTogether(params IReadOnlyList<Derived> formulas)
    {
        var parameters = formulas.SelectMany(f => f.parameters).Distinct().ToList();
        return parameters.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new DerivationException($"{twice.Key} is not declared alike in all formulas.")
            : CompiledFunction.Compile([.. formulas.Select(f => f.derivation.Result)], parameters);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{derivation.Asked} = {derivation.Result}";
}
