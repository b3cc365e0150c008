using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Features;
using QueueService.Queues;
using QueueService.Storage;
using QueueService.Storage.Azure;
using QueueService.Storage.Local;
using QueueService.Tests.Azurite;
using QueueService.Tests.Core;
using QueueService.Tests.Storage.Local;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// What earlier releases have stored is opened and used by this one, before and after its level is raised.
/// </summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly FakeTime _time = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Delete();

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public async Task Open_WhenAReleaseWroteTheFolder_FindsAndUsesEverything(int release, bool raises)
    {
        await ZipFile.ExtractToDirectoryAsync(PathOf(release, "folder.zip"), _folder.Path);
        await CheckAsync(
            () => new LocalStore(new LocalStoreOptions(_folder.Path)), NotesOf(release, "folder.notes.json"), raises);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public async Task Open_WhenAReleaseWroteTheTables_FindsAndUsesEverything(int release, bool raises)
    {
        string tables = await File.ReadAllTextAsync(PathOf(release, "tables.json"));
        await CheckTablesAsync(tables, NotesOf(release, "tables.notes.json"), raises);
    }

    /// <summary>
    /// So that the data of the next release can be made: it is kept where <c>QUEUE_RELEASE_DATA</c> names a folder.
    /// </summary>
    [Fact]
    public async Task Open_WhenThisProgramWroteTheFolder_FindsAndUsesEverything()
    {
        FakeTime writing = new();
        ReleaseNotes notes;
        await using (LocalStore store = new(new LocalStoreOptions(_folder.Path) { SegmentBytes = 2048 }))
        {
            await store.InitializeAsync(ReleaseClient.None);
            notes = await new ReleaseWriter(store, writing, RandomSource.System).WriteAsync();
        }

        if (Kept is { } kept)
        {
            await ZipFile.CreateFromDirectoryAsync(_folder.Path, Path.Combine(kept, "folder.zip"));
            await KeepAsync("folder.notes.json", JsonSerializer.Serialize(notes, Indented));
        }

        await CheckAsync(() => new LocalStore(new LocalStoreOptions(_folder.Path)), notes, raises: false);
    }

    /// <inheritdoc cref="Open_WhenThisProgramWroteTheFolder_FindsAndUsesEverything"/>
    [Fact]
    public async Task Open_WhenThisProgramWroteTheTables_FindsAndUsesEverythingInACopy()
    {
        await using AzuriteServer written = await AzuriteServer.StartAsync();
        ReleaseNotes notes;
        await using (UntimedStore store = new(new AzureStore(
            new AzureStoreOptions { ConnectionString = written.ConnectionString }, TimeProvider.System)))
        {
            await store.InitializeAsync(ReleaseClient.None);
            notes = await new ReleaseWriter(store, new FakeTime(), RandomSource.System).WriteAsync();
        }

        using AzureDump dump = new(written);
        string tables = await dump.ReadAsync();
        await KeepAsync("tables.json", tables);
        await KeepAsync("tables.notes.json", JsonSerializer.Serialize(notes, Indented));
        await CheckTablesAsync(tables, notes, raises: false);
    }

    private static string? Kept => Environment.GetEnvironmentVariable("QUEUE_RELEASE_DATA");

    private static Task KeepAsync(string name, string text) =>
        Kept is { } kept ? File.WriteAllTextAsync(Path.Combine(kept, name), text) : Task.CompletedTask;

    private async Task CheckTablesAsync(string tables, ReleaseNotes notes, bool raises)
    {
        await using AzuriteServer server = await AzuriteServer.StartAsync();
        using AzureDump dump = new(server);
        await dump.RestoreAsync(tables);
        AzureStoreOptions options = new() { ConnectionString = server.ConnectionString };
        await CheckAsync(() => new UntimedStore(new AzureStore(options, TimeProvider.System)), notes, raises);
    }

    private async Task CheckAsync(Func<IStore> open, ReleaseNotes notes, bool raises)
    {
        _time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(2));
        await using (IStore store = open())
        {
            await store.InitializeAsync(ReleaseClient.None);
            await ReleaseKeyCheck.RunAsync(store, notes, _time);
            await using Broker broker = await OpenAsync(store);
            if (raises)
                await broker.SetFeatureLevelAsync(FeatureLevel.Newest, ReleaseClient.None);
            ReleaseCheck check = new(new ReleaseClient(broker), notes, _time);
            await check.CheckCountsAsync();
            await check.CheckSettingsAsync();
            await check.CheckDeletionAsync();
            await check.CheckStandardAsync();
            await check.CheckFifoAsync();
            await check.CheckMovesAsync();
            await new NamedData(new ReleaseClient(broker), notes).CheckAsync(_time);
            await new ExchangeData(new ReleaseClient(broker), notes, _time).CheckAsync();
            await check.CheckReturnsAsync();
        }

        await using IStore again = open();
        await again.InitializeAsync(ReleaseClient.None);
        await using Broker later = await OpenAsync(again);
        await new ReleaseCheck(new ReleaseClient(later), notes, _time).CheckEmptyAsync();
    }

    private Task<Broker> OpenAsync(IStore store) => Broker.OpenAsync(
        store, _time, RandomSource.System, NullLogger.Instance, ReleaseWriter.Memory, ReleaseClient.None);

    private static ReleaseNotes NotesOf(int release, string name) =>
        JsonSerializer.Deserialize<ReleaseNotes>(File.ReadAllText(PathOf(release, name)))!;

    private static string PathOf(int release, string name) =>
        Path.Combine(AppContext.BaseDirectory, "Formats", $"{release}", name);
}
