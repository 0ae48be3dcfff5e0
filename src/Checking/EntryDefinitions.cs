using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Definitions by entries: z_i = Σ_j W_ij x_j + b_i is z = Σ_i e_i (…), K_ij = E is K = Σ_i Σ_j e_i E e_jᵀ.</summary>
internal static class EntryDefinitions
{
    /// <summary>The name whose entries a side is, and the letters of its indices; null for anything else.</summary>
    public static (Name Name, IReadOnlyList<string> Letters)? Of(Syntax side) =>
        side is EntrySyntax { Indices.Length: 1 or 2 } e && StepSyntax.NameOf(e.Operand) is { } name
        && e.Indices.All(i => i is NameSyntax { Indices.IsEmpty: true }) && e.Indices.Select(i => ((NameSyntax)i).Text).ToList() is var letters && letters.Distinct().Count() == letters.Count
            ? (name, letters) : null;

    /// <summary>Defines the whole; what does not conform throws.</summary>
    /// <exception cref="DiagnosticException">The sides can't be understood.</exception>
    public static Symbol Define(Scope scope, SourceText source, Name name, IReadOnlyList<string> letters, Syntax left, Syntax right)
    {
        var (symbol, value) = Whole(scope, source, name, letters, left, right);
        if (value is not null)
        {
            scope.Define(symbol, value);
        }

        return symbol;
    }

    /// <summary>The whole, and what its entries make it; null where they are nothing that is known.</summary>
    /// <exception cref="DiagnosticException">The sides can't be understood.</exception>
    public static (Symbol Symbol, Expr? Value) Whole(Scope scope, SourceText source, Name name, IReadOnlyList<string> letters, Syntax left, Syntax right)
    {
        var symbol = scope.Symbols.GetValueOrDefault(name) ?? throw new BindErrors(source).Unknown(left.Span, name.Text, "declared, and its size is not clear");
        var value = ExpressionReader.Infer([left, right], scope.Copy(), source, SideRules.AllDeclared)[1];
        if (Rewrite.Symbols(value).Any(s => s.IsScalar && IsSomeEntry(s.Name, letters)))
        {
            return (symbol, null);
        }

        var sizes = symbol.Shape.IsRow ? new[] { symbol.Shape.Columns } : [symbol.Shape.Rows, symbol.Shape.Columns];
        for (int k = letters.Count - 1; k >= 0; k--)
        {
            string index = Indices.Fresh(letters[k]);
            var place = Size.Of(new Name(index));
            var unit = Make.Constant(ConstantKind.Basis, place, sizes[k]);
            var there = new IndexPut(new Dictionary<string, Size> { [letters[k]] = place }).In(value);
            value = IndexedSum.Over(index, Size.One, sizes[k], k > 0 || symbol.Shape.IsRow ? Product.Of(there, Make.Transpose(unit)) : Product.Of(unit, there));
        }

        return (symbol, value);
    }

    /// <summary>Is something differentiated by an entry of the whole?</summary>
    public static bool Varies(Name whole, IEnumerable<Syntax> sides) =>
        sides.SelectMany(SyntaxNames.Of).OfType<PartialSyntax>().SelectMany(p => p.Variables).OfType<EntrySyntax>().Any(e => whole.Equals(StepSyntax.NameOf(e.Operand)));

    // A number c_ij of which nothing more is known is not the same for all i and j.
    private static bool IsSomeEntry(Name name, IReadOnlyList<string> letters) => name.Indices.Count == 0 && name.Base.LastIndexOf('_') is > 0 and var at
        && name.Base[(at + 1)..] is { Length: <= 2 } below && letters.Any(l => below.Contains(l, StringComparison.Ordinal));
}
