using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Messages.Shapes;
using QueueService.Queues.Peek;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>Shows a filter as it was given.</summary>
internal static class FilterAnswer
{
    public static FilterBody From(MessageFilter filter) => new()
    {
        Text = filter.Text,
        Attributes = filter.Attributes.Count == 0 ? null : AttributesOf(filter),
        GroupId = filter.GroupId,
        SourceQueue = filter.SourceQueue?.Value,
        Reason = filter.Reason,
        Detail = filter.Detail,
        MinReceiveCount = filter.MinReceiveCount,
        After = filter.After,
        Before = filter.Before,
    };

    private static Dictionary<string, JsonElement> AttributesOf(MessageFilter filter)
    {
        using var written = JsonAnswer.Begin();
        written.Json.WriteStartObject();
        MessageWriter.WriteAttributes(written.Json, filter.Attributes);
        written.Json.WriteEndObject();
        using var read = JsonDocument.Parse(written.ToArray());
        return read.RootElement.GetProperty("attributes").EnumerateObject()
            .ToDictionary(attribute => attribute.Name, attribute => attribute.Value.Clone(), StringComparer.Ordinal);
    }
}
