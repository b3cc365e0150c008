using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>The policy of a queue: kept as the client wrote it, and changed only by permissions.</summary>
internal static class QueuePolicy
{
    private const string Statement = "Statement";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a policy, refusing with <c>InvalidAttributeValue</c> what is none.</summary>
    public static JsonObject Parse(string text)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Strict) is JsonObject policy)
            {
                // Texts are decoded when they are asked for; written out, half a surrogate pair shows here.
                _ = policy.ToJsonString();
                return policy;
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw SqsException.AttributeValue(AttributeNames.Policy);
        }

        throw SqsException.AttributeValue(AttributeNames.Policy);
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
}
