using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Functions of vectors that the text defines by f(x) = … and also applies elsewhere: f(x) is f, and f(x + h) what f is with x + h in the place of x.</summary>
internal static partial class AppliedFunctions
{
    // How many formulas deep a variable is looked for.
    private const int MostFormulas = 6;

    /// <summary>Is something a formula of vectors and matrices, without the function itself, so that the function is none of numbers?</summary>
    public static bool IsOfVector(Syntax? body, string function) => body is not null && SyntaxNames.Of(body).ToList() is var nodes
        && nodes.Any(n => n is TransposeSyntax or CallSyntax { Function.Text: "sumsq" or "norm2" or "normF" or "dot" or "tr" or "det" or "logdet" } || n is IndexedSyntax sum && IsOfEntries(sum))
        && !nodes.Any(n => n is CallSyntax { Function.Text: var name } && name == function);

    // Σ_i x_i log x_i, and no power series.
    private static bool IsOfEntries(IndexedSyntax sum) => SyntaxNames.Of(sum.Body).Any(n => n is EntrySyntax { Operand: NameSyntax, Indices: [NameSyntax i] } && i.Text == sum.Index
        || n is NameSyntax { Indices: [NameSyntax k] } && k.Text == sum.Index) && !SyntaxNames.Of(sum.Body).OfType<PowerSyntax>().Any(p => p.Exponent is not NumberSyntax);

    /// <summary>Does a text apply a function to something besides its variable, f(x) = … and ∇f(x_k)?</summary>
    public static bool IsElsewhere(string function, string variable, string text) =>
        Application().Matches(text).Where(m => GreekNames.Normalize(m.Groups["f"].Value.TrimStart('\\')) == function).Select(m => Plain(m.Groups["of"].Value)).Any(of => of.Length > 0 && GreekNames.Normalize(of) != variable);

    [GeneratedRegex(@"(?<![a-zA-Z\\_^])(?<f>\\[a-zA-Z]+|[a-zA-Z]+|[α-ωΑ-Ω])\s*(?:\\left)?\(\s*(?<of>(?:[^()]|\([^()]*\))*)\)")]
    private static partial Regex Application();

    /// <summary>A formula without typefaces, braces and space.</summary>
    public static string Plain(string latex) => Typeface().Replace(latex, "");

    [GeneratedRegex(@"\\(?:mathbf|boldsymbol|bm|vec|left|right|mathrm|mathsf|bf|rm)(?![a-zA-Z])|\\[,;!:]|[{}\s\\]")]
    private static partial Regex Typeface();

    /// <summary>A side with what the functions are put in, and with the size of the vector of ones where the text says it.</summary>
    public static Syntax PutIn(Syntax side, ScopeNames names)
    {
        // ∇f(x − ηg) where g is made of x is the gradient of f taken there, and not that of what is put in.
        if (side is NablaSyntax { Operand: CallSyntax { Primes: 0, Arguments: [var at] } value } && at is not NameSyntax && names.AppliedAs(value.Function.Text) is var (own, _)
            && SyntaxNames.Of(at).OfType<NameSyntax>().Any(n => !SyntaxTree.Same(n, own) && IsMadeOf(n, own, names, MostFormulas)))
        {
            return side;
        }

        var children = SyntaxTree.Children(side).Select(c => PutIn(c, names)).ToList();
        var inner = children.Count > 0 ? SyntaxTree.WithChildren(side, [.. children]) : side;
        if (inner is NameSyntax { Text: "ones", Indices.IsEmpty: true } ones && names.SizeOfOnes is { } size)
        {
            return new CallSyntax(ones, 0, [new NameSyntax(size, [], ones.Span)], ones.Span);
        }

        if (inner is not CallSyntax { Primes: 0, Function: { Indices.IsEmpty: true } function, Arguments: [var argument] } || names.AppliedAs(function.Text) is not var (variable, body))
        {
            return inner;
        }

        return SyntaxTree.Same(variable, argument) ? function with { Span = inner.Span }
            : ReadStep.Read(body, names) is { } formula && Replaced(formula, variable, argument, names, MostFormulas) is { } there ? there : inner;
    }

    private static bool IsMadeOf(NameSyntax name, NameSyntax variable, ScopeNames names, int depth) => names.IsMadeOf(name.Text, variable.Text) || (depth > 0 && names.FormulaOf(name.Text) is { } side && ReadStep.Read(side, names) is { } formula
        && SyntaxNames.Of(formula).OfType<NameSyntax>().Any(n => SyntaxTree.Same(n, variable) || (n.Text != name.Text && IsMadeOf(n, variable, names, depth - 1))));

    // The formula with the argument in the place of the variable, also in what the names in it are defined by; null where a name depends on the
    // variable by a declaration, which is no formula of the text.
    private static Syntax? Replaced(Syntax formula, NameSyntax variable, Syntax argument, ScopeNames names, int depth)
    {
        if (SyntaxTree.Same(formula, variable))
        {
            return argument;
        }

        // x_i, which may be an entry of x or a member of a family.
        if (formula is NameSyntax { Indices: [NameSyntax at] } member && member.Text == variable.Text ? names.IsIndex(at.Text)
            : formula is NameSyntax { Indices.IsEmpty: true } plain && plain.Text.StartsWith(variable.Text + "_", StringComparison.Ordinal) && names.IsIndex(plain.Text[(variable.Text.Length + 1)..]))
        {
            return null;
        }

        if (formula is NameSyntax { Indices.IsEmpty: true } name)
        {
            return names.IsMadeOf(name.Text, variable.Text) ? null
                : depth > 0 && names.FormulaOf(name.Text) is { } side && ReadStep.Read(side, names) is { } meaning && Replaced(meaning, variable, argument, names, depth - 1) is { } inside && !SyntaxTree.Same(inside, meaning) ? inside : name;
        }

        var children = SyntaxTree.Children(formula).Select(c => Replaced(c, variable, argument, names, depth)).ToList();
        return children.Contains(null) ? null : children.Count == 0 ? formula : SyntaxTree.WithChildren(formula, [.. children.OfType<Syntax>()]);
    }
}
