using System.Collections.Immutable;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using ShapeKind = MatrixDiff.Symbolic.Operators.ShapeKind;

namespace MatrixDiff.Checking;

/// <summary>
/// Functions of a number that a text defines by matrices or vectors, φ(t) = f(X + tH): φ is then a quantity in which t stands, φ′(t) its derivative by t,
/// and φ′(0) that derivative by a number whose value is 0. One that is applied to anything but numbers and names is left as it is.
/// </summary>
internal sealed class FunctionsOfOneNumber
{
    private readonly Dictionary<string, (NameSyntax Variable, Syntax Body)> functions = [];

    /// <summary>Those of the steps of a text; their variables are numbers from here on.</summary>
    /// <param name="scope">What names mean so far; it is added to.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="applied">Functions that are defined by a formula and applied to other things, too.</param>
    public static FunctionsOfOneNumber Of(Scope scope, IReadOnlyList<ReadStep> steps, IEnumerable<(string Name, NameSyntax Variable, Syntax? Body)> applied)
    {
        var found = new FunctionsOfOneNumber();
        var all = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).ToList();
        var transposed = all.OfType<TransposeSyntax>().Select(t => t.Operand).OfType<NameSyntax>().Select(n => n.Text).ToHashSet();
        var written = steps.Where(s => !s.Written.Continues).Select(s => (Defined: Defined(s), s.Right)).Where(s => s.Defined is not null).Select(s => (s.Defined!.Value.Name, s.Defined.Value.Variable, Body: s.Right));
        foreach (var (name, t, body) in written.Concat(applied))
        {
            bool isNumber = StepSyntax.NameOf(t) is { } variable && char.IsLower(t.Text[0]) && !transposed.Contains(t.Text) && (scope.Symbols.GetValueOrDefault(variable)?.IsScalar ?? scope.Kinds.GetValueOrDefault(variable, ShapeKind.Scalar) == ShapeKind.Scalar);
            if (isNumber && body is not null && IsFree(scope, name) && IsOfMatrices(scope, body, t.Text, name) && all.TrueForAll(s => IsPlain(s, name)) && all.Exists(s => s is CallSyntax { Primes: > 0, Function.Text: var f } && f == name))
            {
                found.functions.TryAdd(name, (t, body));
            }
        }

        foreach (var (name, (t, _)) in found.functions)
        {
            scope.Kinds[new Name(name)] = null;
            if (!scope.Symbols.ContainsKey(new Name(t.Text)))
            {
                scope.Kinds[new Name(t.Text)] = ShapeKind.Scalar;
            }
        }

        return found;
    }

    /// <summary>A step with the quantities in the place of the functions; values at which they are differentiated are declared in the scope.</summary>
    public ReadStep In(ReadStep step, Scope scope) => functions.Count == 0 ? step : step.With(side => Put(side, scope));

    // The φ and the t of φ(t) = …, which may have been read as a quantity.
    private static (string Name, NameSyntax Variable)? Defined(ReadStep step) => step switch
    {
        { Left: CallSyntax { Primes: 0, Arguments: [NameSyntax { Indices.IsEmpty: true } t], Function: { Indices.IsEmpty: true } f } } => (f.Text, t),
        { Left: NameSyntax { Indices.IsEmpty: true } f, Arguments: [NameSyntax { Indices.IsEmpty: true } t] } => (f.Text, t),
        _ => null,
    };

    private Syntax Put(Syntax side, Scope scope)
    {
        var written = SyntaxTree.WithChildren(side, [.. SyntaxTree.Children(side).Select(c => Put(c, scope))]);
        if (written is not CallSyntax { Arguments: [var at] } call || !functions.TryGetValue(call.Function.Text, out var function))
        {
            return written;
        }

        var (variable, body) = function;
        var name = new NameSyntax(call.Function.Text, [], call.Span);
        if (at is NameSyntax { Text: var own } && own == variable.Text)
        {
            return Derived(name, variable, call);
        }

        return call.Primes == 0 ? With(body, variable, at) : Value(variable, at, scope) is var there ? Derived(With(body, variable, there), there, call) : written;
    }

    // d/dt once for each prime, in the shape of what is differentiated.
    private static Syntax Derived(Syntax of, Syntax variable, CallSyntax call) => Enumerable.Range(0, call.Primes)
        .Aggregate(of, (e, _) => new CallSyntax(new NameSyntax("directional", [], call.Span), 0, [e, variable, new NumberSyntax(Rational.One, call.Span)], call.Span));

    // A number has a name by which one can differentiate.
    private static NameSyntax Value(NameSyntax variable, Syntax at, Scope scope)
    {
        if (at is not NumberSyntax number)
        {
            return (NameSyntax)at;
        }

        var name = new Name($"{variable.Text}_at_{number.Value}");
        var symbol = Symbol.Of(name, Shape.Scalar);
        scope.Declare(symbol);
        scope.Define(symbol, Number.Of(number.Value));
        return new NameSyntax(name.Base, [], at.Span);
    }

    private static Syntax With(Syntax body, NameSyntax variable, Syntax at) => body is NameSyntax n && n.Text == variable.Text && n.Indices.IsEmpty ? at
        : SyntaxTree.WithChildren(body, [.. SyntaxTree.Children(body).Select(c => With(c, variable, at))]);

    private static bool IsFree(Scope scope, string name) => !FunctionTable.Contains(name) && !scope.Operators.ContainsKey(name) && !scope.Symbols.ContainsKey(new Name(name)) && !scope.Functions.ContainsKey(new Name(name));

    // A formula in tH: of capital letters, of what is transposed or is known to be no number; of no function that is not known itself.
    private static bool IsOfMatrices(Scope scope, Syntax body, string variable, string function)
    {
        var nodes = SyntaxNames.Of(body).ToList();
        var names = nodes.OfType<NameSyntax>().Where(n => n.Text != variable).ToList();
        bool multiplies = nodes.OfType<BinarySyntax>().Any(b => b is { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: NameSyntax { Indices.IsEmpty: true, Text: var left } } && left == variable);
        return multiplies && !names.Exists(n => n.Text == function) && SyntaxNames.Derivative(body) is null
            && nodes.OfType<CallSyntax>().All(c => FunctionTable.Contains(c.Function.Text))
            && (nodes.OfType<TransposeSyntax>().Any() || names.Exists(n => char.IsUpper(n.Text[0]) || scope.Symbols.GetValueOrDefault(new Name(n.Text)) is { IsScalar: false } || scope.Kinds.GetValueOrDefault(new Name(n.Text)) is not (null or ShapeKind.Scalar)));
    }

    // Is a function, where it stands, applied to a number, to a name, or to anything without being differentiated?
    private static bool IsPlain(Syntax s, string name) => s is not CallSyntax { Function.Text: var f } call || f != name
        || call is { Arguments: [NumberSyntax { Value.IsInteger: true, Value.Sign: >= 0 } or NameSyntax { Indices.IsEmpty: true }] } or { Primes: 0, Arguments: [_] };
}
