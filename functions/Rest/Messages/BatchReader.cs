using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads an array of 1 to 100 items.</summary>
internal static class BatchReader
{
    public delegate T ItemReader<T>(ref RequestJson json);

    /// <summary>Reads a body that has an array as its only member.</summary>
    public static List<T> ReadBody<T>(ReadOnlySpan<byte> body, MemberNames only, string name, ItemReader<T> readItem)
    {
        var json = new RequestJson(body);
        List<T>? items = null;
        uint seen = 0;
        while (json.NextMember(only, ref seen) >= 0)
            items = Read(ref json, readItem);
        if (items is null)
            throw json.Refusal(ProblemCode.InvalidRequest, $"lacks '{name}'.");
        json.End();
        return items;
    }

    public static List<T> Read<T>(ref RequestJson json, ItemReader<T> readItem)
    {
        json.BeginArray();
        RequestJson start = json;
        var items = new List<T>();
        while (json.NextItem())
        {
            if (items.Count == Limits.MaxBatchMessages)
                throw start.Refusal(ProblemCode.InvalidRequest, $"has more than {Limits.MaxBatchMessages} items.");
            items.Add(readItem(ref json));
        }

        return items.Count > 0
            ? items
            : throw start.Refusal(ProblemCode.InvalidRequest, $"must have 1 to {Limits.MaxBatchMessages} items.");
    }
}
