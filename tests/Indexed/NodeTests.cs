using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.IndexedSums;

/// <summary>Sums over an index as nodes: names of bound indices do not matter, and nothing is captured.</summary>
public sealed class NodeTests
{
    private const string Where = "x[i]: n; y[i], z: scalar; A: m×n; W[k]: n[k]×n[k-1]; Q[k]: n×n; N, M, L, l: dim";

    [Theory]
    [InlineData("sum_{i=1}^{N} x[i]", "sum_{j=1}^{N} x[j]")]
    [InlineData("∑_{i=1}^{N} x[i]", "Σ_{k=1}^N x[k]")]
    [InlineData("sum_{i=1:N} x[i]", "sum_{i=1}^{N} x[i]")]
    [InlineData("sum_{i=1}^{N} sum_{j=1}^{M} y[i]*y[j]", "sum_{j=1}^{N} sum_{i=1}^{M} y[j]*y[i]")]
    [InlineData("sum_{i=1}^{N} sum_{i=1}^{M} y[i]^2", "N*sum_{j=1}^{M} y[j]^2")]
    [InlineData("sum_{i=1}^{N} A*x[i]*z", "z*A*sum_{i=1}^{N} x[i]")]
    [InlineData("sum_{i=1}^{N} z", "N*z")]
    [InlineData("(sum_{i=1}^{N} x[i])'", "sum_{i=1}^{N} x[i]'")]
    [InlineData("prod_{k=L}^{1} Q[k]", "prod_{k=L:-1:1} Q[k]")]
    [InlineData("(prod_{k=1}^{L} Q[k])'", "prod_{k=L:-1:1} Q[k]'")]
    [InlineData("sum_{i=1}^{N} y_i", "sum_{i=1}^{N} y[i]")]
    [InlineData("sum_{i=l}^{l} x[i+1]", "x[l+1]")]
    public void AreOneNode(string a, string b) => Assert.Same(Read(a), Read(b));

    [Theory]
    [InlineData("sum_{i=1}^{N} x[i]", "sum_{i=1}^{M} x[i]")]
    [InlineData("sum_{i=1}^{N} x[i]", "sum_{i=1}^{N} x[i+1]")]
    [InlineData("sum_{i=1}^{N} y[i]*sum_{j=1}^{N} y[i]*y[j]", "sum_{i=1}^{N} y[i]*sum_{j=1}^{N} y[j]*y[j]")]
    [InlineData("prod_{k=1}^{L} Q[k]", "prod_{k=L:-1:1} Q[k]")]
    public void AreTwoNodes(string a, string b) => Assert.NotSame(Read(a), Read(b));

    [Theory]
    [InlineData("prod_{k=L:-1:l+1} W[k]", "n[L]", "n[l]")]
    [InlineData("prod_{k=1}^{L} W[k]'", "n[0]", "n[L]")]
    [InlineData("sum_{i=1}^{N} x[i]*x[i]'", "n", "n")]
    public void ShapesTelescope(string text, string rows, string columns) => Assert.Equal((rows, columns), (Read(text).Shape.Rows.Text, Read(text).Shape.Columns.Text));

    [Theory]
    [InlineData("prod_{k=1}^{L} W[k]", "MD0102")]
    [InlineData("sum_{k=1}^{L} ones(n[k])", "MD0102")]
    [InlineData("sum_{i=3}^{1} x[i]", "MD0112")]
    [InlineData("sum_{i=1/2}^{N} x[i]", "MD0105")]
    [InlineData("[A]_{1}", "MD0102")]
    [InlineData("[x[1]]_{0}", "MD0112")]
    [InlineData("[A, x[1]]", "MD0101")]
    public void MistakesAreTold(string text, string code) =>
        Assert.Equal(code, Assert.Throws<DiagnosticException>(() => Read(text)).Diagnostic.Code);

    /// <summary>An index that is put in is not bound by a sum that has one of its name.</summary>
    [Fact]
    public void WhatIsPutInIsNotCaptured()
    {
        var inner = (Apply)Read("sum_{i=1}^{N} (y[i] + y[l])^2");
        string index = ((IIndexed)((Apply)Read("sum_{i=1}^{N} y[i]")).Operator).Index;
        var put = Indices.Put(inner, "l", Size.Of(new Name(index)));
        var over = IndexedSum.Over(index, Size.One, Size.Of(new Name("M")), put);

        Assert.Same(Read("sum_{j=1}^{M} sum_{i=1}^{N} (y[i] + y[j])^2"), over);
        Assert.Equal([index], Indices.Free(put));
    }

    [Theory]
    [InlineData("y[i]*sum_{i=1}^{N} y[i]", "y[i]*sum_{j=1}^{N} y[j]")]
    [InlineData("sum_{t=1}^{T} y[t]", "sum_{t=1}^{T} y[t]")]
    [InlineData("(sum_{i=1}^{N} x[i])*z + x[1]", "z*sum_{i=1}^{N} x[i] + x[1]")]
    public void IndicesHaveLettersOfTheirOwn(string text, string shown) => Assert.Equal(shown, Read(text).ToString());

    [Theory]
    [InlineData("[1 2; 3 4]", "vcat(hcat(1, 2), hcat(3, 4))")]
    [InlineData("[1, 2; 3, 4]", "vcat(hcat(1, 2), hcat(3, 4))")]
    [InlineData("[1 -2*z; z - 3 4]", "vcat(hcat(1, -2*z), hcat(z - 3, 4))")]
    [InlineData("[z z*z\n; (z z) sqrt(z)]", "vcat(hcat(z, z^2), hcat(z^2, sqrt(z)))")]
    [InlineData("[A, A; A, A]", "vcat(hcat(A, A), hcat(A, A))")]
    [InlineData("[z]", "z")]
    public void MatricesAreWrittenOut(string text, string same) => Assert.Same(Read(same), Read(text));

    private static Expr Read(string text) => ExpressionReader.Read(text, ExpressionReader.Declare(Where));
}
