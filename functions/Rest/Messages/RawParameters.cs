namespace QueueService.Functions.Rest.Messages;

/// <summary>What the one-message form of a send takes from the query string.</summary>
internal static class RawParameters
{
    public const string DelaySeconds = "delaySeconds";
    public const string GroupId = "groupId";
    public const string DeduplicationId = "deduplicationId";

    public static RequestQuery Read(HttpRequest request) =>
        RequestQuery.Of(request, DelaySeconds, GroupId, DeduplicationId);
}
