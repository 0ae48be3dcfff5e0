using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>Reads expressions, declarations and variables into a scope.</summary>
internal static class ExpressionReader
{
    private const int MostHypotheses = 256;

    /// <summary>A scope from declarations in the language of <c>--where</c>, equations among them.</summary>
    public static Scope Declare(params IEnumerable<string> where)
    {
        var scope = new Scope();
        foreach (string text in where)
        {
            Declare(scope, new SourceText(text, "<where>"));
        }

        return scope;
    }

    /// <summary>Adds declarations to a scope.</summary>
    public static void Declare(Scope scope, SourceText source)
    {
        (source, var equations) = AssumptionReader.Separate(source);
        scope.OpenAssumptions.AddRange(equations);
        var errors = new BindErrors(source);
        Guard(source, () =>
        {
            var later = DeclarationBinder.Declare(scope, Parser.ParseDeclarations(source), errors);
            FunctionsOfOthers.Resolve(scope, later, errors, final: true);
            return 0;
        });
    }

    /// <summary>The expression of a text; what is not declared is inferred and added to the scope.</summary>
    public static Expr Read(string text, Scope scope, string name = "<expression>") => Read(new SourceText(text, name), scope);

    /// <summary>The expression of a source.</summary>
    public static Expr Read(SourceText source, Scope scope) => Guard(source, () =>
    {
        UndeclaredFunctions.Declare(scope, source);
        return Infer([Parser.ParseExpression(source, IsFunction(scope))], scope, source)[0];
    });

    /// <summary>Two or more sides that agree in shape, a scalar spread where the first is none.</summary>
    public static IReadOnlyList<Expr> ReadSides(IReadOnlyList<string> sides, Scope scope)
    {
        // One source for all, so that names mean the same and messages point into what was written.
        var source = new SourceText(string.Join(" = ", sides), "<equation>");
        UndeclaredFunctions.Declare(scope, source);
        return Guard(source, () => Infer(Parser.ParseRelation(source, new Span(0, source.Text.Length), IsFunction(scope)).Sides, scope, source));
    }

    /// <summary>The symbol that a variable's name means; one that does not occur must be declared.</summary>
    public static Symbol Variable(string text, Scope scope, SourceText? place = null)
    {
        var source = place is null ? new SourceText(text, "<wrt>") : new SourceText(text, place.Name, place.Locate(0).Line, place.Locate(0).Column);
        var errors = new BindErrors(source);
        return Guard(source, () =>
        {
            var name = Names.Of(Parser.ParseName(source), errors);
            return scope.Symbols.GetValueOrDefault(name) ?? scope.Member(name)
                ?? throw errors.Unknown(new Span(0, text.Length), name.Text, "declared and does not occur in the expression");
        });
    }

    /// <summary>The name that a text is.</summary>
    public static Name NameOf(SourceText source) => Guard(source, () => Names.Of(Parser.ParseName(source), new BindErrors(source)));

    /// <summary>Is a name called by <c>name(</c>: known to the language or declared, and not a declared variable?</summary>
    public static Func<string, bool> IsFunction(Scope scope)
    {
        var functions = scope.Functions.Keys.Select(n => n.Base).Concat(scope.Operators.Keys).ToHashSet();
        var variables = scope.Symbols.Keys.Select(n => n.Base).Concat(scope.Dimensions.Select(n => n.Base)).ToHashSet();
        return name => functions.Contains(name) || (FunctionTable.Contains(name) && (!variables.Contains(name) || FunctionTable.Constants.Contains(name)));
    }

    /// <summary>Binds sides that share names, trying which undeclared lower-case names are scalars: as few as make it conform.</summary>
    public static IReadOnlyList<Expr> Infer(IReadOnlyList<Syntax> sides, Scope scope, SourceText source, SideRules rules = SideRules.None)
    {
        var open = AssumptionReader.Take(scope);
        var read = Infer([new(sides, source), .. open.Select(o => o.Sides).OfType<SidesSyntax>()], scope, rules);
        AssumptionReader.Keep(scope, open, [.. read.Skip(1)]);
        return read[0];
    }

    /// <summary>Binds several lines of sides that share names.</summary>
    private static List<IReadOnlyList<Expr>> Infer(IReadOnlyList<SidesSyntax> lines, Scope scope, SideRules rules)
    {
        var errors = lines.Select(l => new BindErrors(l.Source)).ToList();
        var all = lines.SelectMany(l => l.Sides).ToList();
        scope.Dimensions.UnionWith(SyntaxNames.Limits(all).Select(n => new Name(n.Text)).Where(n => !scope.Symbols.ContainsKey(n)));
        DiagnosticException? first = null;
        List<Name>? candidates = null;
        int tries = 0;
        var hypotheses = scope.Letters == LetterClasses.MatrixCalculus
            ? [[.. LowerCaseNames(all, scope, errors[0]).Where(n => n.Base[0] is >= 'a' and <= 'g')]]
            : Hypotheses(() => candidates!);
        foreach (var scalars in hypotheses)
        {
            var trial = new Binder(scope, errors[0], scalars) { Rules = rules };
            try
            {
                var bound = lines.Select((line, k) => Agreeing(trial, line.Sides, errors[k])).ToList();
                trial.Close();
                return [.. bound.Select((line, k) =>
                {
                    trial.Turn(errors[k]);
                    return (IReadOnlyList<Expr>)[.. line.Select(b => b.Build())];
                })];
            }
            catch (DiagnosticException e) when (e.Diagnostic.Code is "MD0101" or "MD0102" or "MD0108")
            {
                first ??= e;
                if (rules.HasFlag(SideRules.AllDeclared))
                {
                    break;
                }

                candidates ??= LowerCaseNames(all, scope, errors[0]);
                if (candidates.Count == 0 || ++tries >= MostHypotheses)
                {
                    break;
                }
            }
            catch (ShapeException e)
            {
                // An equation like m*n = p*q was left open, and its sizes got names of their own, or that of an identity or of ones got none.
                var sides = lines[0].Sides;
                string names = string.Join(", ", trial.Undeclared.Select(u => u.Name.Text));
                throw errors[0].NotInferred(Span.Between(sides[0].Span, sides[^1].Span), names.Length > 0 ? names : "the sizes that nothing says", e.Message);
            }
        }

        throw first!;
    }

    // The sides of a line, of one shape.
    private static List<Bound> Agreeing(Binder trial, IReadOnlyList<Syntax> sides, BindErrors errors)
    {
        trial.Turn(errors);
        var bound = sides.Select(trial.Bind).ToList();
        if (sides is [NumberSyntax { Value.IsZero: true } zero, _])
        {
            bound[0] = trial.Agree(bound[1], bound[0], true, zero.Span, "=");
            return bound;
        }

        for (int i = 1; i < bound.Count; i++)
        {
            bound[i] = trial.Agree(bound[0], bound[i], sides[i] is NumberSyntax { Value.IsZero: true }, sides[i].Span, "=");
        }

        trial.EndStatement();
        return bound;
    }

    /// <summary>Runs a reading; a text nested too deeply for the stack is a message, too, and so is a shape that is left open until nodes are built.</summary>
    internal static T Guard<T>(SourceText source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new DiagnosticException(new("MD0099", "the expression is nested too deeply", source, new Span(0, Math.Min(1, source.Text.Length)), "split it by definitions"));
        }
        catch (ShapeException e)
        {
            throw new DiagnosticException(new("MD0101", e.Message, source, new Span(0, Math.Min(1, source.Text.Length)), "declare the sizes that nothing says"));
        }
    }

    // None, then each one, then each pair, …
    private static IEnumerable<HashSet<Name>> Hypotheses(Func<List<Name>> names)
    {
        yield return [];
        var all = names();
        for (int size = 1; size <= all.Count; size++)
        {
            foreach (var choice in Choices(all, size, 0))
            {
                yield return [.. choice];
            }
        }
    }

    private static IEnumerable<IEnumerable<Name>> Choices(List<Name> all, int size, int start)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (int i = start; i <= all.Count - size; i++)
        {
            foreach (var rest in Choices(all, size - 1, i + 1))
            {
                yield return rest.Prepend(all[i]);
            }
        }
    }

    private static List<Name> LowerCaseNames(IEnumerable<Syntax> sides, Scope scope, BindErrors errors) =>
    [
        .. sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Where(n => !char.IsUpper(n.Text[0]))
            .Select(n => Names.Of(n, errors)).Where(n => !scope.Symbols.ContainsKey(n)).Distinct(),
    ];
}

/// <summary>How sides are read where that is not as usual.</summary>
[Flags]
internal enum SideRules
{
    /// <summary>As usual.</summary>
    None = 0,

    /// <summary>Derivatives stand as they are written and are not worked out.</summary>
    KeepDerivatives = 1,

    /// <summary>Every name is declared, so that nothing is to be tried.</summary>
    AllDeclared = 2,
}
