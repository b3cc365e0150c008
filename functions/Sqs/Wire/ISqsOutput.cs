namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// The members of an answer, in either protocol. Lists and maps that are empty are left out, as by AWS.
/// </summary>
internal interface ISqsOutput
{
    /// <summary>A string; left out if it is null.</summary>
    void Text(string name, string? value);

    /// <summary>A string that is there as UTF-8.</summary>
    void Utf8(string name, ReadOnlySpan<byte> value);

    void Number(string name, long value);

    void Flag(string name, bool value);

    void Blob(string name, ReadOnlySpan<byte> value);

    /// <param name="queryName">What the Query protocol calls one element.</param>
    /// <param name="isRequired">True if SDKs want the list even when it is empty.</param>
    void Texts(string name, string queryName, IReadOnlyList<string> values, bool isRequired = false);

    /// <param name="queryKey">What the Query protocol calls the key of an entry.</param>
    void Map(
        string name, string queryName, IReadOnlyCollection<KeyValuePair<string, string>> map, string queryKey);

    /// <summary>A list of structures.</summary>
    void Items<T>(string name, string queryName, ReadOnlySpan<T> items, Action<ISqsOutput, T> write);

    /// <summary>A map of structures.</summary>
    void Structures<T>(
        string name,
        string queryName,
        ReadOnlySpan<T> items,
        Func<T, string> key,
        Action<ISqsOutput, T> write);
}
