using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>The targets that a scenario was asked to compare; the service is published once for all of them.</summary>
internal sealed class TargetSet : IDisposable
{
    private readonly string _workFolder;
    private ServiceProgram? _program;

    private TargetSet(OptionValues options, Option targets)
    {
        _workFolder = options.Text(TargetOptions.WorkFolder.Name);
        TargetKind[] allowed = [.. targets.Default.Split(',').Select(name => Enum.Parse<TargetKind>(name, true))];
        Kinds = Parse(options.Text(targets.Name), allowed);
    }

    public IReadOnlyList<TargetKind> Kinds { get; }

    private ServiceProgram Program => _program ?? throw new InvalidOperationException("The service is not published.");

    /// <param name="options">The options of the command.</param>
    /// <param name="targets">The option whose default names all targets that the scenario can run on.</param>
    /// <param name="cancellation">Ends the publishing of the service.</param>
    public static async Task<TargetSet> PrepareAsync(
        OptionValues options, Option targets, CancellationToken cancellation)
    {
        var set = new TargetSet(options, targets);
        if (!set.Kinds.All(TargetServer.IsCeiling))
            set._program = await ServiceProgram.PublishAsync(Published(set.Kinds), set._workFolder, cancellation);
        return set;
    }

    /// <summary>Targets by their names, with commas between them.</summary>
    public static TargetKind[] Parse(string names, TargetKind[] allowed) =>
        [.. names.Split(',').Select(name => ParseKind(name, allowed))];

    /// <summary>A new server on an empty store, ready for requests.</summary>
    public async Task<TargetServer> StartAsync(TargetKind kind, CancellationToken cancellation)
    {
        TargetServer server = kind switch
        {
            TargetKind.Ceiling => CeilingProgram.Start(),
            TargetKind.HostedCeiling => CeilingProgram.StartHosted(new TempFolder(_workFolder)),
            TargetKind.Memory => Program.StartMemory(kind),
            TargetKind.Keys => Program.StartMemory(kind, BenchmarkKey.Settings),
            TargetKind.Package => Program.StartLocal(kind, new TempFolder(_workFolder), BenchmarkKey.Settings),
            TargetKind.Hosted => Program.StartHosted(new TempFolder(_workFolder)),
            TargetKind.PackageAzurite => Program.StartAzurite(
                kind, await EmulatedAccount.StartAsync(_workFolder), BenchmarkKey.Settings),
            TargetKind.HostedAzurite => Program.StartHosted(await EmulatedAccount.StartAsync(_workFolder)),
            TargetKind.Azurite => Program.StartAzurite(kind, await EmulatedAccount.StartAsync(_workFolder)),
            _ => Program.StartLocal(kind, new TempFolder(_workFolder)),
        };
        try
        {
            await server.WaitUntilReadyAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The Functions host runs a package; what it is compared with should be the same program.</summary>
    private static PublishKind Published(IReadOnlyList<TargetKind> kinds) =>
        kinds.Any(IsOfPackage) ? PublishKind.ReadyToRun : PublishKind.Portable;

    private static bool IsOfPackage(TargetKind kind) => kind
        is TargetKind.Package or TargetKind.Hosted or TargetKind.PackageAzurite or TargetKind.HostedAzurite;

    public void Dispose() => _program?.Dispose();

    private static TargetKind ParseKind(string name, TargetKind[] allowed)
    {
        foreach (TargetKind kind in allowed)
        {
            if (string.Equals(kind.ToString(), name, StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        throw new UsageException($"There is no target '{name}' here; there are: {string.Join(", ", allowed)}.");
    }
}
