using System.Collections.Immutable;

namespace MatrixDiff.Symbolic.Text;

/// <summary>The readers of the language: text in, syntax out, or a <see cref="DiagnosticException"/>.</summary>
internal static class Parser
{
    /// <summary>The whole text as one expression. <paramref name="isFunction"/> tells whether a name (normalised, without
    /// index and primes) is called when a bracket follows; any other name is multiplied.</summary>
    public static Syntax ParseExpression(SourceText source, Func<string, bool> isFunction)
    {
        TokenStream tokens = new(source, new(0, source.Text.Length));
        var expression = new ExpressionParser(tokens, isFunction).Parse();
        return tokens.AtEnd ? expression : throw tokens.Unexpected();
    }

    /// <summary>A stretch of the text as <c>E</c>, <c>E = E</c>, <c>E = E = E</c> and so on.</summary>
    public static RelationSyntax ParseRelation(SourceText source, Span within, Func<string, bool> isFunction)
    {
        TokenStream tokens = new(source, within);
        ExpressionParser expressions = new(tokens, isFunction);
        var sides = ImmutableArray.CreateBuilder<Syntax>(2);
        do
        {
            sides.Add(expressions.Parse());
        }
        while (tokens.Accept(TokenKind.Equals));

        var span = Span.Between(sides[0].Span, sides[^1].Span);
        return tokens.AtEnd ? new(sides.DrainToImmutable(), span) : throw tokens.Unexpected();
    }

    /// <summary>The whole text as declarations, of which there may be none.</summary>
    public static ImmutableArray<DeclarationSyntax> ParseDeclarations(SourceText source) =>
        new DeclarationParser(new(source, new(0, source.Text.Length), sizes: true)).ParseAll();

    /// <summary>The whole text as one name: <c>x</c>, <c>W[l+1]</c>, <c>W^{l+1}</c>.</summary>
    public static NameSyntax ParseName(SourceText source)
    {
        TokenStream tokens = new(source, new(0, source.Text.Length));
        var name = new ExpressionParser(tokens, static _ => false).ParseName();
        return tokens.AtEnd ? name : throw tokens.Unexpected();
    }
}
