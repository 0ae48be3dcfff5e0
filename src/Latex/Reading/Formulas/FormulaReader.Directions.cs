using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Directional derivatives: <c>D f(X)[H]</c>, <c>D^2 f(X)[H, K]</c>.</content>
internal sealed partial class FormulaReader
{
    // What follows a D or d, from a place on: f(x) and names of directions in square brackets, as many as the order says. Null for anything else.
    private Syntax? Directional(string letter, int from, Span sign)
    {
        int start = at;
        at = from;
        int order = Current.Kind == LatexKind.Super && !AtEnd ? DirectionalOrder() : 1;
        int argument = at + 1;
        if (order == 0 || AtEnd || names.IsDeclared(letter) || Current.Kind != LatexKind.Letter || !Peek(1).Is("(") || DirectionsAfter(argument) is not { } open)
        {
            at = start;
            return null;
        }

        var operand = Primary();
        int behind = at;
        at = argument;
        var variable = BracketList();
        if (at != open || behind != open || variable is not [NameSyntax x])
        {
            at = start;
            return null;
        }

        var directions = BracketList();
        if (!directions.All(d => d is NameSyntax) || (directions.Length != order && directions.Length != 1))
        {
            at = start;
            return null;
        }

        var place = Join(sign, SpanOf(at - 1, at));
        for (int i = 0; i < order; i++)
        {
            operand = Call("directional", [operand, x, directions[Math.Min(i, directions.Length - 1)]], place);
        }

        return operand;
    }

    // The 2 of D^2; 0 where something else stands above.
    private int DirectionalOrder()
    {
        at++;
        var above = Argument();
        return above.To == above.From + 1 && words[above.From] is { Kind: LatexKind.Digit, Text: "1" or "2" or "3" } digit ? digit.Text[0] - '0' : 0;
    }

    // Where the square bracket opens behind the round bracket that opens at a place.
    private int? DirectionsAfter(int bracket)
    {
        int depth = 0;
        for (int i = bracket; i < end; i++)
        {
            depth += Separators.Bracket(words[i]);
            if (depth == 0)
            {
                return i + 1 < end && words[i + 1].Is("[") ? i + 1 : null;
            }
        }

        return null;
    }
}
