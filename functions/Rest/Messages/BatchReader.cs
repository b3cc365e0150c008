using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads an array of 1 to 100 items.</summary>
internal static class BatchReader
{
    public delegate T ItemReader<T>(ref RequestJson json);

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
