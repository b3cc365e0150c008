using QueueService.Benchmarks.Processes;
using QueueService.Tests.FunctionsHost;

namespace QueueService.Benchmarks.Targets;

/// <summary>The published service, outside the repository, as a user would run it.</summary>
internal sealed class ServiceProgram : IDisposable
{
    private const string AssemblyName = "QueueService";

    private readonly TempFolder _folder;
    private readonly PublishKind _kind;

    private ServiceProgram(TempFolder folder, PublishKind kind)
    {
        _folder = folder;
        _kind = kind;
    }

    public static async Task<ServiceProgram> PublishAsync(
        PublishKind kind, string workFolder, CancellationToken cancellation)
    {
        var program = new ServiceProgram(new TempFolder(workFolder), kind);
        try
        {
            string project = Path.Combine(Repository.Root(), "functions");
            string[] portable = kind == PublishKind.Portable ? ["-p:Portable=true"] : [];
            using ChildProcess publish = DotnetHost.Start(
                ["publish", project, "-c", "Release", "-v", "q", "-o", program._folder.Path, .. portable]);
            await publish.WaitForSuccessAsync("dotnet publish", cancellation);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Where it was published.</summary>
    public string Folder => _folder.Path;

    /// <summary>Starts on a folder that is removed together with the server.</summary>
    public TargetServer StartLocal(TargetKind kind, TempFolder ownFolder) =>
        StartLocal(kind, ownFolder.Path, ownFolder);

    /// <summary>Starts on a folder that outlives the server.</summary>
    public TargetServer StartLocal(string folder) => StartLocal(TargetKind.Local, folder, ownFolder: null);

    /// <summary>Starts on a store that costs next to nothing and keeps nothing.</summary>
    public TargetServer StartMemory(TargetKind kind, params IEnumerable<string> access)
    {
        (ChildProcess process, int port) = Start(["--Storage:Kind", "Memory", .. access]);
        return new TargetServer(kind, process, port);
    }

    /// <summary>Starts on an account that is removed together with the server.</summary>
    public TargetServer StartAzurite(EmulatedAccount account)
    {
        (ChildProcess process, int port) =
            Start("--Storage:Kind", "Azure", "--Storage:ConnectionString", account.ConnectionString);
        return new TargetServer(TargetKind.Azurite, process, port, account: account);
    }

    /// <summary>Starts the package in a process of the stand-in for the Functions host.</summary>
    public TargetServer StartHosted(TempFolder ownFolder)
    {
        int port = FreePort.Find();
        string host = typeof(StandIn).Assembly.Location;
        ChildProcess process = DotnetHost.Start(host, Folder, $"{port}", $"Storage__Path={ownFolder.Path}", $"Access__AdminKey={BenchmarkKey.AdminKey}");
        return new TargetServer(TargetKind.Hosted, process, port, folder: ownFolder);
    }

    public void Dispose() => _folder.Dispose();

    private TargetServer StartLocal(TargetKind kind, string folder, TempFolder? ownFolder)
    {
        (ChildProcess process, int port) = Start("--Storage:Kind", "Local", "--Storage:Path", folder);
        return new TargetServer(kind, process, port, folder: ownFolder);
    }

    private (ChildProcess Process, int Port) Start(params IEnumerable<string> storage)
    {
        int port = FreePort.Find();
        IEnumerable<string> arguments = ["--urls", $"http://127.0.0.1:{port}", .. storage];
        string program = Path.Combine(_folder.Path, AssemblyName);
        ChildProcess process = _kind == PublishKind.ReadyToRun
            ? ChildProcess.Start(program, arguments)
            : DotnetHost.Start([program + ".dll", .. arguments]);
        return (process, port);
    }
}
