using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Tests.FunctionsHost;
using Settings = System.Collections.Generic.Dictionary<string, string>;

namespace QueueService.Benchmarks.Targets;

/// <summary>The published service, outside the repository, as a user would run it.</summary>
internal sealed class ServiceProgram : IDisposable
{
    private const string AssemblyName = "QueueService";

    private readonly TempFolder? _ownFolder;
    private readonly PublishKind _kind;

    private ServiceProgram(string folder, TempFolder? ownFolder, PublishKind kind)
    {
        Folder = folder;
        _ownFolder = ownFolder;
        _kind = kind;
    }

    public static Task<ServiceProgram> PublishAsync(
        PublishKind kind, string workFolder, CancellationToken cancellation) =>
        PublishAsync(kind, Repository.Root(), [], workFolder, cancellation);

    /// <summary>A build that is there: a folder it was published to, or a working tree, published from here.</summary>
    public static async Task<ServiceProgram> OfAsync(string folder, string workFolder, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(folder, $"{AssemblyName}.dll")))
            return new ServiceProgram(folder, ownFolder: null, PublishKind.Portable);
        if (!File.Exists(Path.Combine(folder, "QueueService.sln")))
            throw new UsageException($"'{folder}' is neither a published service nor a working tree.");
        using var artifacts = new TempFolder(workFolder);
        string[] apart = ["--artifacts-path", artifacts.Path, "-p:RunAnalyzers=false"];
        return await PublishAsync(PublishKind.Portable, folder, apart, workFolder, cancellation);
    }

    /// <summary>Where it was published.</summary>
    public string Folder { get; }

    /// <summary>Starts on a folder that is removed together with the server.</summary>
    public TargetServer StartLocal(
        TargetKind kind, TempFolder ownFolder, Settings? more = null, Settings? environment = null) =>
        StartLocal(kind, ownFolder.Path, ownFolder, more, environment);

    /// <summary>Starts on a folder that outlives the server.</summary>
    public TargetServer StartLocal(string folder) => StartLocal(TargetKind.Local, folder, ownFolder: null, more: null);

    /// <summary>Starts on a store that costs next to nothing and keeps nothing.</summary>
    public TargetServer StartMemory(TargetKind kind, Settings? more = null)
    {
        (ChildProcess process, int port) = Start(new Settings { ["Storage:Kind"] = "Memory" }, more);
        return new TargetServer(kind, process, port);
    }

    /// <summary>Starts on an account that is removed together with the server.</summary>
    public TargetServer StartAzurite(
        TargetKind kind, EmulatedAccount account, Settings? more = null, Settings? environment = null)
    {
        (ChildProcess process, int port) = Start(OnAccount(account), more, environment);
        return new TargetServer(kind, process, port, account: account);
    }

    /// <summary>Starts the package in a process of the stand-in for the Functions host.</summary>
    public TargetServer StartHosted(TempFolder ownFolder)
    {
        (ChildProcess process, int port) = StartHost(OnFolder(ownFolder.Path));
        return new TargetServer(TargetKind.Hosted, process, port, folder: ownFolder);
    }

    /// <summary>The same on an account that is removed together with the server.</summary>
    public TargetServer StartHosted(EmulatedAccount account)
    {
        (ChildProcess process, int port) = StartHost(OnAccount(account));
        return new TargetServer(TargetKind.HostedAzurite, process, port, account: account);
    }

    public void Dispose() => _ownFolder?.Dispose();

    private static async Task<ServiceProgram> PublishAsync(
        PublishKind kind, string root, string[] more, string workFolder, CancellationToken cancellation)
    {
        var folder = new TempFolder(workFolder);
        var program = new ServiceProgram(folder.Path, folder, kind);
        try
        {
            string project = Path.Combine(root, "functions");
            string[] portable = kind == PublishKind.Portable ? ["-p:Portable=true"] : [];
            using ChildProcess publish = DotnetHost.Start(
                ["publish", project, "-c", "Release", "-v", "q", "-o", folder.Path, .. portable, .. more]);
            await publish.WaitForSuccessAsync("dotnet publish", cancellation);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static Settings OnFolder(string folder) =>
        new() { ["Storage:Kind"] = "Local", ["Storage:Path"] = folder };

    private static Settings OnAccount(EmulatedAccount account) =>
        new() { ["Storage:Kind"] = "Azure", ["Storage:ConnectionString"] = account.ConnectionString };

    private TargetServer StartLocal(
        TargetKind kind, string folder, TempFolder? ownFolder, Settings? more, Settings? environment = null)
    {
        (ChildProcess process, int port) = Start(OnFolder(folder), more, environment);
        return new TargetServer(kind, process, port, folder: ownFolder);
    }

    private (ChildProcess Process, int Port) StartHost(Settings storage)
    {
        int port = FreePort.Find();
        IEnumerable<string> settings = storage.Concat(BenchmarkKey.Settings)
            .Select(setting => $"{setting.Key.Replace(":", "__", StringComparison.Ordinal)}={setting.Value}");
        return (DotnetHost.Start([typeof(StandIn).Assembly.Location, Folder, $"{port}", .. settings]), port);
    }

    private (ChildProcess Process, int Port) Start(Settings storage, Settings? more, Settings? environment = null)
    {
        int port = FreePort.Find();
        IEnumerable<string> arguments =
        [
            "--urls",
            $"http://127.0.0.1:{port}",
            .. storage.Concat(more ?? []).Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        string program = Path.Combine(Folder, AssemblyName);
        ChildProcess process = _kind == PublishKind.ReadyToRun
            ? ChildProcess.Start(program, arguments, environment)
            : DotnetHost.Start([program + ".dll", .. arguments], environment);
        return (process, port);
    }
}
