using System.Collections.Immutable;

namespace MatrixDiff.Symbolic.Text;

/// <content>What follows the sizes: attributes, and the names that the declared ones depend on.</content>
internal sealed partial class DeclarationParser
{
    /// <summary>One spelling for each attribute; other words are kept as they are.</summary>
    private static string Canonical(string word) => word switch
    {
        "spd" => "posdef",
        "nonsingular" => "invertible",
        _ => word,
    };

    // Two words, or two halves of a hyphenated one, that are one attribute.
    private static string? Canonical(string first, string second) => (first, second) switch
    {
        ("positive", "definite") => "posdef",
        ("positive", "semidefinite") => "positive semidefinite",
        ("skew", "symmetric") => "skew",
        ("lower" or "upper", "triangular") => first,
        _ => null,
    };

    private static bool IsKnown(string word) => word is "symmetric" or "diagonal" or "orthogonal" or "posdef" or "lower" or "upper"
        or "skew" or "spd" or "invertible" or "idempotent" or "positive";

    // Attributes and "function of …" in any order.
    private ImmutableArray<NameSyntax> ParseQualifiers(TypeKind kind, ImmutableArray<(string Text, Span Span)>.Builder attributes)
    {
        var dependsOn = ImmutableArray.CreateBuilder<NameSyntax>();
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Name && !tokens.Current.NewlineBefore)
            {
                if (tokens.Current.Text == "function")
                {
                    ParseFunctionOf(kind, dependsOn);
                }
                else
                {
                    ParseAttribute(attributes);
                }
            }
            else if (AttributesAfterComma() is var length and > 0)
            {
                for (int end = tokens.Position + length; tokens.Position < end;)
                {
                    if (!tokens.Accept(TokenKind.Comma))
                    {
                        ParseAttribute(attributes);
                    }
                }
            }
            else
            {
                return dependsOn.DrainToImmutable();
            }
        }
    }

    private void ParseAttribute(ImmutableArray<(string Text, Span Span)>.Builder attributes)
    {
        var word = tokens.Advance();
        if (word.Text == "and")
        {
            return;
        }

        int hyphen = tokens.Current is { Kind: TokenKind.Minus, NewlineBefore: false } ? 1 : 0;
        var next = tokens.Peek(hyphen);
        if (next is { Kind: TokenKind.Name, NewlineBefore: false } && Canonical(word.Text, next.Text) is { } joined)
        {
            tokens.Accept(TokenKind.Minus);
            tokens.Advance();
            attributes.Add((joined, Span.Between(word.Span, next.Span)));
        }
        else
        {
            attributes.Add((Canonical(word.Text), word.Span));
        }
    }

    // How many words from the comma here are attributes: "S: n×n symmetric, posdef" goes on with one,
    // "x: n, lower, upper: n" with names.
    private int AttributesAfterComma()
    {
        int ahead = 0;
        while (tokens.Peek(ahead).Kind == TokenKind.Comma && IsAttributeWord(tokens.Peek(ahead + 1)))
        {
            for (ahead++; IsAttributeWord(tokens.Peek(ahead)); ahead++)
            {
            }
        }

        return IsTypeSign(ahead) || tokens.Peek(ahead).Kind is TokenKind.LeftBracket or TokenKind.Caret ? 0 : ahead;
    }

    private static bool IsAttributeWord(Token token) => token is { Kind: TokenKind.Name, NewlineBefore: false } && IsKnown(token.Text);

    private void ParseFunctionOf(TypeKind kind, ImmutableArray<NameSyntax>.Builder names)
    {
        var function = tokens.Advance();
        if (tokens.Current is not { Kind: TokenKind.Name, Text: "of", NewlineBefore: false })
        {
            if (kind == TypeKind.Elementwise)
            {
                return;
            }

            throw tokens.Unreadable ?? SyntaxErrors.FunctionOf(tokens.Source, function.Span);
        }

        var of = tokens.Advance();
        if (tokens.Current.NewlineBefore || tokens.Current.Kind != TokenKind.Name)
        {
            throw tokens.Unreadable ?? SyntaxErrors.FunctionOf(tokens.Source, Span.Between(function.Span, of.Span));
        }

        do
        {
            names.Add(expressions.ParseName());
        }
        while (AcceptBeforeName());
    }

    // A comma or "and" before one more name that is not the first of the next item.
    private bool AcceptBeforeName()
    {
        int start = tokens.Position;
        bool comma = tokens.Accept(TokenKind.Comma);
        bool and = tokens.Current is { Kind: TokenKind.Name, Text: "and", NewlineBefore: false };
        if (and)
        {
            tokens.Advance();
        }

        bool another = (comma || and) && tokens.Current.Kind == TokenKind.Name && !BeginsItem();
        if (!another)
        {
            tokens.Position = start;
        }

        return another;
    }

    // Is the name here followed by its type? On a line of its own also where it shares the type with names after it.
    private bool BeginsItem()
    {
        int start = tokens.Position;
        bool line = tokens.Current.NewlineBefore;
        do
        {
            expressions.ParseName();
        }
        while (line && !IsTypeSign() && tokens.Accept(TokenKind.Comma) && tokens.Current is { Kind: TokenKind.Name, NewlineBefore: false });

        bool begins = IsTypeSign();
        tokens.Position = start;
        return begins;
    }
}
