using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.SymbolicProperties;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>What the writer writes, the reader reads as the same expression.</summary>
public class RoundTripTests
{
    private const int Count = 1500;

    [Fact]
    public void Random_expressions_come_back()
    {
        int compared = 0;
        var failures = new List<string>();
        for (int seed = 0; seed < Count; seed++)
        {
            var generator = new Generator(seed);
            var e = generator.Next(3);
            if (HasNotation(e))
            {
                compared++;
                Compare(e, generator.Scope, failures);
            }
        }

        Assert.True(compared > Count / 2, $"only {compared} expressions have a notation of their own");
        Assert.True(failures.Count == 0, $"{failures.Count} of {compared}:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(40))}");
    }

    private static void Compare(Expr e, Scope scope, List<string> failures)
    {
        string latex = LatexWriter.Formula(e);
        try
        {
            var document = HandDerivation.Read($"$${latex} = 0$$", "x.md");
            var side = document.Blocks[0].Steps[0].Left!.Read(new HandNames(scope));
            var read = ExpressionReader.Infer([side], scope, document.Source)[0];
            if (!ReferenceEquals(read, e))
            {
                failures.Add($"{e}   written   {latex}   reads as   {read}");
            }
        }
        catch (DiagnosticException x)
        {
            failures.Add($"{e}   written   {latex}   does not read: {x.Diagnostic.Message}");
        }
    }

    // e₁ and 0 are written without their sizes, and so would not come back; ‖E‖₁ of a matrix, which here is that of its entries, is
    // another norm in most books and not read; the square of a norm is read as the sum of squares; beside a sum, its index is
    // read as that of the sum.
    private static bool HasNotation(Expr e) => !Rewrite.Nodes(e).Any(n => n is Constant { Kind: ConstantKind.Basis or ConstantKind.Zeros }
        or Apply { Operator: DefinedReduction { Name: "norm1" or "norm2" or "normF" or "sumsq" }, Argument.Shape.IsColumn: false }
        or Apply { Operator: ElementwisePower, Argument: Apply { Operator: DefinedReduction } })
        && !(Rewrite.Nodes(e).Any(n => n is Apply { Operator: IIndexed }) && Rewrite.Nodes(e).OfType<Symbol>().Any(s => s.Name.Indices.Any(i => i.Variable is "i" or "j")));
}
