using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>Reads <c>routingKey</c>, or <c>routingKeys</c>: several different keys of one message.</summary>
internal static class RoutingKeyParser
{
    public const string OneName = "routingKey";
    public const string SeveralName = "routingKeys";

    /// <summary>A message with one key has it as <c>routingKey</c>.</summary>
    public const int Fewest = 2;

    /// <summary>Reads whichever of the two the reader stands at.</summary>
    /// <param name="isSeveral">Which one it is.</param>
    public static IReadOnlyList<string> Read(ref RequestJson json, bool isSeveral) =>
        isSeveral ? ReadSeveral(ref json) : [json.Text()];

    /// <param name="start">Where the message begins.</param>
    public static ProblemException Both(RequestJson start) => start.Refusal(
        ProblemCode.InvalidMessage, $"has both '{OneName}' and '{SeveralName}'; give one.");

    private static List<string> ReadSeveral(ref RequestJson json)
    {
        json.BeginArray();
        RequestJson start = json;
        List<string> keys = [];
        while (json.NextItem())
        {
            string key = json.Text();
            if (keys.Count == Limits.MaxRoutingKeys)
                throw Refusal(start);
            if (keys.Contains(key, StringComparer.Ordinal))
                throw json.Refusal(ProblemCode.InvalidMessage, "is there twice; the keys of a message differ.");
            keys.Add(key);
        }

        return keys.Count >= Fewest ? keys : throw Refusal(start);
    }

    private static ProblemException Refusal(RequestJson start) => start.Refusal(
        ProblemCode.InvalidMessage,
        $"must have {Fewest} to {Limits.MaxRoutingKeys} keys; a message with one has '{OneName}'.");
}
