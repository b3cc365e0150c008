using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Features;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Access;

/// <summary>Two processes on one store, under one clock.</summary>
public sealed class AccessControlTests
{
    private const string AdminId = "root";
    private const string AdminSecret = "the-secret-of-the-administrator-0";
    private static readonly byte[] Master = Enumerable.Range(0, MasterKey.Bytes).Select(n => (byte)n).ToArray();
    private static readonly QueueName Queue = QueueName.Parse("orders");

    private readonly FakeTime _time = new();
    private readonly DocumentFaults _faults = new();
    private readonly MemoryDisk _disk;

    public AccessControlTests() => _disk = new MemoryDisk(_time);

    [Fact]
    public async Task Authenticate_WhenTheKeyWasMadeElsewhere_KnowsItWithinASecond()
    {
        (AccessControl here, AccessControl there) = (await OpenAsync(), await OpenAsync());
        IssuedKey key = await IssueAsync(here);
        Assert.Equal(key.Key.Id, (await SignInAsync(here, key)).Id);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(key.Key.Id, (await SignInAsync(there, key)).Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Authenticate_WhenTheKeyWasTakenBackElsewhere_RefusesItWithinTenSeconds(bool isDeleted)
    {
        (AccessControl here, AccessControl there) = (await OpenAsync(), await OpenAsync());
        IssuedKey key = await IssueAsync(here);
        _time.Advance(TimeSpan.FromSeconds(1));
        AccessPrincipal waiting = await SignInAsync(there, key);
        if (isDeleted)
            await here.Keys.DeleteAsync(AccessPrincipal.Anyone, key.Key.Id, default);
        else
            await here.Keys.UpdateAsync(
                AccessPrincipal.Anyone, key.Key.Id, new KeyChange { IsEnabled = false }, default);
        AccessErrorCode expected = isDeleted ? AccessErrorCode.InvalidKey : AccessErrorCode.KeyDisabled;
        Assert.Equal(expected, await RefusalAsync(here, key));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(expected, await RefusalAsync(there, key));
        Assert.False((await waiting.CurrentPolicyAsync(default)).Allows(AccessActions.Send, Queue));
    }

    [Fact]
    public async Task Rotate_WhenTheKeysCannotBeReadAgain_GivesOutTheSecretAllTheSame()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        _faults.IsDamaged = true;
        IssuedKey rotated = await access.Keys.RotateAsync(
            AccessPrincipal.Anyone, key.Key.Id, TimeSpan.Zero, default);
        _faults.IsDamaged = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(key.Key.Id, (await SignInAsync(access, rotated)).Id);
    }

    [Fact]
    public async Task Authenticate_WhenAskedOften_ReadsTheStoreEveryFewSecondsOnly()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        int before = _faults.Listings;
        for (int n = 0; n < 1000; n++)
        {
            await SignInAsync(access, key);
            await RefusalAsync(access, "QSKMADEUPMADEUPMADE", "wrong");
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(_faults.Listings - before, 2, 11);
    }

    [Fact]
    public async Task Authenticate_WhenTheStoreDoesNotAnswer_LetsInForTenSecondsAndThenNobodyButTheAdministrator()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        _faults.IsDown = true;
        _time.Advance(TimeSpan.FromSeconds(5));
        await SignInAsync(access, key);
        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SignInAsync(access, key));
        Assert.Equal(AdminId, (await access.AuthenticateAsync(AdminId, AdminSecret.AsMemory(), default)).Id);
        _faults.IsDown = false;
        await SignInAsync(access, key);
    }

    [Fact]
    public async Task Authenticate_WhenTheTimeOfTheKeyIsOver_SaysSoToWhoHasTheSecretAlone()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access, expiresAt: _time.GetUtcNow().AddHours(1));
        await SignInAsync(access, key);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(AccessErrorCode.KeyExpired, await RefusalAsync(access, key));
        Assert.Equal(AccessErrorCode.InvalidKey, await RefusalAsync(access, key.Key.Id, "wrong"));
    }

    [Fact]
    public async Task Rotate_WhenTheOldSecretIsKept_TakesBothUntilItsTimeIsOver()
    {
        AccessControl access = await OpenAsync();
        IssuedKey old = await IssueAsync(access);
        IssuedKey rotated = await access.Keys.RotateAsync(
            AccessPrincipal.Anyone, old.Key.Id, TimeSpan.FromHours(1), default);
        await SignInAsync(access, rotated);
        await SignInAsync(access, old);
        _time.Advance(TimeSpan.FromHours(1));
        await SignInAsync(access, rotated);
        Assert.Equal(AccessErrorCode.InvalidKey, await RefusalAsync(access, old));
        IssuedKey again = await access.Keys.RotateAsync(AccessPrincipal.Anyone, old.Key.Id, TimeSpan.Zero, default);
        await SignInAsync(access, again);
        Assert.Equal(AccessErrorCode.InvalidKey, await RefusalAsync(access, rotated));
    }

    [Fact]
    public async Task Open_WhenTheMasterKeyIsAnother_RefusesKeysButNotTheAdministrator()
    {
        IssuedKey key = await IssueAsync(await OpenAsync());
        AccessControl access = await OpenAsync(new MasterKey(new byte[MasterKey.Bytes]));
        Assert.Equal(AccessErrorCode.InvalidKey, await RefusalAsync(access, key));
        await access.AuthenticateAsync(AdminId, AdminSecret.AsMemory(), default);
    }

    [Fact]
    public async Task Open_WhenTheMasterKeyFollowsAnother_SealsAnewSoThatTheOldOneCanGo()
    {
        IssuedKey key = await IssueAsync(await OpenAsync());
        byte[] next = new byte[MasterKey.Bytes];
        await SignInAsync(await OpenAsync(new MasterKey(next, new MasterKey(Master))), key);
        await SignInAsync(await OpenAsync(new MasterKey(next)), key);
    }

    [Fact]
    public async Task Use_WhenItWasAnHourAgo_IsWrittenDownOnceAnHour()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        Assert.Null((await access.Keys.GetAsync(key.Key.Id, default)).LastUsedAt);
        await SignInAsync(access, key);
        DateTimeOffset first = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(59));
        await SignInAsync(access, key);
        Assert.Equal(first, (await access.Keys.GetAsync(key.Key.Id, default)).LastUsedAt);
        _time.Advance(TimeSpan.FromMinutes(1));
        await SignInAsync(access, key);
        Assert.Equal(_time.GetUtcNow(), (await access.Keys.GetAsync(key.Key.Id, default)).LastUsedAt);
    }

    [Fact]
    public async Task Documents_WhenKeysAreStored_DoNotHoldTheSecret()
    {
        IssuedKey key = await IssueAsync(await OpenAsync());
        IReadOnlyList<Document> stored = await new MemoryStore(_disk).Documents.ListAsync(
            "keys", "", null, 10, default);
        byte[] content = Assert.Single(stored).Content.ToArray();
        Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes("for a test")) > 0);
        Assert.Equal(-1, content.AsSpan().IndexOf(key.Secret.Utf8));
    }

    [Fact]
    public async Task Documents_WhenSecretsAreSwapped_AreOfNoUse()
    {
        IDocumentStore documents = new MemoryStore(_disk).Documents;
        AccessControl access = await OpenAsync();
        (IssuedKey one, IssuedKey other) = (await IssueAsync(access), await IssueAsync(access));
        Document document = (await documents.GetAsync("keys", one.Key.Id, default))!;
        Document otherDocument = (await documents.GetAsync("keys", other.Key.Id, default))!;
        KeyRecord mixed = KeyRecordCodec.Decode(document) with { Secret = KeyRecordCodec.Decode(otherDocument).Secret };
        await documents.ReplaceAsync("keys", one.Key.Id, KeyRecordCodec.Encode(mixed), document.Version, default);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(
            AccessErrorCode.InvalidKey, await RefusalAsync(
                access, one.Key.Id, Encoding.ASCII.GetString(other.Secret.Utf8)));
        await SignInAsync(access, other);
    }

    [Fact]
    public async Task List_WhenAKeyIsDamaged_ShowsTheOthers()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        await new MemoryStore(_disk).Documents.CreateAsync("keys", "damaged", new byte[] { 1, 2, 3 }, default);
        Assert.Equal(key.Key.Id, Assert.Single(await access.Keys.ListAsync(default)).Id);
    }

    [Fact]
    public async Task Change_WhenTheActorMayDoLess_IsDenied()
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        AccessPrincipal small = new("small", new AccessPolicy(new PolicyStatement(
            AccessActions.Keys | AccessActions.Receive, [QueuePattern.Everything])));
        Func<Task>[] attempts =
        [
            () => access.Keys.CreateAsync(small, new NewKey("x", key.Key.Policy, null), default),
            () => access.Keys.UpdateAsync(small, key.Key.Id, new KeyChange { Name = "mine" }, default),
            () => access.Keys.UpdateAsync(small, key.Key.Id, new KeyChange { Policy = AccessPolicy.Nothing }, default),
            () => access.Keys.RotateAsync(small, key.Key.Id, TimeSpan.Zero, default),
            () => access.Keys.DeleteAsync(small, key.Key.Id, default),
        ];
        foreach (Func<Task> attempt in attempts)
        {
            AccessException refusal = await Assert.ThrowsAsync<AccessException>(attempt);
            Assert.Equal(AccessErrorCode.AccessDenied, refusal.Code);
        }

        await SignInAsync(access, key);
        AccessPolicy less = new(AccessRole.Receiver.On(QueuePattern.Everything));
        await access.Keys.CreateAsync(small, new NewKey("less", less, null), default);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Change_WhenExchangesAreNamed_NeedsALevelAtWhichAllReadIt(int level, bool isTaken)
    {
        AccessControl access = await OpenAsync();
        IssuedKey key = await IssueAsync(access);
        await new MemoryStore(_disk).Documents.CreateAsync(
            "service", "feature-level", FeatureLevelStore.Encode(new FeatureLevel(level)), default);
        AccessPolicy policy = new(AccessRole.Sender.On([], [ExchangePattern.Everything]));
        Func<Task>[] attempts =
        [
            () => access.Keys.CreateAsync(AccessPrincipal.Anyone, new NewKey("x", policy, null), default),
            () => access.Keys.UpdateAsync(
                AccessPrincipal.Anyone, key.Key.Id, new KeyChange { Policy = policy }, default),
        ];
        foreach (Func<Task> attempt in attempts)
        {
            if (isTaken)
                await attempt();
            else
                Assert.Equal(
                    BrokerErrorCode.FeatureLevelRefused, (await Assert.ThrowsAsync<BrokerException>(attempt)).Code);
        }

        AccessPolicy found = (await SignInAsync(access, key)).Policy;
        Assert.Equal(isTaken, found.NamesExchanges);
        Assert.Equal(!isTaken, found.Allows(AccessActions.Send, Queue));
    }

    private async Task<AccessControl> OpenAsync(MasterKey? masterKey = null) => await AccessControl.OpenAsync(
        new MemoryStore(_disk, new MemoryStoreOptions { Faults = _faults }),
        new AccessSettings(
            masterKey ?? new MasterKey(Master), AdminId, new KeySecret(Encoding.ASCII.GetBytes(AdminSecret))),
        _time,
        RandomSource.System,
        NullLogger.Instance);

    private static Task<IssuedKey> IssueAsync(AccessControl access, DateTimeOffset? expiresAt = null) =>
        access.Keys.CreateAsync(
        AccessPrincipal.Anyone,
        new NewKey("for a test", new AccessPolicy(AccessRole.Sender.On(QueuePattern.Everything)), expiresAt),
        default);

    private static async Task<AccessPrincipal> SignInAsync(AccessControl access, IssuedKey key) =>
        await access.AuthenticateAsync(key.Key.Id, Encoding.ASCII.GetString(key.Secret.Utf8).AsMemory(), default);

    private static Task<AccessErrorCode> RefusalAsync(AccessControl access, IssuedKey key) =>
        RefusalAsync(access, key.Key.Id, Encoding.ASCII.GetString(key.Secret.Utf8));

    private static async Task<AccessErrorCode> RefusalAsync(AccessControl access, string id, string secret) =>
        (await Assert.ThrowsAsync<AccessException>(
            async () => await access.AuthenticateAsync(id, secret.AsMemory(), default))).Code;
}
