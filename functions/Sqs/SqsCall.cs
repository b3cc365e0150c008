using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;

namespace QueueService.Functions.Sqs;

/// <summary>One request, of either protocol.</summary>
/// <param name="PathQueue">The queue that the path names; null at the root.</param>
/// <param name="TraceHeader">What came as <c>X-Amzn-Trace-Id</c>; null if nothing did.</param>
/// <param name="IsQuery">Some texts differ between the protocols.</param>
internal sealed record SqsCall(
    Broker Broker,
    ISqsInput Input,
    SqsNames Names,
    string? PathQueue,
    string? TraceHeader,
    bool IsQuery,
    CancellationToken CancellationToken)
{
    /// <summary>What to do if the client has left before its answer; null if nothing has to be undone.</summary>
    public Func<Task>? TakeBack { get; set; }

    /// <summary>The queue that the call is about: <c>QueueUrl</c>, else the path.</summary>
    public QueueName Queue()
    {
        string url = Input.Text("QueueUrl") is { Length: > 0 } given ? given
            : PathQueue ?? throw SqsException.Missing("QueueUrl");
        return SqsNames.OfUrl(url) ?? throw NoQueue();
    }

    public string Required(string name) =>
        Input.Text(name) is { Length: > 0 } text ? text : throw SqsException.Missing(name);

    public SqsException NoQueue() =>
        BrokerErrors.From(new BrokerException(BrokerErrorCode.QueueNotFound, ""), IsQuery);
}
