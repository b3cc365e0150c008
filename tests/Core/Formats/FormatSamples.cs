using System.Text;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Partitions;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Queues.Catalog;
using QueueService.Queues.Redrive;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Core.Formats;

/// <summary>What the pinned bytes of all stored formats stand for, every member set.</summary>
internal static class FormatSamples
{
    public static readonly PartitionId Partition = new(0x0123456789ABCDE, 5);

    public static readonly MessageTraits Traits = new()
    {
        Group = new KeyHash(7),
        Id = MessageIds.Of(Partition, new SequenceNumber(9)),
        EnqueuedAt = new Timestamp(1000),
        FirstReceivedAt = new Timestamp(2000),
        PriorReceives = 3,
        Origin = new Origin("source", MoveReason.MaxReceiveCount, new Timestamp(3000)),
    };

    /// <summary>With the members of the third feature level.</summary>
    public static readonly MessageTraits StoryTraits = Traits with
    {
        Detail = "why",
        Replays = new Replays(2, new Timestamp(4000), "ann"),
        IsEdited = true,
    };

    public static readonly MessageTotals Totals = new(1, 2, 300, 4, 5, 6);

    public static readonly MessageTotals TotalsWithDropped = Totals with { Dropped = 7 };

    public static readonly QueueSettings Settings = new()
    {
        VisibilityTimeout = TimeSpan.FromMilliseconds(1500),
        Delay = TimeSpan.FromSeconds(2),
        Retention = TimeSpan.FromDays(14),
        MaxMessageBytes = 1024,
        ReceiveWait = TimeSpan.FromSeconds(20),
        DeadLetter = new DeadLetterSetting(QueueName.Parse("dead.fifo"), 4),
        ContentBasedDeduplication = true,
        DeduplicationScope = DeduplicationScope.MessageGroup,
        FifoThroughputLimit = FifoThroughputLimit.PerMessageGroupId,
        Partitions = 64,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "é", ["a"] = "" },
        Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["policy"] = "{}" },
    };

    /// <summary>One of each kind, in the order of their numbers.</summary>
    public static PartitionEvent[] Events =>
    [
        new Configured(QueueName.Parse("q.fifo"), 2, new QueueSettings
        {
            DeadLetter = new DeadLetterSetting(QueueName.Parse("dead.fifo"), 4),
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
        }),
        new Closed(),
        new Sent(new(1), [new StoredMessage(10), new StoredMessage(300, new Timestamp(5), new KeyHash(6), Traits)]),
        new Delivered(new Timestamp(9), [new MessageReference(new(4)), new MessageReference(new(5), true, 10, Traits)]),
        new Acknowledged([new(1), new(200)]),
        new Extended(new(3), new Timestamp(77)),
        new Released(new Timestamp(78), [new(3)]),
        new Expired([new SequenceRange(new(1), 5)], [new(9)]),
        new Purged(new(100)),
        new TransferStarted(Partition, MoveReason.Redrive, new(1), [new MessageReference(new(4))]),
        new TransferFinished(Partition, new(4)),
        new TransferAborted(Partition),
        new Arrived(Partition, new(4), new(7), [new StoredMessage(10, Traits: Traits)]),
        new Attempted(new KeyHash(8), [new(1), new(200)]),
        new SourceRetired(Partition),
        new TransferReturned(Partition, new(4)),
        new Replaced(new MessageReference(new(5), true, 10, Traits), new StoredMessage(300, Traits: StoryTraits)),
        new Deleted([new SequenceRange(new(1), 5)], [new(9)]),
        new Remarked(RemarkKind.ReplayedBy, "ann", [new(3)]),
        new TotalsBegun(),
        new Held(MoveReason.Rejected, [new(1), new(200)]),
        new Forwarded(new Forward("x", "k"), [new(3)]),
        new Dropped([new(1), new(200)]),
    ];

    public static readonly NewMessage Message = new()
    {
        Body = "body"u8.ToArray(),
        IsText = true,
        ContentType = "text/plain",
        GroupId = "g",
        DeduplicationId = "d",
        Attributes =
        [
            new MessageAttribute("t", AttributeKind.Text, "x"u8.ToArray(), "label"),
            new MessageAttribute("n", AttributeKind.Number, "1"u8.ToArray()),
            new MessageAttribute("b", AttributeKind.Binary, new byte[] { 0, 255 }),
        ],
    };

    public static readonly QueueRecord Queue = new(
        QueueName.Parse("q.fifo"),
        0x0123456789ABCDE,
        3,
        Settings,
        DateTimeOffset.FromUnixTimeMilliseconds(1000),
        DateTimeOffset.FromUnixTimeMilliseconds(2000),
        IsDeleting: true)
    {
        Next = new QueueSettings(),
    };

    public static readonly RedriveTask Redrive = new(
        new RedriveInfo(
            "q.1",
            QueueName.Parse("q"),
            new RedriveRequest(QueueName.Parse("to"), 7, [new MessageId(Guid.Empty)]),
            RedriveState.Failed,
            1,
            2,
            DateTimeOffset.FromUnixTimeMilliseconds(1000),
            DateTimeOffset.FromUnixTimeMilliseconds(2000),
            "because"),
        [new SequenceNumber(4), new(1)],
        [new SequenceNumber(6), new(9)])
    {
        Incarnation = 0x0123456789ABCDE,
        Owner = 5,
        Stayed = 3,
        Chosen = [[new SequenceNumber(4), new(5)], []],
    };

    public static PartitionSnapshot Snapshot
    {
        get
        {
            MessageEntry entry = new(new(9), new FrameNumber(3), 1, 300, new Timestamp(1000), Traits)
            {
                Hold = Hold.InFlight,
                VisibleAt = new Timestamp(4000),
                ReceiveCount = 5,
                FirstReceivedAt = new Timestamp(2000),
                ReceivedAt = new Timestamp(2500),
            };
            MessageEntry leaving = new(new(10), new FrameNumber(3), 2, 10, new Timestamp(1000), null)
            {
                Hold = Hold.Leaving,
                Leaving = MoveReason.Redrive,
            };
            return new PartitionSnapshot
            {
                Frame = new FrameNumber(7),
                Time = new Timestamp(5000),
                Queue = QueueName.Parse("q.fifo"),
                Version = 2,
                Settings = Settings,
                EffectiveScope = DeduplicationScope.Queue,
                IsClosed = false,
                NextSequence = new SequenceNumber(20),
                Unread =
                [
                    new UnreadRun(new(1), 5, new FrameNumber(2), 0, new Timestamp(900), 50),
                    new UnreadRun(new(11), 2, new FrameNumber(4), 3, new Timestamp(800), 20),
                ],
                Touched = [SavedEntry.Of(entry), SavedEntry.Of(leaving)],
                Deduplication = [new DeduplicationEntry(new KeyHash(6), new Timestamp(300_000), new(9))],
                Outboxes = [new OutboxSnapshot(Partition, new TransferNumber(4), [new SequenceNumber(10)])],
                Inbox = [new(new PartitionId(1, 0), new TransferNumber(12))],
                DeadLetters = 3,
                Attempts = [new Attempted(new KeyHash(8), [new(9)])],
            };
        }
    }

    public static KeyRecord Key => new(
        new AccessKey
        {
            Id = "QSKAAAAAAAAAAAAAAAAA",
            Name = "shop",
            Policy = new AccessPolicy(
                AccessRole.Sender.On(Pattern("orders*")),
                new PolicyStatement(AccessActions.Peek | AccessActions.Metrics, [Pattern("*"), Pattern("a?")])),
            IsEnabled = true,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1000),
            CreatedBy = "root",
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(9000),
            LastUsedAt = DateTimeOffset.FromUnixTimeMilliseconds(3000),
            RotatedAt = DateTimeOffset.FromUnixTimeMilliseconds(2000),
            PreviousSecretUntil = DateTimeOffset.FromUnixTimeMilliseconds(4000),
        },
        "sealed"u8.ToArray(),
        "before"u8.ToArray());

    /// <summary>A key that names exchanges beside queues, and in place of them.</summary>
    public static KeyRecord KeyOfExchanges => Key with
    {
        Key = Key.Key with
        {
            Policy = new AccessPolicy(
                AccessRole.Sender.On([Pattern("orders*")], [ExchangePatternOf("orders.*"), ExchangePatternOf("a:?")]),
                AccessRole.Viewer.On(Pattern("*")),
                new PolicyStatement(AccessActions.Manage, [], null, [ExchangePatternOf("*")])),
        },
    };

    public static readonly MasterKey MasterKey = new([.. Enumerable.Range(1, MasterKey.Bytes).Select(n => (byte)n)]);

    public static readonly byte[] KeySecret = Encoding.ASCII.GetBytes("qs_secret");

    private static ExchangePattern ExchangePatternOf(string text) =>
        ExchangePattern.TryParse(text, out ExchangePattern pattern) ? pattern : throw new FormatException(text);

    private static QueuePattern Pattern(string text) =>
        QueuePattern.TryParse(text, out QueuePattern pattern) ? pattern : throw new FormatException(text);
}
