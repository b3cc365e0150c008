using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Reads <c>{"queue": "...", "maxReceiveCount": 5}</c>, or null for none.</summary>
internal static class DeadLetterParser
{
    private const int Queue = 0;

    private static readonly MemberNames Members = new("queue", "maxReceiveCount");

    public static DeadLetterSetting? Read(ref RequestJson json)
    {
        if (json.Kind == JsonTokenType.Null)
            return null;
        json.BeginObject();
        RequestJson start = json;
        QueueName? queue = null;
        int? maxReceiveCount = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            if (member == Queue)
                queue = QueueName.Parse(json.Text());
            else
                maxReceiveCount = json.Number(1, Limits.MaxReceiveCountCeiling, ProblemCode.InvalidSetting);
        }

        return new DeadLetterSetting(
            queue ?? throw start.Refusal(ProblemCode.InvalidSetting, "lacks its 'queue'."),
            maxReceiveCount ?? throw start.Refusal(ProblemCode.InvalidSetting, "lacks its 'maxReceiveCount'."));
    }
}
