using System.Text.Json.Nodes;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>The policy of a queue: kept as the client wrote it, and changed only by permissions.</summary>
internal static class QueuePolicy
{
    private const int MaxStatements = 20;
    private const string Statement = "Statement";

    /// <summary>Reads a policy, refusing with <c>InvalidAttributeValue</c> what is none.</summary>
    public static PolicyJson Read(string text)
    {
        PolicyJson policy = PolicyJson.Read(text) ?? throw SqsException.AttributeValue(AttributeNames.Policy);
        int count = policy.Members[Statement] is JsonArray statements ? statements.Count : 0;
        return count <= MaxStatements ? policy : throw new SqsException(
            SqsError.OverLimit,
            $"{count} statements were found in the submitted policy, max allowed is {MaxStatements}");
    }

    /// <summary>Its statements as a list, which they become if there was one alone, or none.</summary>
    public static JsonArray Statements(JsonObject policy)
    {
        if (policy[Statement] is JsonArray statements)
            return statements;
        JsonArray list = policy[Statement] is JsonObject one ? [one.DeepClone()] : [];
        policy[Statement] = list;
        return list;
    }

    /// <summary>Adds a statement; refuses one too many.</summary>
    public static void Add(JsonArray statements, JsonObject statement)
    {
        statements.Add((JsonNode)statement);
        if (statements.Count > MaxStatements)
        {
            throw new SqsException(
                SqsError.OverLimit,
                $"{statements.Count} Statements were found, maximum allowed is {MaxStatements}.");
        }
    }
}
