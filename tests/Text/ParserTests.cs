using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Text;

/// <summary>Expressions: precedence, application, exponents, ∇, and the messages for what is none.</summary>
public class ParserTests
{
    [Theory]
    [InlineData("-A*B", "(* (neg A) B)")]
    [InlineData("-x'*x", "(* (neg (t x)) x)")]
    [InlineData("-A^2", "(neg (^ A 2))")]
    [InlineData("2*-3", "(* 2 (neg 3))")]
    [InlineData("- -x", "(neg (neg x))")]
    [InlineData("+x", "x")]
    [InlineData("a + +b", "(+ a b)")]
    [InlineData("A ⊗ -B", "(⊗ A (neg B))")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a*b/c\\d", "(\\ (/ (* a b) c) d)")]
    [InlineData("a/b c", "(_ (/ a b) c)")]
    [InlineData("a .* b * c ./ d", "(./ (* (.* a b) c) d)")]
    [InlineData("W'δ ⊙ s", "(⊙ (_ (t W) δ) s)")]
    [InlineData("A ⊗ B + C ⊙ D", "(+ (⊗ A B) (⊙ C D))")]
    [InlineData("A ⊗ B ⊗ C", "(⊗ (⊗ A B) C)")]
    [InlineData("(A ⊗ B) ⊙ C", "(⊙ (⊗ A B) C)")]
    [InlineData("A ⊗ (B ⊙ C)", "(⊗ A (⊙ B C))")]
    [InlineData("1/2*x", "(* (/ 1 2) x)")]
    [InlineData("[A + B]*C", "(* (+ A B) C)")]
    [InlineData("2 [A+B]", "(_ 2 (+ A B))")]
    [InlineData("2[A+B]", "(_ 2 (+ A B))")]
    public void OperatorsBindAsInTheTable(string text, string tree) => Assert.Equal(tree, Dump.Tree(text));

    [Theory]
    [InlineData("2 A w", "(_ (_ 2 A) w)")]
    [InlineData("2(x+y)", "(_ 2 (+ x y))")]
    [InlineData("x'A x", "(_ (_ (t x) A) x)")]
    [InlineData("W' δ", "(_ (t W) δ)")]
    [InlineData("f(x) y", "(_ (call f x) y)")]
    [InlineData("h(x)", "(_ h x)")]
    [InlineData("h'(x)", "(_ (t h) x)")]
    [InlineData("(x)(y)", "(_ x y)")]
    [InlineData("(x)2", "(_ x 2)")]
    [InlineData("A [B + C]", "(_ A (+ B C))")]
    [InlineData("x² 3", "(_ (^ x 2) 3)")]
    [InlineData("1'y", "(_ (t 1) y)")]
    public void NeighboursAreMultiplied(string text, string tree) => Assert.Equal(tree, Dump.Tree(text));

    [Theory]
    [InlineData("f(x)", "(call f x)")]
    [InlineData("f (x)", "(call f x)")]
    [InlineData("f'(x)", "(call f' x)")]
    [InlineData("sigmoid'(x)'", "(t (call sigmoid' x))")]
    [InlineData("f[l]''(z[l])", "(call f[l]'' z[l])")]
    [InlineData("f[l](z)", "(call f[l] z)")]
    [InlineData("sigma'(x)", "(call σ' x)")]
    [InlineData("f'", "(t f)")]
    [InlineData("f' x", "(_ (t f) x)")]
    [InlineData("f", "f")]
    [InlineData("kron(A, B')", "(call kron A (t B))")]
    [InlineData("tr(A)(x)", "(_ (call tr A) x)")]
    [InlineData("-exp(x)^2", "(neg (^ (call exp x) 2))")]
    [InlineData("W[l+1]", "W[(+ l 1)]")]
    [InlineData("B[k, l]'", "(t B[k,l])")]
    [InlineData("W[l] [A]", "(_ W[l] A)")]
    public void CallsAndIndices(string text, string tree) => Assert.Equal(tree, Dump.Tree(text));

    [Theory]
    [InlineData("A^T", "(t A)")]
    [InlineData("A^T B", "(_ (t A) B)")]
    [InlineData("A^T(B)", "(_ (t A) B)")]
    [InlineData("A^T[B]", "(_ (t A) B)")]
    [InlineData("A^Tx", "(^ A Tx)")]
    [InlineData("A^ᵀ", "(t A)")]
    [InlineData("A^⊤ + A⊤", "(+ (t A) (t A))")]
    [InlineData("A^\\top B", "(_ (t A) B)")]
    [InlineData("A^{T}", "(t A)")]
    [InlineData("A^{\\top}", "(t A)")]
    [InlineData("A^{⊤}", "(t A)")]
    [InlineData("A^-1", "(^ A -1)")]
    [InlineData("A^{-1}", "(^ A -1)")]
    [InlineData("A^-T", "(t (^ A -1))")]
    [InlineData("A^{-T}", "(t (^ A -1))")]
    [InlineData("A^−T*B", "(* (t (^ A -1)) B)")]
    [InlineData("A^-k", "(^ A (neg k))")]
    [InlineData("A^{-2}", "(^{} A (neg 2))")]
    [InlineData("A^(-1)", "(^ A (neg 1))")]
    [InlineData("W^{l+1}", "(^{} W (+ l 1))")]
    [InlineData("W^{(l+1)T}", "(^{} W (_ (+ l 1) T))")]
    [InlineData("W^{[l+1]}", "(^{} W (+ l 1))")]
    [InlineData("W^{T l}", "(^{} W (_ T l))")]
    [InlineData("W^(l)", "(^ W l)")]
    [InlineData("x.^k", "(.^ x k)")]
    [InlineData("x.^{k}", "(.^ x k)")]
    [InlineData("x.^-1", "(.^ x -1)")]
    [InlineData("x.^T", "(.^ x T)")]
    [InlineData("x^2*y", "(* (^ x 2) y)")]
    [InlineData("x^1/2", "(/ (^ x 1) 2)")]
    [InlineData("2^3^2", "(^ (^ 2 3) 2)")]
    [InlineData("2^-3^2", "(^ (^ 2 -3) 2)")]
    [InlineData("A'^2", "(^ (t A) 2)")]
    [InlineData("x^2'", "(t (^ x 2))")]
    [InlineData("(A*B)^-T'", "(t (t (^ (* A B) -1)))")]
    [InlineData("x^f(y)", "(^ x (call f y))")]
    [InlineData("A^k[l]", "(^ A k[l])")]
    public void Exponents(string text, string tree) => Assert.Equal(tree, Dump.Tree(text));

    [Theory]
    [InlineData("∇_{X} E", "(nabla1 X E)")]
    [InlineData("∇_X E", "(nabla1 X E)")]
    [InlineData("∇_x_1 E", "(nabla1 x_1 E)")]
    [InlineData("∇_z[l] J", "(nabla1 z[l] J)")]
    [InlineData("∇_{W^{l+1}} J", "(nabla1 W[(+ l 1)] J)")]
    [InlineData("∇²_{X} J", "(nabla2 X J)")]
    [InlineData("∇^2_{X} J", "(nabla2 X J)")]
    [InlineData("∇^{2}_X J", "(nabla2 X J)")]
    [InlineData("∇_{X}^2 J", "(nabla2 X J)")]
    [InlineData("∇_{W}∇_{b} J", "(nabla1 W (nabla1 b J))")]
    [InlineData("∇_{x} J^2 + y", "(+ (nabla1 x (^ J 2)) y)")]
    [InlineData("-∇_{x} J", "(neg (nabla1 x J))")]
    [InlineData("2 ∇_{x} f(x) y", "(_ (_ 2 (nabla1 x (call f x))) y)")]
    [InlineData("∇_{x} (a + b)", "(nabla1 x (+ a b))")]
    [InlineData("(∇_x J)'", "(t (nabla1 x J))")]
    public void Nabla(string text, string tree) => Assert.Equal(tree, Dump.Tree(text));

    [Theory]
    [InlineData("∇_{z} J = δ", "(nabla1 z J) = δ")]
    [InlineData("a = b + c = d", "a = (+ b c) = d")]
    [InlineData("f[l]'' = 0", "(t (t f[l])) = 0")]
    [InlineData("a", "a")]
    public void Relations(string text, string sides) => Assert.Equal(sides, Dump.Relation(text));

    [Fact]
    public void ARelationMayStandInAStretch()
    {
        const string Text = "$$ ; x = y² ; $$";
        var relation = Parser.ParseRelation(new(Text), new(4, 8), static _ => false);
        Assert.Equal((2, new Span(5, 6)), (relation.Sides.Length, relation.Span));
        var mistake = Assert.Throws<DiagnosticException>(() => Parser.ParseRelation(new(Text), new(4, 4), static _ => false)).Diagnostic;
        Assert.Equal(("MD0009", 7), (mistake.Code, mistake.Span.Start));
    }

    [Theory]
    [InlineData("x", "x")]
    [InlineData("W[l+1]", "W[(+ l 1)]")]
    [InlineData("W^{l+1}", "W[(+ l 1)]")]
    [InlineData("W^{[l+1]}", "W[(+ l 1)]")]
    [InlineData("B^{k,l}", "B[k,l]")]
    [InlineData("sigma_1", "σ_1")]
    public void Names(string text, string name) => Assert.Equal(name, Dump.Show(Parser.ParseName(new(text))));

    [Theory]
    [InlineData("x y", "MD0011")]
    [InlineData("", "MD0025")]
    [InlineData("2", "MD0025")]
    [InlineData("x'", "MD0011")]
    public void NoNames(string text, string code) =>
        Assert.Equal(code, Assert.Throws<DiagnosticException>(() => Parser.ParseName(new(text))).Diagnostic.Code);

    [Theory]
    [InlineData("", "MD0001", 1)]
    [InlineData("  ", "MD0001", 3)]
    [InlineData("(A + (B * C)", "MD0006", 1)]
    [InlineData("tr(A + tr(B", "MD0006", 10)]
    [InlineData("(A + B]", "MD0007", 7)]
    [InlineData("A + B)", "MD0008", 6)]
    [InlineData("A)", "MD0008", 2)]
    [InlineData(")", "MD0008", 1)]
    [InlineData("A +", "MD0009", 3)]
    [InlineData("(A *)", "MD0009", 4)]
    [InlineData("A * * B", "MD0010", 5)]
    [InlineData("* B", "MD0010", 1)]
    [InlineData("'", "MD0010", 1)]
    [InlineData("f(x,)", "MD0010", 5)]
    [InlineData("A + {B}", "MD0010", 5)]
    [InlineData("A = B", "MD0011", 3)]
    [InlineData("A, B", "MD0011", 2)]
    [InlineData("1:3", "MD0011", 2)]
    [InlineData("A{B}", "MD0011", 2)]
    [InlineData("A ⊗ B ⊙ C", "MD0012", 7)]
    [InlineData("a + A ∘ B*C ⊗ D", "MD0012", 13)]
    [InlineData("2 3", "MD0013", 3)]
    [InlineData("2.5.3", "MD0013", 4)]
    [InlineData("f()", "MD0016", 2)]
    [InlineData("W[]", "MD0016", 2)]
    [InlineData("()", "MD0016", 1)]
    [InlineData("h(a, b)", "MD0017", 4)]
    [InlineData("(a, b)", "MD0017", 3)]
    [InlineData("sum_{i=1} x", "MD0034", 11)]
    [InlineData("prod_{k=1:2:L} x", "MD0035", 11)]
    [InlineData("[a, b; c", "MD0006", 1)]
    [InlineData("sum_{i=1}^{N}", "MD0010", 14)]
    [InlineData("(a = b)", "MD0018", 4)]
    [InlineData("A^", "MD0019", 2)]
    [InlineData("A^[l]", "MD0019", 3)]
    [InlineData("A^+", "MD0019", 3)]
    [InlineData("A^*", "MD0019", 3)]
    [InlineData("W[l][k]", "MD0022", 5)]
    [InlineData("∇J", "MD0023", 1)]
    [InlineData("∇³_{x} J", "MD0024", 2)]
    [InlineData("∇^k_{x} J", "MD0024", 3)]
    [InlineData("∇_{2} J", "MD0025", 4)]
    [InlineData("∇_{x+y} J", "MD0018", 5)]
    [InlineData("∇_{x}", "MD0010", 6)]
    public void MistakesHavePlaces(string text, string code, int column)
    {
        var mistake = Dump.Mistake(text);
        Assert.Equal((code, (1, column)), (mistake.Code, mistake.Position));
    }

    [Fact]
    public void MessagesNameTheOtherPlace()
    {
        var unclosed = Dump.Mistake("x +\n tr(A");
        Assert.Equal("the bracket `(` opened at line 2, column 4 is never closed", unclosed.Message);
        Assert.Contains("`h` is not a known function", Dump.Mistake("h(a, b)").Message, StringComparison.Ordinal);
        Assert.Contains("(A ⊗ B) ⊙ C", Dump.Mistake("A ⊗ B ⊙ C").Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void SpansCoverWhatTheyStandFor()
    {
        var product = Assert.IsType<BinarySyntax>(Dump.Parse("(A + B) * f'(x)"));
        Assert.Equal(new Span(0, 15), product.Span);
        Assert.Equal(new Span(8, 1), product.OperatorSpan);
        Assert.Equal(new Span(0, 7), product.Left.Span);
        Assert.Equal(new Span(10, 5), product.Right.Span);
        var neighbours = Assert.IsType<BinarySyntax>(Dump.Parse("A^-1 B"));
        Assert.Equal(new Span(5, 0), neighbours.OperatorSpan);
        Assert.Equal(new Span(2, 2), Assert.IsType<PowerSyntax>(neighbours.Left).Exponent.Span);
    }
}
