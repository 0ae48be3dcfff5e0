using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Calls: functions, constants with sizes, and the calculus.</content>
internal sealed partial class Binder
{
    private Bound BindCall(CallSyntax call)
    {
        string name = call.Function.Text;
        if (call.IsOwn)
        {
            return BindSpecial(call, name);
        }

        if (scope.Operators.TryGetValue(name + new string('\'', call.Primes), out var declared) || scope.Operators.TryGetValue(name, out declared))
        {
            return BindOperator(declared.Operator.Name == name ? call : call with { Primes = 0 }, declared);
        }

        if (scope.Function(NameOf(call.Function)) is { } unknown)
        {
            return Elementwise(call, unknown);
        }

        if (scope.Symbols.TryGetValue(NameOf(call.Function), out _) && call is { Primes: 0, Arguments.Length: 1 }
            && !(FunctionTable.Constants.Contains(name) && IsSize(call.Arguments[0])))
        {
            return Multiply(call.Span, call.Function, BindName(call.Function), call.Arguments[0], Bind(call.Arguments[0]));
        }

        if (name == "leakyrelu")
        {
            return LeakyRelu(call);
        }

        if (FunctionTable.Elementwise(name) is { } known && !(name == "sqrt" || name == "square"))
        {
            return Elementwise(call, known);
        }

        if (call.Primes > 0)
        {
            return name is "sqrt" or "square"
                ? PowerDerivative(call, name == "sqrt" ? new Rational(1, 2) : 2)
                : throw errors.UnknownFunction(call.Function.Span, name + new string('\'', call.Primes), null);
        }

        if (FunctionTable.Find(name) is { } find)
        {
            Expect(call, 1);
            var argument = Bind(call.Arguments[0]);
            var shape = unifier.Resolve(argument.Shape);
            find = name == "softmax" && !shape.IsColumn && scope.SoftmaxOfMatrix is { } along ? FunctionTable.Find(along)! : find;
            return Call(call.Span, [call.Arguments[0]], [argument], find(shape));
        }

        return BindSpecial(call, name);
    }

    // The shape follows from the body; what does not conform in it is told at the call.
    private Bound BindOperator(CallSyntax call, OperatorDeclaration declared)
    {
        if (call.Primes > 0)
        {
            throw errors.Unknown(call.Function.Span, call.Function.Text, "declared as elementwise, and so it has no derivative with a prime");
        }

        Expect(call, declared.Parameters.Count);
        var arguments = call.Arguments.Select(Bind).ToArray();
        try
        {
            var environment = declared.Parameters.Select((p, i) => (p, arguments[i])).ToDictionary(p => p.p, p => p.Item2);
            var body = BindWithin(declared.Body, environment, new(declared.Source));
            return new(body.Shape, () => declared.Operator.Of([.. arguments.Select(a => a.Build())]));
        }
        catch (DiagnosticException e) when (e.Diagnostic.Source == declared.Source)
        {
            throw new DiagnosticException(new(e.Diagnostic.Code, $"in {declared.Operator.Name}: {e.Diagnostic.Message}", errors.Source, call.Span, e.Diagnostic.Hint));
        }
    }

    private Bound BindSpecial(CallSyntax call, string name)
    {
        switch (name)
        {
            case "kron" or "hadamard" or "hcat" or "vcat":
                if (call.Arguments.Length < (name is "hcat" or "vcat" ? 1 : 2))
                {
                    throw errors.ArgumentCount(call.Span, name, "two arguments or more", call.Arguments.Length);
                }

                Operator joining = name switch { "kron" => Kronecker.Instance, "hadamard" => Hadamard.Instance, "hcat" => Hcat.Instance, _ => Vcat.Instance };
                return Call(call.Span, [.. call.Arguments], [.. call.Arguments.Select(Bind)], joining);
            case "dot":
                Expect(call, 2);
                var (x, y) = (Bind(call.Arguments[0]), Bind(call.Arguments[1]));
                Call(call.Span, [.. call.Arguments], [x, y], Hadamard.Instance);
                return new(Shape.Scalar, () => Calculus.Inner(x.Build(), y.Build()));
            case "solve":
                Expect(call, 2);
                return BindBinary(new(BinaryKind.LeftDivide, call.Arguments[0], call.Arguments[1], call.Span, call.Span));
            case "unvec":
                Expect(call, 3);
                var shape = new Shape(SizeOf(call.Arguments[1]), SizeOf(call.Arguments[2]));
                return Call(call.Span, [call.Arguments[0]], [Bind(call.Arguments[0])], new Unvec(shape));
            case "d":
                Expect(call, 1);
                var inner = Bind(call.Arguments[0]);
                return Rules.HasFlag(SideRules.KeepDerivatives) ? new(inner.Shape, () => PendingDifferential.Instance.Of(inner.Build())) : new(inner.Shape, () => Deriving(call.Span, () => Differentiator.Differential(
                    inner.Build(), [.. Families.Moving(MovingNames().Select(n => scope.Symbols.GetValueOrDefault(n) ?? scope.Member(n)!), [inner.Build()])], scope)));
            case "grad" or "jacobian" or "hessian":
                return BindDerivative(call, name);
            case "directional":
                return BindDirectional(call);
            default:
                return FunctionTable.Constants.Contains(name) ? BindConstant(call, name)
                    : throw errors.UnknownFunction(call.Function.Span, call.Function.Text, FunctionTable.Nearest(name));
        }
    }

    private Bound BindConstant(CallSyntax call, string name)
    {
        // e(i), as long as what it stands with.
        if (name == "e" && call.Arguments is [var only])
        {
            return BindBasis(call, only);
        }

        var (kind, least, most) = name switch
        {
            "I" => (ConstantKind.Identity, 1, 1),
            "ones" => (ConstantKind.Ones, 1, 2),
            "zeros" => (ConstantKind.Zeros, 1, 2),
            "e" => (ConstantKind.Basis, 2, 2),
            "K" => (ConstantKind.Commutation, 2, 2),
            "D" => (ConstantKind.Duplication, 1, 1),
            "δ" => (ConstantKind.Delta, 2, 2),
            _ => (ConstantKind.Elimination, 1, 1),
        };
        if (call.Arguments.Length < least || call.Arguments.Length > most)
        {
            throw errors.ArgumentCount(call.Span, name, most == 1 ? "one size" : least == most ? "two sizes" : "one or two sizes", call.Arguments.Length);
        }

        var first = SizeOf(call.Arguments[0]);
        var second = call.Arguments.Length > 1 ? SizeOf(call.Arguments[1]) : null;
        foreach (var (size, index) in new[] { first, second }.OfType<Size>().Select((s, i) => (s, i)))
        {
            if (size.Value is { } v && (v.Sign <= 0 || !v.IsInteger))
            {
                throw errors.NotASize(call.Arguments[index].Span);
            }
        }

        Expr constant = kind switch
        {
            ConstantKind.Identity => Make.Identity(first),
            ConstantKind.Commutation => Make.Commutation(first, second!),
            ConstantKind.Ones => Make.Ones(new(first, second ?? Size.One)),
            ConstantKind.Zeros => Make.Zero(new(first, second ?? Size.One)),
            _ => Constant.Of(kind, first, second),
        };
        return new(constant.Shape, () => constant);
    }

    // What moves under d(E): whatever has a differential that is declared or occurs.
    private IEnumerable<Name> MovingNames() => moving.Concat(scope.Symbols.Keys.Where(n => scope.Symbols.Keys.Any(d => DifferentialOf(d) is { } of && of.Equals(n)))).Distinct();

    private Bound Elementwise(CallSyntax call, ElementwiseFunction function)
    {
        Expect(call, 1);
        return Call(call.Span, [call.Arguments[0]], [Bind(call.Arguments[0])], new ElementwiseOperator(function, call.Primes));
    }

    // r (r−1) … x.^(r−k), the k-th derivative of x.^r.
    private Bound PowerDerivative(CallSyntax call, Rational exponent)
    {
        Expect(call, 1);
        var x = Bind(call.Arguments[0]);
        var factor = Rational.One;
        for (int i = 0; i < call.Primes; i++, exponent -= 1)
        {
            factor *= exponent;
        }

        return new(x.Shape, () => factor.IsZero ? Make.Zero(unifier.Resolve(x.Shape)) : Product.Of(factor, ElementwisePower.Of(x.Build(), exponent)));
    }

    private Bound LeakyRelu(CallSyntax call)
    {
        Expect(call, 2);
        var (x, slope) = (Bind(call.Arguments[0]), Bind(call.Arguments[1]));
        return unifier.Resolve(slope.Shape).IsScalar
            ? new(x.Shape, () => ElementwiseCatalogue.LeakyRelu(slope.Build()).At(x.Build(), call.Primes))
            : throw errors.WrongShape(call.Span, "leakyrelu", Named(call.Arguments[1], slope), "the slope is a scalar");
    }

    private void Expect(CallSyntax call, int count)
    {
        if (call.Arguments.Length != count)
        {
            throw errors.ArgumentCount(call.Span, call.Function.Text, count == 1 ? "one argument" : $"{count} arguments", call.Arguments.Length);
        }
    }

    private bool IsSize(Syntax syntax) => syntax is NumberSyntax || (syntax is NameSyntax n && Sizes.Contains(NameOf(n)));
}
