using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>left = right.</summary>
internal sealed record Statement(Expr Left, Expr Right);

/// <summary>
/// One step: the law that leads from the line before to the line after (with others that were used on the way), the lines,
/// and a remark. Where both lines have the same left side the step continues a chain; otherwise it concludes (∴).
/// </summary>
internal sealed record Step(Law Law, Statement Before, Statement After)
{
    /// <summary>Further laws that the step uses.</summary>
    public IReadOnlyList<Law> Also { get; init; } = [];

    /// <summary>What the law is applied to here, as words or as it was written: the assumption as declared.</summary>
    public string? Note { get; init; }

    /// <summary>What was given and is used here: definitions, named derivatives.</summary>
    public IReadOnlyList<Statement> Given { get; init; } = [];

    /// <summary>Does the line after continue the chain of the line before?</summary>
    public bool Continues => ReferenceEquals(Before.Left, After.Left);
}

/// <summary>A derivation: the question, the steps, the answer.</summary>
internal sealed class Derivation
{
    /// <summary>What was asked for.</summary>
    public required DerivationKind Kind { get; init; }

    /// <summary>What was differentiated.</summary>
    public required Expr Input { get; init; }

    /// <summary>The variables: one, or two for a mixed block; none for a simplification.</summary>
    public required IReadOnlyList<Symbol> Variables { get; init; }

    /// <summary>The layout of the answer.</summary>
    public required Layout Layout { get; init; }

    /// <summary>The names and what they mean.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The answer.</summary>
    public required Expr Result { get; init; }

    /// <summary>What stands on the left of the answer: ∇_X F and the like.</summary>
    public required Expr Asked { get; init; }

    /// <summary>The entrywise gradient that the answer is the projection of, where it is one.</summary>
    public Expr? Projected { get; init; }

    /// <summary>Where the answer is valid: <c>X invertible</c>, <c>x > 0</c>.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>The assumptions that were used.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>The derivation with one more step, which leads to another form of the result.</summary>
    public Derivation Then(Step step, Expr result) => With([.. Steps, step], result);

    /// <summary>The same derivation without some of its lines; the steps to such a line and from it are one. Its last line stays.</summary>
    public Derivation Without(Func<Expr, bool> line)
    {
        var steps = new List<Step>();
        Step? open = null;
        foreach (var step in Steps)
        {
            open = open is null ? step : open with { After = step.After, Also = [.. open.Also, step.Law, .. step.Also], Note = open.Note ?? step.Note, Given = [.. open.Given, .. step.Given] };
            if (ReferenceEquals(step, Steps[^1]) || !line(step.After.Right))
            {
                steps.Add(open);
                open = null;
            }
        }

        return With(steps, Result);
    }

    /// <summary>The same derivation with symbols read as others of the same shape, also where they are differentiated and where it is by them.</summary>
    public Derivation Reading(IReadOnlyDictionary<Expr, Expr> names)
    {
        Symbol Named(Symbol s) => names.GetValueOrDefault(s) as Symbol ?? s;
        Expr In(Expr e) => Rewrite.BottomUp(e, n => n switch
        {
            Differential d => Differential.For(Named(d.Of)),
            Apply { Operator: Nabla by } a when by.Variables.Any(names.ContainsKey) => Apply.Raw(new Nabla(by.Kind, by.Result, [.. by.Variables.Select(Named)]), [.. a.Arguments]),
            _ => names.GetValueOrDefault(n, n),
        });
        Statement Stated(Statement s) => new(In(s.Left), In(s.Right));
        return new()
        {
            Kind = Kind, Input = In(Input), Variables = [.. Variables.Select(Named)], Layout = Layout, Scope = Scope, Result = In(Result), Asked = In(Asked), Conditions = Conditions, Assumptions = Assumptions,
            Projected = Projected,
            Steps = [.. Steps.Select(s => s with { Before = Stated(s.Before), After = Stated(s.After), Given = [.. s.Given.Select(Stated)] })],
        };
    }

    private Derivation With(IReadOnlyList<Step> steps, Expr result) => new()
    {
        Kind = Kind, Input = Input, Variables = Variables, Layout = Layout, Scope = Scope, Result = result, Asked = Asked, Conditions = Conditions, Assumptions = Assumptions, Projected = Projected,
        Steps = steps,
    };
}

/// <summary>What can be asked for.</summary>
internal enum DerivationKind
{
    /// <summary>∇_X F: of a scalar the shape of X, else dim(X)×dim(F).</summary>
    Gradient,

    /// <summary>∂vec F/∂(vec X)ᵀ, dim(F)×dim(X).</summary>
    Jacobian,

    /// <summary>The Hessian of a scalar, dim(X)×dim(X), or the mixed block dim(X)×dim(Y).</summary>
    Hessian,

    /// <summary>dF in terms of dX.</summary>
    Differential,

    /// <summary>The same value, shorter.</summary>
    Simplification,
}

/// <summary>How derivatives of non-scalars are laid out.</summary>
internal enum Layout
{
    /// <summary>∇_X F with vec dF = (∇_X F)ᵀ vec dX: dim(X)×dim(F). Of a scalar: the shape of X.</summary>
    Gradient,

    /// <summary>∂vec F/∂(vec X)ᵀ: dim(F)×dim(X).</summary>
    Jacobian,

    /// <summary>∇_X F with vec dF = (∇_X F)ᵀ vec dX also for a scalar: the vector dim(X)×1 (documents with <c>layout: gradient</c>).</summary>
    Vector,
}
