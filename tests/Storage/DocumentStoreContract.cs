using System.Text;
using QueueService.Storage;

namespace QueueService.Tests.Storage;

/// <summary>What every <see cref="IDocumentStore"/> does.</summary>
public abstract class DocumentStoreContract : StoreContract
{
    // Collections are named a-z only; a random name keeps the tests apart on a storage account that outlives them.
    private readonly string _collection =
        "t" + string.Concat(Guid.NewGuid().ToByteArray().Select(value => (char)('a' + value % 26)));

    /// <summary>How many documents the test of many documents writes.</summary>
    protected virtual int ManyDocuments => 300;

    [Fact]
    public async Task GetAsync_WhenThereIsNone_ReturnsNull() =>
        Assert.Null(await Store.Documents.GetAsync(_collection, "a", None));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70 * 1024)]
    [InlineData(256 * 1024)]
    public async Task CreateAsync_WhenIdIsFree_StoresTheContent(int length)
    {
        var content = Frames.Bytes(length, length);

        var created = await Store.Documents.CreateAsync(_collection, "a", content, None);

        var read = await (await OpenOtherAsync()).Documents.GetAsync(_collection, "a", None);
        AssertDocument(created, read);
        Assert.Equal("a", read!.Id);
        Assert.Equal(content, read.Content.ToArray());
    }

    [Fact]
    public async Task CreateAsync_WhenIdIsTaken_ReturnsNullAndChangesNothing()
    {
        var created = await CreateAsync("a", "first");

        Assert.Null(await Store.Documents.CreateAsync(_collection, "a", Utf8("second"), None));

        AssertDocument(created, await Store.Documents.GetAsync(_collection, "a", None));
    }

    [Fact]
    public async Task CreateAsync_WhenSeveralCreateAtOnce_ExactlyOneWins()
    {
        var other = await OpenOtherAsync();
        var attempts = Enumerable.Range(0, 6).Select(index => (index % 2 == 0 ? Store : other).Documents
            .CreateAsync(_collection, "a", Utf8($"{index}"), None).AsTask());

        var winner = Assert.Single((await Task.WhenAll(attempts)).OfType<Document>());

        AssertDocument(winner, await Store.Documents.GetAsync(_collection, "a", None));
    }

    [Fact]
    public async Task ReplaceAsync_WhenVersionIsCurrent_ChangesContentAndVersion()
    {
        var created = await CreateAsync("a", "first");

        var replaced = await (await OpenOtherAsync()).Documents
            .ReplaceAsync(_collection, "a", Utf8("second"), created.Version, None);

        Assert.NotNull(replaced);
        Assert.NotEqual(created.Version, replaced.Version);
        Assert.Equal("second", Text(replaced));
        AssertDocument(replaced, await Store.Documents.GetAsync(_collection, "a", None));
    }

    [Fact]
    public async Task ReplaceAsync_WhenContentIsTheSame_ChangesTheVersion()
    {
        var created = await CreateAsync("a", "same");
        var second = await Store.Documents.ReplaceAsync(_collection, "a", Utf8("same"), created.Version, None);

        Assert.NotEqual(created.Version, second!.Version);
    }

    /// <summary>As after a write that the store has carried out twice: what was to be written is there.</summary>
    [Fact]
    public async Task Writes_WhenWhatTheyWantIsThereAlready_CountAsDone()
    {
        var created = await CreateAsync("a", "first");
        AssertDocument(created, await Store.Documents.CreateAsync(_collection, "a", Utf8("first"), None));

        var replaced = await Store.Documents.ReplaceAsync(_collection, "a", Utf8("second"), created.Version, None);
        AssertDocument(
            replaced!, await Store.Documents.ReplaceAsync(_collection, "a", Utf8("second"), created.Version, None));
        Assert.Null(await Store.Documents.CreateAsync(_collection, "a", Utf8("first"), None));

        Assert.True(await Store.Documents.DeleteAsync(_collection, "a", replaced!.Version, None));
        Assert.True(await Store.Documents.DeleteAsync(_collection, "a", replaced.Version, None));
        Assert.Null(await Store.Documents.ReplaceAsync(_collection, "a", Utf8("second"), replaced.Version, None));
    }

    [Fact]
    public async Task ReplaceAsync_WhenVersionIsStaleOrGone_ReturnsNull()
    {
        var created = await CreateAsync("a", "first");
        var current = await Store.Documents.ReplaceAsync(_collection, "a", Utf8("second"), created.Version, None);

        Assert.Null(await Store.Documents.ReplaceAsync(_collection, "a", Utf8("third"), created.Version, None));
        Assert.Null(await Store.Documents.ReplaceAsync(_collection, "b", Utf8("third"), created.Version, None));

        AssertDocument(current, await Store.Documents.GetAsync(_collection, "a", None));
        Assert.Null(await Store.Documents.GetAsync(_collection, "b", None));
    }

    [Fact]
    public async Task ReplaceAsync_WhenDeletedAndCreatedAgain_RefusesTheOldVersion()
    {
        var old = await CreateAsync("a", "same");
        Assert.True(await Store.Documents.DeleteAsync(_collection, "a", old.Version, None));
        var created = await CreateAsync("a", "same");

        Assert.Null(await Store.Documents.ReplaceAsync(_collection, "a", Utf8("other"), old.Version, None));

        AssertDocument(created, await Store.Documents.GetAsync(_collection, "a", None));
    }

    [Fact]
    public async Task ListAsync_WhenDocumentsAreLong_EndsThePageOnceItHasItsBytes()
    {
        const int Whole = Limits.MaxDocumentPageBytes / Limits.MaxDocumentBytes;
        string[] ids = [.. Enumerable.Range(0, Whole + 2).Select(n => $"{n:00}")];
        foreach (var id in ids)
            await Store.Documents.CreateAsync(_collection, id, new byte[Limits.MaxDocumentBytes], None);

        var page = await Store.Documents.ListAsync(_collection, "", null, 100, None);

        Assert.Equal(ids[..Whole], page.Select(document => document.Id));
        var all = Store.Documents.ReadAllAsync(_collection, "", null, 100, None);
        Assert.Equal(ids, await all.Select(document => document.Id).ToListAsync());
    }

    [Fact]
    public async Task ReplaceAsync_WhenSeveralReplaceAtOnce_ExactlyOneWins()
    {
        var other = await OpenOtherAsync();
        var created = await CreateAsync("a", "first");
        var attempts = Enumerable.Range(0, 6).Select(index => (index % 2 == 0 ? Store : other).Documents
            .ReplaceAsync(_collection, "a", Utf8($"{index}"), created.Version, None).AsTask());

        var winner = Assert.Single((await Task.WhenAll(attempts)).OfType<Document>());

        AssertDocument(winner, await Store.Documents.GetAsync(_collection, "a", None));
    }

    [Fact]
    public async Task DeleteAsync_WhenVersionIsCurrent_RemovesTheDocument()
    {
        var created = await CreateAsync("a", "first");
        var replaced = await Store.Documents.ReplaceAsync(_collection, "a", Utf8("second"), created.Version, None);

        Assert.False(await Store.Documents.DeleteAsync(_collection, "a", created.Version, None));
        Assert.True(await Store.Documents.DeleteAsync(_collection, "a", replaced!.Version, None));

        Assert.Null(await Store.Documents.GetAsync(_collection, "a", None));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task ListAsync_WhenIdsAreOfAllKinds_ReturnsOrdinalOrder()
    {
        string[] ids =
        [
            "a", "A", "aA", "Aa", "a.b", "a_b", "a-b", "ab", "aB", ".", "..", "...", "-", "_", "0", "9", "Z", "z",
            "orders.fifo", "Orders.fifo", "CON", "con", "nul.txt", "_a", "_A", "a.", new('x', 255), new('X', 255),
        ];
        foreach (var id in ids)
            await CreateAsync(id, id);

        var listed = await (await RestartAsync()).Documents.ListAsync(_collection, "", null, 1000, None);

        Assert.Equal(ids.Order(StringComparer.Ordinal), listed.Select(document => document.Id));
        Assert.All(listed, document => Assert.Equal(document.Id, Text(document)));
    }

    [Fact]
    public async Task ListAsync_WhenPrefixAndAfterAreGiven_ReturnsThePage()
    {
        foreach (var id in new[] { "a1", "a2", "a3", "A1", "b1", "a", "a.1", "aZ" })
            await CreateAsync(id, id);

        Assert.Equal(["a", "a.1", "a1", "a2", "a3", "aZ"], await ListAsync("a"));
        Assert.Equal(["a", "a.1"], await ListAsync("a", limit: 2));
        Assert.Equal(["a1", "a2", "a3", "aZ"], await ListAsync("a", after: "a.1"));
        Assert.Equal(["a2", "a3"], await ListAsync("a", after: "a10", limit: 2));
        Assert.Equal(["b1"], await ListAsync("", after: "aZ"));
        Assert.Equal(["a", "a.1", "a1", "a2", "a3", "aZ"], await ListAsync("a", after: "A"));
        Assert.Empty(await ListAsync("a", after: "b"));
        Assert.Empty(await ListAsync("zz"));
    }

    [Fact]
    public async Task ListAsync_WhenThereAreManyDocuments_PagesThroughAllOfThem()
    {
        var ids = Enumerable.Range(0, ManyDocuments)
            .Select(index => $"{(index % 2 == 0 ? "q" : "Q")}{index:d6}").ToList();
        foreach (var chunk in ids.Chunk(50))
            await Task.WhenAll(chunk.Select(id => CreateAsync(id, id)));

        var listed = new List<string>();
        for (var page = await ListAsync(limit: 90); page.Count > 0; page = await ListAsync(after: page[^1], limit: 90))
            listed.AddRange(page);

        Assert.Equal(ids.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task GetAsync_WhenCollectionsDiffer_KeepsThemApart()
    {
        await CreateAsync("a", "first");

        Assert.Null(await Store.Documents.GetAsync(_collection + "x", "a", None));
        Assert.Empty(await Store.Documents.ListAsync(_collection + "x", "", null, 10, None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    public async Task CreateAsync_WhenIdIsNotAllowed_Throws(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await CreateAsync(id, "x"));

    [Theory]
    [InlineData("a b", null)]
    [InlineData("'", null)]
    [InlineData("", "ä")]
    [InlineData("", "")]
    public async Task ListAsync_WhenNoIdIsLikeThat_Throws(string prefix, string? after) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await ListAsync(prefix, after));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(Document document) => Encoding.UTF8.GetString(document.Content.Span);

    private static void AssertDocument(Document? expected, Document? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.Id, actual.Id);
        Assert.Equal(expected.Version, actual.Version);
        Assert.Equal(expected.Content.ToArray(), actual.Content.ToArray());
    }

    private async Task<Document> CreateAsync(string id, string content)
    {
        var created = await Store.Documents.CreateAsync(_collection, id, Utf8(content), None);
        Assert.NotNull(created);
        return created;
    }

    private async Task<List<string>> ListAsync(string prefix = "", string? after = null, int limit = 1000)
    {
        var documents = await Store.Documents.ListAsync(_collection, prefix, after, limit, None);
        return [.. documents.Select(document => document.Id)];
    }
}
