using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>Turns written names, indices and sizes into <see cref="Name"/>, <see cref="LayerIndex"/> and <see cref="Size"/>.</summary>
internal static class Names
{
    /// <summary>The name of a written one.</summary>
    public static Name Of(NameSyntax syntax, BindErrors errors) => new(syntax.Text, [.. syntax.Indices.Select(i => Index(i, errors))]);

    /// <summary>A layer index: <c>l</c>, <c>l+1</c>, <c>2</c>.</summary>
    public static LayerIndex Index(Syntax syntax, BindErrors errors) => TryIndex(syntax) ?? throw errors.NotAnIndex(syntax.Span);

    /// <summary>A layer index, if the syntax is one.</summary>
    public static LayerIndex? TryIndex(Syntax syntax) => syntax switch
    {
        NumberSyntax n when n.Value.TryToInt32(out int value) => new LayerIndex(null, value),
        NameSyntax { Indices.IsEmpty: true } n => new LayerIndex(n.Text, 0),
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract, Right: NumberSyntax by } b
            when by.Value.TryToInt32(out int offset) && Math.Abs(offset) < 1_000_000 && TryIndex(b.Left) is { } left =>
            left.Shift(b.Kind == BinaryKind.Add ? offset : -offset),
        _ => null,
    };

    /// <summary>A size: a whole number, a name, sums, products, powers.</summary>
    public static Size Size(Syntax syntax, BindErrors errors)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (syntax)
        {
            case NumberSyntax n:
                return Shapes.Size.Of(n.Value);
            case NameSyntax n:
                return Shapes.Size.Of(Of(n, errors));
            case NegateSyntax n:
                return Shapes.Size.Of(-1) * Size(n.Operand, errors);
            case BinarySyntax b:
                switch (b.Kind)
                {
                    case BinaryKind.Add:
                        return Size(b.Left, errors) + Size(b.Right, errors);
                    case BinaryKind.Subtract:
                        return Size(b.Left, errors) - Size(b.Right, errors);
                    case BinaryKind.Product or BinaryKind.Juxtaposition:
                        return Size(b.Left, errors) * Size(b.Right, errors);
                    case BinaryKind.Divide when Size(b.Right, errors).Value is { IsZero: false } by:
                        return Size(b.Left, errors) * Shapes.Size.Of(Rational.One / by);
                }

                break;
            case PowerSyntax { Elementwise: false, Exponent: NumberSyntax k } p when k.Value.TryToInt32(out int power) && power is >= 0 and <= 8:
                return Shapes.Size.Pow(Size(p.Base, errors), power);
        }

        throw errors.NotASize(syntax.Span);
    }
}

/// <summary>Reads <c>where</c> lines into a <see cref="Scope"/>.</summary>
internal static class DeclarationBinder
{
    /// <summary>Adds declarations to a scope; those that need what is defined later (functions of others) come back.</summary>
    public static IReadOnlyList<(Name Name, DeclarationSyntax Syntax)> Declare(Scope scope, IReadOnlyList<DeclarationSyntax> declarations, BindErrors errors)
    {
        var later = new List<(Name, DeclarationSyntax)>();
        foreach (var declaration in declarations)
        {
            foreach (var written in declaration.Names)
            {
                var name = Names.Of(written, errors);
                switch (declaration.Type.Kind)
                {
                    case TypeKind.Dimension:
                        scope.Dimensions.Add(name);
                        break;
                    case TypeKind.Elementwise:
                        scope.Declare(new Operators.ElementwiseFunction(name, null, Primes: true));
                        break;
                    case TypeKind.Shaped:
                        DeclareShaped(scope, declaration, name, written.Span, errors);
                        break;
                    default:
                        later.Add((name, declaration));
                        continue;
                }

                if (!declaration.Type.DependsOn.IsDefaultOrEmpty)
                {
                    later.Add((name, declaration));
                }
            }
        }

        return later;
    }

    /// <summary>The names that occur as sizes in what is declared.</summary>
    public static IEnumerable<Name> Sizes(Scope scope) =>
        scope.Symbols.Values.SelectMany(s => s.Shape.Rows.Names.Concat(s.Shape.Columns.Names)).Concat(scope.Dimensions).Distinct();

    private static void DeclareShaped(Scope scope, DeclarationSyntax declaration, Name name, Span span, BindErrors errors)
    {
        var shape = new Shape(Names.Size(declaration.Type.Rows!, errors), Names.Size(declaration.Type.Columns!, errors));
        foreach (var size in new[] { shape.Rows, shape.Columns })
        {
            if (size.Value is { } v && (v.Sign <= 0 || !v.IsInteger))
            {
                throw errors.NotASize(declaration.Type.Rows!.Span);
            }
        }

        var attributes = Attributes.None;
        foreach (var (text, at) in declaration.Attributes)
        {
            attributes |= Attribute(text, at, shape, errors);
        }

        if (scope.Symbols.TryGetValue(name, out var other) && (other.Shape != shape || other.Attributes != attributes))
        {
            throw errors.DeclaredTwice(span, name.Text, other.Shape.ToString(), shape.ToString());
        }

        scope.Declare(Symbol.Of(name, shape, attributes));
    }

    /// <summary>The attribute of a word, which must fit the shape.</summary>
    public static Attributes Attribute(string text, Span span, Shape shape, BindErrors errors)
    {
        var attribute = text switch
        {
            "symmetric" => Attributes.Symmetric,
            "diagonal" => Attributes.Diagonal | Attributes.Symmetric,
            "orthogonal" => Attributes.Orthogonal | Attributes.Invertible,
            "posdef" => Attributes.PositiveDefinite | Attributes.Symmetric | Attributes.Invertible,
            "lower" => Attributes.Lower,
            "upper" => Attributes.Upper,
            "skew" => Attributes.Skew,
            "invertible" => Attributes.Invertible,
            "positive" => Attributes.Positive,
            _ => throw errors.BadAttribute(span, text, "is not known as an attribute"),
        };
        return attribute == Attributes.Positive || shape.Rows.Equals(shape.Columns)
            ? attribute
            : throw errors.BadAttribute(span, text, $"needs a square matrix, not {shape}");
    }
}
