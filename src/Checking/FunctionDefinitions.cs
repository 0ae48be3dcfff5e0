using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Functions of numbers that a text defines by a formula: g(z) = 1/(1 + e^{-z}), which is applied to vectors entry by entry.</summary>
internal static class FunctionDefinitions
{
    /// <summary>Declares those that the steps define; what was taken comes back in words.</summary>
    public static IReadOnlyList<string> Declare(Scope scope, SourceText source, IReadOnlyList<ReadStep> steps)
    {
        var said = new List<string>();
        foreach (var step in steps.Where(s => !s.Written.Continues))
        {
            if (step is { Left: CallSyntax { Primes: 0, Arguments: [NameSyntax { Indices.IsEmpty: true } argument] } call, Right: { } right } && call.Function.Indices.IsEmpty
                && new Name(call.Function.Text) is var name && !FunctionTable.Contains(name.Base) && !scope.Operators.ContainsKey(name.Base) && !scope.Symbols.ContainsKey(name)
                && !(scope.Functions.TryGetValue(name, out var known) && known.Definition is not null) && (TryDeclare(scope, source, call, argument.Text, right) || TryDeclareWithNumbers(scope, source, call, argument, right)))
            {
                said.Add($"{name.Text}({argument.Text}) = {SyntaxPrinter.Print(right)}");
            }
        }

        return said;
    }

    /// <summary>Is a step the definition of such a function?</summary>
    public static bool IsOne(ReadStep step, Scope scope) => step is { Left: CallSyntax { Primes: 0, Arguments: [NameSyntax { Indices.IsEmpty: true } argument] } call, Right: { } right }
        && (scope.Functions.GetValueOrDefault(new Name(call.Function.Text))?.Source ?? scope.Operators.GetValueOrDefault(call.Function.Text)?.Written) == Spelled(argument.Text, right);

    /// <summary>
    /// A scope in which the x of statements about f(x) is a number, for a function of numbers that the text defines by f(x) = …, where x
    /// is a vector elsewhere; null where the sides have other names in them.
    /// </summary>
    public static Scope? OfNumbers(Scope scope, params Syntax[] sides)
    {
        var nodes = sides.SelectMany(SyntaxNames.Of).ToList();
        var arguments = nodes.OfType<CallSyntax>().Where(c => c.Arguments is [NameSyntax { Indices.IsEmpty: true } a] && (scope.Functions.GetValueOrDefault(new Name(c.Function.Text))?.Source ?? scope.Operators.GetValueOrDefault(c.Function.Text)?.Written)?.StartsWith(a.Text + ": ", StringComparison.Ordinal) == true)
            .Select(c => ((NameSyntax)c.Arguments[0]).Text).Distinct().ToList();
        if (arguments is not [var only] || !scope.Symbols.TryGetValue(new Name(only), out var symbol) || symbol.IsScalar
            || nodes.OfType<NameSyntax>().Any(n => n.Text != only && !(scope.Symbols.GetValueOrDefault(new Name(n.Text)) is { IsScalar: true })))
        {
            return null;
        }

        var copy = scope.Copy();
        copy.Withdraw(symbol);
        copy.Declare(Symbol.Of(symbol.Name, Shape.Scalar));
        return copy;
    }

    private static string Spelled(string argument, Syntax right) => $"{argument}: {SyntaxPrinter.Print(right)}";

    // f(x) = max(x, αx): a Greek letter, or a name of a declared number, is a number.
    private static bool TryDeclareWithNumbers(Scope scope, SourceText source, CallSyntax call, NameSyntax argument, Syntax right)
    {
        var others = SyntaxNames.Of(right).OfType<NameSyntax>().Where(n => n.Text != argument.Text).DistinctBy(n => n.Text).ToList();
        if (others.Count == 0 || scope.Symbols.ContainsKey(new Name(argument.Text)) || others.Exists(n => !n.Indices.IsEmpty
            || (scope.Symbols.GetValueOrDefault(new Name(n.Text)) is { } known ? !known.IsScalar : char.IsAscii(n.Text[0]) || char.IsUpper(n.Text[0]) || n.Text.Length > 1)))
        {
            return false;
        }

        var trial = scope.Copy();
        var added = others.Select(n => new Name(n.Text)).Where(n => !scope.Symbols.ContainsKey(n)).Select(n => Symbol.Of(n, Shape.Scalar)).ToList();
        added.ForEach(trial.Declare);
        try
        {
            OperatorReader.DeclareWithNumbers(trial, source, call, argument, right, Spelled(argument.Text, right));
        }
        catch (Exception e) when (e is DiagnosticException or InvalidOperationException)
        {
            return false;
        }

        added.ForEach(scope.Declare);
        scope.Inferred.UnionWith(added);
        foreach (var (name, declaration) in trial.Operators)
        {
            scope.Operators[name] = declaration;
        }

        return true;
    }

    private static bool TryDeclare(Scope scope, SourceText source, CallSyntax call, string argument, Syntax right)
    {
        try
        {
            scope.Declare(OperatorReader.ElementwiseOf(scope, new BindErrors(source), call, [argument], right) with { Source = Spelled(argument, right), Primes = true });
            return true;
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }
}
