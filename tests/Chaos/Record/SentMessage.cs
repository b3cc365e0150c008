namespace QueueService.Tests.Chaos.Record;

/// <summary>One attempt to send one message. Every attempt has a body of its own.</summary>
internal sealed record SentMessage(QueueSpec Queue, string Body, string? Group, string? DeduplicationId)
{
    public DateTimeOffset Began { get; init; }

    /// <summary>How many letters follow the body, which is only the name of the message.</summary>
    public int Padding { get; init; }

    public Outcome Outcome { get; set; } = Outcome.Unknown;

    /// <summary>True if the service said that it holds another copy already.</summary>
    public bool IsDuplicate { get; set; }

    /// <summary>True if the service said that this very copy is stored.</summary>
    public bool IsStored => Outcome == Outcome.Done && !IsDuplicate;

    public override string ToString() => $"'{Body}'";
}
