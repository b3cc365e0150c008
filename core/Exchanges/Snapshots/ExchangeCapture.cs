using QueueService.Exchanges.Settings;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Snapshots;

/// <summary>The state of an exchange at one moment: copies of references to what never changes.</summary>
internal sealed record ExchangeCapture(
    FrameNumber Frame, Timestamp Time, ExchangeName Exchange, ExchangeSettings Settings)
{
    public required Link[] Bindings { get; init; }

    public required SequenceNumber NextSequence { get; init; }

    public required long Published { get; init; }

    public required long Unroutable { get; init; }

    /// <summary>What is on its way: for each destination the number behind the last copy, and the runs.</summary>
    public required (PartitionId Destination, TransferNumber Next, OutboxRun[] Runs)[] Outboxes { get; init; }

    /// <summary>The frames that those runs are about, in ascending order, with the bytes of their payloads.</summary>
    public required (FrameNumber Frame, long Bytes)[] Pending { get; init; }

    /// <summary>Those among them that readers may want, from the oldest to the newest.</summary>
    public required RecentFrame[] Recent { get; init; }

    /// <summary>As of <see cref="RecentFrames.Gone"/>.</summary>
    public required FrameNumber Gone { get; init; }

    /// <summary>The retained messages, each with the hash of its topic.</summary>
    public required KeyValuePair<KeyHash, RetainedMessage>[] Retained { get; init; }

    public static ExchangeCapture Of(ExchangeState state) =>
        new(state.LastFrame, state.LastTime, state.Exchange, state.Settings)
        {
            Bindings = [.. state.Bindings.All],
            NextSequence = state.NextSequence,
            Published = state.Published,
            Unroutable = state.Unroutable,
            Outboxes =
            [
                .. state.Outboxes.Select(outbox =>
                    (outbox.Destination, outbox.Next, (OutboxRun[])[.. outbox.Runs])),
            ],
            Pending = [.. state.Pending.Numbers.Select(frame => (frame, state.Pending.BytesOf(frame)))],
            Recent = [.. state.Recent.All],
            Gone = state.Recent.Gone,
            Retained = [.. state.Retained.All],
        };
}
