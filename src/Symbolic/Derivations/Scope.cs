using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// What names mean: declared symbols with their shapes, definitions, unknown functions and the names given to their
/// derivatives, and what is assumed.
/// </summary>
internal sealed class Scope
{
    private readonly Dictionary<Name, Symbol> symbols = [];
    private readonly Dictionary<Name, ElementwiseFunction> functions = [];
    private readonly Dictionary<Symbol, Expr> definitions = [];
    private readonly Dictionary<Symbol, IReadOnlyList<Symbol>> dependencies = [];
    private readonly List<DerivativeFact> facts = [];

    /// <summary>The declared or inferred symbols by name, in the order in which they came.</summary>
    public IReadOnlyDictionary<Name, Symbol> Symbols => symbols;

    /// <summary>The sizes that were declared by <c>n: dim</c>.</summary>
    public HashSet<Name> Dimensions { get; } = [];

    /// <summary>The symbols whose shapes were inferred from use.</summary>
    public HashSet<Symbol> Inferred { get; } = [];

    /// <summary>The elementwise functions that no declaration names, since only functions are applied so.</summary>
    public HashSet<Name> InferredFunctions { get; } = [];

    /// <summary>The functions declared as <c>f: elementwise</c>.</summary>
    public IReadOnlyDictionary<Name, ElementwiseFunction> Functions => functions;

    /// <summary>What symbols are defined to be: z[l] = W[l] a[l-1] + b[l].</summary>
    public IReadOnlyDictionary<Symbol, Expr> Definitions => definitions;

    /// <summary>For an unknown function (<c>J: scalar function of z</c>), what it is a function of.</summary>
    public IReadOnlyDictionary<Symbol, IReadOnlyList<Symbol>> Dependencies => dependencies;

    /// <summary>The names given to derivatives: ∇_z J = δ, ∇²_z J = Q.</summary>
    public IReadOnlyList<DerivativeFact> Facts => facts;

    /// <summary>The recurrences and what was found of them.</summary>
    public LayerModel Layers { get; private init; } = new();

    /// <summary>The operators that the document defines, by name.</summary>
    public Dictionary<string, OperatorDeclaration> Operators { get; } = [];

    /// <summary>The definitions of operators and elementwise functions, for readers.</summary>
    public List<Statement> OperatorDefinitions { get; } = [];

    /// <summary>The laws that the document declares and that are proved.</summary>
    public List<DeclaredLaw> Laws { get; } = [];

    /// <summary>How far the index of a family <c>x[i]</c> goes, as far as sums over it say.</summary>
    public Dictionary<string, Size> Families { get; } = [];

    /// <summary>Names of constants that the document gives a meaning of their own.</summary>
    public HashSet<string> OwnNames { get; } = [];

    /// <summary>What undeclared names are by what the text says of them in words, whatever conforms, with open sizes; null for what may have any shape, whatever its letter.</summary>
    public Dictionary<Name, ShapeKind?> Kinds { get; init; } = [];

    /// <summary>What an undeclared name is taken for.</summary>
    public LetterClasses Letters { get; set; }

    /// <summary>How derivatives are laid out that are written as ∇_X F and ∂F/∂X.</summary>
    public WrittenLayout Layout { get; set; }

    /// <summary>What <c>softmax</c> of a matrix is, as the text says: <c>rowsoftmax</c> or <c>colsoftmax</c>; null where it does not say.</summary>
    public string? SoftmaxOfMatrix { get; set; }

    /// <summary>The size of I and of the vector of ones where nothing beside them gives one: the only size that the text names; null where there is none.</summary>
    public Size? OnlySize { get; set; }

    /// <summary>Where A · B was read as A ⊙ B, since the product does not conform.</summary>
    public HashSet<Span> HadamardDots { get; } = [];

    /// <summary>The gradients that a reader has seen derived: of what and by what. A Hessian starts from them.</summary>
    public HashSet<(Expr Of, Symbol Wrt)> SeenGradients { get; } = [];

    /// <summary>What is assumed, in order: <c>f[l]'' = 0</c>, <c>Q symmetric</c>, <c>1'y = 1</c>.</summary>
    public List<Assumption> Assumptions { get; } = [];

    /// <summary>Assumptions that are read together with the next expression, so that names have their shapes from both.</summary>
    public List<SourceText> OpenAssumptions { get; } = [];

    /// <summary>The shape of ∇_X F: that of X for a scalar F, else dim(X)×dim(F).</summary>
    public static Shape ShapeOfGradient(Shape x, Shape f) => f.IsScalar ? x : new(x.Count, f.Count);

    /// <summary>
    /// The symbol x[k] where x[i] is declared: its shape with k in the place of i; with several indices each in its place. Null
    /// where no name of that base is declared with variables alone, or another declared one contradicts it.
    /// </summary>
    public Symbol? Member(Name name)
    {
        if (name.Indices.Count == 0)
        {
            return null;
        }

        var declared = symbols.Values.Where(s => s.Name.Base == name.Base && s.Name.Indices.Count == name.Indices.Count && !definitions.ContainsKey(s)).ToList();
        if (declared.FirstOrDefault(s => s.Name.Indices.All(i => i is { Variable: not null, Offset: 0 }) && s.Name.Indices.Distinct().Count() == s.Name.Indices.Count) is not { } family)
        {
            return null;
        }

        Symbol At(IReadOnlyList<LayerIndex> indices) => new IndexPut(family.Name.Indices.Zip(indices).ToDictionary(p => p.First.Variable!, p => Indices.AsSize(p.Second))).In(family);
        return declared.TrueForAll(s => ReferenceEquals(At(s.Name.Indices), s)) ? At(name.Indices) : null;
    }

    /// <summary>The declared function of a name; f[k] also where f[l] is declared.</summary>
    public ElementwiseFunction? Function(Name name) => functions.GetValueOrDefault(name)
        ?? (name.Indices.Count == 1 && functions.Values.FirstOrDefault(f => f.Name.Base == name.Base && f.Name.Indices is [{ Variable: not null, Offset: 0 }]) is { } family ? family with { Name = name } : null);

    /// <summary>What p[k] is where p[i] is defined: the definition with k in the place of i; null where no name of that base is defined so.</summary>
    public Expr? DefinedMember(Name name) => name.Indices.Count == 1
        && definitions.Keys.FirstOrDefault(s => s.Name.Base == name.Base && s.Name.Indices is [{ Variable: not null, Offset: 0 }]) is { } family
            ? new IndexPut(new Dictionary<string, Size> { [family.Name.Indices[0].Variable!] = Indices.AsSize(name.Indices[0]) }).In(definitions[family])
            : null;

    /// <summary>The declared x[i] that x[k] with a bound index is one of; another symbol itself.</summary>
    public Symbol Family(Symbol s) => Indices.Free(s).Count == 0 ? s
        : symbols.Values.FirstOrDefault(f => f.Name.Base == s.Name.Base && f.Name.Indices.Count == 1 && f.Name.Indices[0] is { Variable: not null, Offset: 0 }) ?? s;

    /// <summary>Adds a symbol, or puts it in the place of the one with its name.</summary>
    public void Declare(Symbol symbol) => symbols[symbol.Name] = symbol;

    /// <summary>Takes a symbol out that nothing refers to.</summary>
    public void Withdraw(Symbol symbol) => symbols.Remove(symbol.Name);

    /// <summary>Adds an elementwise function, or puts it in the place of the one with its name.</summary>
    public void Declare(ElementwiseFunction function) => functions[function.Name] = function;

    /// <summary>symbol = definition.</summary>
    public void Define(Symbol symbol, Expr definition) => definitions[symbol] = definition;

    /// <summary>Takes a definition back.</summary>
    public void Undefine(Symbol symbol) => definitions.Remove(symbol);

    /// <summary>Makes a symbol an unknown function of others.</summary>
    public void MakeFunctionOf(Symbol symbol, IReadOnlyList<Symbol> of) => dependencies[symbol] = of;

    /// <summary>∇_wrt of = name (order 1), ∇²_wrt of = name (order 2).</summary>
    public void Name(DerivativeFact fact) => facts.Add(fact);

    /// <summary>A copy in which a derivative has no name (nor has the second one that belongs to it).</summary>
    public Scope Without(DerivativeFact fact)
    {
        var copy = Copy();
        copy.facts.RemoveAll(f => ReferenceEquals(f.Of, fact.Of) && ReferenceEquals(f.Wrt, fact.Wrt));
        return copy;
    }

    /// <summary>A copy in which nothing is assumed of values, for derivatives that are differentiated further.</summary>
    public Scope WithoutFacts()
    {
        var copy = Copy();
        copy.Assumptions.RemoveAll(a => a is not VanishingDerivative);
        return copy;
    }

    /// <summary>A copy with those names of derivatives and those laws of recurrences alone that hold under what is assumed here.</summary>
    public Scope WithFactsOfItsAssumptions()
    {
        var assumed = Assumptions.Select(a => a.Text).ToHashSet();
        var copy = Copy();
        copy.Layers.Facts.RemoveAll(f => !f.Assumed.All(assumed.Contains));
        copy.Layers.Formulas.RemoveAll(f => !f.Assumed.All(assumed.Contains));
        copy.Layers.Laws.RemoveAll(l => !l.Assumed.All(assumed.Contains));
        copy.Layers.Properties.RemoveAll(p => !p.Assumed.All(assumed.Contains));
        return copy;
    }

    /// <summary>A copy about other expressions: symbols and names with values put in for indices, definitions rewritten.</summary>
    public Scope Map(Func<Expr, Expr> rewrite, IndexPut put)
    {
        var copy = new Scope { Letters = Letters };
        foreach (var (name, symbol) in symbols)
        {
            copy.symbols[put.In(name)] = put.In(symbol);
        }

        foreach (var (name, function) in functions)
        {
            copy.functions[put.In(name)] = function with { Name = put.In(name) };
        }

        foreach (var (symbol, definition) in definitions)
        {
            copy.definitions[put.In(symbol)] = rewrite(definition);
        }

        foreach (var (symbol, of) in dependencies)
        {
            copy.dependencies[put.In(symbol)] = [.. of.Select(put.In)];
        }

        copy.facts.AddRange(facts.Select(f => f.Map(put.In)));
        copy.Dimensions.UnionWith(Dimensions);
        copy.Inferred.UnionWith(Inferred.Select(put.In));
        copy.InferredFunctions.UnionWith(InferredFunctions);
        copy.Assumptions.AddRange(Assumptions.Select(a => a switch
        {
            AssumedEquation e => new AssumedEquation(e.Text, rewrite(e.Left), rewrite(e.Right)),
            AssumedStructure s => new AssumedStructure(s.Text, put.In(s.Symbol), s.Attributes),
            VanishingDerivative v => v with { Function = put.In(v.Function) },
            var other => other,
        }));
        return copy;
    }

    /// <summary>A copy that can be added to.</summary>
    public Scope Copy()
    {
        var copy = new Scope { Letters = Letters, Layout = Layout, SoftmaxOfMatrix = SoftmaxOfMatrix, OnlySize = OnlySize, Layers = Layers.Copy(), Kinds = new(Kinds) };
        foreach (var (name, symbol) in symbols)
        {
            copy.symbols[name] = symbol;
        }

        foreach (var (name, function) in functions)
        {
            copy.functions[name] = function;
        }

        foreach (var (symbol, definition) in definitions)
        {
            copy.definitions[symbol] = definition;
        }

        foreach (var (symbol, of) in dependencies)
        {
            copy.dependencies[symbol] = of;
        }

        copy.facts.AddRange(facts);
        copy.Dimensions.UnionWith(Dimensions);
        copy.Inferred.UnionWith(Inferred);
        copy.InferredFunctions.UnionWith(InferredFunctions);
        copy.SeenGradients.UnionWith(SeenGradients);
        copy.HadamardDots.UnionWith(HadamardDots);
        copy.OwnNames.UnionWith(OwnNames);
        copy.Assumptions.AddRange(Assumptions);
        copy.OpenAssumptions.AddRange(OpenAssumptions);
        copy.Laws.AddRange(Laws);
        copy.OperatorDefinitions.AddRange(OperatorDefinitions);
        foreach (var (name, range) in Families)
        {
            copy.Families[name] = range;
        }

        foreach (var (name, declaration) in Operators)
        {
            copy.Operators[name] = declaration;
        }

        return copy;
    }
}

/// <summary>
/// A symbol that names a derivative: ∇_Wrt Of (order 1: for a scalar Of in the shape of Wrt, else dim(Wrt)×dim(Of)), or
/// ∇²_Wrt Of (order 2: ∇_Wrt of the vec of the first, dim(Wrt)×(dim(Wrt)·dim(Of))).
/// </summary>
internal sealed record DerivativeFact(Symbol Of, Symbol Wrt, int Order, Symbol Name)
{
    /// <summary>For a block ∇²_{Wrt,Other} Of of order 2, dim(Wrt)×dim(Other), by what besides <see cref="Wrt"/>.</summary>
    public Symbol? Other { get; init; }

    /// <summary>The fact about other symbols.</summary>
    public DerivativeFact Map(Func<Symbol, Symbol> put) => new(put(Of), put(Wrt), Order, put(Name)) { Other = Other is null ? null : put(Other) };
}

/// <summary>What the first letter of an undeclared name says of its shape.</summary>
internal enum LetterClasses
{
    /// <summary>Upper case: matrix; lower case: vector, or scalar where only a scalar conforms.</summary>
    FromUse,

    /// <summary>As at matrixcalculus.org: a–g scalar, h–z vector, upper case matrix.</summary>
    MatrixCalculus,
}
