using System.Text;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>
/// Names as Python identifiers: σ is <c>sigma</c>, W[l+1] is <c>W_lp1</c>, a[l-1] is <c>a_lm1</c>; what Python or the code uses
/// gets an underscore, as <c>lambda_</c>; a name that is taken gets a number.
/// </summary>
internal sealed class PythonNames
{
    private const string Greek =
        "α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda μ mu ν nu ξ xi "
        + "ο omicron π pi ρ rho σ sigma ς varsigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega "
        + "Α Alpha Β Beta Γ Gamma Δ Delta Ε Epsilon Ζ Zeta Η Eta Θ Theta Ι Iota Κ Kappa Λ Lambda Μ Mu Ν Nu Ξ Xi Ο Omicron "
        + "Π Pi Ρ Rho Σ Sigma Τ Tau Υ Upsilon Φ Phi Χ Chi Ψ Psi Ω Omega ∂ partial ∇ nabla ℓ ell";

    private const string Words =
        "False None True and as assert async await break class continue def del elif else except finally for from global if import in is "
        + "lambda nonlocal not or pass raise return try while with yield match case type "
        + "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits "
        + "delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input "
        + "int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit "
        + "range repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip np scipy compute";

    private static readonly Dictionary<char, string> Letters = Pairs();
    private static readonly HashSet<string> Reserved = [.. Words.Split(' '), .. NumPyHelpers.Names];
    private readonly HashSet<string> taken = [];

    /// <summary>An identifier that no other name has.</summary>
    public string Take(string wanted)
    {
        string name = Reserved.Contains(wanted) ? wanted + "_" : wanted;
        for (int k = 2; !taken.Add(name); k++)
        {
            name = $"{wanted}_{k}";
        }

        return name;
    }

    /// <summary>Has a name this identifier?</summary>
    public bool IsTaken(string identifier) => taken.Contains(identifier);

    /// <summary>A copy that can be added to.</summary>
    public PythonNames Copy()
    {
        var copy = new PythonNames();
        copy.taken.UnionWith(taken);
        return copy;
    }

    /// <summary>An identifier for an unknown function, f, or a derivative of it: f_prime, f_prime2.</summary>
    public static string Of(FunctionUse use) => Of(use.Function.Name) + Primes(use.Order);

    /// <summary>What is added to the name of a function for a derivative of it.</summary>
    public static string Primes(int order) => order == 0 ? "" : order == 1 ? "_prime" : FormattableString.Invariant($"_prime{order}");

    /// <summary>An identifier for something that is put in.</summary>
    public static string Of(Expr source) => source switch
    {
        Differential d => "d" + Of(d.Of),
        Symbol { Derivative: { } d } => $"grad_{Of(d.Of)}_{Of(d.Wrt)}",
        Symbol s => Of(s.Name),
        _ => throw new ArgumentException("Only symbols and differentials are put in.", nameof(source)),
    };

    /// <summary>An identifier for a name.</summary>
    public static string Of(Name name) => Spelled(name.Base) + (name.Indices.Count == 0 ? "" : "_" + string.Join('_', name.Indices.Select(Index)));

    private static string Index(LayerIndex index) => index.Variable is null
        ? Signed(index.Offset, "m", "")
        : Spelled(index.Variable) + (index.Offset == 0 ? "" : Signed(index.Offset, "m", "p"));

    private static string Signed(int value, string minus, string plus) => FormattableString.Invariant($"{(value < 0 ? minus : plus)}{Math.Abs(value)}");

    private static string Spelled(string text)
    {
        var name = new StringBuilder();
        foreach (char c in text)
        {
            name.Append(Letters.TryGetValue(c, out string? letter) ? letter : char.IsAsciiLetterOrDigit(c) || c == '_' ? c.ToString() : c == '?' ? "dim" : "_");
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name.ToString();
    }

    private static Dictionary<char, string> Pairs()
    {
        string[] words = Greek.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i][0], i => words[(2 * i) + 1]);
    }
}
