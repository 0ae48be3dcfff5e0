using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.SymbolicProperties;

/// <summary>What is printed reads back as the same object, and its nodes are counted as they are written.</summary>
public sealed class TextTests
{
    private const int Count = 4000;

    [Fact]
    public void RandomExpressionsUseEveryOperator()
    {
        // d(…), ∇ and the Fréchet derivative stand in steps, not in answers; operators of documents are other tests’ business.
        Type[] steps = [typeof(PendingDifferential), typeof(Nabla), typeof(Frechet), typeof(UserOperator)];
        var met = Expressions().SelectMany(e => Rewrite.Nodes(e.Expression)).OfType<Apply>().Select(a => a.Operator.GetType()).ToHashSet();
        var all = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && !steps.Contains(t));
        Assert.Empty(all.Where(t => !met.Contains(t)).Select(t => t.Name));
    }

    [Fact]
    public void WhatIsPrintedReadsBackAsTheSameObject()
    {
        var failures = new List<string>();
        foreach (var (e, generator) in Expressions())
        {
            string text = e.ToString();
            try
            {
                var read = ExpressionReader.Read(text, generator.Scope);
                if (!ReferenceEquals(read, e))
                {
                    failures.Add($"{text}   reads as   {read}");
                }
            }
            catch (DiagnosticException x)
            {
                failures.Add($"{text}   does not read: {x.Message}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Count}:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(40))}");
    }

    [Fact]
    public void NodesAreCountedAsTheyAreWritten()
    {
        var failures = new List<string>();
        foreach (var (e, generator) in Expressions())
        {
            string text = e.ToString();
            int written = Nodes(Parser.ParseExpression(new SourceText(text), ExpressionReader.IsFunction(generator.Scope)));
            if (written != TreeSize.Of(e))
            {
                failures.Add($"{text}   has {written} nodes, counted as {TreeSize.Of(e)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Count}:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(40))}");
    }

    private static IEnumerable<(Expr Expression, Generator Generator)> Expressions()
    {
        for (int seed = 0; seed < Count; seed++)
        {
            var generator = new Generator(seed);
            yield return (generator.Next(1 + (seed % 4)), generator);
        }
    }

    // A leaf 1, an operator or call 1 more than its arguments.
    private static int Nodes(Syntax syntax) => syntax switch
    {
        CallSyntax c => 1 + c.Arguments.Sum(Nodes),
        NegateSyntax n => 1 + Nodes(n.Operand),
        TransposeSyntax t => 1 + Nodes(t.Operand),
        PowerSyntax p => 1 + Nodes(p.Base) + Nodes(p.Exponent),
        BinarySyntax b => 1 + Nodes(b.Left) + Nodes(b.Right),
        NablaSyntax n => 1 + Nodes(n.Variable) + Nodes(n.Operand),
        IndexedSyntax s => 1 + Nodes(s.From!) + Nodes(s.To!) + Nodes(s.Body),
        _ => 1,
    };
}
