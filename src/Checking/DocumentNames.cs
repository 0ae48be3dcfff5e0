using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using Names = MatrixDiff.Symbolic.Binding.Names;

namespace MatrixDiff.Checking;

/// <summary>Gives the names that a document does not declare what they must be, from all of its formulas together.</summary>
internal static partial class DocumentNames
{
    /// <summary>Declares what is inferred in the scope; what was assumed comes back in words.</summary>
    /// <param name="scope">What is declared.</param>
    /// <param name="source">The text.</param>
    /// <param name="document">The document.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="notation">What its formulas say of its notation.</param>
    /// <param name="equal">Formulas of the same shape besides.</param>
    public static IReadOnlyList<string> Infer(Scope scope, SourceText source, HandDerivation document, IReadOnlyList<ReadStep> steps, DocumentNotation notation, IEnumerable<Syntax[]>? equal = null)
    {
        var sides = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().ToList();
        var said = scope.InferredFunctions.Select(f => $"{f.Text}: elementwise").ToList();
        said.AddRange(FunctionDefinitions.Declare(scope, source, steps));
        said.AddRange(Functions(scope, sides));
        Marked(scope, source, document, notation);
        Counted(scope, source, sides);
        Differentiated(scope, sides);
        Densities(scope, steps, notation);
        Commuted(scope, sides);
        foreach (var limit in sides.SelectMany(SyntaxNames.Of).OfType<IndexedSyntax>().Select(i => StepSyntax.NameOf(i.To)).OfType<Name>())
        {
            if (!scope.Symbols.ContainsKey(limit) && !scope.Layers.Templates.Exists(t => t.Range.Index == limit.Text))
            {
                scope.Dimensions.Add(limit);
            }
        }

        // The n of I_n is a size where n is a number elsewhere.
        var sized = sides.SelectMany(SyntaxNames.Of).OfType<CallSyntax>().Where(c => c is { Function: { Text: "I", Indices.IsEmpty: true }, Primes: 0 }).SelectMany(c => c.Arguments).OfType<NameSyntax>().ToHashSet(ReferenceEqualityComparer.Instance);
        var numbers = sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Where(n => !sized.Contains(n)).Select(n => n.Text).ToHashSet();
        scope.Dimensions.UnionWith(sized.OfType<NameSyntax>().Where(n => n.Indices.IsEmpty && n.Text is [var letter] && char.IsAsciiLetterLower(letter) && numbers.Contains(n.Text)).Select(n => new Name(n.Text)).Where(n => !scope.Symbols.ContainsKey(n)));
        var text = new TextAssumptions(scope, document);
        var square = sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty && IsOpen(n, scope)).DistinctBy(n => n.Text).Where(n => text.IsSquare(new Name(n.Text)));
        var called = sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Where(n => StepSyntax.NameOf(n) is { } name && scope.Kinds.ContainsKey(name) && IsOpen(n, scope)).DistinctBy(StepSyntax.NameOf).Select(n => new SidesSyntax([n], source));
        var lines = called.Concat(square.Select(n => new SidesSyntax([n, new TransposeSyntax(n, n.Span)], source))).Concat((notation.Random?.Numbers ?? []).Concat(equal ?? []).Select(e => new SidesSyntax([.. e], source)))
            .Concat(Lines(steps, source).Where(l => l.Sides.Any(s => IsOpen(s, scope)))).Concat((notation.Random?.Sides(new(scope, notation)) ?? []).Select(e => new SidesSyntax([.. e], source)))
            .Concat(RowsInText.Products(document, [.. sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>()]).Where(p => IsOpen(p, scope)).Select(p => new SidesSyntax([p], source))).ToList();
        JointInference.Run(scope, lines);
        var shown = steps.Where(s => s.Block > 0).SelectMany(s => new[] { s.Left, s.Right }).SelectMany(StepSyntax.NamesIn).Select(n => n.Name.Base).ToHashSet();
        if (scope.Inferred.Any(s => shown.Contains(s.Name.Base)))
        {
            said.Add(string.Join(", ", scope.Inferred.Where(s => shown.Contains(s.Name.Base)).OrderBy(s => s.Name).Select(s => $"{s.Name.Text}: {Shape(s.Shape)}")));
        }

        return said;
    }

    private static string Shape(Shape shape) => shape.IsScalar ? "scalar" : shape.IsColumn ? shape.Rows.Text : shape.ToString();

    // Each relation by itself, so that a wrong one leaves the others.
    private static IEnumerable<SidesSyntax> Lines(IReadOnlyList<ReadStep> steps, SourceText source) =>
        from step in steps
        let left = step.Previous ?? step.Left
        where left is not null && step.Right is not null
        select new SidesSyntax([left, step.Right!], source);

    private static bool IsOpen(Syntax side, Scope scope) => StepSyntax.NamesIn(side).Any(n => !scope.Symbols.ContainsKey(n.Name) && !scope.Dimensions.Contains(n.Name));

    // f(z) with an unknown f.
    private static List<string> Functions(Scope scope, List<Syntax> sides)
    {
        var said = new List<string>();
        foreach (var call in sides.SelectMany(SyntaxNames.Of).OfType<CallSyntax>())
        {
            string name = call.Function.Text;
            if (call.Arguments.Length != 1 || FunctionTable.Contains(name) || scope.Operators.ContainsKey(name) || name is "leakyrelu"
                || !call.Function.Indices.All(i => Names.TryIndex(i) is not null))
            {
                continue;
            }

            var function = new Name(name, [.. call.Function.Indices.Select(i => Names.TryIndex(i)!.Value)]);
            if (!scope.Functions.ContainsKey(function) && !scope.Symbols.ContainsKey(function))
            {
                scope.Declare(new ElementwiseFunction(function, null, Primes: true));
                said.Add($"{function.Text}: elementwise");
            }
        }

        return said;
    }

    // L of ∂L/∂x that stands nowhere else is a number, whatever its letter.
    private static void Differentiated(Scope scope, List<Syntax> sides)
    {
        var all = sides.SelectMany(SyntaxNames.Of).ToList();
        var operands = all.Select(s => s switch { PartialSyntax { Transposed: false } p => p.Operand, NablaSyntax n => n.Operand, _ => null }).OfType<NameSyntax>().ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var group in all.OfType<NameSyntax>().GroupBy(n => n.Text))
        {
            if (group.All(operands.Contains) && StepSyntax.NameOf(group.First()) is { } name && !scope.Symbols.ContainsKey(name) && !scope.Functions.ContainsKey(name))
            {
                var symbol = Symbol.Of(name, Symbolic.Shapes.Shape.Scalar);
                scope.Declare(symbol);
                scope.Inferred.Add(symbol);
            }
        }
    }

    // K_{mn} vec A says of what size an A is of which nothing is said.
    private static void Commuted(Scope scope, List<Syntax> sides)
    {
        foreach (var product in sides.SelectMany(SyntaxNames.Of).OfType<BinarySyntax>())
        {
            if (product is { Left: CallSyntax { Function.Text: "K", Arguments: [NameSyntax m, NameSyntax n] }, Right: CallSyntax { Function.Text: "vec", Arguments: [var of] } }
                && StepSyntax.NameOf(of is TransposeSyntax t ? t.Operand : of) is { } name && !scope.Symbols.ContainsKey(name)
                && StepSyntax.NameOf(m) is { } rows && StepSyntax.NameOf(n) is { } columns && !scope.Symbols.ContainsKey(rows) && !scope.Symbols.ContainsKey(columns))
            {
                var shape = new Shape(Size.Of(rows), Size.Of(columns));
                scope.Dimensions.UnionWith([rows, columns]);
                var symbol = Symbol.Of(name, of is TransposeSyntax ? shape.Transposed : shape);
                scope.Declare(symbol);
                scope.Inferred.Add(symbol);
            }
        }
    }

    // log p(x) = −½ log det Σ − …: a density is a number, and so is what its logarithm is a formula of.
    private static void Densities(Scope scope, IReadOnlyList<ReadStep> steps, DocumentNotation notation)
    {
        foreach (var step in steps.Where(s => !s.Written.Continues))
        {
            if (step is { Left: CallSyntax { Function.Text: "log", Primes: 0, Arguments: [NameSyntax density] }, Right: { } right } && notation.Quantities.ContainsKey(density.Text)
                && (AppliedFunctions.IsOfVector(right, density.Text) || SyntaxNames.Of(right).Any(n => n is CallSyntax { Function.Text: "logdet" or "det" }))
                && StepSyntax.NameOf(density) is { } name && !scope.Symbols.ContainsKey(name) && !scope.Functions.ContainsKey(name))
            {
                var symbol = Symbol.Of(name, Symbolic.Shapes.Shape.Scalar);
                scope.Declare(symbol);
                scope.Inferred.Add(symbol);
            }
        }
    }

    // x_1, …, x_N says how many members a family has.
    private static void Counted(Scope scope, SourceText source, List<Syntax> sides)
    {
        var families = sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Where(n => n.Indices is [NameSyntax { Indices.IsEmpty: true }]).Select(n => n.Text).ToHashSet();
        foreach (Match listed in Members().Matches(source.Text))
        {
            var (family, number) = (GreekNames.Normalize(listed.Groups["x"].Value.TrimStart('\\')), new Name(listed.Groups["n"].Value));
            if (families.Contains(family) && !scope.Families.ContainsKey(family) && !scope.Symbols.ContainsKey(number))
            {
                scope.Dimensions.Add(number);
                scope.Families[family] = Size.Of(number);
            }
        }
    }

    [GeneratedRegex(@"(?<x>\\?[a-zA-Z]+)\}?(?<s>[_^])\{?\s*(?:\(\s*1\s*\)|\[\s*1\s*\]|1)\s*\}?\s*,\s*(?:[^$]{1,30},\s*)?\\[lc]?dots\s*,\s*(?:\\[a-z]+\s*\{)?\k<x>\}?\k<s>\{?\s*[(\[]?\s*(?<n>[a-zA-Z])\s*[)\]]?\s*\}?")]
    private static partial Regex Members();

    /// <summary>The names of which the text says sizes.</summary>
    public static HashSet<Name> Sized(HandDerivation document, ScopeNames names) => [.. Claims(document, names).Select(c => StepSyntax.NameOf(c.Expression)).OfType<Name>()];

    private static IReadOnlyList<ReadClaim> Claims(HandDerivation document, ScopeNames names) =>
        ShapeClaims.Read([.. document.Blocks.SelectMany(b => b.Claims.Concat(b.Steps.SelectMany(s => s.Claims))), .. document.Inline.SelectMany(t => t.Claims)], names);

    // x ∈ ℝ^{m×n} declares an x that is not declared.
    private static void Marked(Scope scope, SourceText source, HandDerivation document, DocumentNotation notation)
    {
        var names = new ScopeNames(scope, notation);
        foreach (var claim in Claims(document, names))
        {
            if (StepSyntax.NameOf(claim.Expression) is not { } name || scope.Symbols.ContainsKey(name) || names.IsDeclared(name.Base))
            {
                continue;
            }

            try
            {
                var shape = ShapeClaims.ShapeOf(claim, source);
                scope.Dimensions.UnionWith(shape.Rows.Names.Concat(shape.Columns.Names));

                // 1 ∈ ℝⁿ and I ∈ ℝ^{n×n} are what they are.
                if (name.Base is not ("ones" or "zeros" or "I"))
                {
                    var symbol = Symbol.Of(name, shape);
                    scope.Declare(symbol);
                    scope.Inferred.Add(symbol);
                }
            }
            catch (DiagnosticException)
            {
                // What is no size is told where the claim is checked.
            }
        }
    }
}
