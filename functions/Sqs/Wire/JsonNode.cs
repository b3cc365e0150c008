using System.Text.Json;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>Where a value of a document lies in its bytes.</summary>
internal struct JsonNode
{
    public JsonTokenType Kind { get; init; }

    /// <summary>The name of a member; empty for the items of an array.</summary>
    public JsonText Name { get; init; }

    /// <summary>A string without its quotes, or a number.</summary>
    public JsonText Text { get; init; }

    /// <summary>The number of the node behind this one and all that is in it.</summary>
    public int End { get; set; }
}
