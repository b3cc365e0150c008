using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Reads <c>tags</c>: name to text.</summary>
internal static class TagParser
{
    public static Dictionary<string, string> Read(ref RequestJson json)
    {
        json.BeginObject();
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.NextName() is { } key)
        {
            string value = json.Text();
            if (key.Length is 0 or > Limits.MaxTagKeyLength || value.Length > Limits.MaxTagValueLength)
            {
                throw json.Refusal(
                    ProblemCode.InvalidSetting,
                    $"is too long or empty: keys have 1 to {Limits.MaxTagKeyLength} characters, values at most "
                    + $"{Limits.MaxTagValueLength}.");
            }

            if (!tags.TryAdd(key, value))
                throw json.Refusal(ProblemCode.DuplicateMember, "is there twice.");
            if (tags.Count > Limits.MaxTags)
            {
                throw json.Refusal(
                    ProblemCode.InvalidSetting, $"is one too many: there may be {Limits.MaxTags} tags.");
            }
        }

        return tags;
    }
}
