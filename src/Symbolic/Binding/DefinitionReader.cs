using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>The blocks of a document that say what its names mean; any may be missing.</summary>
internal sealed record DocumentBlocks(SourceText? Declare, SourceText? Define, SourceText? Assume)
{
    /// <summary>Definitions of operators.</summary>
    public SourceText? Operators { get; init; }

    /// <summary>Laws.</summary>
    public SourceText? Laws { get; init; }
}

/// <summary>What the blocks of a document say of names that are not known yet: functions of them, lines of <c>define</c> and of <c>assume</c>.</summary>
internal sealed record PendingDeclarations(
    DocumentBlocks Blocks, IReadOnlyList<(Name Name, DeclarationSyntax Syntax)> Functions, IReadOnlyList<Span> Definitions, IReadOnlyList<Span> Assumptions)
{
    private const string Unknown = "MD0111";

    /// <summary>Takes into the scope what can be understood by now; the rest comes back, or is an error at the end.</summary>
    public PendingDeclarations Resolve(Scope scope, bool final)
    {
        var left = WithFunctions(scope, final: false) with { Definitions = [], Assumptions = [] };
        foreach (var line in Definitions)
        {
            left = left.Define(scope, line, () => (object)DefinitionReader.Define(scope, Blocks.Define!, line), final);
        }

        left = left.WithFunctions(scope, final);
        var assumptions = Assumptions.Where(line => !Try(() => scope.Assumptions.Add(AssumptionReader.ReadLine(scope, Blocks.Assume!, line)), final)).ToList();
        return left with { Assumptions = assumptions };
    }

    /// <summary>Takes a line of <c>define</c> into the scope, or keeps it for later.</summary>
    public PendingDeclarations Define(Scope scope, Span line, Func<object> define, bool final = false) =>
        Try(() => ExpressionReader.Guard(Blocks.Define!, define), final) ? WithFunctions(scope, final: false) : this with { Definitions = [.. Definitions, line] };

    private PendingDeclarations WithFunctions(Scope scope, bool final) => Functions.Count == 0 ? this
        : this with { Functions = FunctionsOfOthers.Resolve(scope, Functions, new(Blocks.Declare ?? Blocks.Define ?? new SourceText("")), final) };

    private static bool Try(Action read, bool final)
    {
        try
        {
            read();
            return true;
        }
        catch (DiagnosticException e) when (!final && e.Diagnostic.Code == Unknown)
        {
            return false;
        }
    }
}

/// <summary>Reads the <c>declare</c>, <c>operators</c>, <c>laws</c>, <c>define</c> and <c>assume</c> blocks of a document into a scope.</summary>
internal static class DefinitionReader
{
    /// <summary>The scope of a document without operators and laws; any block may be missing.</summary>
    public static Scope Read(SourceText? declare, SourceText? define, SourceText? assume) =>
        Read(new(declare, define, assume), static _ => new(false, "", "there is nothing to prove it with"));

    /// <summary>The scope of a document, whose laws are proved or refused.</summary>
    public static Scope Read(DocumentBlocks blocks, Func<LawClaim, LawFinding> prove)
    {
        var scope = Read(blocks, prove, out var pending);
        pending.Resolve(scope, final: true);
        return scope;
    }

    /// <summary>The scope of a document whose text is still to be read: what speaks of names that are not known yet comes back.</summary>
    public static Scope Read(DocumentBlocks blocks, Func<LawClaim, LawFinding> prove, out PendingDeclarations pending)
    {
        var (declare, define, assume) = (blocks.Declare, blocks.Define, blocks.Assume);
        var scope = new Scope();
        IReadOnlyList<(Name, DeclarationSyntax)> waiting = [];
        if (declare is not null)
        {
            waiting = ExpressionReader.Guard(declare, () => DeclarationBinder.Declare(scope, Parser.ParseDeclarations(declare), new(declare)));
            waiting = FunctionsOfOthers.Resolve(scope, waiting, new(declare), final: false);
        }

        if (blocks.Operators is { } operators)
        {
            OperatorReader.Read(scope, operators);
        }

        if (blocks.Laws is { } laws)
        {
            LawReader.Read(scope, laws, prove);
        }

        pending = new(blocks, waiting, [], []);
        if (define is not null)
        {
            MemberNames.Declare(scope, define);
            UndeclaredFunctions.Declare(scope, define);
            var lines = new Queue<Span>(Lines(define));
            while (lines.TryDequeue(out var line))
            {
                pending = pending.Define(scope, line, () => Define(scope, define, line, lines));
            }

            RecurrenceReader.Order(scope, define);
        }

        if (assume is not null)
        {
            pending = pending with { Assumptions = [.. Lines(assume)] };
        }

        pending = pending.Resolve(scope, final: false);
        return scope;
    }

    // A definition, or a recurrence with the lines that belong to it.
    private static Scope Define(Scope scope, SourceText source, Span line, Queue<Span> below)
    {
        if (RecurrenceReader.IsHeader(source, line))
        {
            RecurrenceReader.Read(scope, source, line, below);
        }
        else
        {
            Define(scope, source, line);
        }

        return scope;
    }

    /// <summary>One line of <c>define</c>: <c>z = E</c>, <c>∇_{z} J = δ</c> or <c>∇²_{z} J = Q</c>.</summary>
    public static Symbol Define(Scope scope, SourceText source, Span line)
    {
        var errors = new BindErrors(source);
        var relation = Parser.ParseRelation(source, line, ExpressionReader.IsFunction(scope));
        if (relation.Sides.Length != 2)
        {
            throw errors.BadLine(line, "a definition has one equals sign", "NAME = EXPRESSION, or ∇_{X} F = NAME");
        }

        return relation.Sides[0] switch
        {
            NameSyntax name => Define(scope, source, Names.Of(name, errors), name.Span, relation.Sides[1]),
            PowerSyntax { Braced: true, Base: NameSyntax b } power when Names.TryIndex(power.Exponent) is { } index =>
                Define(scope, source, new Name(b.Text, index), power.Span, relation.Sides[1]),
            NablaSyntax nabla => NameDerivative(scope, errors, nabla.Order, nabla.Variable, nabla.Operand, relation.Sides[1]),
            CallSyntax { Function.Text: "grad" or "hessian", Arguments.Length: 2 } call =>
                NameDerivative(scope, errors, call.Function.Text == "grad" ? 1 : 2, call.Arguments[1], call.Arguments[0], relation.Sides[1]),
            _ => throw errors.BadLine(relation.Sides[0].Span, "only a name or a derivative can be defined", "NAME = EXPRESSION, or ∇_{X} F = NAME"),
        };
    }

    /// <summary>The lines of a block that are not empty and no comments.</summary>
    public static IEnumerable<Span> Lines(SourceText source)
    {
        int start = 0;
        while (start <= source.Text.Length)
        {
            int end = source.Text.IndexOf('\n', start);
            end = end < 0 ? source.Text.Length : end;
            int from = start;
            int to = end;
            while (from < to && char.IsWhiteSpace(source.Text[from]))
            {
                from++;
            }

            while (to > from && (char.IsWhiteSpace(source.Text[to - 1]) || source.Text[to - 1] is ';' or ','))
            {
                to--;
            }

            if (to > from && source.Text[from] != '#')
            {
                yield return new(from, to - from);
            }

            start = end + 1;
        }
    }

    /// <summary>NAME = EXPRESSION, for a name that is declared with its shape or new.</summary>
    public static Symbol Define(Scope scope, SourceText source, Name name, Span at, Syntax right)
    {
        var errors = new BindErrors(source);
        var value = Value(scope, source, name, at, right);
        if (!scope.Symbols.TryGetValue(name, out var symbol))
        {
            symbol = Symbol.Of(name, value.Shape);
            scope.Declare(symbol);
        }
        else if (value.IsScalar && !symbol.IsScalar)
        {
            value = Operators.Make.Spread(value, symbol.Shape);
        }

        if (symbol.Shape != value.Shape)
        {
            throw errors.DeclaredTwice(at, name.Text, symbol.Shape.ToString(), value.Shape.ToString());
        }

        if (new Dependence(scope, [symbol]).On(value))
        {
            throw errors.BadLine(at, $"'{name}' is defined in terms of itself", "give the next one another index: h[t] = f(h[t-1])");
        }

        scope.Define(symbol, value);
        return symbol;
    }

    // A size that the right side leaves open, as I − 1 1ᵀ/n does, is that of the name, where it has a shape.
    private static Expr Value(Scope scope, SourceText source, Name name, Span at, Syntax right)
    {
        try
        {
            return ExpressionReader.Infer([right], scope, source)[0];
        }
        catch (DiagnosticException) when (name.Indices.Count == 0 && scope.Symbols.TryGetValue(name, out var known) && !known.IsScalar)
        {
            try
            {
                return ExpressionReader.Infer([new NameSyntax(name.Base, [], at), right], scope.Copy(), source, SideRules.AllDeclared)[1];
            }
            catch (DiagnosticException)
            {
                // The message is about the right side by itself.
            }

            throw;
        }
    }

    /// <summary>∇_{X} F = NAME (order 1) or ∇²_{X} F = NAME (order 2).</summary>
    public static Symbol NameDerivative(Scope scope, BindErrors errors, int order, Syntax variable, Syntax function, Syntax nameSyntax)
    {
        var x = Known(variable);
        var f = Known(function);
        var name = NameOf(nameSyntax) ?? throw errors.BadLine(nameSyntax.Span, "a derivative is given a name here", "what it is equal to is derived");
        var first = f.IsScalar ? x.Shape : new Shape(x.Shape.Count, f.Shape.Count);
        var shape = order == 1 ? first : new Shape(x.Shape.Count, first.Count);
        if (scope.Symbols.TryGetValue(name, out var symbol))
        {
            if (symbol.Shape != shape && !(order == 1 && f.IsScalar && symbol.Shape == Shape.Column(x.Shape.Count)))
            {
                throw errors.DeclaredTwice(nameSyntax.Span, name.Text, symbol.Shape.ToString(), shape.ToString());
            }
        }
        else
        {
            symbol = Symbol.Of(name, shape);
            scope.Declare(symbol);
        }

        scope.Name(new(f, x, order, symbol));
        return symbol;

        Symbol Known(Syntax s) => NameOf(s) is { } n && scope.Symbols.TryGetValue(n, out var known) ? known
            : throw errors.Unknown(s.Span, errors.Source.Text.Substring(s.Span.Start, s.Span.Length), "declared or defined so far");

        Name? NameOf(Syntax s) => s switch
        {
            NameSyntax n => Names.Of(n, errors),
            PowerSyntax { Braced: true, Base: NameSyntax b } p when Names.TryIndex(p.Exponent) is { } index => new Name(b.Text, index),
            _ => null,
        };
    }
}
