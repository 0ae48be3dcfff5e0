using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Text;

/// <summary>Trees as short S-expressions, and readers that give them.</summary>
internal static class Dump
{
    private static readonly HashSet<string> Functions = ["f", "g", "σ", "tr", "exp", "sin", "sigmoid", "kron", "e", "I", "vec"];

    public static Syntax Parse(string text) => Parser.ParseExpression(new(text), Functions.Contains);

    public static string Tree(string text) => Show(Parse(text));

    public static string Relation(string text)
    {
        var relation = Parser.ParseRelation(new(text), new(0, text.Length), Functions.Contains);
        return string.Join(" = ", relation.Sides.Select(Show));
    }

    public static string Declarations(string text) => string.Join(" | ", Parser.ParseDeclarations(new(text)).Select(Show));

    public static Diagnostic Mistake(string text) => Assert.Throws<DiagnosticException>(() => Parse(text)).Diagnostic;

    public static Diagnostic DeclarationMistake(string text) =>
        Assert.Throws<DiagnosticException>(() => Parser.ParseDeclarations(new(text))).Diagnostic;

    public static string Show(Syntax? node) => node switch
    {
        null => "?",
        NumberSyntax n => n.Value.ToString(),
        NameSyntax n => n.Text + (n.Indices.IsEmpty ? "" : $"[{string.Join(",", n.Indices.Select(Show))}]"),
        CallSyntax c => $"(call {Show(c.Function)}{new string('\'', c.Primes)} {string.Join(" ", c.Arguments.Select(Show))})",
        NegateSyntax n => $"(neg {Show(n.Operand)})",
        TransposeSyntax t => $"(t {Show(t.Operand)})",
        PowerSyntax p => $"({(p.Elementwise ? ".^" : "^")}{(p.Braced ? "{}" : "")} {Show(p.Base)} {Show(p.Exponent)})",
        NablaSyntax n => $"(nabla{n.Order} {Show(n.Variable)} {Show(n.Operand)})",
        BinarySyntax b => $"({Sign(b.Kind)} {Show(b.Left)} {Show(b.Right)})",
        _ => throw new InvalidOperationException(),
    };

    private static string Show(DeclarationSyntax declaration)
    {
        var type = declaration.Type;
        string kind = type.Kind switch
        {
            TypeKind.Dimension => "dim",
            TypeKind.Elementwise => "elementwise",
            TypeKind.Unshaped => type.Columns is null ? "matrix" : "vector",
            _ => $"{Show(type.Rows)}×{Show(type.Columns)}",
        };
        string attributes = string.Concat(declaration.Attributes.Select(a => " +" + a.Text));
        string of = type.DependsOn.IsEmpty ? "" : " of " + string.Join(",", type.DependsOn.Select(Show));
        return $"{string.Join(",", declaration.Names.Select(Show))}: {kind}{attributes}{of}";
    }

    private static string Sign(BinaryKind kind) => kind switch
    {
        BinaryKind.Product => "*",
        BinaryKind.Juxtaposition => "_",
        BinaryKind.Divide => "/",
        BinaryKind.LeftDivide => "\\",
        BinaryKind.ElementwiseProduct => ".*",
        BinaryKind.ElementwiseDivide => "./",
        BinaryKind.Kronecker => "⊗",
        BinaryKind.Hadamard => "⊙",
        BinaryKind.Add => "+",
        _ => "-",
    };
}
