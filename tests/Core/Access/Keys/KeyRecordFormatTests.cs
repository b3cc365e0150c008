using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Access.Keys;

public sealed class KeyRecordFormatTests
{
    private const string Id = "QSKAAAAAAAAAAAAAAAAA";

    private const string Pinned =
        "011451534b41414141414141414141414141414141410473686f7001e80704726f6f74a846b817d00fa01f06"
            + "7365616c6564066265666f7265020673656e6465720101076f72646572732a00840102012a02613f";

    private const string PinnedWithExchanges =
        "021451534b41414141414141414141414141414141410473686f7001e80704726f6f74a846b817d00fa01f06"
            + "7365616c6564066265666f7265030673656e6465720101076f72646572732a0102086f72646572732e2a"
            + "03613a3f06766965776572840101012a000008000101012a";

    /// <summary>A secret under the key of 32 bytes from 1 on, with the nonce of 12 bytes from 0 on.</summary>
    private const string Sealed =
        "01f02bf57e000102030405060708090a0b00435ee4adbe136e7be5f875087a5f46f9342a76a9bb5e9ae3";

    [Fact]
    public void Encode_WhenPinned_NeverChanges() =>
        Assert.Equal(Pinned, Hex.Of(KeyRecordCodec.Encode(FormatSamples.Key)));

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        KeyRecord read = Decode(Pinned);
        KeyRecord expected = FormatSamples.Key;
        Assert.Equal(expected.Key with { Policy = read.Key.Policy }, read.Key);
        Assert.Equal((Hex.Of(expected.Secret), Hex.Of(expected.PreviousSecret)), (
            Hex.Of(read.Secret), Hex.Of(read.PreviousSecret)));
        Assert.Equal("sender", read.Key.Policy.Statements[0].Role);
        Assert.Equal(AccessActions.Send, read.Key.Policy.Statements[0].Actions);
        Assert.Equal(AccessActions.Peek | AccessActions.Metrics, read.Key.Policy.Statements[1].Actions);
        Assert.Equal(["*", "a?"], read.Key.Policy.Statements[1].Queues.Select(pattern => pattern.Value));
    }

    [Fact]
    public void Decode_WhenItIsLaterOrDamaged_TellsThemApart()
    {
        Assert.Throws<NewerFormatException>(() => Decode("03" + Pinned[2..]));
        Assert.Throws<NewerFormatException>(() => Decode(Pinned.Replace("73656e646572", "73656e646571")));
        Assert.Throws<NewerFormatException>(() => Decode(Pinned.Replace("840102", "840402")));
        Assert.Throws<StorageCorruptException>(() => Decode("00" + Pinned[2..]));
        Assert.Throws<StorageCorruptException>(() => Decode(Pinned[..^2]));
        Assert.Throws<StorageCorruptException>(() => KeyRecordCodec.Decode(Hex.Document("another", Pinned)));
    }

    [Fact]
    public void Encode_WhenExchangesAreNamed_NeverChanges() =>
        Assert.Equal(PinnedWithExchanges, Hex.Of(KeyRecordCodec.Encode(FormatSamples.KeyOfExchanges)));

    [Fact]
    public void Decode_WhenExchangesAreNamed_GivesWhatWasWritten()
    {
        IReadOnlyList<PolicyStatement> read = Decode(PinnedWithExchanges).Key.Policy.Statements;
        IReadOnlyList<PolicyStatement> written = FormatSamples.KeyOfExchanges.Key.Policy.Statements;
        Assert.Equal(written.Select(Told), read.Select(Told));
        Assert.Equal([true, false, true], read.Select(statement => statement.NamesExchanges));
    }

    [Fact]
    public void Seal_WhenPinned_NeverChanges()
    {
        Assert.Equal(
            Sealed, Hex.Of(FormatSamples.MasterKey.Seal(Id, FormatSamples.KeySecret, new CountingRandom())));
        Assert.Equal(FormatSamples.KeySecret, FormatSamples.MasterKey.Open(Id, Hex.Bytes(Sealed)));
    }

    private static string Told(PolicyStatement statement) => $"{statement.Role} {statement.Actions} "
        + $"{string.Join(',', statement.Queues)} {string.Join(',', statement.Exchanges)}";

    private static KeyRecord Decode(string hex) => KeyRecordCodec.Decode(Hex.Document(Id, hex));
}
