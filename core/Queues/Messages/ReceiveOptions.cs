namespace QueueService.Queues.Messages;

/// <summary>What a receive asks for.</summary>
/// <param name="MaxMessages">1..100.</param>
/// <param name="Wait">0..20 s: how long to wait for the first message; null takes the queue's own wait time.</param>
/// <param name="VisibilityTimeout">0..43,200 s; null takes the queue's.</param>
/// <param name="RefuseAtLimit">
/// Without waiting: refuse with <c>TooManyInFlight</c>, rather than find nothing, when no more may be in flight.
/// </param>
/// <param name="AttemptId">
/// A receive with the id of an earlier one gets the same messages again, with the same handles and a new visibility
/// timeout, for 5 minutes, as long as they are all still hidden by it and nothing was done with any of them. 1..128
/// printable ASCII characters without space.
/// </param>
/// <param name="RefuseSpentAttempt">
/// Refuse with <c>AttemptSpent</c>, rather than receive anew, when one of the messages of that earlier receive was
/// acknowledged, extended or released meanwhile; as far as it is known, which a restart may forget.
/// </param>
public sealed record ReceiveOptions(
    int MaxMessages = 1,
    TimeSpan? Wait = null,
    TimeSpan? VisibilityTimeout = null,
    bool RefuseAtLimit = false,
    string? AttemptId = null,
    bool RefuseSpentAttempt = false);
