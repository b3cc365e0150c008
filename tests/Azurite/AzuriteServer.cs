using System.Diagnostics;

namespace QueueService.Tests.Azurite;

/// <summary>
/// A storage emulator of its own, on free loopback ports. It ends when disposed of, and also when the process that
/// started it dies.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    public const string AccountName = "devstoreaccount1";

    /// <summary>The emulator's published key.</summary>
    public const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Generous: it only ends a start that hangs.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task _drained;

    private AzuriteServer(Process process, Task drained, Uri blobs, Uri tables)
    {
        _process = process;
        _drained = drained;
        BlobEndpoint = new Uri(blobs, AccountName);
        TableEndpoint = new Uri(tables, AccountName);
    }

    public Uri BlobEndpoint { get; }

    public Uri TableEndpoint { get; }

    public int ProcessId => _process.Id;

    /// <summary>The connection string of the whole account, by key.</summary>
    public string ConnectionString => ConnectionStringTo(BlobEndpoint, TableEndpoint);

    /// <summary>Starts an emulator and waits until it listens.</summary>
    /// <param name="folder">Where it keeps its data; null for memory.</param>
    public static async Task<AzuriteServer> StartAsync(string? folder = null)
    {
        using var deadline = new CancellationTokenSource(StartDeadline);
        await AzuriteInstallation.EnsureAsync(deadline.Token);
        var process = Process.Start(Command(folder)) ?? throw new InvalidOperationException("node could not be started.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var blobs = await ListeningAsync(process, "Blob", errors, deadline.Token);
            var tables = await ListeningAsync(process, "Table", errors, deadline.Token);
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new AzuriteServer(process, Task.WhenAll(output, errors), blobs, tables);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>A connection string by key with other endpoints, for a proxy in between.</summary>
    public static string ConnectionStringTo(Uri blobs, Uri tables) =>
        $"AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={blobs};TableEndpoint={tables}";

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _drained;
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string? folder)
    {
        // Port 0 lets the system choose, so that no two servers ever race for a port.
        List<string> arguments =
        [
            "--require", AzuriteInstallation.ParentWatch, AzuriteInstallation.Program,
            "--blobHost", "127.0.0.1", "--blobPort", "0", "--blobKeepAliveTimeout", "600",
            "--tableHost", "127.0.0.1", "--tablePort", "0", "--tableKeepAliveTimeout", "600",
            "--queueHost", "127.0.0.1", "--queuePort", "0",
            "--silent", "--disableTelemetry",
        ];
        arguments.AddRange(folder is null ? ["--inMemoryPersistence"] : ["--location", folder]);
        return new ProcessStartInfo("node", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    // Azurite Blob service is successfully listening at http://127.0.0.1:42185
    private static async Task<Uri> ListeningAsync(
        Process process, string service, Task<string> errors, CancellationToken cancellationToken)
    {
        var prefix = $"Azurite {service} service is successfully listening at ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                return new Uri(line[prefix.Length..]);
        }

        throw new InvalidOperationException($"Azurite ended before it listened: {await errors}");
    }
}
