namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Messages that have something in common.</summary>
/// <param name="Value">What it is; absent for those that have no such thing.</param>
/// <param name="OldestAt">Of deadLetter.at on dead letters, else of enqueuedAt.</param>
/// <param name="NewestAt">The same of the last one.</param>
internal sealed record GroupAnswer(
    long Count, DateTimeOffset OldestAt, DateTimeOffset NewestAt, string? Value = null);
