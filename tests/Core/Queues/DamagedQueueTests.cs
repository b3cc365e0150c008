using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Storage.Local;

namespace QueueService.Tests.Core.Queues;

/// <summary>Damage to one queue does not end what is done for the others.</summary>
public sealed class DamagedQueueTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-damaged-");

    private string Logs => Path.Combine(_folder.FullName, "logs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Maintain_WhenALogIsDamaged_LooksAtTheOtherQueues()
    {
        string damaged = await UseAsync(async broker =>
        {
            await SendAsync(broker, "a");
            string log = Assert.Single(Directory.GetFiles(Logs, "*.seg", SearchOption.AllDirectories));
            await SendAsync(broker, "b");
            return log;
        });
        byte[] bytes = await File.ReadAllBytesAsync(damaged);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes);

        // Later, when it is plain that nobody finishes the notes beside the heads of the logs.
        IReadOnlyList<QueueSample> samples = await UseAsync(
            broker => broker.MaintainAsync(BrokerCluster.None), new LaterTime(TimeSpan.FromHours(1)));

        QueueSample sample = Assert.Single(samples);
        Assert.Equal(("b", 1), (sample.Queue.Value, sample.Stats.Visible));
    }

    private static async Task SendAsync(Broker broker, string name) =>
        await BrokerCluster.SendAsync(broker, await BrokerCluster.CreateAsync(broker, name), "message");

    private async Task<T> UseAsync<T>(Func<Broker, Task<T>> use, TimeProvider? time = null)
    {
        await using LocalStore store = new(new LocalStoreOptions(_folder.FullName));
        await store.InitializeAsync(BrokerCluster.None);
        await using Broker broker = await Broker.OpenAsync(
            store,
            time ?? TimeProvider.System,
            RandomSource.System,
            NullLogger.Instance,
            MemoryLimits.Default,
            BrokerCluster.None);
        return await use(broker);
    }
}
