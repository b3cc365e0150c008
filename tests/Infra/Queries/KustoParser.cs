using System.Diagnostics;
using System.Text.Json;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Infra.Queries;

/// <summary>
/// Microsoft's parser of the language of queries, npm's <c>@kusto/language-service-next</c>, which looks up names of
/// tables, columns and functions too.
/// </summary>
internal static class KustoParser
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>For each query, what is wrong with it and the columns of its result.</summary>
    public static async Task<IReadOnlyList<Answer>> ParseAsync(params string[] queries)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await NpmFolder.EnsureAsync(Repository.TestsFolder, deadline.Token);
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.TestsFolder, "Queries", "kusto.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(queries).AsMemory(), deadline.Token);
        node.StandardInput.Close();
        string answers = await node.StandardOutput.ReadToEndAsync(deadline.Token);
        await node.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, node.ExitCode);
        return JsonSerializer.Deserialize<IReadOnlyList<Answer>>(answers, JsonSerializerOptions.Web)!;
    }

    internal sealed record Answer(IReadOnlyList<string> Complaints, IReadOnlyList<string> Columns);
}
