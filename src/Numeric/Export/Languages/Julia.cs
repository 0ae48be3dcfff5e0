using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export.Languages;

/// <summary>Julia: vectors are <c>Vector{Float64}</c>, scalars <c>Float64</c>; only the standard library, and SpecialFunctions for erf.</summary>
internal sealed class Julia : Dialect
{
    /// <inheritdoc/>
    public override string Name => "julia";

    /// <inheritdoc/>
    public override string Reserved =>
        "baremodule begin break catch const continue do else elseif end export false finally for function global if import let local macro module "
        + "quote return struct true try using while compute pi I inv det logdet exp log sin cos tan asin acos atan sinh cosh tanh abs sign sqrt sum tr "
        + "maximum norm cumsum diagm diag tril triu kron pinv reshape vec hcat vcat size length zeros ones fill dot erf erfc min max";

    /// <inheritdoc/>
    public override (string Plus, string Minus, string Times, string Over) Signs => (" .+ ", " .- ", " .* ", " ./ ");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Templates { get; } = Template.Parse("""
        exp | exp.({0})
        log | log.({0})
        sin | sin.({0})
        cos | cos.({0})
        tan | tan.({0})
        asin | asin.({0})
        acos | acos.({0})
        atan | atan.({0})
        sinh | sinh.({0})
        cosh | cosh.({0})
        tanh | tanh.({0})
        abs | abs.({0})
        sign | sign.({0})
        relu | max.({0}, 0.0)
        step | Float64.({0} .> 0)
        sigmoid | sigmoid.({0})
        softplus | softplus.({0})
        erf | erf.({0})
        gelu | gelu.({0})
        silu | silu.({0})
        call | {f}.({0})
        power | {0} .^ {n0}
        general power | {0} .^ {1}
        sum of entries | sum({0})
        tr | tr({0})
        mean | (sum({0}) / length({0}))
        max | maximum({0})
        norm1 | sum(abs.({0}))
        norm2 | norm({0})
        normF | norm({0})
        sumsq | sum(abs2, {0})
        logsumexp | logsumexp({0})
        softmax | colsoftmax({0})
        logsoftmax | ({0} .- logsumexp({0}))
        normalize | ({0} ./ norm({0}))
        rowsoftmax | rowsoftmax({0})
        colsoftmax | colsoftmax({0})
        log of rowsoftmax | permutedims(logcolsoftmax(permutedims({0})))
        log of colsoftmax | logcolsoftmax({0})
        cumsum | cumsum({0}; dims=1)
        sums of rows | vec(sum({0}; dims=2))
        sums of columns | vec(sum({0}; dims=1))
        transpose | permutedims({0})
        diag | diagm({0})
        plus diagonal | ({0} + diagm({1}))
        diagonal of | diag({0})
        tril | tril({0})
        triu | triu({0})
        vech | vec({0})[elimination_rows(size({0}, 1))]
        vec | vec({0})
        unvec | reshape({0}, {s0}, {s1})
        hcat | hcat({all})
        vcat | vcat({lines})
        join | vcat({all})
        K of rows:m | {0}[commutation_rows({s0}, {s1}), :]
        K of rows:v | {0}[commutation_rows({s0}, {s1})]
        K of columns | {0}[:, commutation_rows({s0}, {s1})]
        D of rows:m | {0}[duplication_rows({s0}), :]
        D of rows:v | {0}[duplication_rows({s0})]
        D of columns | {0}[:, duplication_rows({s0})]
        L of rows:m | {0}[elimination_rows({s0}), :]
        L of rows:v | {0}[elimination_rows({s0})]
        L of columns | {0}[:, elimination_rows({s0})]
        entry | {0}[{s0} + 1]
        row | {0}[{s0} + 1, :]
        column | {0}[:, {s0} + 1]
        solve | {0} \ {1}
        solve posdef | {0} \ {1}
        inverse | inv({0})
        inverse posdef | inv({0})
        det | det({0})
        det posdef | det({0})
        logdet | logabsdet({0})[1]
        logdet posdef | logabsdet({0})[1]
        pinv | pinv({0})
        adj | adjugate({0})
        expm | exp({0})
        logm | log({0})
        chol | Matrix(cholesky(Symmetric({0}, :L)).L)
        matrix power | {0} ^ Int({n0})
        symbolic power | {0} ^ Int({1})
        frechet_expm | frechet(exp, {0}, {1})
        frechet_logm | frechet(log, {0}, {1})
        matmul | {0} * {1}
        dot | dot({0}, {1})
        outer | {0} * {1}'
        ⊗ | kron({0}, {1})
        broadcast | {0} .* ones({rows}, {columns})
        fill:s | {0} .* ones({extent})
        pi | pi
        δ | Float64({s0} == {s1})
        size | {s0}
        I | Matrix(1.0I, {s0}, {s0})
        zeros | zeros({extent})
        ones | ones({extent})
        e | Float64.((1:{s1}) .== {s0})
        K | Matrix(1.0I, {s0} * {s1}, {s0} * {s1})[commutation_rows({s0}, {s1}), :]
        D | Matrix(1.0I, div({s0} * ({s0} + 1), 2), div({s0} * ({s0} + 1), 2))[duplication_rows({s0}), :]
        L | Matrix(1.0I, {s0} * {s0}, {s0} * {s0})[elimination_rows({s0}), :]
        """);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Helpers { get; } = Template.ParseBlocks("""
        function sigmoid(x)
            e = exp(-abs(x))
            return (x >= 0 ? one(e) : e) / (1 + e)
        end

        softplus(x) = max(x, 0) + log1p(exp(-abs(x)))

        gelu(x) = 0.5 * x * erfc(-x / sqrt(2))

        silu(x) = x * sigmoid(x)

        function logsumexp(x)
            m = maximum(x)
            return m + log(sum(exp.(x .- m)))
        end

        function colsoftmax(x)
            e = exp.(x .- maximum(x; dims=1))
            return e ./ sum(e; dims=1)
        end

        function logcolsoftmax(x)
            x = x .- maximum(x; dims=1)
            return x .- log.(sum(exp.(x); dims=1))
        end

        rowsoftmax(x) = permutedims(colsoftmax(permutedims(x)))

        commutation_rows(m, n) = vec(permutedims(reshape(1:m * n, m, n)))

        elimination_rows(n) = [i + (j - 1) * n for j in 1:n for i in j:n]

        function duplication_rows(n)
            at = zeros(Int, n, n)
            for (k, p) in enumerate(elimination_rows(n))
                at[p] = k
            end
            return vec(max.(at, permutedims(at)))
        end

        function adjugate(x)
            f = svd(x)
            d = [prod(f.S[setdiff(1:length(f.S), k)]) for k in 1:length(f.S)]
            return det(f.U) * det(f.Vt) * (f.V * diagm(d) * f.U')
        end

        function frechet(f, x, e)
            n = size(x, 1)
            return f([x e; zeros(n, n) x])[1:n, n+1:end]
        end
        """, @"(?:function )?(\w+)\(");

    /// <inheritdoc/>
    public override string Side(string input, Shape shape, int axis) => shape.IsVector ? $"length({input})" : FormattableString.Invariant($"size({input}, {axis + 1})");

    /// <inheritdoc/>
    public override string Quotient(string p, string q) => $"div({p}, {q})";

    /// <inheritdoc/>
    public override string Root(string p) => $"round(Int, sqrt({p}))";

    /// <inheritdoc/>
    public override Code Operand(Code code, Operand operand) =>
        operand.View is View.Transposed or View.Down ? Code.Atom(code.At(Level.Atom) + "'") : code;

    /// <inheritdoc/>
    public override Code Across(Code code, Func<Size, string> size, Shape whole) => code;

    /// <inheritdoc/>
    public override Code Down(Code code, Func<Size, string> size, Shape whole) => Code.Atom(code.At(Level.Atom) + "'");

    /// <inheritdoc/>
    public override string Write(ExportedFunction f) => Module(f.Helpers.Select(h => Helpers[h]), f.Description, [.. Function(f, "compute")]);

    /// <summary>A function.</summary>
    public static IEnumerable<string> Function(ExportedFunction f, string name) =>
    [
        $"function {name}({string.Join(", ", f.Parameters)})",
        .. f.Inputs.Where(i => i.Shape.IsVector && !i.Shape.IsScalar).Select(i => $"    {i.Name} = vec({i.Name})"),
        .. f.Sizes.Select(s => $"    {s.Name} = {s.Code}"),
        .. f.Lines.Select(l => "    " + l),
        $"    return {string.Join(", ", f.Results.Select(r => r.Shape.IsRow && !r.Shape.IsScalar ? $"permutedims({r.Code})" : r.Code))}",
        "end",
    ];

    /// <summary>The whole source: other functions, then a described one.</summary>
    public static string Module(IEnumerable<string> others, IEnumerable<string> description, IReadOnlyList<string> function)
    {
        string[] before = [.. others];
        return string.Join("\n", [
            "using LinearAlgebra",
            .. before.Concat(function).Any(l => l.Contains("erf", StringComparison.Ordinal)) ? new[] { "using SpecialFunctions: erf, erfc" } : [],
            .. before.SelectMany(o => new[] { "", o }),
            "",
            "\"\"\"",
            .. description.Select(d => d.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)),
            "\"\"\"",
            .. function,
            "",
        ]);
    }
}
