using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>What is to change of a message; what is not given stays. At most one of body and bodyBase64.</summary>
internal sealed record EditBody
{
    public string? Body { get; init; }

    [Base64String]
    public string? BodyBase64 { get; init; }

    [MinLength(1), MaxLength(Limits.MaxContentTypeLength), RegularExpression("^[ -~]*$")]
    public string? ContentType { get; init; }

    /// <summary>All of them, in place of those that it has.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    public ReplayBody? Replay { get; init; }
}
