using System.Diagnostics;
using System.Text;
using System.Text.Json;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Infra.Syntax;

/// <summary>
/// Parses Bicep with the grammar of npm's tree-sitter-bicep, by Node. The compiler itself is no package of NuGet or npm.
/// </summary>
internal static class BicepParser
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static async Task<IReadOnlyList<SyntaxNode>> ParseAsync(IReadOnlyList<string> sources)
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
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node could not be started.");
        Task<string> output = node.StandardOutput.ReadToEndAsync(deadline.Token);
        Task<string> errors = node.StandardError.ReadToEndAsync(deadline.Token);
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(sources).AsMemory(), deadline.Token);
        node.StandardInput.Close();
        await node.WaitForExitAsync(deadline.Token);
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"parse.mjs failed: {await errors}");
        IReadOnlyList<ParsedNode> trees = JsonSerializer.Deserialize<IReadOnlyList<ParsedNode>>(await output, Json)!;
        return [.. trees.Zip(sources, (tree, source) => new SyntaxNode(tree, source))];
    }
}
