using System.Text.Json;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>
/// What a deployment would consist of, as the compiler's own engine of Azure's expressions computes it without Azure.
/// What only Azure can tell, such as the id of an identity, stays an expression in brackets.
/// </summary>
internal sealed record Snapshot(IReadOnlyList<TemplateResource> Resources)
{
    private const string Secure = "@secure()\n";

    private static readonly string[] Place =
    [
        "--subscription-id", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "--tenant-id", "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
        "--location", "westeurope",
    ];

    /// <summary>The resource of a type; throws if there is none or more than one.</summary>
    public TemplateResource Single(string type) => Resources.Single(resource => resource.Is(type));

    public IEnumerable<TemplateResource> Of(string type) => Resources.Where(resource => resource.Is(type));

    /// <summary>Takes one of <c>main.bicep</c>.</summary>
    /// <param name="parameters">Lines of a file of parameters.</param>
    public static Task<Snapshot> OfMainAsync(string parameters) => TakeAsync("main.bicep", parameters, source => source);

    /// <summary>
    /// Takes one of a file beside those of the repository that calls them as modules. Secrets are computed, which they
    /// are not otherwise.
    /// </summary>
    public static Task<Snapshot> OfAsync(string bicep, string parameters) => TakeAsync(
        "test.bicep", parameters, source => source.Replace(Secure, "", StringComparison.Ordinal), bicep);

    private static async Task<Snapshot> TakeAsync(
        string file, string parameters, Func<string, string> change, string? more = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-snapshot");
        try
        {
            foreach (string path in Repository.Files("infra", "*.bicep").Concat(Repository.Files("infra", "*.kql")))
            {
                string copy = Path.Combine(folder.FullName, Path.GetRelativePath("infra", path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                await File.WriteAllTextAsync(copy, change(Repository.Read(path)));
            }

            if (more is not null)
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), more);
            string given = Path.Combine(folder.FullName, "given.bicepparam");
            await File.WriteAllTextAsync(given, $"using '{file}'\n{parameters}");
            string[] group = more is null ? [] : ["--resource-group", "rg"];
            (_, string complaints) = await BicepCompiler.RunAsync(["snapshot", given, "--mode", "Overwrite", .. Place, .. group]);
            string taken = Path.Combine(folder.FullName, "given.snapshot.json");
            Assert.True(File.Exists(taken), complaints);
            return Read(await File.ReadAllTextAsync(taken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Snapshot Read(string json)
    {
        JsonElement snapshot = JsonDocument.Parse(json).RootElement;
        Assert.Empty(snapshot.Items("diagnostics"));
        return new Snapshot([.. snapshot.Items("predictedResources").Select(resource => new TemplateResource(resource))]);
    }
}
