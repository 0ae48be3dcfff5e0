using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>"The rows $x_i^\top$ of $X$", "$X$ has the columns $x_1, …, x_N$": x_i is then Xᵀe_i, or X e_i.</summary>
internal static partial class RowsInText
{
    private const int Near = 90; // letters about the word

    /// <summary>Defines the members of families that the text calls rows or columns of a matrix; what was taken comes back in words.</summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="document">The text.</param>
    /// <param name="variables">The names by which the text differentiates: those stay what they are.</param>
    public static IReadOnlyList<string> Define(Scope scope, HandDerivation document, IReadOnlySet<Name> variables) =>
        [.. Said(document).Select(p => Define(scope, p.Member, p.Matrix, p.Rows, variables)).OfType<string>()];

    /// <summary>What conforms where x_i is a row or a column of X: X x_i, or Xᵀ x_i.</summary>
    /// <param name="document">The text.</param>
    /// <param name="names">Every name that is written in it.</param>
    public static IEnumerable<Syntax> Products(HandDerivation document, IReadOnlyList<NameSyntax> names) =>
        from said in Said(document)
        let member = names.FirstOrDefault(n => n.Text == said.Member && n.Indices.Length == 1)
        let matrix = names.FirstOrDefault(n => n.Text == said.Matrix && n.Indices.IsEmpty)
        where member is not null && matrix is not null
        select new BinarySyntax(BinaryKind.Product, said.Rows ? matrix : new TransposeSyntax(matrix, matrix.Span), member, matrix.Span, matrix.Span);

    // The families and matrices of which the text says so.
    private static List<(string Member, string Matrix, bool Rows)> Said(HandDerivation document)
    {
        var said = new List<(string, string, bool)>();
        string text = document.Source.Text;
        foreach (Match word in Word().Matches(text))
        {
            bool rows = word.Groups[1].Success;
            var near = document.Inline.Where(f => f.Span.End > word.Index - Near && f.Span.Start < word.Index + word.Length + Near && InOneSentence(text, f.Span.Start, word.Index)).ToList();
            var members = near.Select(f => Member().Match(f.Latex)).Where(m => m.Success).Select(m => GreekNames.Normalize(m.Groups[1].Value.TrimStart('\\'))).Distinct().ToList();
            var matrices = near.Select(f => Matrix().Match(f.Latex)).Where(m => m.Success).Select(m => GreekNames.Normalize(m.Groups[1].Value.TrimStart('\\'))).Distinct().ToList();
            said.AddRange(Pairs(members, matrices).Select(p => (p.Member, p.Matrix, rows)));
        }

        return said;
    }

    /// <summary>Defines the members of families over which sums run as rows or columns of the matrix with the capital letter, x_i beside X, where the sizes leave one of them.</summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="steps">The steps of the text, with the sums.</param>
    /// <param name="variables">The names by which the text differentiates: those stay what they are.</param>
    public static IReadOnlyList<string> Alike(Scope scope, IReadOnlyList<ReadStep> steps, IReadOnlySet<Name> variables)
    {
        var said = new List<string>();
        var sums = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<IndexedSyntax>().ToList();
        foreach (string name in scope.Symbols.Keys.Where(n => n.Indices is [{ Variable: not null, Offset: 0 }] && char.IsLower(n.Base[0])).Select(n => n.Base).Distinct().ToList())
        {
            string whole = name.ToUpperInvariant();
            var limits = sums.Where(s => SyntaxNames.Of(s.Body).OfType<NameSyntax>().Any(n => n.Text == name && n.Indices is [NameSyntax i] && i.Text == s.Index)).Select(s => StepSyntax.NameOf(s.To)).Distinct().ToList();
            if (limits is [{ } last] && scope.Symbols.TryGetValue(new Name(whole), out var matrix) && !scope.Definitions.ContainsKey(matrix) && !matrix.Shape.Rows.Equals(matrix.Shape.Columns)
                && matrix.Shape.Rows.Equals(Size.Of(last)) is var rows && (rows || matrix.Shape.Columns.Equals(Size.Of(last))) && Define(scope, name, whole, rows, variables) is { } taken)
            {
                said.Add(taken.Replace(", as the text says", ", as their letters say", StringComparison.Ordinal));
            }
        }

        return said;
    }

    // "v_i and k_i are the rows of V and K": each of its own matrix, by the letter where that tells, else in order.
    private static IEnumerable<(string Member, string Matrix)> Pairs(IReadOnlyList<string> members, IReadOnlyList<string> matrices) =>
        members.Count != matrices.Count ? []
        : members.All(m => matrices.Contains(m.ToUpperInvariant())) ? members.Select(m => (m, m.ToUpperInvariant())) : members.Zip(matrices);

    private static string? Define(Scope scope, string name, string whole, bool rows, IReadOnlySet<Name> variables)
    {
        if (variables.Any(v => v.Base == name) || !scope.Symbols.TryGetValue(new Name(whole), out var matrix) || matrix.Shape.IsVector)
        {
            return null;
        }

        var count = rows ? matrix.Shape.Rows : matrix.Shape.Columns;
        var family = scope.Symbols.Values.FirstOrDefault(s => s.Name.Base == name && s.Name.Indices is [{ Variable: not null, Offset: 0 }] && s.Shape == Shape.Column(rows ? matrix.Shape.Columns : matrix.Shape.Rows));
        if (family is null || scope.Definitions.ContainsKey(family) || Rewrite.Symbols(Meanings.WrittenOut(matrix, scope)).Any(s => s.Name.Base == name))
        {
            return null;
        }

        Expr At(Symbol s) => Product.Of(rows ? Make.Transpose(matrix) : matrix, Make.Constant(ConstantKind.Basis, Indices.AsSize(s.Name.Indices[0]), count));
        foreach (var (symbol, meaning) in scope.Definitions.ToList())
        {
            var put = Rewrite.Symbols(meaning).Where(s => s.Name.Base == name && s.Name.Indices.Count == 1).ToDictionary(s => (Expr)s, s => (Expr)At(s));
            scope.Define(symbol, Rewrite.Substitute(meaning, put));
        }

        scope.Define(family, At(family));
        return $"{family.Name.Text} is a {(rows ? "row" : "column")} of {whole}, as the text says";
    }

    private static bool InOneSentence(string text, int a, int b)
    {
        string between = text[Math.Min(a, b)..Math.Max(a, b)];
        return !between.Contains(". ", StringComparison.Ordinal) && !between.Contains("\n\n", StringComparison.Ordinal) && !between.Contains("$$", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(?:(rows?)|columns?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*(?:\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*)?(\\?[a-z]+?)\s*\}?\s*_\s*(?:\{?\s*[a-z1]\s*\}?)\s*(?:\^\s*\{?\s*(?:\\top|\\intercal|T|\\mathsf\s*\{?T\}?)\s*\}?)?\s*(?:,.*)?$")]
    private static partial Regex Member();

    [GeneratedRegex(@"^\s*(?:\\(?:mathbf|boldsymbol|bm)\s*\{?\s*)?([A-Z]|\\[A-Z][a-z]+)\s*\}?\s*(?:\\in\b.*)?$")]
    private static partial Regex Matrix();
}
