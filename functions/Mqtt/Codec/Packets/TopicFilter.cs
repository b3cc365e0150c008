using System.Text;

namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>What a SUBSCRIBE or UNSUBSCRIBE names (MQTT 5.0, sections 4.7 and 4.8.2).</summary>
/// <param name="Text">As the client wrote it.</param>
/// <param name="ShareGroup">Of <c>$share/{group}/{filter}</c>; null for any other subscription.</param>
/// <param name="Filter">Which topics: the text without group.</param>
/// <param name="IsValid">
/// False if the syntax is wrong, which SUBACK and UNSUBACK tell as <see cref="ReasonCode.TopicFilterInvalid"/>; then
/// only the text is set.
/// </param>
internal sealed record TopicFilter(string Text, string? ShareGroup, string Filter, bool IsValid)
{
    private const byte Separator = (byte)'/';

    private static ReadOnlySpan<byte> SharePrefix => "$share/"u8;

    /// <summary>True if it asks for a shared subscription, valid or not.</summary>
    public bool IsShared => Text.StartsWith("$share/", StringComparison.Ordinal);

    /// <param name="utf8">Well-formed, without U+0000.</param>
    public static TopicFilter Of(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        if (!utf8.StartsWith(SharePrefix))
            return Make(text, null, utf8);
        ReadOnlySpan<byte> shared = utf8[SharePrefix.Length..];
        int end = shared.IndexOf(Separator);
        return end > 0 && !shared[..end].ContainsAny("+#"u8)
            ? Make(text, Encoding.UTF8.GetString(shared[..end]), shared[(end + 1)..])
            : Invalid(text);
    }

    private static TopicFilter Make(string text, string? group, ReadOnlySpan<byte> filter)
    {
        if (!HasFilterSyntax(filter))
            return Invalid(text);
        return new TopicFilter(text, group, group is null ? text : Encoding.UTF8.GetString(filter), true);
    }

    private static TopicFilter Invalid(string text) => new(text, null, "", false);

    /// <summary>A wildcard is a level of its own, and <c>#</c> the last one.</summary>
    private static bool HasFilterSyntax(ReadOnlySpan<byte> filter)
    {
        if (filter.IsEmpty)
            return false;
        foreach (Range range in filter.Split(Separator))
        {
            ReadOnlySpan<byte> level = filter[range];
            if (level.Length > 1 && level.ContainsAny("+#"u8))
                return false;
            if (level.SequenceEqual("#"u8) && range.End.GetOffset(filter.Length) < filter.Length)
                return false;
        }

        return true;
    }
}
