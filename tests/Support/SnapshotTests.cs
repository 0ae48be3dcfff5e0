using System.Text;
using Xunit.Sdk;

namespace MatrixDiff.Tests.Support;

public sealed class SnapshotTests : IDisposable
{
    private static readonly HashSet<string> Declared = ["gradient.tex", "examples/mlp.md"];

    private readonly string folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    [SnapshotNames]
    internal static IEnumerable<string> ComputedNames => ["snapshot-computed.txt"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_verified_file_belongs_to_a_test() => Assert.Empty(Snapshot.Store.Orphans());

    [Fact]
    public void Every_verified_file_has_LF_one_final_newline_and_no_byte_order_mark() => Assert.Empty(Snapshot.Store.Unclean());

    [Fact]
    public void Names_given_as_literals_are_known() => Snapshot.Verify("∇f = (A + Aᵀ) x", "snapshot-literal", "txt");

    [Fact]
    public void Computed_names_are_known_where_a_member_lists_them()
    {
        string name = ComputedNames.First();
        Snapshot.Verify("computed", Path.GetFileNameWithoutExtension(name), Path.GetExtension(name)[1..]);
    }

    [Fact]
    public void Names_are_found_in_sources_but_not_in_comments()
    {
        const string source = """
            Snapshot.Verify(Write("a", "b"), "one", "tex");
            Snapshot.Verify(
                text,
                name: "two",
                extension: "md");
            // Snapshot.Verify(text, "three", "tex");
            Snapshot.Verify(text, $"{four}", format);
            """;
        Assert.Equal(["a.b", "one.tex", "two.md"], SnapshotNames.InSource(source));
        Assert.Empty(SnapshotNames.InSource("""Write("a", "b");"""));
    }

    [Fact]
    public void An_equal_text_passes_and_a_stale_received_file_goes()
    {
        Write("gradient.verified.tex", "x\ny\n");
        Write("gradient.received.tex", "old\n");
        Verify("x\r\ny");
        Verify("x\ny\n\n\n");
        Assert.False(Exists("gradient.received.tex"));
    }

    [Fact]
    public void A_different_text_fails_at_its_first_differing_line()
    {
        Write("gradient.verified.tex", "same\nA x + b\nrest\n");
        string message = Failure("same\nA x - b\nother");
        Assert.Contains("'gradient.tex' differs first at line 2, column 5:\n  verified: A x + b\n  received: A x - b\n", message, StringComparison.Ordinal);
        Assert.Equal("same\nA x - b\nother\n"u8, Read("gradient.received.tex"));
        Assert.Equal("same\nA x + b\nrest\n"u8, Read("gradient.verified.tex"));
    }

    [Fact]
    public void A_text_that_ends_early_a_long_line_and_an_unseen_character_are_shown_as_such()
    {
        Write("gradient.verified.tex", "x\ny\n");
        Assert.Contains("line 3, column 1:\n  verified: (end of the text)\n  received: z\n", Failure("x\ny\nz"), StringComparison.Ordinal);
        Assert.Contains("line 2, column 1:\n  verified: y\n  received: (end of the text)\n", Failure("x"), StringComparison.Ordinal);
        Assert.Contains(@"received: x\u200B", Failure("x\u200B\ny"), StringComparison.Ordinal);
        Write("gradient.verified.tex", new string('a', 1000) + "\n");
        Assert.Contains($"column 501:\n  verified: …{new string('a', 120)}…\n  received: …{new string('a', 60)}b{new string('a', 59)}…\n", Failure($"{new string('a', 500)}b{new string('a', 499)}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_verified_file_with_another_encoding_of_the_same_text_is_a_difference()
    {
        Write("gradient.verified.tex", "\uFEFFx\n");
        Assert.Contains(@"verified: \uFEFFx", Failure("x"), StringComparison.Ordinal);
        Write("gradient.verified.tex", "x");
        Assert.Contains("verified: (end of the text, without a final newline)\n  received: (end of the text)\n", Failure("x"), StringComparison.Ordinal);
        Write("gradient.verified.tex", "x\r\n");
        Assert.Contains(@"verified: x\u000D", Failure("x"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_snapshot_fails_until_it_is_accepted()
    {
        Assert.Contains("has no verified file yet", Failure("x"), StringComparison.Ordinal);
        Assert.Equal("x\n"u8, Read("gradient.received.tex"));
        Verify("x", accept: true);
        Assert.Equal("x\n"u8, Read("gradient.verified.tex"));
        Assert.False(Exists("gradient.received.tex"));
        Verify("x");
    }

    [Fact]
    public void A_folder_is_made_when_accepted()
    {
        Store(accept: true).Verify("∂", "examples/mlp", "md", "test");
        Assert.Equal("∂\n"u8, Read("examples/mlp.verified.md"));
        Assert.Empty(Store().Orphans());
    }

    [Fact]
    public void A_text_with_a_byte_order_mark_is_refused_even_when_accepting() =>
        Assert.Contains("byte order mark", Failure("\uFEFFx", accept: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("undeclared", "tex", "no source of the tests names")]
    [InlineData("gradient", "md", "no source of the tests names")]
    [InlineData("../gradient", "tex", "cannot name a snapshot")]
    [InlineData("gradient.verified", "tex", "cannot name a snapshot")]
    public void A_name_that_no_source_declares_or_that_leaves_the_folder_is_refused(string name, string extension, string expected) =>
        Assert.Contains(expected, Assert.Throws<FailException>(() => Store(accept: true).Verify("x", name, extension, "test")).Message, StringComparison.Ordinal);

    [Fact]
    public void Orphans_and_unclean_files_are_found()
    {
        Write("gradient.verified.tex", "x\n");
        Write("gradient.verified.md", "x\n");
        Write("examples/mlp.verified.md", "x\n\n");
        Write("examples/rnn.verified.md", "\uFEFFx\n");
        Write("gone.verified.txt", "x\r\n");
        Write("gone.received.txt", "x");
        Assert.Equal(["examples/rnn.md", "gone.txt", "gradient.md"], Store().Orphans());
        Assert.Equal(["examples/mlp.verified.md", "examples/rnn.verified.md", "gone.verified.txt"], Store().Unclean());
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("true", "false", true)]
    [InlineData("1", "true", false)]
    [InlineData("1", "1", false)]
    [InlineData("0", null, false)]
    [InlineData(null, null, false)]
    public void Continuous_integration_accepts_nothing(string? accept, string? ci, bool accepts) =>
        Assert.Equal(accepts, SnapshotStore.Accepts(accept, ci));

    [SharedFact]
    public void Shared_cases_are_beside_the_repository() => Assert.NotEmpty(Directory.EnumerateFileSystemEntries(SharedCases.Folder));

    private SnapshotStore Store(bool accept = false) => new(folder, Declared, accept);

    private void Verify(string text, bool accept = false) => Store(accept).Verify(text, "gradient", "tex", "test");

    private string Failure(string text, bool accept = false) => Assert.Throws<FailException>(() => Verify(text, accept)).Message;

    private bool Exists(string file) => File.Exists(Path.Combine(folder, file));

    private byte[] Read(string file) => File.ReadAllBytes(Path.Combine(folder, file));

    private void Write(string file, string text)
    {
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
    }
}
