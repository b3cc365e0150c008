using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Features;

/// <summary>
/// Instances as documents. Stored: a version, the name, the highest level, the time. Later programs may add to the end,
/// which is passed over: an instance of any version must be able to read what any other says of itself.
/// </summary>
internal static class ServiceInstanceCodec
{
    private const byte Version = 1;

    public static ReadOnlyMemory<byte> Encode(ServiceInstance instance)
    {
        WireWriter writer = new(64);
        writer.Byte(Version);
        writer.Text(instance.Name);
        writer.Number(instance.Newest.Value);
        writer.Number(instance.SeenAt.UnixMilliseconds);
        return writer.Written;
    }

    public static ServiceInstance Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            reader.ExpectVersion(Version);
            return new ServiceInstance(
                document.Id, reader.Text(), new FeatureLevel(reader.Int32()), new Timestamp(reader.Number()));
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The announcement of instance '{document.Id}'", exception);
        }
    }
}
