using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export.Languages;

/// <summary>Octave (and MATLAB): a function file; vectors are columns, scalars 1×1.</summary>
internal sealed class Octave : Dialect
{
    /// <inheritdoc/>
    public override string Name => "octave";

    /// <inheritdoc/>
    public override string Reserved =>
        "break case catch continue do else elseif end end_try_catch endfor endfunction endif endswitch endwhile for function global if otherwise persistent "
        + "return switch try until while compute pi eye ones zeros inv det exp log sin cos tan asin acos atan sinh cosh tanh abs sign sqrt erf erfc sum "
        + "trace mean max norm cumsum diag tril triu kron expm logm chol pinv mtimes reshape rows columns repmat round e i j I Inf NaN eps ans size numel";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Templates { get; } = Template.Parse("""
        exp | exp({0})
        log | log({0})
        sin | sin({0})
        cos | cos({0})
        tan | tan({0})
        asin | asin({0})
        acos | acos({0})
        atan | atan({0})
        sinh | sinh({0})
        cosh | cosh({0})
        tanh | tanh({0})
        abs | abs({0})
        sign | sign({0})
        relu | max({0}, 0)
        step | double({0} > 0)
        sigmoid | sigmoid({0})
        softplus | softplus({0})
        erf | erf({0})
        gelu | gelu({0})
        silu | silu({0})
        call | {f}({0})
        power | {0} .^ {n0}
        general power | {0} .^ {1}
        sum of entries | sum({0}(:))
        tr | trace({0})
        mean | mean({0}(:))
        max | max({0}(:))
        norm1 | sum(abs({0}(:)))
        norm2 | norm({0})
        normF | norm({0}, "fro")
        sumsq | sumsq({0}(:))
        logsumexp | logsumexp({0})
        softmax | colsoftmax({0})
        logsoftmax | logsoftmax({0})
        normalize | normalize_vector({0})
        rowsoftmax | rowsoftmax({0})
        colsoftmax | colsoftmax({0})
        log of rowsoftmax | logcolsoftmax({0}.').'
        log of colsoftmax | logcolsoftmax({0})
        cumsum | cumsum({0}, 1)
        sums of rows | sum({0}, 2)
        sums of columns | sum({0}, 1).'
        transpose | {0}.'
        diag | diag({0})
        plus diagonal | ({0} + diag({1}))
        diagonal of | diag({0})
        tril | tril({0})
        triu | triu({0})
        vech | vech({0})
        vec | {0}(:)
        unvec | reshape({0}, {s0}, {s1})
        hcat | [{all}]
        vcat | vertcat({lines})
        join | vertcat({all})
        K of rows | {0}(commutation_rows({s0}, {s1}), :)
        K of columns | {0}(:, commutation_rows({s0}, {s1}))
        D of rows | {0}(duplication_rows({s0}), :)
        D of columns | {0}(:, duplication_rows({s0}))
        L of rows | {0}(elimination_rows({s0}), :)
        L of columns | {0}(:, elimination_rows({s0}))
        entry | {0}({s0} + 1)
        row | {0}({s0} + 1, :).'
        column | {0}(:, {s0} + 1)
        solve | {0} \ {1}
        solve posdef | {0} \ {1}
        inverse | inv({0})
        inverse posdef | inv({0})
        det | det({0})
        det posdef | det({0})
        logdet | logdet({0})
        logdet posdef | logdet({0})
        pinv | pinv({0})
        adj | adjugate({0})
        expm | expm({0})
        logm | logm({0})
        chol | chol({0}, "lower")
        matrix power | mpower({0}, {n0})
        symbolic power | mpower({0}, {1})
        frechet_expm | frechet(@expm, {0}, {1})
        frechet_logm | frechet(@logm, {0}, {1})
        matmul | {0} * {1}
        dot | sum(sum({0} .* {1}))
        outer | {0} * {1}.'
        ⊗ | kron({0}, {1})
        broadcast | {0} .* ones({rows}, {columns})
        fill | {0} * ones({rows}, {columns})
        pi | pi
        δ | double({s0} == {s1})
        size | {s0}
        I | eye({s0})
        zeros | zeros({rows}, {columns})
        ones | ones({rows}, {columns})
        e | double((1:{s1}).' == {s0})
        K | eye({s0} * {s1})(commutation_rows({s0}, {s1}), :)
        D | eye({s0} * ({s0} + 1) / 2)(duplication_rows({s0}), :)
        L | eye({s0} * {s0})(elimination_rows({s0}), :)
        """);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Helpers { get; } = Template.ParseBlocks("""
        function r = sigmoid(x)
          e = exp(-abs(x));
          r = (e + (1 - e) .* (x >= 0)) ./ (1 + e);
        end

        function r = softplus(x)
          r = max(x, 0) + log1p(exp(-abs(x)));
        end

        function r = gelu(x)
          r = 0.5 * x .* erfc(-x / sqrt(2));
        end

        function r = silu(x)
          r = x .* sigmoid(x);
        end

        function r = logsumexp(x)
          m = max(x(:));
          r = m + log(sum(exp(x(:) - m)));
        end

        function r = logsoftmax(x)
          r = x - logsumexp(x);
        end

        function r = normalize_vector(x)
          r = x / norm(x);
        end

        function r = colsoftmax(x)
          x = exp(x - max(x, [], 1));
          r = x ./ sum(x, 1);
        end

        function r = logcolsoftmax(x)
          x = x - max(x, [], 1);
          r = x - log(sum(exp(x), 1));
        end

        function r = rowsoftmax(x)
          r = colsoftmax(x.').';
        end

        function r = vech(x)
          r = x(tril(true(size(x))));
        end

        function r = commutation_rows(m, n)
          r = reshape(reshape(1:m * n, m, n).', 1, []);
        end

        function r = elimination_rows(n)
          r = find(tril(true(n))).';
        end

        function r = duplication_rows(n)
          at = zeros(n);
          at(tril(true(n))) = 1:n * (n + 1) / 2;
          at = max(at, at.');
          r = at(:).';
        end

        function r = logdet(x)
          [l, u, p] = lu(x);
          r = sum(log(abs(diag(u))));
        end

        function r = adjugate(x)
          [u, s, v] = svd(x);
          s = diag(s);
          n = numel(s);
          d = zeros(n, 1);
          for k = 1:n
            d(k) = prod(s([1:k - 1, k + 1:n]));
          end
          r = det(u) * det(v) * (v * diag(d) * u.');
        end

        function r = frechet(f, x, e)
          n = rows(x);
          y = f([x, e; zeros(n), x]);
          r = y(1:n, n + 1:end);
        end
        """, "r = (\\w+)\\(");

    /// <inheritdoc/>
    public override string Assign(string name, string code) => $"{name} = {code};";

    /// <inheritdoc/>
    public override string Side(string input, Shape shape, int axis) => shape.IsVector ? $"numel({input})" : FormattableString.Invariant($"size({input}, {axis + 1})");

    /// <inheritdoc/>
    public override string Quotient(string p, string q) => $"({p} / {q})";

    /// <inheritdoc/>
    public override string Root(string p) => $"round(sqrt({p}))";

    /// <inheritdoc/>
    public override Code Operand(Code code, Operand operand) =>
        operand.View is View.Transposed or View.Down ? Code.Atom(code.At(Level.Atom) + ".'") : code;

    /// <inheritdoc/>
    public override Code Across(Code code, Func<Size, string> size, Shape whole) => code;

    /// <inheritdoc/>
    public override Code Down(Code code, Func<Size, string> size, Shape whole) => Code.Atom(code.At(Level.Atom) + ".'");

    /// <inheritdoc/>
    public override string Write(ExportedFunction f) => string.Join("\n", [.. Function(f, "compute", f.Description), .. f.Helpers.SelectMany(h => new[] { "", Helpers[h] }), ""]);

    /// <summary>A function with a description.</summary>
    public static IEnumerable<string> Function(ExportedFunction f, string name, IEnumerable<string> description)
    {
        string results = f.Results.Count == 1 ? "result" : $"[{string.Join(", ", f.Results.Select((_, i) => FormattableString.Invariant($"result{i + 1}")))}]";
        return [
            $"function {results} = {name}({string.Join(", ", f.Parameters)})",
            .. description.Select(d => $"  % {d}".TrimEnd()),
            .. f.Inputs.Where(i => i.Shape.IsVector && !i.Shape.IsScalar).Select(i => $"  {i.Name} = {i.Name}(:);"),
            .. f.Sizes.Select(s => $"  {s.Name} = {s.Code};"),
            .. f.Lines.Select(l => "  " + l),
            .. f.Results.Select((r, i) => $"  result{(f.Results.Count == 1 ? "" : FormattableString.Invariant($"{i + 1}"))} = {(r.Shape.IsRow && !r.Shape.IsScalar ? $"({r.Code}).'" : r.Code)};"),
            "end",
        ];
    }
}
