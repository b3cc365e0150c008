using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Access;

/// <summary>The store carries each change of a key out twice and answers what it found the second time.</summary>
public sealed class RepeatedKeyWriteTests
{
    private static readonly byte[] Master = new byte[MasterKey.Bytes];
    private static readonly AccessPolicy Policy = new(AccessRole.Sender.On(QueuePattern.Everything));

    private readonly FakeTime _time = new();
    private readonly RepeatedWrites _faults = new();
    private readonly MemoryDisk _disk;

    public RepeatedKeyWriteTests() => _disk = new MemoryDisk(_time);

    [Fact]
    public async Task Keys_WhenEachWriteIsDoneTwice_AreMadeChangedAndTakenBack()
    {
        AccessControl access = await OpenAsync(_faults);
        IssuedKey key = await access.Keys.CreateAsync(AccessPrincipal.Anyone, new NewKey("a", Policy, null), default);
        Assert.Equal(key.Key.Id, Assert.Single(await access.Keys.ListAsync(default)).Id);
        AccessKey changed = await access.Keys.UpdateAsync(
            AccessPrincipal.Anyone, key.Key.Id, new KeyChange { Name = "b" }, default);
        Assert.Equal("b", changed.Name);
        await access.Keys.DeleteAsync(AccessPrincipal.Anyone, key.Key.Id, default);
        Assert.Empty(await access.Keys.ListAsync(default));
        Assert.Equal(3, _faults.Repeated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rotate_WhenTheWriteIsDoneTwice_KeepsTheOldSecret(bool isChangedBetween)
    {
        AccessControl access = await OpenAsync(_faults);
        AccessControl other = await OpenAsync(StorageFaults.None);
        IssuedKey key = await access.Keys.CreateAsync(AccessPrincipal.Anyone, new NewKey("a", Policy, null), default);
        _faults.Between = async _ =>
        {
            if (!isChangedBetween)
                return;
            await other.Keys.UpdateAsync(AccessPrincipal.Anyone, key.Key.Id, new KeyChange { Name = "b" }, default);
        };
        IssuedKey rotated = await access.Keys.RotateAsync(
            AccessPrincipal.Anyone, key.Key.Id, TimeSpan.FromHours(1), default);
        Assert.Equal(isChangedBetween ? "b" : "a", (await access.Keys.GetAsync(key.Key.Id, default)).Name);
        foreach (IssuedKey known in (IssuedKey[])[key, rotated])
        {
            AccessPrincipal principal = await access.AuthenticateAsync(
                key.Key.Id, Encoding.ASCII.GetString(known.Secret.Utf8).AsMemory(), default);
            Assert.Equal(key.Key.Id, principal.Id);
        }
    }

    private async Task<AccessControl> OpenAsync(StorageFaults faults) => await AccessControl.OpenAsync(
        new MemoryStore(_disk, new MemoryStoreOptions { Faults = faults }),
        new AccessSettings(new MasterKey(Master), "root",
            new KeySecret(Encoding.ASCII.GetBytes("the-secret-of-the-administrator-0"))),
        _time,
        RandomSource.System,
        NullLogger.Instance);
}
