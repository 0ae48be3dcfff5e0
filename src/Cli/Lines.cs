using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Cli;

/// <summary>Short texts about answers.</summary>
internal static class Lines
{
    /// <summary>A statement in the language.</summary>
    public static string Text(Statement statement) =>
        ReferenceEquals(statement.Left, statement.Right) ? statement.Left.ToString() : $"{statement.Left} = {statement.Right}";

    /// <summary>A shape as it is declared: <c>n</c>, <c>m×n</c>, <c>scalar</c>.</summary>
    public static string Declared(Shape shape) => shape.IsScalar ? "scalar" : shape.IsColumn ? shape.Rows.Text : $"{Part(shape.Rows)}×{Part(shape.Columns)}";

    /// <summary>What stands below an answer: shape and layout, what was inferred, where it is valid, how it was checked.</summary>
    public static IEnumerable<string> Remarks(Answer answer, bool conditions)
    {
        yield return $"shape: {ShapeAndLayout(answer)}";
        if (Inferred(answer) is { } inferred)
        {
            yield return $"inferred: {inferred}";
        }

        if (answer.Structure is { } structure)
        {
            yield return structure == StructureConvention.Tangent
                ? $"structured: tangent, projected on the structure of {answer.Derivation.Variables[0]}"
                : $"structured: entrywise, the entries of {answer.Derivation.Variables[0]} move by themselves (--structured tangent projects)";
        }

        if (conditions && answer.Derivation.Assumptions.Count > 0)
        {
            yield return $"assuming {string.Join(", ", answer.Derivation.Assumptions)}";
        }

        if (conditions && answer.Derivation.Conditions.Count > 0)
        {
            yield return $"valid where {string.Join(", ", answer.Derivation.Conditions)}";
        }

        yield return $"checked: {Checked(answer)}";
    }

    // What was inferred, as declarations.
    private static string? Inferred(Answer answer)
    {
        var scope = answer.Derivation.Scope;
        var inferred = answer.Symbols.Where(scope.Inferred.Contains).Select(s => $"{s.Name.Text}: {Declared(s.Shape)}").Concat(scope.InferredFunctions.Select(f => $"{f.Text}: elementwise")).ToList();
        return inferred.Count == 0 ? null : string.Join(", ", inferred);
    }

    /// <summary>The shape of an answer and the layout that makes it.</summary>
    public static string ShapeAndLayout(Answer answer)
    {
        string shape = answer.Result.Shape.IsScalar ? "scalar" : $"{Part(answer.Result.Shape.Rows)}×{Part(answer.Result.Shape.Columns)}";
        var derivation = answer.Derivation;
        string? layout = derivation.Kind switch
        {
            DerivationKind.Simplification => null,
            DerivationKind.Differential => "the shape of the expression",
            DerivationKind.Hessian => $"dim({derivation.Variables[0]}) × dim({derivation.Variables[^1]})",
            DerivationKind.Jacobian => "jacobian layout, ∂vec F/∂(vec X)'",
            _ when derivation.Layout == Layout.Gradient && derivation.Input.IsScalar => $"gradient layout, the shape of {derivation.Variables[0]}",
            _ => "gradient layout, vec dF = (∇F)' vec dX",
        };
        return layout is null ? shape : $"{shape} ({layout})";
    }

    /// <summary>How an answer was checked.</summary>
    public static string Checked(Answer answer) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{answer.Check.Method}, {answer.Check.Samples} points, largest relative error {answer.Check.MaxRelativeError:0.0e+0}");

    private static string Part(Size size) => size.Terms.Count > 1 ? $"({size.Text})" : size.Text;
}
