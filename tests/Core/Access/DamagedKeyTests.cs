using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Storage.Local;

namespace QueueService.Tests.Core.Access;

/// <summary>A key whose document cannot be read.</summary>
public sealed class DamagedKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-damaged-key-");

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(3L * 1024 * 1024 * 1024)]
    public async Task Delete_WhenTheDocumentIsDamaged_TakesItAwayForWhoMayDoEverything(long length)
    {
        await using LocalStore store = new(new LocalStoreOptions(_folder.FullName));
        await store.InitializeAsync(None);
        AccessControl access = await OpenAsync(store);
        AccessPolicy sender = new(AccessRole.Sender.On(QueuePattern.Everything));
        string id = (await access.Keys.CreateAsync(AccessPrincipal.Anyone, new NewKey("k", sender, null), None)).Key.Id;
        using (FileStream file = File.OpenWrite(Assert.Single(Directory.GetFiles(
            Path.Combine(_folder.FullName, "documents", "keys")))))
            file.SetLength(length);

        AccessControl again = await OpenAsync(store);
        Assert.Equal(
            AccessErrorCode.KeyDamaged,
            (await Assert.ThrowsAsync<AccessException>(() => again.Keys.GetAsync(id, None))).Code);
        AccessPrincipal small = new("small", new AccessPolicy(new PolicyStatement(
            AccessActions.Keys | AccessActions.Send, [QueuePattern.Everything])));
        Assert.Equal(
            AccessErrorCode.AccessDenied,
            (await Assert.ThrowsAsync<AccessException>(() => again.Keys.DeleteAsync(small, id, None))).Code);
        await again.Keys.DeleteAsync(AccessPrincipal.Anyone, id, None);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, "documents", "keys")));
        Assert.Equal(
            AccessErrorCode.KeyNotFound,
            (await Assert.ThrowsAsync<AccessException>(() => again.Keys.DeleteAsync(small, id, None))).Code);
    }

    private static Task<AccessControl> OpenAsync(LocalStore store) => AccessControl.OpenAsync(
        store,
        new AccessSettings(new MasterKey(new byte[MasterKey.Bytes]), null, null),
        TimeProvider.System,
        RandomSource.System,
        NullLogger.Instance);
}
