namespace QueueService.Functions.Service;

/// <summary>What one instrument has measured under the same tags.</summary>
internal sealed class EngineSeries(KeyValuePair<string, object?>[] tags)
{
    /// <summary>With their braces; empty if there is no tag.</summary>
    public string Labels { get; } = tags.Length == 0
        ? ""
        : $"{{{string.Join(',', tags.Select(tag => $"{tag.Key}=\"{tag.Value}\""))}}}";

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length)
            return false;
        for (int n = 0; n < tags.Length; n++)
        {
            if (!string.Equals(others[n].Key, tags[n].Key, StringComparison.Ordinal)
                || !Equals(others[n].Value, tags[n].Value))
                return false;
        }

        return true;
    }

    public void Add(double value)
    {
        Count++;
        Sum += value;
    }
}
