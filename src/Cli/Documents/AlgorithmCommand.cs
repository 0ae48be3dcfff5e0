using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Numeric.Algorithms;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Documents;

/// <summary>
/// <c>algorithm</c> and <c>export algorithm</c>: what was derived so far for every value of the index, as passes that compute it. What follows
/// chooses among it: <c>gradients of J wrt W[l], b[l]</c>, <c>Hessians of J</c>, <c>derivatives of J wrt W[l]</c>, and the clause <c>assuming</c>
/// what rests on an assumption of its own.
/// </summary>
internal sealed partial class AlgorithmCommand(Scope scope)
{
    private const string Form = "algorithm gradients of J wrt W[l], b[l]";

    /// <summary>The algorithm in numbered lines, what it takes and what it keeps.</summary>
    public IEnumerable<Block> Write(DocumentCommand command)
    {
        var algorithm = Chosen(command, command.Subject.Text);
        try
        {
            return AlgorithmBlocks.Of(algorithm, new AlgorithmCost(algorithm), scope);
        }
        catch (PlanException e)
        {
            throw Failed(command, e.Message);
        }
    }

    /// <summary>The algorithm as code.</summary>
    public ListingBlock Export(DocumentCommand command)
    {
        try
        {
            return new(AlgorithmNumPy.Export(Chosen(command, command.Subject.Text["algorithm".Length..].Trim())), "python");
        }
        catch (PlanException e)
        {
            throw Failed(command, e.Message);
        }
    }

    /// <summary>Is it an algorithm that a command exports?</summary>
    public static bool IsExport(DocumentCommand command) => Subject().IsMatch(command.Subject.Text);

    private Algorithm Chosen(DocumentCommand command, string words)
    {
        var match = Question().Match(words);
        if (!match.Success)
        {
            throw command.Error($"'{words}' is no choice among derivatives", Form);
        }

        string kind = match.Groups["kind"].Value;
        var known = scope.Layers.Results;
        string[] objectives = [.. known.Where(r => r.Answer.Outer is null).Select(r => r.Answer.Of.Name.Text).Distinct()];
        string of = match.Groups["of"] is { Success: true } g ? g.Value
            : objectives is [var only] ? only
            : throw command.Error(objectives.Length == 0 ? "nothing has been derived for every value of an index" : $"there are derivatives of {string.Join(" and of ", objectives)}", objectives.Length == 0 ? "derive grad J wrt z[l] as δ[l]" : $"algorithm derivatives of {objectives[0]}");
        var allowed = scope.Assumptions.Select(a => a.Text).ToHashSet();
        if (command.Clause("assuming") is { } assumed)
        {
            var here = scope.Copy();
            AssumptionReader.Read(here, assumed);
            allowed.UnionWith(here.Assumptions.Select(a => a.Text));
        }

        var goals = known.Where(r => r.Answer.Of.Name.Text == of && r.Answer.Assumptions.All(allowed.Contains)
            && (kind.Length == 0 || char.ToLowerInvariant(kind[0]) is 'd' || (char.ToLowerInvariant(kind[0]) == 'h') == (r.Answer.Kind == DerivationKind.Hessian))).ToList();
        if (command.Clause("wrt") is { } wrt)
        {
            var variables = wrt.Text.Split(',').Select(x => ExpressionReader.Variable(x.Trim(), scope.Copy(), wrt)).ToHashSet();
            goals = [.. goals.Where(r => r.Answer.Variables.All(variables.Contains))];
            if (variables.FirstOrDefault(v => !goals.Exists(r => r.Answer.Variables.Contains(v))) is { } missing)
            {
                throw command.Error($"no such derivative of {of} by {missing} has been derived", $"derive grad {of} wrt {missing}");
            }
        }

        if (command.Clause("wrt") is not null && goals.Find(r => r.Answer.Outer is not null) is { } between)
        {
            throw command.Error($"{between.Answer.Asked} joins two steps, and has no place in a pass over the steps", Form);
        }

        // The last word on a question counts; what joins two steps has no place in a pass over them.
        goals = [.. goals.Where(r => r.Answer.Outer is null).GroupBy(r => r.Answer.Asked.ToString()).Select(r => r.Last())];
        // Along directions there are the products, and what they are made of.
        var formulas = scope.Layers.Formulas;
        List<LayerFormula> products = command.Clause("wrt") is null && kind is "" or "derivative" or "derivatives" && objectives.Length == 1
            ? [.. formulas.Where(f => !formulas.Exists(o => o.Cases.Any(c => Rewrite.Symbols(c.Value).Any(s => s.Name.Base == f.Name.Name.Base))))] : [];
        return goals.Count > 0 ? AlgorithmBuilder.Of(scope, goals[0].Answer.Of, goals, products)
            : throw command.Error($"no such derivative of {of} has been derived", $"derive grad {of} wrt z[l] as δ[l]");
    }

    private static DiagnosticException Failed(DocumentCommand command, string why) =>
        new(new("MD0303", $"there is no program for this algorithm: {why}", command.Source, new Span(0, command.Source.Text.Length)));

    [GeneratedRegex(@"^((?<kind>gradients?|[Hh]essians?|derivatives?)?( ?of (?<of>\S+))?)?$")]
    private static partial Regex Question();

    [GeneratedRegex(@"^algorithm( |$)")]
    private static partial Regex Subject();
}
