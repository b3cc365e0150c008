using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>
/// A message to send, with exactly one of body and bodyBase64. One that is published says besides how it is routed.
/// </summary>
internal record NewMessageBody
{
    public string? Body { get; init; }

    [Base64String]
    public string? BodyBase64 { get; init; }

    [MinLength(1), MaxLength(Limits.MaxContentTypeLength), RegularExpression("^[ -~]*$")]
    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    [Range(0, 900)]
    public decimal? DelaySeconds { get; init; }

    [MinLength(1), MaxLength(Limits.MaxGroupIdLength), RegularExpression("^[!-~]*$")]
    public string? GroupId { get; init; }

    [MinLength(1), MaxLength(Limits.MaxGroupIdLength), RegularExpression("^[!-~]*$")]
    public string? DeduplicationId { get; init; }
}
