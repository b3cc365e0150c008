using QueueService.Storage;

namespace QueueService.Tests.Storage;

/// <summary>What every <see cref="IBlobStore"/> does.</summary>
public abstract class BlobStoreContract : StoreContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200 * 1024)]
    [InlineData(9 * 1024 * 1024)]
    public async Task GetAsync_WhenPut_ReturnsTheBytes(int length)
    {
        var name = NewName();
        var content = Frames.Bytes(length, length);

        await Store.Blobs.PutAsync(name, content, None);

        var read = await (await OpenOtherAsync()).Blobs.GetAsync(name, None);
        Assert.NotNull(read);
        Assert.True(content.AsSpan().SequenceEqual(read.Value.Span));
    }

    [Fact]
    public async Task GetAsync_WhenThereIsNone_ReturnsNull() =>
        Assert.Null(await Store.Blobs.GetAsync(NewName(), None));

    [Fact]
    public async Task GetAsync_WhenStoreIsOpenedAgain_ReturnsTheBytes()
    {
        var name = NewName();
        await Store.Blobs.PutAsync(name, new byte[] { 1, 2, 3 }, None);

        var read = await (await RestartAsync()).Blobs.GetAsync(name, None);

        Assert.Equal([1, 2, 3], read!.Value.ToArray());
    }

    [Fact]
    public async Task PutAsync_WhenSameBytesAreWrittenAgain_Succeeds()
    {
        var name = NewName();
        var content = Frames.Bytes(1000, 1);

        await Store.Blobs.PutAsync(name, content, None);
        await Store.Blobs.PutAsync(name, content, None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.Blobs.PutAsync(name, content, None).AsTask()));

        Assert.Equal(content, (await Store.Blobs.GetAsync(name, None))!.Value.ToArray());
        Assert.Equal(name, Assert.Single(await ListAsync(name)).Name);
    }

    [Fact]
    public async Task DeleteAsync_WhenRepeated_LeavesNothing()
    {
        var name = NewName();
        await Store.Blobs.PutAsync(name, new byte[] { 1 }, None);

        await Store.Blobs.DeleteAsync(name, None);
        await Store.Blobs.DeleteAsync(name, None);

        Assert.Null(await Store.Blobs.GetAsync(name, None));
        Assert.Empty(await ListAsync(name));
    }

    [Fact]
    public async Task ListAsync_WhenPrefixIsGiven_ReturnsThoseInOrdinalOrder()
    {
        var root = NewName();
        string[] names = [$"{root}/b/2", $"{root}/b-1", $"{root}/b/10", $"{root}/a", $"{root}/b/2-x", $"{root}/c/1"];
        foreach (var name in names)
            await Store.Blobs.PutAsync(name, new byte[name.Length], None);

        var all = await ListAsync(root + "/");
        var some = await ListAsync(root + "/b");
        var folder = await ListAsync(root + "/b/");
        var none = await ListAsync(root + "/x");

        Assert.Equal(names.Order(StringComparer.Ordinal), all.Select(blob => blob.Name));
        Assert.All(all, blob => Assert.Equal(blob.Name.Length, blob.Length));
        Assert.All(all, blob => Assert.NotEqual(default, blob.ModifiedAt));
        Assert.Equal([$"{root}/b-1", $"{root}/b/10", $"{root}/b/2", $"{root}/b/2-x"], some.Select(blob => blob.Name));
        Assert.Equal([$"{root}/b/10", $"{root}/b/2", $"{root}/b/2-x"], folder.Select(blob => blob.Name));
        Assert.Empty(none);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a_b")]
    [InlineData("a/../b")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    public async Task PutAsync_WhenNameIsNotAllowed_Throws(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Blobs.PutAsync(name, new byte[1], None));

    private static string NewName() => $"t{Guid.NewGuid():n}";

    private async Task<List<BlobInfo>> ListAsync(string prefix)
    {
        var blobs = new List<BlobInfo>();
        await foreach (var blob in Store.Blobs.ListAsync(prefix, None))
            blobs.Add(blob);
        return blobs;
    }
}
