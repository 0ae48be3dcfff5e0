using System.Text.Json;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Json;

/// <summary>Answers as JSON objects.</summary>
internal static class ToJson
{
    /// <summary>An answer, with the id of its line.</summary>
    public static AnswerJson Of(Answer answer, JsonElement? id = null)
    {
        var derivation = answer.Derivation;
        return new()
        {
            Id = id,
            Kind = answer.Kind,
            Expression = answer.Request.Expression.Text,
            Wrt = answer.Wrt,
            Layout = answer.Layout,
            Structured = answer.Structure is { } structure ? Request.StructureNames[(int)structure] : null,
            Symbols = Of(answer.Symbols, derivation.Scope),
            Shape = Of(answer.Result.Shape),
            Result = OfResult(answer),
            Steps = [.. derivation.Steps.Select(s => Of(s, answer.Notation))],
            Check = new(answer.Check.Method, answer.Check.Samples, answer.Check.MaxRelativeError),
            Assumptions = derivation.Assumptions.Count == 0 ? null : derivation.Assumptions,
            Conditions = derivation.Conditions.Count == 0 ? null : derivation.Conditions,
        };
    }

    /// <summary>Symbols with what is known of them.</summary>
    public static IReadOnlyList<SymbolJson> Of(IReadOnlyList<Symbol> symbols, Scope scope) =>
        [.. symbols.Select(s => new SymbolJson(s.Name.Text, Of(s.Shape), scope.Inferred.Contains(s), AttributeNames.Of(s.Attributes)))];

    /// <summary>Rows and columns.</summary>
    public static IReadOnlyList<string> Of(Shape shape) => [shape.Rows.Text, shape.Columns.Text];

    private static ResultJson OfResult(Answer answer)
    {
        var scope = answer.Derivation.Scope;
        string text = answer.Result.ToString();
        int nodes = SyntaxSize.Of(Parser.ParseExpression(new(text), ExpressionReader.IsFunction(scope)));
        return new(text, LatexWriter.Formula(answer.Result, answer.Notation), Services.NumPyOrNull(answer.Result, answer.Symbols, scope), nodes);
    }

    private static StepJson Of(Step step, NotationOptions notation) =>
        new(step.Law.Id, Lines.Text(step.Before), Lines.Text(step.After), LatexWriter.Formula(step.After, notation));
}
