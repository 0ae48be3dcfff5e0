using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// What the formulas of a document say of its notation before anything is declared: f(x) = … makes f a quantity and no
/// function of numbers, x the variable of ∇f; p_i beside Σ_i is the i-th of a family.
/// </summary>
internal sealed partial class DocumentNotation
{
    private DocumentNotation()
    {
    }

    /// <summary>The names that are written with arguments where they are defined, with the variable where it is one.</summary>
    public Dictionary<string, NameSyntax?> Quantities { get; } = [];

    /// <summary>The names that have a summation index below them.</summary>
    public HashSet<string> Families { get; } = [];

    /// <summary>Names that have members beside a quantity of that name: J[t] beside J.</summary>
    public HashSet<string> Members { get; } = [];

    /// <summary>The names that stand in formulas with an index below them alone, and by themselves in the text: vectors.</summary>
    public HashSet<string> Whole { get; } = [];

    /// <summary>The letters that sums and recurrences run over.</summary>
    public HashSet<string> Summed { get; } = [];

    /// <summary>The variable by which a name is differentiated, where it is one.</summary>
    public Dictionary<string, NameSyntax> Variables { get; } = [];

    /// <summary>The variable by which all formulas of the text differentiate; null where there is none.</summary>
    public NameSyntax? OnlyVariable { get; private set; }

    /// <summary>The size of the vector of ones, where the text says 1 ∈ ℝⁿ; null elsewhere.</summary>
    public string? SizeOfOnes { get; private set; }

    /// <summary>Functions of vectors that are applied to other things than their variable, f(x + h): the variable and what they are of it.</summary>
    public Dictionary<string, (NameSyntax Variable, Side Body)> Applied { get; } = [];

    /// <summary>
    /// Names that are no more than names: P_plus and h_prime that are defined as P^+ and h', so that these are no pseudo-inverse and
    /// no transpose, and an h that is a factor.
    /// </summary>
    public HashSet<string> Updated { get; } = [];

    /// <summary>Are indices that stand twice summed over? The text says so, or it has no sums and could not mean otherwise.</summary>
    public bool SumsRepeated { get; private set; }

    /// <summary>The letters that occur both plain and calligraphic.</summary>
    public HashSet<string> Apart { get; } = [];

    /// <summary>The δ and Δ that stand only before letters, and with one of them alone on a left side.</summary>
    public HashSet<string> Marks { get; } = [];

    /// <summary>The δ of a text about variations, which is the d of differentials.</summary>
    public HashSet<string> Variations { get; } = [];

    /// <summary>The Greek letters that are functions of a number, γ(t) = …, since they never stand without an argument.</summary>
    public HashSet<string> Called { get; } = [];

    /// <summary>The formulas by which plain names are defined, each where it stands first.</summary>
    public Dictionary<string, Side> Formulas { get; } = [];

    /// <summary>What stands above for a transpose besides the usual signs: t, or ∗ and ⋆.</summary>
    public IReadOnlySet<string> TransposeMarks { get; private set; } = new HashSet<string>();

    /// <summary>Names of constants that the document gives a meaning of their own: π = softmax(Θ s).</summary>
    public HashSet<string> Own { get; } = [];

    /// <summary>Matrices of which only entries occur.</summary>
    public HashSet<string> Paired { get; } = [];

    /// <summary>The notation of a text in which nothing but entries occurs; null for others.</summary>
    public EntryNotation? Entries { get; private set; }

    /// <summary>Does the text speak of expectations?</summary>
    public bool HasExpectations { get; private set; }

    /// <summary>What is random; null in a text without expectations.</summary>
    public RandomNames? Random { get; set; }

    /// <summary>Nothing is known.</summary>
    public static DocumentNotation None { get; } = new();

    /// <summary>Before anything else: words that are names, since they are all of a left side but its index, net_k.</summary>
    public static DocumentNotation OfWords(SourceText source, IEnumerable<HandStep> steps)
    {
        var result = new DocumentNotation { HasExpectations = RandomNames.AreIn(source) };
        steps = [.. steps];
        result.Called.UnionWith(CalledIn([.. steps]));
        result.Updated.UnionWith(steps.Where(s => !s.Continues).Select(s => WordWithIndex().Match(s.Left?.Latex ?? "")).Where(m => m.Success).Select(m => m.Groups[1].Value)
            .Where(w => !Symbolic.Binding.FunctionTable.Contains(w)));
        return result;
    }

    /// <summary>What a document says; the steps are as they were read without knowing it.</summary>
    /// <param name="source">The text.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="alone">The formulas of the running text that are no relations.</param>
    /// <param name="formulas">All formulas as they are written.</param>
    /// <param name="names">What is known of names.</param>
    /// <param name="running">The letters that recurrences run over.</param>
    public static DocumentNotation Of(SourceText source, IReadOnlyList<ReadStep> steps, IEnumerable<Syntax> alone, IReadOnlyList<string> formulas, INotationContext names, IReadOnlyCollection<string> running)
    {
        var result = OfWords(source, steps.Select(s => s.Written));
        result.Summed.UnionWith(SummedIn(source.Text));
        result.Summed.UnionWith(running);
        var stepped = SteppedIn(steps);

        // What also stands without an index is a vector, and x_i its entry.
        var whole = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of)
            .OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => n.Text).ToHashSet();
        // So is one that the text names by itself, where its index also chooses entries of others.
        var subscripted = Subscripted().Matches(source.Text).Select(m => (Name: GreekNames.Normalize(m.Groups[1].Value.TrimStart('\\')), Index: m.Groups[2].Value + m.Groups[3].Value)).ToHashSet();
        var entryIndices = subscripted.Where(s => whole.Contains(s.Name)).Select(s => s.Index).ToHashSet();
        result.Whole.UnionWith(alone.OfType<NameSyntax>().Select(n => n.Text).Where(n => char.IsLower(n[0]) && !names.IsDeclared(n) && !names.IsFunction(n) && !whole.Contains(n)
            && subscripted.Any(s => s.Name == n) && subscripted.All(s => s.Name != n || entryIndices.Contains(s.Index))));
        result.Whole.UnionWith(DifferentiatedByEntry(source.Text, result.Summed, stepped).Where(n => !names.IsDeclared(n) && !names.IsFunction(n) && !whole.Contains(n)));
        result.Whole.UnionWith(EntryUses.Of(steps, result.Summed, names.Kind).Where(n => char.IsLower(n[0]) && whole.Contains(n) && !running.Contains(n) && !names.IsDeclared(n) && !names.IsFunction(n)));
        result.Entries = EntryNotation.Of(source, steps, names);
        result.Paired.UnionWith(PairedEntries.Of(source, steps, result.Summed).Where(n => !names.IsDeclared(n) && !names.IsFunction(n)));
        whole.UnionWith(result.Whole);
        whole.UnionWith(result.Entries?.Ranks.Keys ?? []);
        // Beside h_{t-1}, x_t has an index, too.
        result.Families.UnionWith(steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).OfType<NameSyntax>()
            .Where(n => n.Indices.IsEmpty && n.Text.LastIndexOf('_') is > 0 and var at && stepped.Contains(n.Text[(at + 1)..])).Select(n => n.Text[..n.Text.LastIndexOf('_')])
            .Where(n => !whole.Contains(n) && !names.IsDeclared(n) && (n == "δ" || !names.IsFunction(n))));

        // ∇_{o^t} J = ε^t names a derivative at every step.
        result.Families.UnionWith(steps.SelectMany(s => new[] { (s.Left, s.Right), (s.Right, s.Left) }).Where(s => s.Item1 is NablaSyntax or PartialSyntax).Select(s => s.Item2).OfType<PowerSyntax>()
            .Where(p => p is { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } b } && Symbolic.Binding.Names.TryIndex(p.Exponent) is { Variable: { } at } && running.Contains(at) && !names.IsDeclared(b.Text)).Select(p => ((NameSyntax)p.Base).Text));
        foreach (Match match in Subscripted().Matches(source.Text))
        {
            string name = GreekNames.Normalize(match.Groups[1].Value.TrimStart('\\'));
            string letter = match.Groups[2].Value + match.Groups[3].Value;
            if (!result.Paired.Contains(name) && result.Summed.Contains(letter) && (running.Contains(letter) || !whole.Contains(name)) && !names.IsDeclared(name) && (name == "δ" || !names.IsFunction(name)) && name is not ("e" or "I"))
            {
                result.Families.Add(name);
            }
        }

        var nodes = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).ToList();
        result.TransposeMarks = TransposeNotation.MarksIn(source.Text, formulas, steps);
        var stated = RunningFamilies.Stated(steps, running).ToHashSet();
        result.Families.UnionWith(RunningFamilies.Of(nodes, source, running, result.TransposeMarks.Contains("⊤") && names.IsSize("T")).Where(n => !names.IsFunction(n) || stated.Contains(n)).Concat(stated.Contains("e") ? ["e"] : []).Where(n => !names.IsDeclared(n)));

        // L = Σ_n L_n: nothing is the sum of its own entries.
        result.Families.UnionWith(steps.Where(s => s.Left is NameSyntax { Indices.IsEmpty: true } n && !names.IsDeclared(n.Text) && IsSumOfOwn(n.Text, s.Right)).Select(s => ((NameSyntax)s.Left!).Text));
        foreach (var step in steps.Where(s => !s.Written.Continues && !(s.Left is CallSyntax moment && Moments.Contains(moment.Function.Text))))
        {
            // log p(x) = … says what p is as well.
            var said = step.Left is CallSyntax { Function.Text: "log", Primes: 0, Arguments: [CallSyntax inner] } ? inner : step.Left;
            var (name, arguments) = said is CallSyntax { Primes: 0 } call ? (call.Function, call.Arguments) : (said as NameSyntax, step.Arguments);
            if (name is { Indices.IsEmpty: true } && !arguments.IsEmpty && (!names.IsDeclared(name.Text) || names.Kind(name.Text) == ShapeKind.Scalar)
                && (!names.IsFunction(name.Text) || Symbolic.Binding.FunctionTable.Constants.Contains(name.Text))
                && arguments.All(a => a is NameSyntax) && !(AppliedFunctions.IsOfVector(step.Right, name.Text) && arguments is [NameSyntax { Indices.IsEmpty: true } of] && !names.IsDeclared(name.Text) && AppliedFunctions.IsElsewhere(name.Text, of.Text, source.Text)) && IsDefinedFor(name.Text, arguments, steps, IsFormulaOf(arguments, step.Right)))
            {
                result.Quantities.TryAdd(name.Text, arguments is [NameSyntax sole] ? sole : null);
            }
            else if (name is { Indices.IsEmpty: true } && arguments is [NameSyntax { Indices.IsEmpty: true } variable] && !names.IsDeclared(name.Text) && !Symbolic.Binding.FunctionTable.Contains(name.Text) && AppliedFunctions.IsOfVector(step.Right, name.Text))
            {
                result.Applied.TryAdd(name.Text, (variable, step.Written.Right));
            }
        }

        result.Differentiated(steps, whole);
        result.OnlyVariable = steps.SelectMany(s => StepSyntax.Variables(s.Left).Concat(StepSyntax.Variables(s.Right))).Distinct().ToList() is [{ Indices.Count: 0 } only] ? new NameSyntax(only.Base, [], default) : null;
        foreach (var (name, applied) in result.Applied)
        {
            result.Variables[name] = applied.Variable;
        }

        result.SumsRepeated = Convention().IsMatch(source.Text) || (!source.Text.Contains("\\sum", StringComparison.Ordinal)
            && steps.Any(s => s is { Left: NameSyntax or PartialSyntax, Right: { } r } && RepeatedIndices.Indices(r).Except(RepeatedIndices.Indices(s.Left)).Any()));
        result.Apart.UnionWith(ApartIn(source.Text, formulas));
        result.Own.UnionWith(steps.Where(s => !s.Written.Continues && s.Left is NameSyntax { Text: "pi", Indices.IsEmpty: true }).Select(_ => "pi"));
        result.Own.UnionWith(result.Entries?.Ranks.Keys.Where(n => n == "pi") ?? []);
        result.Updated.UnionWith(HalfVectors().IsMatch(source.Text) ? [] : formulas.SelectMany(f => Numbered().Matches(f)).Select(m => $"{m.Groups[1].Value}_{m.Groups[2].Value}"));
        result.Updated.UnionWith(formulas.SelectMany(f => Factor().Matches(f)).Select(m => m.Groups[1].Value + m.Groups[2].Value));

        // g = σ(u) and g(1 − g): a quantity and no function.
        result.Updated.UnionWith(steps.Where(s => !s.Written.Continues && s.Arguments.IsEmpty).Select(s => s.Left).OfType<NameSyntax>().Where(n => n.Text is "f" or "g" or "h" && n.Indices.IsEmpty).Select(n => n.Text)
            .Where(g => steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).OfType<CallSyntax>().Where(c => c.Function.Text == g)
                .All(c => c.Primes == 0 && c.Arguments.All(a => Symbolic.Binding.SyntaxNames.Of(a).OfType<NameSyntax>().Any(n => n.Text == g))) && !names.IsDeclared(g)));

        // φ = det X and φ (tr X)², φ = exp(−‖x − c‖²) and φ (x − c): what is defined without an argument, and stands only before what no function is applied to, is none.
        var calls = nodes.OfType<CallSyntax>().ToLookup(c => c.Function.Text);
        result.Updated.UnionWith(steps.Where(s => s is { Written.Continues: false, Arguments.IsEmpty: true, Right: not null }).Select(s => (Name: s.Left as NameSyntax ?? (s.Left is CallSyntax { Primes: 0, Arguments.IsEmpty: true } bareCall ? bareCall.Function : null), s.Right))
            .Where(d => d.Name is { Indices.IsEmpty: true }).Select(d => (d.Name!.Text, Of: SyntaxNamesIn(d.Right!))).Where(d => !names.IsDeclared(d.Text) && calls[d.Text].Any(c => !c.Arguments.IsEmpty)
                && !d.Of.Contains(d.Text) && calls[d.Text].All(c => c.Primes == 0 && c.Arguments.All(a => IsFactor(a, d.Text, d.Of)))).Select(d => d.Text));

        // h^T (A + A^T) k: what is transposed and never has arguments is no function.
        result.Updated.UnionWith(formulas.SelectMany(f => Turned().Matches(f)).Select(m => m.Groups[1].Value).Where(h => !names.IsDeclared(h) && !formulas.Any(f => Regex.IsMatch(f, $@"(?<![a-zA-Z\\]){h}\s*'*\s*(?:\\left)?\s*\("))));

        // X^k and k (…): what stands above a matrix and never below a letter is a number.
        result.Updated.UnionWith(formulas.SelectMany(f => Exponent().Matches(f)).Select(m => m.Groups[1].Value).Where(k => !names.IsDeclared(k) && !result.Summed.Contains(k)
            && !formulas.Any(f => Regex.IsMatch(f, $@"_\{{?[^}}\s]{{0,3}}{k}(?![a-zA-Z])|(?<![a-zA-Z\\]){k}\s*\([^()]*\)\s*&?\s*:?="))));

        // e_k = x_k − x^* says what e_k is: an error, and no unit vector.
        if (!BasisInWords().IsMatch(source.Text) && steps.Any(s => !s.Written.Continues && s is { Left: CallSyntax { Function.Text: "e", Primes: 0, Arguments: [_] }, Right: not null }))
        {
            result.Families.Add("e");
        }

        // Where transposes are marked by a T, h' = … is the next h.
        if (Transposes().IsMatch(source.Text))
        {
            result.Updated.UnionWith(steps.Where(s => !s.Written.Continues).Select(s => Prime().Match(s.Written.Left?.Latex ?? "")).Where(m => m.Success)
                .Select(m => GreekNames.Normalize(m.Groups[1].Value) + "_prime"));
        }

        result.SizeOfOnes = Ones().Matches(source.Text).Select(m => m.Groups[1].Value).Distinct().ToList() is [var size] ? size : null;
        result.Variations.UnionWith(VariationsIn(source.Text, string.Join('\n', formulas)));
        foreach (var step in steps.Where(s => s is { Written.Continues: false, Left: NameSyntax { Indices.IsEmpty: true }, Arguments.IsEmpty: true, Right: { } right } && Symbolic.Binding.SyntaxNames.Derivative(right) is null))
        {
            result.Formulas.TryAdd(((NameSyntax)step.Left!).Text, step.Written.Right);
        }

        result.Marks.UnionWith(MarksIn(string.Join('\n', formulas), steps));
        if (!Pseudo().IsMatch(source.Text))
        {
            result.Updated.UnionWith(steps.Where(s => !s.Written.Continues).Select(s => Plus().Match(s.Written.Left?.Latex ?? "")).Where(m => m.Success)
                .Select(m => GreekNames.Normalize(m.Groups[1].Value) + "_plus"));
        }

        return result;
    }

    // What stands in brackets behind a quantity of those names, and is no other value of it: f(x + h), f(2x).
    private static bool IsFactor(Syntax bracket, string quantity, HashSet<string> of) => bracket is CallSyntax { Function.Text: "tr" or "det" or "sumsq" or "dot" }
        || (bracket is not NameSyntax && SyntaxNamesIn(bracket) is var inside && (inside.Contains(quantity) || (inside.Count > 1 && inside.IsSubsetOf(of))));

    // The names in a side but I, 1 and those of the language, also of what is a function for all that is known so far.
    private static HashSet<string> SyntaxNamesIn(Syntax side) => [.. Symbolic.Binding.SyntaxNames.Of(side)
        .Select(n => n switch { NameSyntax name => name.Text, CallSyntax c when !Symbolic.Binding.FunctionTable.Contains(c.Function.Text) => c.Function.Text, _ => null }).OfType<string>().Where(n => n is not ("I" or "ones"))];

    private static bool IsSumOfOwn(string name, Syntax? right) => right is not null && Symbolic.Binding.SyntaxNames.Of(right).OfType<IndexedSyntax>()
        .Any(sum => Symbolic.Binding.SyntaxNames.Of(sum.Body).OfType<NameSyntax>().Any(n => n.Text == $"{name}_{sum.Index}" || (n.Text == name && n.Indices is [NameSyntax i] && i.Text == sum.Index)));

    // Where x stands in the text, x_k is an entry of it, though it is still read as a name of its own.
    private void Differentiated(IReadOnlyList<ReadStep> steps, HashSet<string> whole)
    {
        NameSyntax Base(NameSyntax n) => n.Text is [.. var head, '_', _] && whole.Contains(head) ? n with { Text = head } : n;
        var clash = new HashSet<string>();
        var derivatives = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).Select(s => s switch
        {
            PartialSyntax { Operand: NameSyntax f, Variables: [NameSyntax or EntrySyntax { Operand: NameSyntax }] } p => (Of: f, Wrt: p.Variables[0] as NameSyntax ?? (NameSyntax)((EntrySyntax)p.Variables[0]).Operand),
            NablaSyntax { Operand: NameSyntax f, Variable: NameSyntax x } => (Of: f, Wrt: x),
            _ => default,
        });
        foreach (var (of, variable) in derivatives.Where(d => d.Of is not null))
        {
            var wrt = Base(variable);
            if (!Variables.TryAdd(of.Text, wrt) && SyntaxPrinter.Print(Variables[of.Text]) != SyntaxPrinter.Print(wrt))
            {
                clash.Add(of.Text);
            }
        }

        // ∇f of a function of a vector and of matrices is the gradient by the vector.
        foreach (string name in clash)
        {
            Variables.Remove(name);
            if (derivatives.Where(d => d.Of?.Text == name).Select(d => Base(d.Wrt)).Where(x => x.Indices.IsEmpty && char.IsAsciiLetterLower(x.Text[0])).DistinctBy(x => x.Text).ToList() is [var vector])
            {
                Variables[name] = vector;
            }
        }
    }
}
