using System.Text.Json;
using MatrixDiff.Cli;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Cli;

public sealed class RoundTripTests
{
    public static TheoryData<string, string, string, string> Given
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            if (SharedCases.WhySkipped is null)
            {
                using var document = JsonDocument.Parse(File.ReadAllText(SharedCases.PathOf("derive/given.json")));
                foreach (var p in document.RootElement.GetProperty("problems").EnumerateArray().Where(p => !p.TryGetProperty("expect", out _)))
                {
                    data.Add(Text(p, "kind"), Text(p, "expr"), Text(p, "where"), Text(p, "wrt"));
                }
            }

            return data;

            static string Text(JsonElement p, string name) => p.TryGetProperty(name, out var value) ? value.GetString()! : "";
        }
    }

    [SharedTheory]
    [MemberData(nameof(Given))]
    public void Results_of_given_problems_read_back_as_the_same_expression(string kind, string expression, string where, string wrt) =>
        Check(kind, expression, where, wrt);

    [Theory]
    [InlineData("differential", "tr(X^-1*A) + x'*X*x", "", "X,x")]
    [InlineData("gradient", "J", "z: n, J: scalar function of z", "z")]
    [InlineData("hessian", "sum(f(A*x))", "f: elementwise", "x")]
    [InlineData("gradient", "norm2(W[l+1]*a[l])", "W[l+1]: p×n, a[l]: n", "W[l+1]")]
    [InlineData("jacobian", "leakyrelu(A*x, 1/10)", "", "x")]
    [InlineData("gradient", "-1/2*x'*x - 3/4*sum(x.^3) - x'*(1 - x)", "", "x")]
    [InlineData("jacobian", "K(m,n)*vec(A)", "A: m×n", "A")]
    [InlineData("hessian", "mean((x - mean(x)).^2)", "x: n", "x")]
    public void Results_read_back_as_the_same_expression(string kind, string expression, string where, string wrt) => Check(kind, expression, where, wrt);

    [Theory]
    [InlineData("A*x + A'*x", 8)]
    [InlineData("1/2", 3)]
    [InlineData("-A", 2)]
    [InlineData("A^-1", 3)]
    [InlineData("A^-T", 4)]
    [InlineData("x.^(-1/2)", 3)]
    [InlineData("I(n)", 2)]
    [InlineData("ones(m,n)", 3)]
    [InlineData("W[l+1]*x", 3)]
    [InlineData("f'(x) .* dx", 4)]
    [InlineData("softmax(A*x)", 4)]
    public void Nodes_of_a_text(string text, int nodes)
    {
        var scope = ExpressionReader.Declare("f: elementwise");
        Assert.Equal(nodes, SyntaxSize.Of(Parser.ParseExpression(new(text), ExpressionReader.IsFunction(scope))));
    }

    private static void Check(string kind, string expression, string where, string wrt)
    {
        var request = new Request
        {
            Kind = kind switch
            {
                "gradient" => DerivationKind.Gradient,
                "jacobian" => DerivationKind.Jacobian,
                "hessian" => DerivationKind.Hessian,
                "differential" => DerivationKind.Differential,
                _ => DerivationKind.Simplification,
            },
            Expression = new(expression),
            Wrt = wrt.Length == 0 ? [] : [wrt],
            Where = [where],
        };
        foreach (var answer in Engine.Answer(request))
        {
            var back = ExpressionReader.Read(answer.Result.ToString(), answer.Derivation.Scope.Copy());
            Assert.Same(answer.Result, back);
        }
    }
}
