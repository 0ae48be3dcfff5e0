using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MatrixDiff.Tests.Plans;

/// <summary>Runs exported functions with NumPy: one process for many, JSON in and out.</summary>
internal static class Python
{
    private const string Usual = "/usr/bin/python3";

    private const string Runner = """
        import json, sys, warnings
        import numpy as np
        warnings.simplefilter("ignore")

        SIN = [np.sin, np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x)]

        def argument(a):
            if a["kind"] == "function":
                return SIN[a["order"] % 4]
            if a["kind"] in ("scalar", "size"):
                return a["value"]
            return np.array(a["value"], dtype=np.float64).reshape(a["shape"])

        def run(case):
            try:
                space = {}
                exec(case["source"], space)
                r = space["compute"](*[argument(a) for a in case["arguments"]])
                if isinstance(r, float):
                    return {"kind": "float", "shape": [], "value": [float(r)]}
                if not isinstance(r, np.ndarray) or r.dtype != np.float64:
                    return {"error": "the result is " + str(type(r)) + " " + str(getattr(r, "dtype", ""))}
                return {"kind": "array", "shape": list(r.shape), "value": r.ravel().tolist()}
            except Exception as e:
                return {"error": type(e).__name__ + ": " + str(e)}

        json.dump([run(c) for c in json.load(sys.stdin)], sys.stdout)
        """;

    private static readonly Lazy<string?> Reason = new(() => Start("import numpy, scipy.special, scipy.linalg", "", out string error) is null
        ? "Skipped: python3 with NumPy and SciPy is not there: " + error.Trim().Split('\n')[^1]
        : null);

    /// <summary>Why functions can't be run, or null where they can.</summary>
    public static string? WhySkipped => Reason.Value;

    /// <summary>The results of functions, in order.</summary>
    public static Result[] Run(IEnumerable<Call> calls)
    {
        string output = Start(Runner, JsonSerializer.Serialize(calls, Options), out string error) ?? throw new InvalidOperationException(error);
        return JsonSerializer.Deserialize<Result[]>(output, Options)!;
    }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static string? Start(string program, string input, out string error)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(File.Exists(Usual) ? Usual : "python3", ["-c", program])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["OPENBLAS_NUM_THREADS"] = "1" },
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            error = errors.Result;
            return process.ExitCode == 0 ? output.Result : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>A function and what it is called with.</summary>
    internal sealed record Call(string Source, IReadOnlyList<Argument> Arguments);

    /// <summary>An argument: a scalar or size with its value, an array with its shape and entries by rows, or an unknown function.</summary>
    internal sealed record Argument(string Kind, object? Value = null, int[]? Shape = null, int? Order = null);

    /// <summary>A float, an array with its shape and entries by rows, or an error.</summary>
    internal sealed record Result(string? Kind, int[]? Shape, double[]? Value, string? Error);
}
