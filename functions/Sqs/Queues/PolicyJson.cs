using System.Text.Json;
using System.Text.Json.Nodes;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>
/// An attribute whose value is an object of JSON. A member that is null is a missing one: tools write their empty
/// settings so.
/// </summary>
/// <param name="Kept">What is given back: the text as it came, or without the members that were null.</param>
internal sealed record PolicyJson(JsonObject Members, string Kept)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads such a text; null if it is none.</summary>
    public static PolicyJson? Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Strict) is not JsonObject members)
                return null;
            bool isChanged = RemoveNulls(members);

            // Texts are decoded when they are asked for; written out, half a surrogate pair shows here.
            string written = members.ToJsonString();
            return new PolicyJson(members, isChanged ? written : text);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool RemoveNulls(JsonNode node)
    {
        bool isChanged = false;
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members.ToArray())
            {
                if (value is null)
                    isChanged |= members.Remove(name);
                else
                    isChanged |= RemoveNulls(value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
                isChanged |= item is not null && RemoveNulls(item);
        }

        return isChanged;
    }
}
