using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>What is asked about one received message.</summary>
/// <param name="Id">The id of the entry, in a batch.</param>
/// <param name="Timeout">The new visibility timeout, where one is set.</param>
internal readonly record struct ReceiptEntry(string Id, string Handle, TimeSpan Timeout)
{
    private const string TimeoutName = "VisibilityTimeout";

    public static ReceiptEntry ReadDelete(string id, ISqsInput input) => new(id, ReadHandle(input), TimeSpan.Zero);

    /// <summary>A batch takes an entry without a timeout; it makes the message visible.</summary>
    public static ReceiptEntry ReadChange(string id, ISqsInput input) =>
        new(id, ReadHandle(input), ReadTimeout(input.Number(TimeoutName) ?? 0));

    public static ReceiptEntry ReadSingleChange(ISqsInput input) => new(
        "", ReadHandle(input), ReadTimeout(input.Number(TimeoutName) ?? throw SqsException.Missing(TimeoutName)));

    private static string ReadHandle(ISqsInput input) => input.Text("ReceiptHandle") is { Length: > 0 } handle
        ? handle
        : throw SqsException.Missing("ReceiptHandle");

    private static TimeSpan ReadTimeout(long seconds) =>
        seconds >= 0 && seconds <= (long)Limits.MaxVisibilityTimeout.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw SqsException.Invalid(
                seconds, TimeoutName, "VisibilityTimeout must be an integer between 0 and 43200.");
}
