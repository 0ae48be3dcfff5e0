using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Letters with sizes or indices below them that are constants where nothing is declared.</content>
internal sealed partial class FormulaReader
{
    // I_n, K_{mn}, e_i, D_n, L_n, δ_{ij}, where the letter is not declared.
    private Syntax? Constant(string text, Span span)
    {
        if (text is not ("I" or "K" or "D" or "L" or "e" or "δ") || Current.Kind != LatexKind.Sub || (IsTaken(text) && !(text == "δ" && names.Kind(text) == ShapeKind.Vector)))
        {
            return null;
        }

        int before = at++;
        var below = Argument();
        bool known = text switch
        {
            "I" => true,
            "e" => IsIndexFormula(below.From, below.To) && !(below.To == below.From + 2 && IsLetters(below) && words[below.From].Kind == LatexKind.Letter && words[below.From + 1].Kind == LatexKind.Letter),
            "δ" => IsPair(below) && (!IsTaken(text) || names.Kind(text) == ShapeKind.Vector),
            "K" => (Parts(below).Count == 2 || (IsLetters(below) && below.To <= below.From + 2)) && IsSizes(below),
            _ => IsSizes(below) && IsLetters(below),
        };
        if (!known || (IsIndexFormula(below.From, below.To) && names.IsDeclared(FullName(text, below))))
        {
            at = before;
            return null;
        }

        var place = Join(span, below.Span);
        var arguments = text == "I" ? [Sizes(below)[0]] : text is "K" or "δ" ? Indices(below, 2) : Indices(below, 1);
        return Call(text, text == "K" && arguments.Length == 1 ? [arguments[0], arguments[0]] : arguments, place);
    }

    private bool IsTaken(string text) => names.IsDeclared(text) || names.IsIndexed(text);

    // ij or i,j: two letters that indices have.
    private bool IsPair(WordRange range) => (Parts(range).Count == 2 && range.To == range.From + 3 ? new[] { range.From, range.From + 2 }
        : range.To == range.From + 2 ? [range.From, range.From + 1] : [])
        is { Length: 2 } pair && Array.TrueForAll(pair, i => IsIndexLetter(words[i]));

    private bool IsIndexLetter(LatexToken t) => t.Kind == LatexKind.Letter && (UsualIndices.Contains(t.Text, StringComparison.Ordinal) || names.IsIndex(t.Text));

    private bool IsSizes(WordRange range) => Enumerable.Range(range.From, range.To - range.From).All(i =>
        words[i].Kind == LatexKind.Digit || words[i].Is(",") || (words[i].Kind == LatexKind.Letter && names.IsSize(Spelled(words[i].Text))));
}
