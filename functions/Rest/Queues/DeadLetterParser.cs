using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>
/// Reads <c>{"queue": "...", "maxReceiveCount": 5}</c>, or the same with an exchange and how it is asked, or null for
/// none.
/// </summary>
internal static class DeadLetterParser
{
    private const string Invalid = ProblemCode.InvalidSetting;
    private const int Queue = 0;
    private const int Exchange = 1;
    private const int RoutingKey = 2;
    private const int Unroutable = 3;

    private static readonly MemberNames Members = new(
        "queue", "exchange", "routingKey", "unroutable", "maxReceiveCount");

    public static DeadLetterSetting? Read(ref RequestJson json)
    {
        if (json.Kind == JsonTokenType.Null)
            return null;
        json.BeginObject();
        RequestJson start = json;
        QueueName? queue = null;
        ExchangeName? exchange = null;
        string? routingKey = null;
        bool? holds = null;
        int? maxReceiveCount = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            switch (member)
            {
                case Queue:
                    queue = QueueName.Parse(json.Text());
                    break;
                case Exchange:
                    exchange = ExchangeName.Parse(json.Text());
                    break;
                case RoutingKey:
                    routingKey = json.Text();
                    break;
                case Unroutable:
                    holds = SettingWords.ReadHolds(json);
                    break;
                default:
                    maxReceiveCount = json.Number(1, Limits.MaxReceiveCountCeiling, Invalid);
                    break;
            }
        }

        return (queue, exchange) switch
        {
            ({ } name, null) when routingKey is null && holds is null => new DeadLetterSetting(name, maxReceiveCount),
            (null, { } name) => new DeadLetterSetting(name, maxReceiveCount)
            {
                RoutingKey = routingKey,
                HoldsUnroutable = holds ?? true,
            },
            ({ }, null) => throw start.Refusal(
                Invalid, "has 'routingKey' or 'unroutable', which are for dead letters that go to an exchange."),
            ({ }, { }) => throw start.Refusal(Invalid, "has both 'queue' and 'exchange'; give one."),
            _ => throw start.Refusal(Invalid, "has neither 'queue' nor 'exchange'."),
        };
    }
}
