using System.Reflection;

namespace MatrixDiff.Symbolic.Laws;

/// <summary>Reasons of steps that are not identities of matrices, and the list of all laws.</summary>
internal static partial class Catalogue
{
    /// <summary>A defined name is replaced by the differential of its definition.</summary>
    public static readonly Law Definition = new("definition", "definition", "", "", "", "the document");

    /// <summary>dJ = (∇_z J)ᵀ dz for a function that is known by its derivative.</summary>
    public static readonly Law ChainRule = new("chain-rule", "chain rule: vec dJ = (∇_z J)ᵀ vec dz", "d(v'*f(x))", "(v .* f'(x))'*dx", "v, x, dx: n; f: elementwise", $"{MagnusNeudecker}, 5.12");

    /// <summary>What was derived before is used.</summary>
    public static readonly Law FoundAbove = new("found-above", "found above", "", "", "", "the document");

    /// <summary>Both sides of the line above are differentiated.</summary>
    public static readonly Law BothSides = new("both-sides", "differential of both sides", "", "", "", $"{MagnusNeudecker}, 5.4");

    /// <summary>What does not move has no differential.</summary>
    public static readonly Law Constant = new("constant", "constant", "", "", "", $"{MagnusNeudecker}, 8.2");

    /// <summary>What stands with dX is written as one factor of it.</summary>
    public static readonly Law Collection = new("collection", "collected", "", "", "", "the laws of matrix algebra");

    /// <summary>A named gradient is total; a partial derivative is it without what goes through the quantities that are computed from the variable.</summary>
    public static readonly Law TotalDerivative = new("total-derivative", "a total derivative less what goes through the other states", "", "", "", "the document");

    /// <summary>The Fréchet derivative of exp or log as a block.</summary>
    public static readonly Law FrechetBlock = new("frechet-block", "the Fréchet derivative L(X, E) is the upper right block of f([X E; 0 X])", "", "", "", "Higham, Functions of Matrices, 3.2");

    /// <summary>The declared structure of the variable is used, after differentiation.</summary>
    public static readonly Law Structure = new("structure", "the structure of the variable", "", "", "", "its declaration");

    /// <summary>An assumption of the document is used.</summary>
    public static readonly Law Assumption = new("assumption", "assumption", "", "", "", "the document");

    /// <summary>What was proved before in the document is used.</summary>
    public static readonly Law ProvedAbove = new("proved-above", "proved above", "", "", "", "the document");

    /// <summary>A law of the document is used.</summary>
    public static readonly Law DeclaredLaw = new("declared-law", "law", "", "", "", "the document");

    /// <summary>Second derivatives of a scalar do not depend on the order.</summary>
    public static readonly Law Schwarz = new("schwarz", "the Hessian of a scalar is symmetric", "hessian(sum(f(A*x)), x)'", "hessian(sum(f(A*x)), x)", "A: m×n; x: n; f: elementwise", $"{MagnusNeudecker}, 6.6");

    /// <summary>The terms are brought to a shorter form.</summary>
    public static readonly Law Simplification = new("simplification", "simplified", "", "", "", "the laws of this catalogue");

    private static readonly Lazy<IReadOnlyList<Law>> Statements = new(() =>
    [
        .. typeof(Catalogue).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Law)).Select(f => (Law)f.GetValue(null)!).Where(l => l.Left.Length > 0),
    ]);

    /// <summary>Every law with a statement, in the order of the files.</summary>
    public static IReadOnlyList<Law> All => Statements.Value;
}
