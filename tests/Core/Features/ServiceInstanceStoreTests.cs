using QueueService.Features;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Features;

public sealed class ServiceInstanceStoreTests
{
    private static readonly Timestamp Now = new(10_000_000);

    private readonly MemoryStore _store = new(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions());

    private ServiceInstanceStore Instances => new(_store.Documents);

    [Fact]
    public async Task List_WhenSomeAreForgottenDamagedOrNewer_GivesTheOthers()
    {
        await Instances.AnnounceAsync(Instance("fresh", TimeSpan.Zero), CancellationToken.None);
        await Instances.AnnounceAsync(Instance("quiet", TimeSpan.FromMinutes(59)), CancellationToken.None);
        await Instances.AnnounceAsync(Instance("gone", TimeSpan.FromMinutes(60)), CancellationToken.None);
        await _store.Documents.CreateAsync("instances", "damaged", new byte[] { 1 }, CancellationToken.None);
        await _store.Documents.CreateAsync("instances", "newer", new byte[] { 2 }, CancellationToken.None);
        IReadOnlyList<ServiceInstance> found = await Instances.ListAsync(Now, CancellationToken.None);
        Assert.Equal(["fresh", "quiet"], found.Select(instance => instance.Id));
        Assert.Equal([true, false], found.Select(instance => instance.IsSeen(Now)));
        Assert.Equal(
            ["fresh", "newer", "quiet"],
            (await _store.Documents.ListAsync("instances", "", null, 10, CancellationToken.None)).Select(
                one => one.Id));
    }

    [Fact]
    public async Task Announce_WhenItWasForgotten_IsThereAgain()
    {
        ServiceInstanceStore instances = Instances;
        await instances.AnnounceAsync(Instance("a", TimeSpan.FromHours(2)), CancellationToken.None);
        Assert.Empty(await instances.ListAsync(Now, CancellationToken.None));
        await instances.AnnounceAsync(Instance("a", TimeSpan.Zero), CancellationToken.None);
        Assert.Single(await instances.ListAsync(Now, CancellationToken.None));
        await instances.RemoveAsync("a");
        Assert.Empty(await instances.ListAsync(Now, CancellationToken.None));
    }

    private static ServiceInstance Instance(string id, TimeSpan age) =>
        new(id, id, FeatureLevel.One, new Timestamp(Now.UnixMilliseconds - (long)age.TotalMilliseconds));
}
