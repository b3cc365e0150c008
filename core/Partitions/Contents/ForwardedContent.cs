namespace QueueService.Partitions.Contents;

/// <summary>What becomes of the content of a dead letter that an exchange leads somewhere.</summary>
internal static class ForwardedContent
{
    /// <summary>The keys that the exchange is asked with.</summary>
    /// <param name="queue">Where the message died.</param>
    /// <param name="key">That of the setting, if it has one.</param>
    public static IReadOnlyList<string> Keys(Content content, string queue, string? key)
    {
        if (key is not null)
            return [key];
        return content.Exchange is null ? [queue] : content.RoutingKeys;
    }

    /// <summary>The same content, which tells by which exchange and keys it came last.</summary>
    public static ReadOnlyMemory<byte> Of(Content content, Forward way, IReadOnlyList<string> keys)
    {
        ReadOnlyMemory<byte> header = ContentCodec.Header(
            content.ToMessage() with { Exchange = way.Exchange, RoutingKeys = keys });
        byte[] bytes = new byte[header.Length + content.Body.Length];
        header.CopyTo(bytes);
        content.Body.CopyTo(bytes.AsMemory(header.Length));
        return bytes;
    }
}
