using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Reads settings of a queue; nothing at all changes nothing.</summary>
internal static class SettingsParser
{
    private const string Invalid = ProblemCode.InvalidSetting;

    private static readonly MemberNames Members = new(
        "visibilityTimeoutSeconds",
        "delaySeconds",
        "retentionSeconds",
        "maxMessageBytes",
        "receiveWaitSeconds",
        "deadLetter",
        "contentBasedDeduplication",
        "deduplicationScope",
        "fifoThroughputLimit",
        "partitions",
        "tags");

    public static QueueSettingsChange Parse(ReadOnlySpan<byte> body)
    {
        var change = new QueueSettingsChange();
        if (body.IsEmpty)
            return change;
        var json = new RequestJson(body);
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
            change = With(change, member, ref json);
        json.End();
        return change;
    }

    private static QueueSettingsChange With(QueueSettingsChange change, int member, ref RequestJson json) =>
        member switch
        {
            0 => change with { VisibilityTimeout = json.Seconds(Limits.MaxVisibilityTimeout, Invalid) },
            1 => change with { Delay = json.Seconds(Limits.MaxDelay, Invalid) },
            2 => change with { Retention = json.Seconds(Limits.MinRetention, Limits.MaxRetention, Invalid) },
            3 => change with
            {
                MaxMessageBytes = json.Number(Limits.MinMaxMessageBytes, Limits.MaxMessageBytes, Invalid),
            },
            4 => change with { ReceiveWait = json.Seconds(Limits.MaxReceiveWait, Invalid) },
            5 => DeadLetterParser.Read(ref json) is { } deadLetter
                ? change with { DeadLetter = deadLetter }
                : change with { RemoveDeadLetter = true },
            6 => change with { ContentBasedDeduplication = json.Boolean() },
            7 => change with { DeduplicationScope = SettingWords.ReadScope(json) },
            8 => change with { FifoThroughputLimit = SettingWords.ReadThroughputLimit(json) },
            9 => change with { Partitions = json.Number(1, Limits.MaxPartitions, Invalid) },
            10 => change with { Tags = TagParser.Read(ref json) },
            _ => throw new InvalidOperationException($"Setting {member} of {Members.Listed} is not read."),
        };
}
