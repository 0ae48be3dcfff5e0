using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Cli;

/// <summary>What the command line takes from the numeric library, in one place.</summary>
internal static class Services
{
    /// <summary>Checks an answer against automatic differentiation; one that fails ends the run.</summary>
    public static CheckSummary Check(Request request, Derivation derivation)
    {
        var report = derivation.Projected is { } entrywise
            ? Projected(request, derivation, entrywise)
            : Entrywise(request, derivation, derivation.Result);
        if (report.Passed)
        {
            return new(report.Method, report.Samples, report.MaxRelativeError);
        }

        throw report.Samples == 0
            ? Engine.Whole(request, "MD0301", $"the answer could not be checked: {report.Failure}", "declare what the variables are (positive, posdef, …), or give another --seed")
            : new FailureException(Failure.Internal($"the answer for {request.Expression.Text} failed its check ({derivation.Asked} = {derivation.Result}): {report.Failure}"));
    }

    private static CheckReport Entrywise(Request request, Derivation derivation, Expr result) => WitnessCheck.Check(
        derivation.Kind, derivation.Layout, derivation.Input, derivation.Variables, result, derivation.Scope, seed: request.Seed);

    // The entrywise gradient against automatic differentiation, then the answer against its projection as it is defined.
    private static CheckReport Projected(Request request, Derivation derivation, Expr entrywise)
    {
        var first = Entrywise(request, derivation, entrywise);
        return first.Passed
            ? WitnessCheck.Equal(Tangent.Definition(entrywise, derivation.Variables[0])!, derivation.Result, [], derivation.Scope, seed: request.Seed)
            : first;
    }

    /// <summary>Python source of an expression as a function of its symbols and of the sizes that these do not give.</summary>
    public static string NumPy(Expr e, IReadOnlyList<Symbol> symbols, Scope scope) => Export(e, symbols, scope, "numpy").Code;

    /// <summary>The same in a language, with the name that fenced blocks have for it.</summary>
    public static (string Code, string Fence) Export(Expr e, IReadOnlyList<Symbol> symbols, Scope scope, string language)
    {
        try
        {
            return Dialects.Export(e, symbols, scope, language);
        }
        catch (PlanException x)
        {
            throw new FailureException(new(CommandLine.BadInput, "MD0302", $"{e} can't be written as code: {x.Message}"));
        }
    }

    /// <summary>The same; null for an expression that has no value, such as a derivative that is not worked out.</summary>
    public static string? NumPyOrNull(Expr e, IReadOnlyList<Symbol> symbols, Scope scope)
    {
        try
        {
            return NumPyExporter.Export(e, symbols, scope);
        }
        catch (PlanException)
        {
            return null;
        }
    }
}
