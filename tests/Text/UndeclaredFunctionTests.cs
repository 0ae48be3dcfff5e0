using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Text;

/// <summary>f(x) with nothing said of f: a function where the letter is one of a function that is only ever applied, a factor elsewhere.</summary>
public class UndeclaredFunctionTests
{
    [Theory]
    [InlineData("sum(f(x))", "f")]
    [InlineData("sum(f(x) + g'(x))", "f g")]
    [InlineData("sum(f(x)) + f", "")]
    [InlineData("a(x + y)", "")]
    [InlineData("h' x", "")]
    [InlineData("h'(x)", "h")]
    [InlineData("sum(phi(x)) + psi(y)", "φ ψ")]
    [InlineData("sum(f[l](z[l]))", "f[l]")]
    [InlineData("sum(f[L](z[L]))", "f[l]")]
    [InlineData("sum(f_1(x))", "f_1")]
    [InlineData("erf(x) + half(x)", "")]
    public void Of_a_text(string text, string functions)
    {
        var scope = new Scope();
        var found = UndeclaredFunctions.Declare(scope, new SourceText(text));
        Assert.Equal(functions, string.Join(' ', found.Select(f => f.Text)));
        Assert.Equal(found.Count, scope.InferredFunctions.Count);
        Assert.All(found, f => Assert.True(scope.Functions.ContainsKey(f)));
    }

    [Theory]
    [InlineData("f: scalar", "sum(f(x))")]
    [InlineData("f: n, x: scalar", "f(x)")]
    [InlineData("f: dim", "f(2)")]
    public void What_is_declared_stays(string declared, string text)
    {
        var scope = ExpressionReader.Declare(declared);
        Assert.Empty(UndeclaredFunctions.Declare(scope, new SourceText(text)));
    }

    [Fact]
    public void Not_with_the_letters_of_matrixcalculus() =>
        Assert.Empty(UndeclaredFunctions.Declare(new Scope { Letters = LetterClasses.MatrixCalculus }, new SourceText("sum(f(x))")));

    [Fact]
    public void A_state_has_the_shape_of_its_first_value()
    {
        var scope = DefinitionReader.Read(null, new SourceText("h[0] = x\nfor t = 1..T: h[t] = tanh(W h[t-1] + U u[t])"), null);
        Assert.Equal(("n×1", "n×n"), (scope.Layers.Templates[0].Left.Shape.ToString(), scope.Symbols[new("W")].Shape.ToString()));
    }

    [Fact]
    public void A_family_whose_steps_do_not_fit_is_no_recurrence()
    {
        var error = Assert.Throws<DiagnosticException>(() => DefinitionReader.Read(null, new SourceText("a[0] = x\nfor l = 1..L:\n  z[l] = W[l] a[l-1] + b[l]\n  a[l] = f(z[l])"), null));
        Assert.Equal(("MD0112", "a[l] would be p×1, and a[l-1] is n×1"), (error.Diagnostic.Code, error.Diagnostic.Message));
    }
}
