using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Names: declared ones, sizes, differentials, constants, runs of names, and what is inferred.</content>
internal sealed partial class Binder
{
    private Bound BindName(NameSyntax syntax)
    {
        if (IndexAsNumber(syntax) is { } number)
        {
            return number;
        }

        var name = NameOf(syntax);
        if (parameters is not null)
        {
            return InBody(syntax, name);
        }

        return Declared(name, syntax.Span) ?? OfFamily(name) ?? ConstantName(syntax, name) ?? Run(syntax, name) ?? Subscripted(syntax) ?? InferFamily(name) ?? Infer(syntax, name);
    }

    // In the body of an operator: a parameter, or what is declared, but no dX of it.
    private Bound InBody(NameSyntax syntax, Name name) => parameters!.GetValueOrDefault(name.Text)
        ?? (scope.Symbols.ContainsKey(name) || Sizes.Contains(name) ? Declared(name, syntax.Span) : ConstantName(syntax, name))
        ?? throw errors.Unknown(syntax.Span, name.Text, "a parameter, and not declared");

    private Bound? Declared(Name name, Span span)
    {
        if (scope.Symbols.TryGetValue(name, out var symbol))
        {
            return DifferentialOf(name) is { } moved && scope.Symbols.TryGetValue(moved, out var variable)
                ? Moving(variable, symbol.Shape, span)
                : new(symbol.Shape, () => symbol);
        }

        if (Sizes.Contains(name))
        {
            return new(Shape.Scalar, () => Make.SizeValue(Size.Of(name)));
        }

        return DifferentialOf(name) is { } of && (Known(of) ?? OfLayer(of)) is { } x ? Differential(of, x) : null;
    }

    // dX with a declared shape of its own moves X.
    private Bound Moving(Symbol variable, Shape declared, Span span) => variable.Shape == declared
        ? Differential(variable.Name, new(variable.Shape, () => variable))
        : throw errors.DeclaredTwice(span, "d" + variable.Name.Text, variable.Shape.ToString(), declared.ToString());

    private Bound Differential(Name of, Bound x)
    {
        moving.Add(of);
        return new(x.Shape, () => x.Build() is Symbol s ? Expressions.Differential.For(s) : throw new InvalidOperationException("dX of what is no symbol."));
    }

    private Bound? Known(Name name) => scope.Symbols.TryGetValue(name, out var symbol) ? new(symbol.Shape, () => symbol)
        : undeclared.ContainsKey(name) ? Inferred(name) : null;

    // z[l+1] of dz[l+1], where only z of other layers was met: of their kind, and of a size of its own.
    private Bound? OfLayer(Name name)
    {
        bool open = !Rules.HasFlag(SideRules.AllDeclared) && scope.Layers.Of(name.Base) is null && name.Indices is [{ Variable: not null, Offset: not 0 }];
        if (!open || scope.Symbols.Values.Select(s => (s.Name, s.Shape)).Concat(Undeclared).FirstOrDefault(s => s.Name.Base == name.Base && s.Name.Indices.Count == 1) is not { Name: not null, Shape: { } like })
        {
            return null;
        }

        undeclared[name] = like.IsScalar ? Shape.Scalar : like.IsColumn ? Shape.Column(unifier.FreshLength()) : new(unifier.Fresh(), unifier.Fresh());
        order.Add(name);
        return Inferred(name);
    }

    // The X of dX, and of dx; indices stay.
    private static Name? DifferentialOf(Name name) =>
        name.Base.Length > 1 && name.Base[0] == 'd' && char.IsLetter(name.Base[1]) ? new Name(name.Base[1..], [.. name.Indices]) : null;

    private Bound? ConstantName(NameSyntax syntax, Name name)
    {
        if (name.Text is "pi" or "π" && !scope.OwnNames.Contains(name.Text))
        {
            return new(Shape.Scalar, () => Constant.Pi);
        }

        if (name.Text == "I")
        {
            var n = unifier.Fresh();
            return new(new(n, n), () => Make.Identity(Resolved(n, syntax.Span)));
        }

        // A vector of ones as long as what it stands with.
        if (name.Text == "ones")
        {
            var length = unifier.FreshLength();
            return new(Shape.Column(length), () => Make.Ones(Shape.Column(Resolved(length, syntax.Span))));
        }

        // I_n; I_mn where mn is a run of sizes.
        if (name.Base.StartsWith("I_", StringComparison.Ordinal) && name.Indices.Count == 0)
        {
            string sub = name.Base[2..];
            Size? n = int.TryParse(sub, out int number) && number > 0 ? Size.Of(number)
                : Sizes.Contains(new Name(sub)) || sub.Length == 1 ? Size.Of(new Name(sub))
                : sub.All(c => Sizes.Contains(new Name(c.ToString()))) ? sub.Aggregate(Size.One, (s, c) => s * Size.Of(new Name(c.ToString()))) : null;
            return n is null ? null : new(new(n, n), () => Make.Identity(n));
        }

        if (FunctionTable.Contains(name.Base) && name.Base.Length > 1 || scope.Functions.ContainsKey(name))
        {
            throw errors.FunctionAlone(syntax.Span, name.Text);
        }

        return null;
    }

    // AXB for A*X*B, where A, X and B are declared (longest names first).
    private Bound? Run(NameSyntax syntax, Name name)
    {
        if (name.Indices.Count > 0 || name.Base.Length < 2 || scope.Symbols.Count == 0)
        {
            return null;
        }

        var parts = Segments(name.Base, 0);
        if (parts is not { Count: > 1 })
        {
            return null;
        }

        Bound? product = null;
        int start = syntax.Span.Start;
        Syntax? left = null;
        foreach (string part in parts)
        {
            var span = new Span(start, part.Length);
            var piece = new NameSyntax(part, [], span);
            var right = Declared(new Name(part), span)!;
            product = product is null ? right : Multiply(Span.Between(left!.Span, span), left, product, piece, right);
            left = left is null ? piece : new NameSyntax(name.Base, [], Span.Between(left.Span, span));
            start += part.Length;
        }

        return product;
    }

    private List<string>? Segments(string text, int start)
    {
        if (start == text.Length)
        {
            return [];
        }

        for (int length = text.Length - start; length > 0; length--)
        {
            string head = text.Substring(start, length);
            if (scope.Symbols.ContainsKey(new Name(head)) && Segments(text, start + length) is { } rest)
            {
                return [head, .. rest];
            }
        }

        return null;
    }

    private Bound Infer(NameSyntax syntax, Name name)
    {
        // An undeclared word right before a bracket is a function's name with a slip, not a factor.
        if (syntax.Span.End < errors.Source.Text.Length && errors.Source.Text[syntax.Span.End] == '(' && name.Base.Length > 1 && name.Base.All(char.IsLetter))
        {
            throw errors.UnknownFunction(syntax.Span, name.Text, FunctionTable.Nearest(name.Base));
        }

        if (!undeclared.ContainsKey(name))
        {
            undeclared[name] = MemberBefore(name) is { } member ? undeclared[member]
                : !Matrices.Contains(name) && scope.Kinds.TryGetValue(name, out var kind) ? kind is { } known ? Fresh(known) : new Shape(unifier.Fresh(), unifier.Fresh())
                : scalars.Contains(name) ? Shape.Scalar
                : Matrices.Contains(name) ? new Shape(unifier.FreshLength(), unifier.FreshLength())
                : char.IsUpper(name.Base[0]) ? new Shape(unifier.Fresh(), unifier.Fresh())
                : Shape.Column(unifier.FreshLength());
            order.Add(name);
        }

        return Inferred(name);
    }

    // z[i] is of the shape of z[j].
    private Name? MemberBefore(Name name) => name.Indices is not [{ Variable: not null, Offset: 0 }] ? null
        : order.Find(n => n.Base == name.Base && n.Indices is [{ Variable: not null, Offset: 0 }]);

    private Bound Inferred(Name name) => new(undeclared[name], () => scope.Symbols[name]);

    private Size Resolved(Size size, Span span)
    {
        var resolved = unifier.Resolve(size);
        if (resolved.AsName is { IsUnknown: true } && !unifier.HasOpen && scope.OnlySize is { } only)
        {
            unifier.Unify(resolved, only);
            return only;
        }

        return !resolved.Names.Any(n => n.IsUnknown) ? resolved
            : unifier.HasOpen ? throw errors.NoSize(span, TextOf(span))
            : throw errors.BadLine(span, "nothing says of what size this is", "give it: I(n), ones(n)");
    }
}
