namespace QueueService;

/// <summary>Every fixed bound of the service, each with its reason.</summary>
public static class Limits
{
    /// <summary>The limit of Amazon SQS, so that every name is valid through both protocols.</summary>
    public const int MaxQueueNameLength = 80;

    /// <summary>The limit of Amazon SQS since August 2025: 1 MiB.</summary>
    public const int MaxMessageBytes = 1024 * 1024;

    /// <summary>Ten times the batch of SQS: past it a request's latency grows faster than its throughput.</summary>
    public const int MaxBatchMessages = 100;

    /// <summary>More than SQS's 10, for headers of other brokers; few enough to scan linearly.</summary>
    public const int MaxMessageAttributes = 64;

    /// <summary>The limit of Amazon SQS for attribute names and data types.</summary>
    public const int MaxAttributeNameLength = 256;

    /// <summary>The limit of Amazon SQS for group, deduplication and attempt ids.</summary>
    public const int MaxGroupIdLength = 128;

    /// <summary>Why a message was given back: it stays with the message, in memory while that is held.</summary>
    public const int MaxDetailBytes = 1024;

    public const int MaxContentTypeLength = 256;

    /// <summary>What SQS recommends as a ceiling.</summary>
    public const int MaxTags = 50;

    /// <summary>More than any protocol has attributes of its own.</summary>
    public const int MaxAnnotations = 32;

    /// <summary>
    /// Names and values together, as UTF-8. The largest is a policy, of which SQS takes 8 KiB. While settings change,
    /// the document of a queue holds those before and after, each with as many tags as there may be.
    /// </summary>
    public const int MaxAnnotationBytes = 64 * 1024;

    /// <summary>A quarter of a table entity, in binary properties of 64 KiB.</summary>
    public const int MaxDocumentBytes = 256 * 1024;

    public const int MaxTagKeyLength = 128;

    public const int MaxTagValueLength = 256;

    /// <summary>
    /// Six times the largest body covers one that is escaped as <c>\u00XX</c> throughout, and batches of it.
    /// </summary>
    public const int MaxRequestBytes = 16 * 1024 * 1024;

    /// <summary>A listing's page: an answer of a few hundred KiB.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>
    /// Contents of one page of documents: past it the page ends. One of the largest documents may come on top.
    /// </summary>
    public const int MaxDocumentPageBytes = 4 * 1024 * 1024;

    /// <summary>Peeked pages carry bodies of up to 1 MiB.</summary>
    public const int MaxPeekPageSize = 100;

    /// <summary>A preview of a message; a page may then have as many as a listing.</summary>
    public const int MaxPeekPreviewBytes = 256;

    /// <summary>
    /// Contents that are read for one page of messages: past it the page ends. Bodies may be a thousand times what is
    /// shown of them.
    /// </summary>
    public const int MaxPeekReadBytes = 32 * 1024 * 1024;

    /// <summary>Of a filter, in UTF-8: it is kept with a redrive, and compared with every message.</summary>
    public const int MaxFilterBytes = 8 * 1024;

    /// <summary>
    /// One call of a search looks at so many: what the store reads in about a second. Who looks for more goes on with
    /// the cursor.
    /// </summary>
    public const int MaxSearchMessages = 10_000;

    /// <summary>One call of a search ends after this: people who wait want to see that something happens.</summary>
    public static readonly TimeSpan MaxSearchTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Contents of one answer: past it a page ends, and a receive hands out what it has. One more message may come on
    /// top.
    /// </summary>
    public const int MaxAnswerBytes = 4 * 1024 * 1024;

    /// <summary>
    /// Contents that an answer to a look holds at a time: the next are read once its client has taken these. The frame
    /// that reaches it is still held.
    /// </summary>
    public const int MaxAnswerPartBytes = 1024 * 1024;

    public const int MaxPartitions = 64;

    /// <summary>Ten times what anybody was seen to have; a listing of all reads a document each.</summary>
    public const int MaxQueues = 20_000;

    /// <summary>Of all queues. An idle one costs a folder or a few rows, one in use some 10 KiB.</summary>
    public const int MaxPartitionsInAll = 50_000;

    public const int MaxRedrivePerSecond = 500;

    public const int MinMaxMessageBytes = 1024;

    public const int MaxReceiveCountCeiling = 1000;

    public static readonly TimeSpan MaxVisibilityTimeout = TimeSpan.FromHours(12);

    public static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan MinRetention = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan MaxRetention = TimeSpan.FromDays(14);

    public static readonly TimeSpan MaxReceiveWait = TimeSpan.FromSeconds(20);

    /// <summary>The deduplication window of Amazon SQS.</summary>
    public static readonly TimeSpan DeduplicationWindow = TimeSpan.FromMinutes(5);

    /// <summary>For how long Amazon SQS lets a receive be repeated.</summary>
    public static readonly TimeSpan ReceiveAttemptWindow = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Of a partition. A receive is repeated seconds after its answer was lost; so many are 300 KiB.
    /// </summary>
    public const int MaxSpentReceiveAttempts = 4_096;

    /// <summary>
    /// A table entity holds 1 MiB in binary properties of 64 KiB; half of it leaves room for small payloads.
    /// </summary>
    public const int MaxFrameEventBytes = 512 * 1024;

    /// <summary>
    /// What the engine stores beside the head; a table property holds 64 KiB, a file record header far less.
    /// </summary>
    public const int MaxHeadNoteBytes = 1024;

    /// <summary>Two binary table properties; above it an upload beside the row is cheaper than a larger row.</summary>
    public const int MaxInlineFrameBytes = 120 * 1024;

    /// <summary>
    /// The limit of Amazon SQS; past it a receive finds nothing until some are acknowledged or come back.
    /// </summary>
    public const int MaxInFlight = 120_000;

    /// <summary>
    /// Of a partition, sent or given back with a delay: each costs some 200 bytes until it is gone. More than may be in
    /// flight, so that consumers who fail can give back with a delay what they hold, and again what they receive next.
    /// </summary>
    public const int MaxDelayed = 250_000;

    /// <summary>Of all queues that a process serves: some 200 MiB.</summary>
    public const int MaxDelayedInAll = 1_000_000;

    /// <summary>
    /// Of a partition: what a sender of 3,000 messages a second, the most that SQS takes, needs within the window. 40
    /// to 48 bytes each.
    /// </summary>
    public const int MaxDeduplicationIds = 1_000_000;

    /// <summary>Of all queues that a process serves: some 100 MiB.</summary>
    public const int MaxDeduplicationIdsInAll = 2_000_000;

    /// <summary>
    /// How far a FIFO queue looks past blocked groups for one that is not; SQS looks at as many messages.
    /// </summary>
    public const int MaxLoaded = 120_000;

    /// <summary>One page of a table; large frames among them end the fetch earlier.</summary>
    public const int MaxFetchFrames = 1_000;

    /// <summary>
    /// Contents that one fetch of unread messages, or of those that are looked at, holds in memory until it is handed
    /// over. The frame that reaches it is still fetched.
    /// </summary>
    public const int MaxFetchBytes = 4 * 1024 * 1024;

    /// <summary>
    /// Bounds the work of a turn to a few milliseconds. The event section has a bound of its own, in bytes.
    /// </summary>
    public const int MaxFrameMessages = 2_000;

    /// <summary>Beyond this a larger frame no longer makes a message cheaper, only later.</summary>
    public const int MaxFramePayloadBytes = 2 * 1024 * 1024;

    /// <summary>One step of a move between queues.</summary>
    public const int MaxTransferMessages = 100;

    public const int MaxTransferBytes = 1024 * 1024;

    /// <summary>
    /// By how much the clock of a process may differ from the store's: several times what it drifts in a day without
    /// being set, and no more than the default visibility timeout. What a process stores with a time ahead of the
    /// others stops the time of the partition for them until they have caught up.
    /// </summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Per partition; a request waits for at most a few cycles, so more than this is a queue that only grows.
    /// </summary>
    public const int MaxWaitingCommands = 10_000;

    /// <summary>Per partition: sixteen frames of the largest size.</summary>
    public const long MaxWaitingBytes = 64 * 1024 * 1024;

    /// <summary>
    /// A fraction of the 2 GiB that the service is sized for; contents beyond it are read from the store again.
    /// </summary>
    public const long FrameCacheBytes = 24 * 1024 * 1024;

    /// <summary>Per process: an eighth of the 2 GiB that the service is sized for.</summary>
    public const long MaxRequestBytesInFlight = 256 * 1024 * 1024;

    /// <summary>
    /// Several snapshots, and the acknowledgements of a long backlog; more than all sends in flight can write.
    /// </summary>
    public const long DiskReserveBytes = 512 * 1024 * 1024;

    /// <summary>How long it is kept what queues held in each minute.</summary>
    public static readonly TimeSpan MaxMinuteHistory = TimeSpan.FromDays(7);

    /// <summary>How long it is kept what queues held in each hour.</summary>
    public static readonly TimeSpan MaxHourHistory = TimeSpan.FromDays(90);

    /// <summary>How long it can be asked who has managed what: a quarter, as reviews of access go.</summary>
    public static readonly TimeSpan MaxAuditAge = TimeSpan.FromDays(92);

    /// <summary>Some 150,000 calls; the oldest go first.</summary>
    public const long MaxAuditBytes = 16 * 1024 * 1024;

    /// <summary>All keys are read in one page of the store, every few seconds while they are used.</summary>
    public const int MaxAccessKeys = 1000;

    public const int MaxKeyNameLength = 100;

    /// <summary>
    /// Twenty statements of twenty patterns are compared in some milliseconds at worst, once for each queue.
    /// </summary>
    public const int MaxKeyStatements = 20;

    public const int MaxKeyPatterns = 20;

    /// <summary>Longer than any secret that is given out (46); the rest is for an administrator's own.</summary>
    public const int MaxKeySecretBytes = 256;

    /// <summary>Long enough for the slowest roll-out; a secret that works for ever was not rotated.</summary>
    public static readonly TimeSpan MaxKeepOldSecret = TimeSpan.FromDays(7);

    public const int MaxExchangeNameLength = 80;

    public const int MaxExchanges = 1_000;

    /// <summary>Of one exchange.</summary>
    public const int MaxBindings = 10_000;

    /// <summary>How many exchanges may follow each other on the way of a message.</summary>
    public const int MaxExchangeDepth = 16;

    /// <summary>Of one message.</summary>
    public const int MaxRoutingKeys = 16;

    /// <summary>How many queues one message may reach.</summary>
    public const int MaxQueuesOfMessage = 1_000;

    /// <summary>How many copies one publish may make: its messages times the queues that they reach.</summary>
    public const int MaxCopiesOfPublish = 10_000;

    /// <summary>The limit of AMQP 0-9-1 for routing keys and binding keys, in UTF-8.</summary>
    public const int MaxRoutingKeyBytes = 255;

    /// <summary>Of keys and patterns in the syntax of MQTT: longer than any topic that was seen in use.</summary>
    public const int MaxTopicBytes = 1024;

    /// <summary>Topics that can have a retained message: their places are in memory, and in every snapshot.</summary>
    public const int MaxRetainedMessages = 100_000;

    /// <summary>Of all retained messages, which a process with subscribers holds in memory.</summary>
    public const long MaxRetainedBytes = 64L * 1024 * 1024;

    /// <summary>Filters that one client of MQTT may have subscribed to.</summary>
    public const int MaxSubscriptionsOfClient = 10_000;

    /// <summary>
    /// Of contents that are kept for readers of topics who lag behind, though nothing else needs them.
    /// </summary>
    public const long MaxUnreadTopicBytes = 256L * 1024 * 1024;

    /// <summary>Of a key or pattern: a match costs words × words at worst.</summary>
    public const int MaxRoutingWords = 128;

    /// <summary>Of a binding: half of the attributes that a message may have.</summary>
    public const int MaxBindingConditions = 32;

    /// <summary>Values of which a condition takes any.</summary>
    public const int MaxConditionValues = 64;

    /// <summary>Significant digits: more than any binary or decimal floating-point number of 128 bits has.</summary>
    public const int MaxConditionDigits = 40;

    /// <summary>Of a number's first digit: beyond that of a floating-point number of 128 bits.</summary>
    public const int MaxConditionExponent = 9_999;

    /// <summary>
    /// All conditions of a binding as they are stored: far more than people write, and it bounds what an exchange with
    /// all of its bindings takes.
    /// </summary>
    public const int MaxBindingMatchBytes = 4 * 1024;

    /// <summary>
    /// How many unread messages a FIFO queue has loaded at least, so that a busy group does not hide the others.
    /// </summary>
    public const int GroupLookAhead = 100;
}
