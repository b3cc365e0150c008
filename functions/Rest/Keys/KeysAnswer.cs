namespace QueueService.Functions.Rest.Keys;

/// <summary>All keys, in order of their ids.</summary>
internal sealed record KeysAnswer(IReadOnlyList<KeyAnswer> Keys);
