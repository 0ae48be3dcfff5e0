using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>What a scope says of names.</summary>
internal sealed class HandNames(Scope scope) : INotationContext
{
    private readonly Func<string, bool> isFunction = ExpressionReader.IsFunction(scope);

    /// <summary>The names of declarations.</summary>
    public static HandNames Of(string declarations) => new(ExpressionReader.Declare(declarations));

    /// <summary>The names that a document declares and defines.</summary>
    public static HandNames Of(FrontMatter front) => new(DefinitionReader.Read(front.Declare, front.Define, null));

    public bool IsDeclared(string name) => All.Any(n => n.Base == name);

    public bool IsIndexed(string name) => All.Any(n => n.Base == name && n.Indices.Count > 0);

    public bool IsFunction(string name) => isFunction(name);

    public bool IsElementwise(string name) => scope.Functions.Keys.Any(n => n.Base == name);

    public ShapeKind? Kind(string name) => scope.Symbols.Values.FirstOrDefault(s => s.Name.Base == name)?.Shape switch
    {
        null => null,
        { IsScalar: true } => ShapeKind.Scalar,
        { IsColumn: true } => ShapeKind.Vector,
        { IsRow: true } => ShapeKind.Row,
        _ => ShapeKind.Matrix,
    };

    public bool IsSize(string name) => scope.Dimensions.Any(n => n.Base == name)
        || scope.Symbols.Values.Any(s => s.Shape.Rows.Names.Concat(s.Shape.Columns.Names).Any(n => n.Base == name));

    public bool IsIndex(string letter) => false;

    public bool IsApart(string letter) => false;

    public bool IsTranspose(string mark) => false;

    /// <inheritdoc/>
    public bool IsMark(string letter) => false;

    public bool HasArguments(string name) => false;

    public NameSyntax? VariableOf(NameSyntax? function) => null;

    private IEnumerable<Name> All => scope.Symbols.Keys.Concat(scope.Functions.Keys).Concat(scope.Dimensions);
}
