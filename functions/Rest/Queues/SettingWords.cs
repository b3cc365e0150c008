using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>How JSON spells the settings that are a choice of words.</summary>
internal static class SettingWords
{
    private const string Queue = "queue";
    private const string MessageGroup = "messageGroup";
    private const string PerQueue = "perQueue";
    private const string PerMessageGroupId = "perMessageGroupId";

    public static DeduplicationScope ReadScope(RequestJson json) => json.Text() switch
    {
        Queue => DeduplicationScope.Queue,
        MessageGroup => DeduplicationScope.MessageGroup,
        _ => throw json.Refusal(ProblemCode.InvalidSetting, $"must be {Queue} or {MessageGroup}."),
    };

    public static FifoThroughputLimit ReadThroughputLimit(RequestJson json) => json.Text() switch
    {
        PerQueue => FifoThroughputLimit.PerQueue,
        PerMessageGroupId => FifoThroughputLimit.PerMessageGroupId,
        _ => throw json.Refusal(ProblemCode.InvalidSetting, $"must be {PerQueue} or {PerMessageGroupId}."),
    };

    public static string WordOf(DeduplicationScope scope) =>
        scope == DeduplicationScope.Queue ? Queue : MessageGroup;

    public static string WordOf(FifoThroughputLimit limit) =>
        limit == FifoThroughputLimit.PerQueue ? PerQueue : PerMessageGroupId;
}
