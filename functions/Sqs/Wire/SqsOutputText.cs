using QueueService.Functions.Sqs.Digests;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>Values that are text on the wire only.</summary>
internal static class SqsOutputText
{
    private const int GuidLength = 36;

    public static void Id(this ISqsOutput output, string name, Guid id)
    {
        Span<byte> text = stackalloc byte[GuidLength];
        id.TryFormat(text, out _);
        output.Utf8(name, text);
    }

    /// <summary>A digest; left out if it is null.</summary>
    public static void Digest(this ISqsOutput output, string name, Md5Digest? digest)
    {
        if (digest is not { } value)
            return;
        Span<byte> text = stackalloc byte[Md5Digest.TextLength];
        value.Format(text);
        output.Utf8(name, text);
    }
}
