using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>How clients of both protocols spell the settings that are a choice of words, as in SQS.</summary>
internal static class SettingWords
{
    public const string Queue = "queue";
    public const string MessageGroup = "messageGroup";
    public const string PerQueue = "perQueue";
    public const string PerMessageGroupId = "perMessageGroupId";
    public const string Hold = "hold";
    public const string Drop = "drop";

    public static DeduplicationScope ReadScope(RequestJson json) => FindScope(json.Text())
        ?? throw json.Refusal(ProblemCode.InvalidSetting, $"must be {Queue} or {MessageGroup}.");

    public static FifoThroughputLimit ReadThroughputLimit(RequestJson json) => FindThroughputLimit(json.Text())
        ?? throw json.Refusal(ProblemCode.InvalidSetting, $"must be {PerQueue} or {PerMessageGroupId}.");

    /// <summary>Whether dead letters without a route are held.</summary>
    public static bool ReadHolds(RequestJson json) => json.Text() switch
    {
        Hold => true,
        Drop => false,
        _ => throw json.Refusal(ProblemCode.InvalidSetting, $"must be {Hold} or {Drop}."),
    };

    public static string WordOfHolds(bool holds) => holds ? Hold : Drop;

    /// <summary>The setting of a word; null if there is no such word.</summary>
    public static DeduplicationScope? FindScope(string word) => word switch
    {
        Queue => DeduplicationScope.Queue,
        MessageGroup => DeduplicationScope.MessageGroup,
        _ => null,
    };

    /// <inheritdoc cref="FindScope"/>
    public static FifoThroughputLimit? FindThroughputLimit(string word) => word switch
    {
        PerQueue => FifoThroughputLimit.PerQueue,
        PerMessageGroupId => FifoThroughputLimit.PerMessageGroupId,
        _ => null,
    };

    public static string WordOf(DeduplicationScope scope) =>
        scope == DeduplicationScope.Queue ? Queue : MessageGroup;

    public static string WordOf(FifoThroughputLimit limit) =>
        limit == FifoThroughputLimit.PerQueue ? PerQueue : PerMessageGroupId;
}
