namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// The members of a request, or of one structure in it, in either protocol. Members that are absent, or null in JSON,
/// are null here.
/// </summary>
internal interface ISqsInput
{
    /// <summary>A string.</summary>
    string? Text(string name);

    /// <summary>
    /// The UTF-8 of a string; false if it is absent. It may be memory of the request, which lives until the answer.
    /// </summary>
    bool TryGetUtf8(string name, out ReadOnlyMemory<byte> utf8);

    /// <summary>A whole number; refuses anything else.</summary>
    long? Number(string name);

    /// <summary>Bytes, base64 on the wire.</summary>
    byte[]? Blob(string name);

    /// <summary>A list of strings; empty if it is absent.</summary>
    IReadOnlyList<string> Texts(string name);

    /// <summary>A map of strings; null if it is absent.</summary>
    IReadOnlyList<KeyValuePair<string, string>>? Map(string name);

    /// <summary>A list of structures; null if it is absent.</summary>
    IReadOnlyList<ISqsInput>? Items(string name);

    /// <summary>A map of structures.</summary>
    IReadOnlyList<KeyValuePair<string, ISqsInput>> Structures(string name);
}
