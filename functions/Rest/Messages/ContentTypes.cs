namespace QueueService.Functions.Rest.Messages;

/// <summary>What a message may carry as its content type: what is fit for a header.</summary>
internal static class ContentTypes
{
    public static readonly string Allowed =
        $"must have 1 to {Limits.MaxContentTypeLength} printable ASCII characters.";

    public static bool IsValid(string contentType) =>
        contentType.Length is > 0 and <= Limits.MaxContentTypeLength
        && !contentType.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
