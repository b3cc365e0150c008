namespace QueueService.Access.Keys;

/// <summary>A secret in memory. It never shows itself as text, so that no log can.</summary>
public sealed class KeySecret(byte[] utf8)
{
    public ReadOnlySpan<byte> Utf8 => utf8;
}
