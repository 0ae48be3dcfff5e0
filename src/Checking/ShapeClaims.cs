using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using Names = MatrixDiff.Symbolic.Binding.Names;

namespace MatrixDiff.Checking;

/// <summary>A claim about a shape as read; columns are null for a vector.</summary>
internal sealed record ReadClaim(Syntax Expression, Syntax Rows, Syntax? Columns, ShapeClaim Written);

/// <summary>Checks claims about shapes: underbraces, ∈ ℝ^{m×n}, lines of sizes.</summary>
internal static class ShapeClaims
{
    /// <summary>The claims that can be read.</summary>
    public static IReadOnlyList<ReadClaim> Read(IReadOnlyList<ShapeClaim> claims, INotationContext names)
    {
        var read = new List<ReadClaim>();
        foreach (var claim in claims)
        {
            try
            {
                read.Add(new(claim.Expression.Read(names), claim.Rows.Read(names), claim.Columns?.Read(names), claim));
            }
            catch (DiagnosticException)
            {
                // What can't be read is told where it stands in the formula itself.
            }
        }

        return read;
    }

    /// <summary>The shape that is claimed.</summary>
    /// <exception cref="DiagnosticException">It is not made of sizes.</exception>
    public static Shape ShapeOf(ReadClaim claim, SourceText source)
    {
        var errors = new BindErrors(source);
        return new(Names.Size(claim.Rows, errors), claim.Columns is null ? Size.One : Names.Size(claim.Columns, errors));
    }

    /// <summary>Why a claim is wrong; null where it is right or the shape is not known.</summary>
    public static string? Fault(ReadClaim claim, Scope scope, SourceText source)
    {
        Shape claimed, actual;
        try
        {
            claimed = ShapeOf(claim, source);
            actual = ExpressionReader.Guard(source, () =>
                ExpressionReader.Infer([claim.Expression], scope.Copy(), source, SideRules.KeepDerivatives | SideRules.AllDeclared))[0].Shape;
        }
        catch (DiagnosticException)
        {
            return null;
        }

        return claimed == actual ? null : $"`{claim.Written.Expression.Latex.Trim()}` is {actual}, not {claimed} as marked";
    }
}
