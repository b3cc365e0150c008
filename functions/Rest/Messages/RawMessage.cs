using System.Text.Unicode;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>A send of one message whose body is the request's, as it is.</summary>
internal static class RawMessage
{
    public static NewMessage Read(HttpRequest request, ReadOnlySpan<byte> body)
    {
        QueryReader.Expect(request, "delaySeconds", "groupId", "deduplicationId");
        if (request.ContentType?.Length > Limits.MaxContentTypeLength)
        {
            throw RestException.BadRequest(
                "InvalidMessage", $"Content-Type must have at most {Limits.MaxContentTypeLength} characters.");
        }

        return new NewMessage
        {
            Body = body.ToArray(),
            IsText = request.ContentType is { } type && MediaTypes.IsText(type) && Utf8.IsValid(body),
            ContentType = request.ContentType,
            Delay = QueryReader.Seconds(request, "delaySeconds", Limits.MaxDelay),
            GroupId = QueryReader.Text(request, "groupId"),
            DeduplicationId = QueryReader.Text(request, "deduplicationId"),
        };
    }
}
