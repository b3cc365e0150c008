using QueueService.Features;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Features;

public sealed class ServiceInstanceCodecTests
{
    private const string Pinned = "01" + "05" + "7765622f37" + "02" + "8827";

    private static readonly ServiceInstance Instance = new("00ab", "web/7", FeatureLevel.Two, new Timestamp(5000));

    [Fact]
    public void Encode_WhenPinned_NeverChanges() =>
        Assert.Equal(Pinned, Hex.Of(ServiceInstanceCodec.Encode(Instance)));

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten() => Assert.Equal(Instance, Decode(Pinned));

    /// <summary>An instance must be able to read what any other says of itself.</summary>
    [Fact]
    public void Decode_WhenALaterProgramSaysMore_PassesOverIt() => Assert.Equal(Instance, Decode(Pinned + "ff00ff"));

    [Fact]
    public void Decode_WhenItIsLaterOrDamaged_TellsThemApart()
    {
        Assert.Throws<NewerFormatException>(() => Decode("02" + Pinned[2..]));
        Assert.Throws<StorageCorruptException>(() => Decode("00" + Pinned[2..]));
        Assert.Throws<StorageCorruptException>(() => Decode(Pinned[..^2]));
    }

    private static ServiceInstance Decode(string hex) => ServiceInstanceCodec.Decode(Hex.Document("00ab", hex));
}
