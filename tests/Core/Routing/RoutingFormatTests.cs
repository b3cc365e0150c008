using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Routing.Bindings;
using QueueService.Routing.Catalog;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Routing;

/// <summary>Pins the documents of exchanges.</summary>
public sealed class RoutingFormatTests
{
    private static readonly ExchangeRecord Record = new(
        ExchangeName.Parse("x"),
        0x1123456789ABCDE,
        new ExchangeSettings { Type = ExchangeType.Direct, Alternate = ExchangeName.Parse("rest") },
        DateTimeOffset.FromUnixTimeMilliseconds(1000),
        DateTimeOffset.FromUnixTimeMilliseconds(2000),
        IsDeleting: true);

    [Fact]
    public void Record_OfAnExchange_HasItsBytes()
    {
        string bytes = Hex.Of(ExchangeRecordCodec.Encode(Record));
        Assert.Equal("010178debc9a78563412010101020103047265737400e807d00f01", bytes);
        ExchangeRecord read = ExchangeRecordCodec.Decode(Hex.Document("78", bytes));
        Assert.Equal(Record with { Settings = read.Settings }, read);
        Assert.True(Record.Settings.AgreesWith(read.Settings));
    }

    [Fact]
    public async Task Referrers_OfADestination_HaveTheirPlaceAndBytes()
    {
        MemoryStore store = new(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions());
        await store.InitializeAsync(CancellationToken.None);
        Referrers referrers = new(store.Documents);
        await referrers.AddAsync(
            Destination.Of(QueueName.Parse("q")), ExchangeName.Parse("x"), new Timestamp(1000));

        Document document = Assert.Single(
            await store.Documents.ListAsync("referrers", "", null, 10, CancellationToken.None));

        Assert.Equal(("q71", "01010178e807"), (document.Id, Hex.Of(document.Content)));
    }
}
