using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>Two sides as they were written, in a scope of declarations.</summary>
internal sealed class Question
{
    /// <summary>Two sides that were read.</summary>
    public Question(SourceText source, Syntax left, Syntax right, Scope declared, IReadOnlyList<Symbol>? moving = null) =>
        (Source, Left, Right, Declared, Moving) = (source, left, right, declared, moving);

    /// <summary>Both sides, joined by an equals sign.</summary>
    public SourceText Source { get; }

    /// <summary>The left side.</summary>
    public Syntax Left { get; }

    /// <summary>The right side.</summary>
    public Syntax Right { get; }

    /// <summary>What was declared, without what is inferred.</summary>
    public Scope Declared { get; }

    /// <summary>What moves under d(…), where it is not what the written differentials say.</summary>
    public IReadOnlyList<Symbol>? Moving { get; }

    /// <summary>Parses two sides.</summary>
    /// <exception cref="DiagnosticException">A side can't be parsed.</exception>
    public static Question Parse(string left, string right, Scope declared)
    {
        var source = new SourceText($"{left} = {right}", "<equation>");
        declared = declared.Copy();
        UndeclaredFunctions.Declare(declared, source);
        var isFunction = ExpressionReader.IsFunction(declared);
        return ExpressionReader.Guard(source, () => new Question(
            source,
            Side(source, new(0, left.Length), isFunction),
            Side(source, new(left.Length + 3, right.Length), isFunction),
            declared));
    }

    /// <summary>The claim; where a derivative can't be worked out by rules, with the derivative as it was written.</summary>
    /// <exception cref="DiagnosticException">Shapes do not conform, or a name is used in a wrong way.</exception>
    public Claim Read() => Read(Left, Right, Declared.Copy());

    /// <summary>The claim of other sides in a scope, which is added to.</summary>
    public Claim Read(Syntax left, Syntax right, Scope scope)
    {
        var claim = AsRead(left, right, scope);
        return UnderFacts.Use(scope.OperatorDefinitions.Count == 0 ? claim : claim.With(Written.Out));
    }

    private Claim AsRead(Syntax left, Syntax right, Scope scope) => ExpressionReader.Guard(Source, () =>
    {
        var written = ExpressionReader.Infer([left, right], scope, Source, SideRules.KeepDerivatives);
        var claim = new Claim(written[0], written[1], scope);
        claim = Moving is null ? claim : new Claim(written[0], written[1], scope) { Moving = Moving };
        if (!claim.IsToBeDerived)
        {
            return claim;
        }

        try
        {
            return claim.Derived();
        }
        catch (Exception e) when (e is InvalidOperationException or NotDifferentiableException)
        {
            // No rule works it out: also not where the differential occurs in what is differentiated.
            return claim;
        }
    });

    private static Syntax Side(SourceText source, Span span, Func<string, bool> isFunction) =>
        Parser.ParseRelation(source, span, isFunction) is { Sides: [var side] } ? side
            : throw new DiagnosticException(new("MD0120", "a side of an equation is one expression", source, span, "ask for each equals sign by itself"));
}
