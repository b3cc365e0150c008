namespace QueueService.Tests.Infra.Readme;

/// <summary>A part of infra/README.md that is computed: between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
internal static class ReadmeSection
{
    /// <summary>Set it to 1 to have the tests write what is computed, instead of comparing.</summary>
    private const string Update = "UPDATE_README";

    private static readonly string File = Path.Combine(Repository.Infra, "README.md");

    public static void AssertIs(string name, string computed)
    {
        string text = System.IO.File.ReadAllText(File);
        string start = $"<!-- {name} -->\n";
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        int to = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        Assert.True(from >= start.Length && to >= from, $"infra/README.md has no section '{name}'.");
        if (Environment.GetEnvironmentVariable(Update) is "1")
            System.IO.File.WriteAllText(File, string.Concat(text.AsSpan(0, from), computed, text.AsSpan(to)));
        else
            Assert.Equal(computed, text[from..to]);
    }
}
