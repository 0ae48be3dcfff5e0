using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Text;

/// <summary>Reads declarations: names, what they are, attributes; separated by commas, semicolons or new lines.</summary>
internal sealed partial class DeclarationParser
{
    private readonly TokenStream tokens;
    private readonly ExpressionParser expressions;
    private readonly SizeParser sizes;

    /// <summary>A reader of the words of a text.</summary>
    public DeclarationParser(TokenStream tokens)
    {
        this.tokens = tokens;
        expressions = new(tokens, static _ => false);
        sizes = new(tokens, expressions);
    }

    /// <summary>All declarations to the end of the text.</summary>
    public ImmutableArray<DeclarationSyntax> ParseAll()
    {
        var all = ImmutableArray.CreateBuilder<DeclarationSyntax>();
        while (true)
        {
            while (tokens.Current.Kind is TokenKind.Comma or TokenKind.Semicolon)
            {
                tokens.Advance();
            }

            if (tokens.AtEnd)
            {
                return all.DrainToImmutable();
            }

            all.Add(ParseItem());
            var next = tokens.Current;
            if (!(next.NewlineBefore || next.Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.End))
            {
                throw tokens.Unexpected(SyntaxErrors.SeparatorExpected);
            }
        }
    }

    private DeclarationSyntax ParseItem()
    {
        var names = ParseNames();
        var sign = tokens.Advance();
        var type = sign.Kind == TokenKind.Colon ? ParseType(sign) : ParseSpace();
        var attributes = ImmutableArray.CreateBuilder<(string, Span)>();
        type = type with { DependsOn = ParseQualifiers(type.Kind, attributes) };
        return new(names, type, attributes.DrainToImmutable(), Span.Between(names[0].Span, tokens.Previous.Span));
    }

    // The names of one item, up to the sign before their type; new lines separate them as commas do.
    private ImmutableArray<NameSyntax> ParseNames()
    {
        var names = ImmutableArray.CreateBuilder<NameSyntax>(1);
        while (true)
        {
            names.Add(expressions.ParseName());
            if (IsTypeSign())
            {
                return names.DrainToImmutable();
            }

            bool separated = tokens.Current.NewlineBefore;
            while (tokens.Accept(TokenKind.Comma))
            {
                separated = true;
            }

            if (tokens.Current.Kind is TokenKind.End or TokenKind.Semicolon)
            {
                throw SyntaxErrors.Untyped(tokens.Source, names.DrainToImmutable());
            }

            if (!separated)
            {
                throw tokens.Unexpected(SyntaxErrors.SeparatorExpected);
            }
        }
    }

    // A colon, ∈, or "in" before R.
    private bool IsTypeSign(int ahead = 0) => tokens.Peek(ahead).Kind is TokenKind.Colon or TokenKind.Element
        || (tokens.Peek(ahead) is { Kind: TokenKind.Name, Text: "in", NewlineBefore: false } && IsReals(tokens.Peek(ahead + 1)));

    private static bool IsReals(Token token) => token is { Kind: TokenKind.Name, Text: "R" or "ℝ" };

    private TypeSyntax ParseType(Token sign)
    {
        var token = tokens.Current;
        if (token.NewlineBefore || token.Kind is TokenKind.End or TokenKind.Comma or TokenKind.Semicolon)
        {
            throw tokens.Unreadable ?? SyntaxErrors.TypeExpected(tokens.Source, token, sign);
        }

        var next = tokens.Peek(1);
        if (IsReals(token) && (token.Text == "ℝ" || (!next.NewlineBefore && next.Kind is TokenKind.Caret or TokenKind.Superscript)))
        {
            return ParseSpace();
        }

        if (token.Kind == TokenKind.Name && ParseWord(token) is { } type)
        {
            return type;
        }

        if (token.Kind is not (TokenKind.Name or TokenKind.Number or TokenKind.LeftParenthesis or TokenKind.Minus))
        {
            throw tokens.Unreadable ?? SyntaxErrors.TypeExpected(tokens.Source, token, sign);
        }

        var (rows, columns) = sizes.ParseShape();
        return columns is null && rows is NameSyntax { Indices.IsEmpty: true } name && IsRunTogether(name.Text)
            ? throw SyntaxErrors.SizesRunTogether(tokens.Source, name)
            : Shaped(rows, columns);
    }

    // nxm, mx3
    private static bool IsRunTogether(string name) => name.Length == 3 && name[1] == 'x';

    private TypeSyntax? ParseWord(Token word)
    {
        TypeSyntax? type = word.Text switch
        {
            "dim" or "dimension" => new(TypeKind.Dimension, null, null, []),
            "elementwise" => new(TypeKind.Elementwise, null, null, []),
            "scalar" => Shaped(One(word.Span), One(word.Span)),
            "vector" => new(TypeKind.Unshaped, null, One(word.Span), []),
            "matrix" => new(TypeKind.Unshaped, null, null, []),
            "function" when tokens.Peek(1) is { Kind: TokenKind.Name, Text: "of" } => new(TypeKind.Unshaped, null, null, []),
            _ => null,
        };

        if (type is not null && word.Text != "function")
        {
            tokens.Advance();
        }

        return type;
    }

    private TypeSyntax ParseSpace()
    {
        if (!IsReals(tokens.Current) || tokens.Current.NewlineBefore)
        {
            throw tokens.Unreadable ?? SyntaxErrors.SpaceExpected(tokens.Source, tokens.Current);
        }

        var reals = tokens.Advance();
        var (rows, columns) = sizes.ParseSpaceExponent();
        return Shaped(rows ?? One(reals.Span), columns);
    }

    private TypeSyntax Shaped(Syntax rows, Syntax? columns) =>
        new(TypeKind.Shaped, rows, columns ?? One(new(rows.Span.End, 0)), []);

    private Syntax One(Span span) => tokens.Count(new NumberSyntax(Rational.One, span));
}
