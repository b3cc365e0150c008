using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Makes a message of a request whose body is the message's body.</summary>
internal static class RawMessage
{
    private const string DefaultContentType = "application/octet-stream";

    public static NewMessage Parse(string? contentType, RequestQuery query, ReadOnlySpan<byte> body)
    {
        string kept = string.IsNullOrEmpty(contentType) ? DefaultContentType : contentType;
        if (!ContentTypes.IsValid(kept))
            throw ProblemException.BadRequest(ProblemCode.InvalidMessage, $"The Content-Type {ContentTypes.Allowed}");
        return new NewMessage
        {
            Body = body.ToArray(),
            IsText = MediaTypes.IsText(kept, body),
            ContentType = kept,
            Delay = query.Seconds(RawParameters.DelaySeconds, Limits.MaxDelay, ProblemCode.InvalidMessage),
            GroupId = ClientId.Read(query, RawParameters.GroupId),
            DeduplicationId = ClientId.Read(query, RawParameters.DeduplicationId),
        };
    }
}
