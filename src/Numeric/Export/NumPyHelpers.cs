namespace MatrixDiff.Numeric.Export;

/// <summary>Functions that NumPy has not, defined inside of the exported function where they are used, or imported from SciPy.</summary>
internal static class NumPyHelpers
{
    private static readonly Dictionary<string, string> Imports = new(StringComparer.Ordinal)
    {
        ["erf"] = "scipy.special",
        ["erfc"] = "scipy.special",
        ["expm"] = "scipy.linalg",
        ["logm"] = "scipy.linalg",
    };

    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.Ordinal)
    {
        ["gelu"] = ["erfc"],
        ["silu"] = ["sigmoid"],
        ["logsoftmax"] = ["logsumexp"],
        ["frechet_expm"] = ["expm"],
        ["frechet_logm"] = ["logm"],
        ["commutation"] = ["commutation_rows"],
        ["duplication"] = ["duplication_rows"],
        ["elimination"] = ["elimination_rows"],
    };

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["sigmoid"] = """
            def sigmoid(x):
                e = np.exp(-np.abs(x))
                return np.where(x >= 0, 1.0, e) / (1.0 + e)
            """,
        ["gelu"] = """
            def gelu(x):
                return 0.5 * x * erfc(-x / np.sqrt(2.0))
            """,
        ["silu"] = """
            def silu(x):
                return x * sigmoid(x)
            """,
        ["logsumexp"] = """
            def logsumexp(x):
                m = np.max(x)
                return m + np.log(np.sum(np.exp(x - m)))
            """,
        ["softmax"] = """
            def softmax(x):
                e = np.exp(x - np.max(x))
                return e / np.sum(e)
            """,
        ["logsoftmax"] = """
            def logsoftmax(x):
                return x - logsumexp(x)
            """,
        ["rowsoftmax"] = """
            def rowsoftmax(x):
                e = np.exp(x - np.max(x, axis=1, keepdims=True))
                return e / np.sum(e, axis=1, keepdims=True)
            """,
        ["colsoftmax"] = """
            def colsoftmax(x):
                e = np.exp(x - np.max(x, axis=0))
                return e / np.sum(e, axis=0)
            """,
        ["logrowsoftmax"] = """
            def logrowsoftmax(x):
                x = x - np.max(x, axis=1, keepdims=True)
                return x - np.log(np.sum(np.exp(x), axis=1, keepdims=True))
            """,
        ["logcolsoftmax"] = """
            def logcolsoftmax(x):
                x = x - np.max(x, axis=0)
                return x - np.log(np.sum(np.exp(x), axis=0))
            """,
        ["normalize"] = """
            def normalize(x):
                return x / np.linalg.norm(x)
            """,
        ["adjugate"] = """
            def adjugate(x):
                # det(x) * inv(x), also for a singular x
                u, s, vt = np.linalg.svd(x)
                others = np.array([np.prod(np.delete(s, i)) for i in range(s.size)])
                return np.linalg.det(u) * np.linalg.det(vt) * (vt.T * others) @ u.T
            """,
        ["frechet_expm"] = """
            def frechet_expm(x, e):
                # the derivative of expm at x in the direction e
                n = x.shape[0]
                return expm(np.block([[x, e], [np.zeros((n, n)), x]]))[:n, n:]
            """,
        ["frechet_logm"] = """
            def frechet_logm(x, e):
                # the derivative of logm at x in the direction e
                n = x.shape[0]
                return logm(np.block([[x, e], [np.zeros((n, n)), x]]))[:n, n:]
            """,
        ["vech"] = """
            def vech(x):
                j, i = np.triu_indices(x.shape[0])
                return x[i, j]
            """,
        ["basis"] = """
            def basis(i, n):
                e = np.zeros(n)
                e[i - 1] = 1.0
                return e
            """,
        ["commutation_rows"] = """
            def commutation_rows(m, n):
                # commutation(m, n) @ x == x[commutation_rows(m, n)]
                return np.arange(m * n).reshape((m, n), order="F").ravel()
            """,
        ["elimination_rows"] = """
            def elimination_rows(n):
                # elimination(n) @ x == x[elimination_rows(n)]
                j, i = np.triu_indices(n)
                return i + j * n
            """,
        ["duplication_rows"] = """
            def duplication_rows(n):
                # duplication(n) @ x == x[duplication_rows(n)]
                j, i = np.triu_indices(n)
                rows = np.empty((n, n), dtype=int)
                rows[i, j] = rows[j, i] = np.arange(i.size)
                return rows.ravel()
            """,
        ["commutation"] = """
            def commutation(m, n):
                return np.eye(m * n)[commutation_rows(m, n)]
            """,
        ["elimination"] = """
            def elimination(n):
                return np.eye(n * n)[elimination_rows(n)]
            """,
        ["duplication"] = """
            def duplication(n):
                return np.eye(n * (n + 1) // 2)[duplication_rows(n)]
            """,
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Names => Sources.Keys.Concat(Imports.Keys);

    /// <summary>A function and what it needs, needed things first.</summary>
    public static IEnumerable<string> WithNeeds(string function) => [.. Needs.GetValueOrDefault(function, []).SelectMany(WithNeeds), function];

    /// <summary>The module from which a function is imported, where it is.</summary>
    public static string? ModuleOf(string function) => Imports.GetValueOrDefault(function);

    /// <summary>The lines of a function that is defined inside.</summary>
    public static string[] SourceOf(string function) => Sources[function].ReplaceLineEndings("\n").Split('\n');
}
