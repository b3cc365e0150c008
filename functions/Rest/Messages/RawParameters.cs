using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Messages;

/// <summary>What the one-message form takes from the query string, wherever the message goes.</summary>
internal static class RawParameters
{
    public const string DelaySeconds = "delaySeconds";
    public const string GroupId = "groupId";
    public const string DeduplicationId = "deduplicationId";

    public static readonly string[] Names = [DelaySeconds, GroupId, DeduplicationId];

    /// <summary>Describes them.</summary>
    public static IEndpointConventionBuilder TakesRawMessage(this IEndpointConventionBuilder call) => call
        .TakesQuery(
            DelaySeconds,
            "One-message form: seconds until the message can be received.",
            minimum: 0,
            maximum: 900,
            isWhole: false)
        .TakesQuery(GroupId, "One-message form: the message group.")
        .TakesQuery(DeduplicationId, "One-message form: equal ids within 5 minutes are one message.");
}
