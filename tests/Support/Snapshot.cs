using System.Runtime.CompilerServices;

namespace MatrixDiff.Tests.Support;

/// <summary>
/// Long outputs compared with files of <c>tests/Expectations</c>.
/// <c>Snapshot.Verify(text, "quadratic-form", "tex")</c> compares with <c>quadratic-form.verified.tex</c>, which is committed;
/// where they differ, <c>quadratic-form.received.tex</c> is written beside it and the test fails.
/// New texts are accepted with <c>scripts/accept.sh</c>, which runs the tests with MATRIXDIFF_ACCEPT=1; that is ignored where CI=true.
/// </summary>
/// <remarks>
/// Which files belong to tests must be known without running them (<see cref="SnapshotNames"/>): name and extension stand side by
/// side as literals in the call, or the file is listed by a member marked <see cref="SnapshotNamesAttribute"/>. A call with any other
/// name fails, and so does the test suite where a verified file belongs to no test.
/// </remarks>
internal static class Snapshot
{
    /// <summary>The snapshots of this repository.</summary>
    public static SnapshotStore Store { get; } = new(
        Path.Combine(Repository.TestFolder, "Expectations"),
        SnapshotNames.Declared,
        SnapshotStore.Accepts(Environment.GetEnvironmentVariable("MATRIXDIFF_ACCEPT"), Environment.GetEnvironmentVariable("CI")));

    /// <summary>Compares a text with <c>name.verified.extension</c>; line ends are LF and the text ends with exactly one.</summary>
    /// <param name="text">What the test produced.</param>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>; folders with <c>/</c>.</param>
    /// <param name="extension">Without its dot.</param>
    /// <param name="test">The test, for the message.</param>
    public static void Verify(string text, string name, string extension, [CallerMemberName] string test = "") =>
        Store.Verify(text, name, extension, test);
}
