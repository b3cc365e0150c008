using Google.Protobuf.Collections;
using QueueService.Tests.FunctionsHost.Protocol;

namespace QueueService.Tests.FunctionsHost.Workers;

/// <summary>What the host and a worker tell each other before the first invocation, in the host's order and limits.</summary>
internal sealed class WorkerGreeting(WorkerChannel channel, WorkerSetting setting)
{
    private static readonly TimeSpan InitPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReloadPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(60);

    /// <returns>Where the worker listens; null if it does not.</returns>
    public async Task<string?> InitializeAsync(CancellationToken cancellation)
    {
        WorkerInitRequest request = new()
        {
            HostVersion = StandIn.HostVersion,
            WorkerDirectory = setting.Package,
            FunctionAppDirectory = setting.Package,
        };
        request.Capabilities["MultiStream"] = bool.TrueString;
        StreamingMessage answer = await channel.AskAsync(
            new StreamingMessage { WorkerInitRequest = request },
            nameof(StreamingMessage.WorkerInitResponse),
            InitPatience,
            cancellation);
        Worker.Check(answer.WorkerInitResponse.Result, "The start");
        return HttpAddress(answer.WorkerInitResponse.Capabilities);
    }

    /// <summary>Makes a placeholder the worker of this app.</summary>
    /// <returns>Where the worker listens; null if it does not.</returns>
    public async Task<string?> SpecializeAsync(CancellationToken cancellation)
    {
        FunctionEnvironmentReloadRequest request = new() { FunctionAppDirectory = setting.Package };
        foreach ((string name, string value) in setting.AppSettings)
            request.EnvironmentVariables[name] = value;
        StreamingMessage answer = await channel.AskAsync(
            new StreamingMessage { FunctionEnvironmentReloadRequest = request },
            nameof(StreamingMessage.FunctionEnvironmentReloadResponse),
            ReloadPatience,
            cancellation);
        Worker.Check(answer.FunctionEnvironmentReloadResponse.Result, "The reload of the environment");
        return HttpAddress(answer.FunctionEnvironmentReloadResponse.Capabilities);
    }

    public async Task<IReadOnlyList<Function>> LoadAsync(CancellationToken cancellation)
    {
        StreamingMessage answer = await channel.AskAsync(
            new StreamingMessage
            {
                FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = setting.Package },
            },
            nameof(StreamingMessage.FunctionMetadataResponse),
            LoadPatience,
            cancellation);
        Worker.Check(answer.FunctionMetadataResponse.Result, "The list of functions");
        if (answer.FunctionMetadataResponse.UseDefaultMetadataIndexing)
            throw new InvalidDataException("The worker does not know its functions; functions.metadata is not read here.");
        List<Function> functions = [];
        foreach (RpcFunctionMetadata metadata in answer.FunctionMetadataResponse.FunctionMetadataResults)
        {
            functions.Add(Function.Read(metadata));
            StreamingMessage loaded = await channel.AskAsync(
                new StreamingMessage { FunctionLoadRequest = Function.Load(metadata) },
                metadata.FunctionId,
                LoadPatience,
                cancellation);
            Worker.Check(loaded.FunctionLoadResponse.Result, $"Loading {metadata.Name}");
        }

        return functions;
    }

    private static string? HttpAddress(MapField<string, string> capabilities) =>
        capabilities.TryGetValue("HttpUri", out string? address) ? address : null;
}
