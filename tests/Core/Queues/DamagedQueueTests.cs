using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Queues.Redrive;
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

    [Theory]
    [InlineData("documents/queues/d.a.doc")]
    [InlineData("logs")]
    [InlineData("log that is gone")]
    public async Task Queues_WhenOneIsDamaged_AreListedAndUsedAllTheSame(string what)
    {
        await UseAsync(async broker =>
        {
            await SendAsync(broker, "a");
            string log = Assert.Single(Directory.GetFiles(Logs, "*.seg", SearchOption.AllDirectories));
            await SendAsync(broker, "b");
            return log;
        });
        Damage(what);

        await UseAsync(async broker =>
        {
            Page<QueueInfo> page = await broker.ListQueuesAsync("", 100, null, BrokerCluster.None);
            Assert.Equal(["a", "b"], page.Items.Select(queue => queue.Name.Value));
            bool isSeen = !what.Contains("gone", StringComparison.Ordinal);
            Assert.Equal([isSeen, false], page.Items.Select(queue => queue.IsDamaged));
            QueueName a = QueueName.Parse("a");
            BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
                () => BrokerCluster.SendAsync(broker, a, "x"));
            Assert.Equal(BrokerErrorCode.QueueDamaged, refusal.Code);
            Assert.Contains("'a'", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(_folder.FullName, refusal.Message, StringComparison.Ordinal);
            Assert.Equal(
                BrokerErrorCode.QueueDamaged,
                (await Assert.ThrowsAsync<BrokerException>(() => broker.GetQueueAsync(a, BrokerCluster.None))).Code);
            Assert.Equal(["message"], await BrokerCluster.DrainAsync(broker, QueueName.Parse("b")));
            return true;
        });
    }

    [Theory]
    [InlineData("redrives", false)]
    [InlineData("occupied", false)]
    [InlineData("leaving", false)]
    [InlineData("redrives", true)]
    [InlineData("occupied", true)]
    [InlineData("leaving", true)]
    public async Task Open_WhenAHintOrAnEndedRedriveIsDamaged_PassesItOver(string collection, bool isHuge)
    {
        await UseAsync(async broker =>
        {
            await SendAsync(broker, "a");
            await RedriveAsync(broker, "a", new RedriveRequest());
            await SendAsync(broker, "b");
            QueueName moved = await BrokerCluster.CreateAsync(broker, "moved");
            await RedriveAsync(broker, "b", new RedriveRequest(moved));
            return true;
        });
        string[] documents = Directory.GetFiles(Path.Combine(_folder.FullName, "documents", collection));
        Assert.NotEmpty(documents);
        foreach (string path in documents)
            await DamageAsync(path, isHuge);
        await UseAsync(async broker =>
        {
            await broker.MaintainAsync(BrokerCluster.None);
            Assert.Equal(["message"], await BrokerCluster.DrainAsync(broker, QueueName.Parse("a")));
            Assert.Equal(["message"], await BrokerCluster.DrainAsync(broker, QueueName.Parse("moved")));
            return true;
        });
    }

    [Fact]
    public async Task Redrive_WhenTheLastOneIsDamaged_IsStartedAllTheSameAndTheDamagedOneIsTakenAway()
    {
        QueueName a = QueueName.Parse("a");
        string damaged = await UseAsync(async broker =>
        {
            await SendAsync(broker, "a");
            return (await broker.StartRedriveAsync(a, new RedriveRequest(), BrokerCluster.None)).TaskId;
        });
        await DamageAsync(
            Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "documents", "redrives"))), isHuge: false);
        await UseAsync(async broker =>
        {
            RedriveInfo next = await broker.StartRedriveAsync(a, new RedriveRequest(), BrokerCluster.None);
            Assert.NotEqual(damaged, next.TaskId);
            BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
                () => broker.GetRedriveAsync(damaged, BrokerCluster.None));
            Assert.Equal(BrokerErrorCode.RedriveDamaged, refusal.Code);
            Assert.Equal(
                RedriveState.Failed, (await broker.CancelRedriveAsync(damaged, BrokerCluster.None)).State);
            refusal = await Assert.ThrowsAsync<BrokerException>(
                () => broker.GetRedriveAsync(damaged, BrokerCluster.None));
            Assert.Equal(BrokerErrorCode.RedriveNotFound, refusal.Code);
            return true;
        });
    }

    [Fact]
    public async Task Send_WhenALogWasCutOffBeforeItsSnapshot_IsRefused()
    {
        MemoryLimits often = MemoryLimits.Default with { MaxReplayFrames = 1 };
        await UseAsync(
            async broker =>
            {
                QueueName queue = await BrokerCluster.CreateAsync(broker, "a");
                for (int n = 0; n < 20; n++)
                    await BrokerCluster.SendAsync(broker, queue, "message");
                return true;
            },
            memory: often);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder.FullName, "blobs")));
        string log = Assert.Single(Directory.GetFiles(Logs, "*.seg", SearchOption.AllDirectories));
        using (FileStream file = File.OpenWrite(log))
            file.SetLength(file.Length / 4);
        await UseAsync(async broker =>
        {
            BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
                () => BrokerCluster.SendAsync(broker, QueueName.Parse("a"), "x"));
            Assert.Equal(BrokerErrorCode.QueueDamaged, refusal.Code);
            return true;
        });
    }

    /// <param name="isHuge">Larger than memory may be, though not on the disk.</param>
    private static async Task DamageAsync(string path, bool isHuge)
    {
        await File.WriteAllTextAsync(path, "not a document");
        if (!isHuge)
            return;
        await using FileStream file = File.OpenWrite(path);
        file.SetLength(3L * 1024 * 1024 * 1024);
    }

    private void Damage(string what)
    {
        string first = Directory.GetDirectories(Logs).MinBy(Directory.GetCreationTimeUtc)!;
        if (what is "log that is gone")
        {
            Directory.Delete(first, recursive: true);
            return;
        }

        string file = what is "logs" ? Directory.GetFiles(first)[0] : Path.Combine(_folder.FullName, what);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[20] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static async Task RedriveAsync(Broker broker, string queue, RedriveRequest request)
    {
        RedriveInfo redrive = await broker.StartRedriveAsync(QueueName.Parse(queue), request, BrokerCluster.None);
        while ((await broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None)).State == RedriveState.Running)
            await Task.Yield();
    }

    private static async Task SendAsync(Broker broker, string name) =>
        await BrokerCluster.SendAsync(broker, await BrokerCluster.CreateAsync(broker, name), "message");

    private async Task<T> UseAsync<T>(Func<Broker, Task<T>> use, TimeProvider? time = null, MemoryLimits? memory = null)
    {
        await using LocalStore store = new(new LocalStoreOptions(_folder.FullName));
        await store.InitializeAsync(BrokerCluster.None);
        await using Broker broker = await Broker.OpenAsync(
            store,
            time ?? TimeProvider.System,
            RandomSource.System,
            NullLogger.Instance,
            memory ?? MemoryLimits.Default,
            BrokerCluster.None);
        return await use(broker);
    }
}
