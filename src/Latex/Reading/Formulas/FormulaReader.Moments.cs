using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Expectations, variances and covariances.</content>
internal sealed partial class FormulaReader
{
    // E[x], E_x[f(x)], E x x', Var(x), Cov(x, y); null where no such thing begins here.
    private Syntax? Moment(string word, Span span)
    {
        string? function = word switch { "E" => Moments.Expectation, "Var" or "var" => Moments.Variance, "Cov" or "cov" => Moments.Covariance, _ => null };
        bool bracketed = Current.Is("[") || Current.Is("(") || Current.Is("{");
        if (function is null)
        {
            return word is "Corr" or "Pr" && (bracketed || Current.Kind == LatexKind.Sub) ? throw errors.Expectation(span, word) : null;
        }

        if (word == "E" && !names.HasExpectations)
        {
            return null;
        }

        if (!bracketed && Current.Kind is not (LatexKind.Sub or LatexKind.Super) && (word != "E" || !StartsFactor()))
        {
            return null;
        }

        var scripts = ReadScripts();
        if (scripts.Primes > 0 || !(Current.Is("[") || Current.Is("(") || Current.Is("{") || (word == "E" && StartsFactor())))
        {
            throw errors.Expectation(span, word);
        }

        ImmutableArray<Syntax> random = scripts.Below is { } below ? Random(below, word) : [];
        var arguments = Arguments(function, span);
        if (arguments.Length > (function == Moments.Covariance ? 2 : 1))
        {
            throw errors.Expectation(span, word);
        }

        return AboveAll(Counted(new CallSyntax(new NameSyntax(function, random, span), 0, arguments, Join(span, SpanOf(at - 1, at)))), scripts, 0);
    }

    // The x and y of E_{x, y} and E_{x ∼ p}.
    private ImmutableArray<Syntax> Random(WordRange below, string word)
    {
        var names = new List<Syntax>();
        int from = below.From;
        for (int i = below.From; i <= below.To; i++)
        {
            if (i < below.To && !words[i].Is(","))
            {
                continue;
            }

            int sign = Enumerable.Range(from, i - from).FirstOrDefault(k => words[k].Is("∼") || words[k].Text == @"\sim", i);
            names.Add(sign > from && Whole(from, sign, SpanOf(from, sign)) is NameSyntax { Indices.IsEmpty: true } name ? name : throw errors.Expectation(below.Span, word));
            from = i + 1;
        }

        return [.. names];
    }
}
