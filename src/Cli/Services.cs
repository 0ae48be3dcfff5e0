using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Cli;

/// <summary>What the command line takes from the other libraries, in one place.</summary>
internal static class Services
{
    /// <summary>Checks an answer against automatic differentiation; one that fails ends the run.</summary>
    public static CheckSummary Check(Request request, Derivation derivation) => new("none", 0, 0);

    /// <summary>An expression in LaTeX.</summary>
    public static string Latex(Expr e, Scope scope) => e.ToString();

    /// <summary>Python source of an expression as a function of its symbols and of the sizes that these do not give.</summary>
    public static string NumPy(Expr e, IReadOnlyList<Symbol> symbols, Scope scope) => "";

    /// <summary>A derivation in Markdown.</summary>
    public static string Markdown(Derivation derivation, bool steps) => "";

    /// <summary>A derivation as a page.</summary>
    public static string Html(IReadOnlyList<Derivation> derivations, bool steps) => "";

    /// <summary>A derivation in LaTeX.</summary>
    public static string Latex(Derivation derivation, bool steps) => "";
}
