using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>What a scope says of names to the reader of formulas.</summary>
internal sealed class ScopeNames : INotationContext
{
    private readonly Func<string, bool> isFunction;
    private readonly HashSet<string> declared;
    private readonly HashSet<string> indexed;
    private readonly HashSet<string> elementwise;
    private readonly HashSet<string> sizes;
    private readonly HashSet<string> steps;
    private readonly Dictionary<string, Shape> shapes = [];

    // Unknown functions of others, with the variable of those that have one.
    private readonly Dictionary<string, NameSyntax?> functions = [];
    private readonly DocumentNotation notation;
    private readonly Scope declarations;

    /// <summary>The names of a scope as it is now, with what the formulas say of their notation.</summary>
    public ScopeNames(Scope scope, DocumentNotation notation)
    {
        (this.notation, declarations) = (notation, scope);
        isFunction = ExpressionReader.IsFunction(scope);
        var sizeNames = DeclarationBinder.Sizes(scope).ToList();
        var symbols = scope.Symbols.Values.Where(s => !IsEntry(s, scope, notation)).ToList();
        var all = symbols.Select(s => s.Name).Concat(scope.Functions.Keys).Concat(sizeNames).ToList();
        declared = [.. all.Select(n => n.Base), .. scope.Operators.Keys];
        indexed = [.. all.Where(n => n.Indices.Count > 0).Select(n => n.Base)];
        Steps = CaseDefinitions.RangeOf(scope);
        steps = [.. scope.Layers.Templates.Select(t => t.Range.Index)];
        elementwise = [.. scope.Functions.Keys.Select(n => n.Base)];
        sizes = [.. sizeNames.Select(n => n.Base)];
        foreach (var (function, of) in scope.Dependencies)
        {
            functions[function.Name.Base] = of is [{ Name: { Indices.Count: 0 } variable }] ? new NameSyntax(variable.Base, [], default) : null;
        }

        foreach (var symbol in symbols)
        {
            // W[1]: 1×n beside W[2]: n×m is a matrix.
            if (!shapes.TryGetValue(symbol.Name.Base, out var other) || Rank(symbol.Shape) > Rank(other))
            {
                shapes[symbol.Name.Base] = symbol.Shape;
            }
        }
    }

    private static int Rank(Shape shape) => shape.IsScalar ? 0 : shape.IsColumn ? 1 : shape.IsRow ? 2 : 3;

    // An inferred x_k or x[k] beside a vector x is an entry of it, unless its shape is that of x: then it is a point of its own.
    private static bool IsEntry(Symbol symbol, Scope scope, DocumentNotation notation)
    {
        var name = symbol.Name;
        if (name is { Indices.Count: 0, Base: [var lower, '_', _, _] } && char.IsAsciiLetterLower(lower) && scope.Inferred.Contains(symbol) && symbol.IsScalar
            && scope.Symbols.TryGetValue(new Name(char.ToUpperInvariant(lower).ToString()), out var matrix) && !matrix.Shape.IsColumn && !matrix.Shape.IsRow)
        {
            // a_ij beside a matrix A.
            return true;
        }

        string plain = name is { Indices.Count: 1 } ? name.Base : name is { Indices.Count: 0, Base: [.. var head, '_', var letter] } && (letter is >= 'i' and <= 'n' || notation.Summed.Contains(letter.ToString())) ? head : "";
        return scope.Inferred.Contains(symbol) && plain.Length > 0 && scope.Symbols.TryGetValue(new Name(plain, []), out var whole)
            && whole.Shape.IsColumn && !whole.IsScalar && whole.Shape != symbol.Shape;
    }

    /// <inheritdoc/>
    public bool IsDeclared(string name) => !notation.Applied.ContainsKey(name) && (declared.Contains(name) || notation.Quantities.ContainsKey(name) || notation.Updated.Contains(name) || notation.Whole.Contains(name) || EntriesOf(name) is not null);

    /// <inheritdoc/>
    public bool IsIndexed(string name) => indexed.Contains(name) || notation.Members.Contains(name) || (notation.Families.Contains(name) && !declared.Contains(name));

    /// <inheritdoc/>
    public bool IsWhole(string name) => declarations.Symbols.ContainsKey(new Name(name));

    /// <inheritdoc/>
    public bool IsFunction(string name) => notation.Applied.ContainsKey(name) || (isFunction(name) && !(name == "δ" && (shapes.ContainsKey(name) || EntriesOf(name) is not null)));

    /// <inheritdoc/>
    public bool IsElementwise(string name) => elementwise.Contains(name);

    /// <inheritdoc/>
    public ShapeKind? Kind(string name) => !shapes.TryGetValue(name, out var shape) ? notation.Whole.Contains(name) ? ShapeKind.Vector : EntriesOf(name)
        : shape.IsScalar ? ShapeKind.Scalar : shape.IsColumn ? ShapeKind.Vector : shape.IsRow ? ShapeKind.Row : ShapeKind.Matrix;

    // Of what only entries occur.
    private ShapeKind? EntriesOf(string name) => notation.Paired.Contains(name) ? ShapeKind.Matrix : notation.Entries?.Ranks.TryGetValue(name, out int rank) != true ? null : rank == 2 ? ShapeKind.Matrix : ShapeKind.Vector;

    /// <inheritdoc/>
    public bool IsSize(string name) => sizes.Contains(name);

    /// <inheritdoc/>
    public bool HasArguments(string name) => notation.Quantities.ContainsKey(name) || functions.ContainsKey(name);

    /// <summary>The values of the index of the recurrences, where they are the same for all.</summary>
    public LayerRange? Steps { get; }

    /// <summary>Is a letter the index of a recurrence?</summary>
    public bool IsStep(string letter) => steps.Contains(letter);

    /// <summary>Are indices that stand twice summed over?</summary>
    public bool SumsRepeated => notation.SumsRepeated;

    /// <summary>For a function of a vector that is applied to other things, too: its variable, and what it is of it.</summary>
    public (NameSyntax Variable, Side Body)? AppliedAs(string name) => notation.Applied.TryGetValue(name, out var applied) ? applied : null;

    /// <inheritdoc/>
    public bool HasExpectations => notation.HasExpectations;

    /// <summary>What is random; null in a text without expectations.</summary>
    public RandomNames? Random => notation.Random;

    /// <summary>The number of entries of a vector, where it is known and is a name or a number.</summary>
    public Syntax? SizeOf(string vector) => !shapes.TryGetValue(vector, out var shape) || !shape.IsColumn ? null
        : shape.IsScalar ? new NumberSyntax(1, default) : shape.Rows.AsName is { } name ? new NameSyntax(name.Text, [], default) : shape.Rows.Value is { } value ? new NumberSyntax(value, default) : null;

    /// <summary>The formula by which the text defines a plain name; null where it has none.</summary>
    public Side? FormulaOf(string name) => notation.Formulas.GetValueOrDefault(name);

    /// <inheritdoc/>
    public bool IsMadeOf(string name, string variable) => declarations.Symbols.TryGetValue(new Name(name), out var symbol) && declarations.Definitions.ContainsKey(symbol)
        && declarations.Symbols.TryGetValue(new Name(variable), out var x) && new Dependence(declarations, [x]).On(symbol);

    /// <inheritdoc/>
    public bool IsApplied(string name) => notation.Applied.ContainsKey(name);

    /// <summary>The size of the vector of ones, where the text says 1 ∈ ℝⁿ; null elsewhere.</summary>
    public string? SizeOfOnes => notation.SizeOfOnes;

    /// <inheritdoc/>
    public bool IsIndex(string letter) => notation.Summed.Contains(letter) || notation.Entries?.Letters.Contains(letter) == true;

    /// <summary>Kinds of units that letters tell apart; null where they do not.</summary>
    public UnitLetters? Units => notation.Entries?.Units;

    /// <inheritdoc/>
    public bool IsApart(string letter) => notation.Apart.Contains(letter);

    /// <inheritdoc/>
    public bool IsTranspose(string mark) => notation.TransposeMarks.Contains(mark);

    /// <inheritdoc/>
    public bool IsMark(string letter) => notation.Marks.Contains(letter) && !declared.Contains(letter);

    /// <inheritdoc/>
    public bool IsCalled(string name) => notation.Called.Contains(name);

    /// <inheritdoc/>
    public bool IsVariation(string letter) => notation.Variations.Contains(letter) && !declared.Contains(letter);

    /// <inheritdoc/>
    public NameSyntax? OnlyVariable => notation.OnlyVariable;

    /// <inheritdoc/>
    public NameSyntax? VariableOf(NameSyntax? function) =>
        (function is null ? null : notation.Quantities.GetValueOrDefault(function.Text) ?? functions.GetValueOrDefault(function.Text) ?? notation.Variables.GetValueOrDefault(function.Text))
        ?? (notation.Variables.Values.DistinctBy(v => v.Text).ToList() is [var only] ? only : null);
}
