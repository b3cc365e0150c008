using QueueService.Backup;
using QueueService.Tests.Azurite;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Restore;

/// <summary>
/// The restore drill of <c>infra/README.md</c>: while clients send and receive, the service is stopped and copied; then
/// the copy is restored under another prefix, and the same clients go on with it.
/// </summary>
internal sealed class RestoreRun(ChaosOptions options, Action<string> tell) : IAsyncDisposable
{
    private const string Prefix = "qs";
    private const string RestoredPrefix = "qsrestored";
    private const int FewestAcknowledged = 30;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-restore-");
    private readonly List<ServiceInstance> _instances = [];
    private AzuriteServer? _account;
    private AzuriteServer? _backup;

    private IEnumerable<ServiceInstance> Originals => _instances.Take(options.Instances);

    private IEnumerable<ServiceInstance> Restored => _instances.Skip(options.Instances);

    public async Task<ChaosReport> RunAsync()
    {
        _account = await AzuriteServer.StartAsync(_folder.CreateSubdirectory("account").FullName);
        _backup = await AzuriteServer.StartAsync(_folder.CreateSubdirectory("backup").FullName);
        AddInstances(Prefix);
        AddInstances(RestoredPrefix);
        foreach (ServiceInstance instance in Originals)
            await instance.StartAsync();
        using Traffic traffic = new(options, _instances);
        using CancellationTokenSource stopping = new();
        using CancellationTokenSource hurry = new();
        hurry.CancelAfter(options.Length + (2 * ChaosOptions.Patience));
        await traffic.CreateQueuesAsync(hurry.Token);
        Task clients = Task.WhenAll(traffic.Start(stopping.Token, hurry.Token));
        await WorkAsync(traffic, hurry.Token);
        (CopyReport copied, CopyReport restored) = await BackUpAndRestoreAsync(hurry.Token);
        tell($"Copied {copied}, restored {restored}.");
        int before = traffic.Report([]).Acknowledged;
        foreach (ServiceInstance instance in Restored)
            await instance.StartAsync();
        await WorkAsync(traffic, hurry.Token);
        await stopping.CancelAsync();
        await clients;
        return await traffic.DrainAsync(
            [new("copied rows", copied.Rows), new("copied blobs", copied.Blobs), new("restored rows", restored.Rows),
                new("restored blobs", restored.Blobs), new("acknowledged before", before)],
            hurry.Token);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Ends them all, also if one has shown a secret.
            await Task.WhenAll(_instances.Select(instance => instance.DisposeAsync().AsTask()));
        }
        finally
        {
            if (_backup is not null)
                await _backup.DisposeAsync();
            if (_account is not null)
                await _account.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>Half of the run, or longer on a machine that is too busy for anything to happen in it.</summary>
    private async Task WorkAsync(Traffic traffic, CancellationToken hurry)
    {
        int enough = traffic.Report([]).Acknowledged + FewestAcknowledged;
        do
            await Pause.WaitAsync(options.Length / 2, hurry);
        while (traffic.Report([]).Acknowledged < enough && !hurry.IsCancellationRequested);
    }

    private async Task<(CopyReport Copied, CopyReport Restored)> BackUpAndRestoreAsync(CancellationToken cancellation)
    {
        // In the middle of what they do: what they were asked and have not answered is of unknown outcome.
        foreach (ServiceInstance instance in Originals)
            await instance.KillAsync();
        CopyReport copied = await StoreCopy.RunAsync(
            StorePlace.Connect(_account!.ConnectionString, Prefix),
            StorePlace.Connect(_backup!.ConnectionString, Prefix),
            tell,
            cancellation);
        CopyReport restored = await StoreCopy.RunAsync(
            StorePlace.Connect(_backup.ConnectionString, Prefix),
            StorePlace.Connect(_account.ConnectionString, RestoredPrefix),
            tell,
            cancellation);
        return (copied, restored);
    }

    private void AddInstances(string prefix)
    {
        for (int n = 1; n <= options.Instances; n++)
        {
            _instances.Add(new ServiceInstance(
                $"{prefix} {n}",
                options.Program!,
                [
                    "--Storage:Kind", "Azure", "--Storage:ConnectionString", _account!.ConnectionString,
                    "--Storage:Prefix", prefix,
                ]));
        }
    }
}
