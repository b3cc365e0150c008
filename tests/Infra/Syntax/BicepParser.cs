using System.Diagnostics;
using System.Text;
using System.Text.Json;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Infra.Syntax;

/// <summary>
/// Parses Bicep with the grammar of npm's tree-sitter-bicep, by one process of Node that ends with this one. The
/// compiler itself is no package of NuGet or npm.
/// </summary>
internal static class BicepParser
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly Lazy<Task<Process>> Node = new(StartAsync);
    private static readonly SemaphoreSlim Turn = new(1);

    public static async Task<IReadOnlyList<SyntaxNode>> ParseAsync(IReadOnlyList<string> sources)
    {
        using var deadline = new CancellationTokenSource(Patience);
        Process node = await Node.Value;
        await Turn.WaitAsync(deadline.Token);
        try
        {
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(sources).AsMemory(), deadline.Token);
            await node.StandardInput.FlushAsync(deadline.Token);
            string trees = await node.StandardOutput.ReadLineAsync(deadline.Token)
                ?? throw new InvalidOperationException($"parse.mjs: {await node.StandardError.ReadToEndAsync(deadline.Token)}");
            return
            [
                .. JsonSerializer.Deserialize<IReadOnlyList<ParsedNode>>(trees, Json)!
                    .Zip(sources, (tree, source) => new SyntaxNode(tree, source)),
            ];
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<Process> StartAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await NpmFolder.EnsureAsync(Repository.TestsFolder, deadline.Token);
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.TestsFolder, "Syntax", "parse.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("node could not be started.");
    }
}
