namespace QueueService.Tests.Chaos.Record;

/// <summary>One message of one receive, as a client got it.</summary>
internal sealed record Delivery(QueueSpec Queue, string Body, long Sequence, int ReceiveCount)
{
    /// <summary>Which receive it came with.</summary>
    public required int Call { get; init; }

    /// <summary>When the receive was called.</summary>
    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset VisibleUntil { get; init; }

    public required TimeSpan VisibilityTimeout { get; init; }

    public required string ReceiptHandle { get; init; }

    public string? Group { get; init; }

    public List<AckCall> Acks { get; } = [];

    /// <summary>True if the client gave it back before its time, so that it may be received again at once.</summary>
    public bool IsReleased { get; set; }

    /// <summary>When it was decided, by the clock of the service.</summary>
    public DateTimeOffset DecidedAt => VisibleUntil - VisibilityTimeout;

    public bool MayBeAcknowledged => Acks.Exists(ack => ack.Outcome != Outcome.Refused);

    public override string ToString() => $"'{Body}' (number {Sequence} of {Queue.Name}, receive {ReceiveCount})";
}
