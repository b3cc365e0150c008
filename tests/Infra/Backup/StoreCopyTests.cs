using System.Text;
using Azure.Data.Tables;
using QueueService.Backup;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Infra.Backup;

/// <summary>The program that backs up and restores, on the emulator. What it is for is tested by tests/Chaos.</summary>
public sealed class StoreCopyTests : IAsyncLifetime
{
    private AzuriteServer _account = null!;

    public async Task InitializeAsync() => _account = await AzuriteServer.StartAsync();

    public Task DisposeAsync() => _account.DisposeAsync().AsTask();

    [Fact]
    public async Task RunAsync_WhenAllKindsOfValuesAreStored_CopiesThemAsTheyAre()
    {
        StorePlace source = await CreateAsync("source");
        TableEntity every = new("p", "r")
        {
            ["binary"] = new byte[] { 1, 2, 3 },
            ["text"] = "é 😀",
            ["long"] = long.MaxValue,
            ["int"] = 7,
            ["double"] = 0.1,
            ["bool"] = true,
            ["time"] = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero),
            ["id"] = Guid.Parse("6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
        };
        await source.Documents.AddEntityAsync(every);
        StorePlace copy = Place("copy");

        await CopyAsync(source, copy);

        TableEntity copied = await copy.Documents.GetEntityAsync<TableEntity>("p", "r");
        Assert.All(every.Keys, name => Assert.Equal(every[name], copied[name]));
        Assert.Equal(every.Count + 2, copied.Count);
    }

    [Fact]
    public async Task RunAsync_WhenThereIsMoreThanATransactionTakes_CopiesAll()
    {
        StorePlace source = await CreateAsync("source");
        byte[] half = new byte[60_000];
        for (int row = 0; row < 250; row++)
            await source.Log.AddEntityAsync(new TableEntity($"p{row / 120}", $"f{row:x16}") { ["e0"] = half });
        for (int blob = 0; blob < 20; blob++)
            await source.Blobs.UploadBlobAsync($"frames/{blob}", BinaryData.FromString($"{blob}"));
        StorePlace copy = Place("copy");

        CopyReport report = await CopyAsync(source, copy);

        Assert.Equal(new CopyReport(250, 20), report);
        int rows = 0;
        await foreach (TableEntity row in copy.Log.QueryAsync<TableEntity>())
            rows += row.GetBinary("e0").Length == half.Length ? 1 : 0;
        Assert.Equal(250, rows);
        Assert.Equal("19", (await copy.Blobs.GetBlobClient("frames/19").DownloadContentAsync()).Value.Content.ToString());
    }

    [Theory]
    [InlineData("head", false)]
    [InlineData("document", true)]
    public async Task RunAsync_WhenTheServiceGoesOnWriting_RefusesTheCopy(string row, bool isDocument)
    {
        StorePlace source = await CreateAsync("source");
        TableClient table = isDocument ? source.Documents : source.Log;
        await table.AddEntityAsync(new TableEntity("p", row) { ["n"] = 1 });

        CopyRefusedException refusal = await Assert.ThrowsAsync<CopyRefusedException>(() => StoreCopy.RunAsync(
            source,
            Place("copy"),
            _ => table.UpsertEntity(new TableEntity("p", row) { ["n"] = 2 }),
            CancellationToken.None));

        Assert.Contains("stop the function app and the container app", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("documents")]
    [InlineData("blobs")]
    public async Task RunAsync_WhenThereIsSomethingAlready_RefusesToCopyOverIt(string what)
    {
        StorePlace source = await CreateAsync("source");
        StorePlace copy = await CreateAsync("copy");
        if (what is "blobs")
            await copy.Blobs.UploadBlobAsync("a", new BinaryData(Encoding.UTF8.GetBytes("b")));
        else
            await (what is "log" ? copy.Log : copy.Documents).AddEntityAsync(new TableEntity("p", "r"));

        CopyRefusedException refusal = await Assert.ThrowsAsync<CopyRefusedException>(() => CopyAsync(source, copy));

        Assert.Equal("copy is not empty: copy to another prefix.", refusal.Message);
    }

    [Fact]
    public async Task RunAsync_WhenThereIsNothingToCopy_SaysSo()
    {
        CopyRefusedException refusal =
            await Assert.ThrowsAsync<CopyRefusedException>(() => CopyAsync(Place("nothing"), Place("copy")));
        Assert.StartsWith("There is no store in nothing", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stabc123", "'stabc123' is not of the form ACCOUNT/PREFIX")]
    [InlineData("stabc123/QS", "Storage:Prefix must be")]
    [InlineData("s/qs", "Storage:AccountName must be")]
    public void Parse_WhenAPlaceIsWrong_SaysWhatIsAllowed(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => StorePlace.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_WhenAPlaceIsRight_IsOfTheAccountAndHasTheNamesOfThePrefix()
    {
        var place = StorePlace.Parse("stabc123/qs");
        Assert.Equal("https://stabc123.table.core.windows.net/qslog", $"{place.Log.Uri}");
        Assert.Equal("https://stabc123.blob.core.windows.net/qs-blobs", $"{place.Blobs.Uri}");
        Assert.Equal("qsdocs", place.Documents.Name);
    }

    private static Task<CopyReport> CopyAsync(StorePlace from, StorePlace to) =>
        StoreCopy.RunAsync(from, to, _ => { }, CancellationToken.None);

    private StorePlace Place(string prefix) => StorePlace.Connect(_account.ConnectionString, prefix);

    private async Task<StorePlace> CreateAsync(string prefix)
    {
        StorePlace place = Place(prefix);
        await place.Log.CreateAsync();
        await place.Documents.CreateAsync();
        await place.Blobs.CreateAsync();
        return place;
    }
}
