using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>The transpose that stands before what it transposes: <c>{}^tA</c>.</content>
internal sealed partial class FormulaReader
{
    // Where what stands behind {}^t begins; 0 where no such sign stands here. Behind an operand, {}^T is the transpose of that: only a small t, or space
    // before the sign, says that it belongs to what follows.
    private int BehindPrescript(bool behindOperand)
    {
        if (Current.Kind != LatexKind.Open || words.Partner(at) != at + 1 || Peek(2).Kind != LatexKind.Super)
        {
            return 0;
        }

        int before = at;
        at += 3;
        var above = AtEnd ? new WordRange(at, at, default) : Argument();
        int behind = at;
        bool small = above.To == above.From + 1 && words[above.From] is { Kind: LatexKind.Letter, Text: "t" };
        bool mark = small || (above.To > above.From && TransposeMark(above.From, above.To) == above.To - above.From);
        bool starts = mark && !AtEnd && StartsFactor();
        at = before;
        return starts && (small || !behindOperand || Current.Gap == Gap.Seen) ? behind : 0;
    }

    private Syntax? Prescript()
    {
        int open = at;
        if (BehindPrescript(behindOperand: false) is 0)
        {
            return null;
        }

        at = BehindPrescript(behindOperand: false);
        var mark = SpanOf(open, at);
        Enter();
        var operand = Primary();
        depth--;
        return Transpose(operand, mark);
    }
}
