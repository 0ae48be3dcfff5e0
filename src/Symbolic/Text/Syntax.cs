using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Text;

/// <summary>A stretch of the source, in characters.</summary>
internal readonly record struct Span(int Start, int Length)
{
    /// <summary>The first character after the stretch.</summary>
    public int End => Start + Length;

    /// <summary>The stretch from the start of one to the end of another.</summary>
    public static Span Between(Span first, Span last) => new(first.Start, last.End - first.Start);
}

/// <summary>An expression as written, before names have shapes.</summary>
internal abstract record Syntax(Span Span);

/// <summary>An exact number: <c>2</c>, <c>0.25</c>, <c>1e-3</c>.</summary>
internal sealed record NumberSyntax(Rational Value, Span Span) : Syntax(Span);

/// <summary>A name with its layer indices: <c>x</c>, <c>W[l+1]</c>, <c>B[k,l]</c>.</summary>
internal sealed record NameSyntax(string Text, ImmutableArray<Syntax> Indices, Span Span) : Syntax(Span);

/// <summary>A function applied: <c>f[l]''(z)</c> has one argument and two primes.</summary>
internal sealed record CallSyntax(NameSyntax Function, int Primes, ImmutableArray<Syntax> Arguments, Span Span) : Syntax(Span)
{
    /// <summary>Is it the function of the language, whatever else is declared by its name: the upright d of d(E) beside a vector d?</summary>
    public bool IsOwn { get; init; }
}

/// <summary><c>-A</c>.</summary>
internal sealed record NegateSyntax(Syntax Operand, Span Span) : Syntax(Span);

/// <summary><c>A'</c>, <c>A^T</c>, <c>Aᵀ</c>.</summary>
internal sealed record TransposeSyntax(Syntax Operand, Span Span) : Syntax(Span);

/// <summary><c>A^k</c>, <c>x.^k</c>, and <c>W^{l+1}</c>, whose exponent in braces is an index where W is declared as indexed.</summary>
internal sealed record PowerSyntax(Syntax Base, Syntax Exponent, bool Elementwise, bool Braced, Span Span) : Syntax(Span);

/// <summary>Two operands and what joins them; <see cref="OperatorSpan"/> is where the sign stands (empty for a juxtaposition).</summary>
internal sealed record BinarySyntax(BinaryKind Kind, Syntax Left, Syntax Right, Span OperatorSpan, Span Span) : Syntax(Span);

/// <summary><c>∇_{X} E</c> (order 1) and <c>∇²_{X} E</c> (order 2).</summary>
internal sealed record NablaSyntax(int Order, Syntax Variable, Syntax Operand, Span Span) : Syntax(Span);

/// <summary><c>Σ_{i=1}^{N} E</c> and <c>∏_{k=1}^{L} E</c>: the terms for i = From, From+1, …, To (a product runs left to right; with From above To and <see cref="Descending"/> it runs down).</summary>
internal sealed record IndexedSyntax(IndexedKind Kind, string Index, Syntax? From, Syntax? To, bool Descending, Syntax Body, Span Span) : Syntax(Span);

/// <summary>What is done with the terms of an <see cref="IndexedSyntax"/>.</summary>
internal enum IndexedKind
{
    /// <summary>Σ.</summary>
    Sum,

    /// <summary>∏.</summary>
    Product,
}

/// <summary>An entry: <c>[E]_{i,j}</c>, <c>a_j</c>; a vector has one index.</summary>
internal sealed record EntrySyntax(Syntax Operand, ImmutableArray<Syntax> Indices, Span Span) : Syntax(Span);

/// <summary>A matrix written out, row by row; the parts may be scalars or blocks.</summary>
internal sealed record MatrixSyntax(ImmutableArray<ImmutableArray<Syntax>> Rows, Span Span) : Syntax(Span);

/// <summary><c>∂E/∂X</c>, where <see cref="Transposed"/> is ∂E/∂Xᵀ; order 2 has both variables.</summary>
internal sealed record PartialSyntax(Syntax Operand, ImmutableArray<Syntax> Variables, bool Transposed, Span Span) : Syntax(Span);

/// <summary><c>A · B</c> in a formula: the product where it conforms, else A ⊙ B.</summary>
internal sealed record DotSyntax(Syntax Left, Syntax Right, Span OperatorSpan, Span Span) : Syntax(Span);

/// <summary>The binary operations of the language.</summary>
internal enum BinaryKind
{
    /// <summary><c>A*B</c>, <c>A·B</c>.</summary>
    Product,

    /// <summary><c>A B</c>.</summary>
    Juxtaposition,

    /// <summary><c>A/c</c>.</summary>
    Divide,

    /// <summary><c>A \ b</c>, the solution x of A x = b.</summary>
    LeftDivide,

    /// <summary><c>A.*B</c>, with the precedence of a product.</summary>
    ElementwiseProduct,

    /// <summary><c>A./B</c>.</summary>
    ElementwiseDivide,

    /// <summary><c>A ⊗ B</c>.</summary>
    Kronecker,

    /// <summary><c>A ⊙ B</c>, <c>A ∘ B</c>.</summary>
    Hadamard,

    /// <summary><c>A + B</c>.</summary>
    Add,

    /// <summary><c>A - B</c>.</summary>
    Subtract,
}

/// <summary>Sides joined by <c>=</c>: one side is an expression, two an equation, more a chain.</summary>
internal sealed record RelationSyntax(ImmutableArray<Syntax> Sides, Span Span);

/// <summary>One declaration: names (each with indices), what they are, and attributes (<c>symmetric</c> …) as written.</summary>
internal sealed record DeclarationSyntax(ImmutableArray<NameSyntax> Names, TypeSyntax Type, ImmutableArray<(string Text, Span Span)> Attributes, Span Span);

/// <summary>What a declared name is.</summary>
internal sealed record TypeSyntax(TypeKind Kind, Syntax? Rows, Syntax? Columns, ImmutableArray<NameSyntax> DependsOn);

/// <summary>The kinds of declaration.</summary>
internal enum TypeKind
{
    /// <summary><c>n, m: dim</c>.</summary>
    Dimension,

    /// <summary><c>A: n×m</c>, <c>x: n</c>, <c>c: scalar</c> (1×1), with or without <c>function of …</c>.</summary>
    Shaped,

    /// <summary><c>z: vector function of W</c> or <c>matrix function of W</c>: the shape is inferred.</summary>
    Unshaped,

    /// <summary><c>f: elementwise</c>.</summary>
    Elementwise,
}
