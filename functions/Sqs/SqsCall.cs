using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;

namespace QueueService.Functions.Sqs;

/// <summary>One request, of either protocol.</summary>
/// <param name="Action">Its name.</param>
/// <param name="Principal">Who sends it.</param>
/// <param name="PathQueue">The queue that the path names; null at the root.</param>
/// <param name="TraceHeader">What came as <c>X-Amzn-Trace-Id</c>; null if nothing did.</param>
/// <param name="IsQuery">Some texts differ between the protocols.</param>
internal sealed record SqsCall(
    Broker Broker,
    string Action,
    AccessPrincipal Principal,
    ISqsInput Input,
    SqsNames Names,
    string? PathQueue,
    string? TraceHeader,
    bool IsQuery,
    CancellationToken CancellationToken)
{
    /// <summary>What to do if the client has left before its answer; null if nothing has to be undone.</summary>
    public Func<Task>? TakeBack { get; set; }

    /// <summary>What the answer keeps in memory until the client has taken it, in bytes.</summary>
    public long AnswerBytes { get; set; }

    /// <summary>The queue that the call is about: <c>QueueUrl</c>, else the path.</summary>
    public QueueName Queue()
    {
        string url = Input.Text("QueueUrl") is { Length: > 0 } given ? given
            : PathQueue ?? throw SqsException.Missing("QueueUrl");
        return SqsNames.OfUrl(url) ?? throw NoQueue();
    }

    public string Required(string name) =>
        Input.Text(name) is { Length: > 0 } text ? text : throw SqsException.Missing(name);

    /// <summary>
    /// Refuses whoever may do none of this with a queue, in the same words whether the queue is there or not.
    /// </summary>
    public void Demand(AccessActions anyOf, QueueName queue)
    {
        if (!Principal.Policy.Allows(anyOf, queue))
            throw Denied(Names.Arn(queue));
    }

    /// <summary>
    /// Refuses whoever may not receive any more: a call may have waited for longer than it takes to take a key back.
    /// </summary>
    public async ValueTask DemandStillAsync(QueueName queue)
    {
        AccessPolicy policy = await Principal.CurrentPolicyAsync(CancellationToken.None);
        if (!policy.Allows(AccessActions.Receive, queue))
            throw Denied(Names.Arn(queue));
    }

    public SqsException Denied(string resource) => new(
        SqsError.AccessDenied,
        $"User: {Principal.Id} is not authorized to perform: sqs:{Quoted.Of(Action)} on resource: {resource} because "
        + "no policy of the key allows it");

    public SqsException NoQueue() =>
        BrokerErrors.From(new BrokerException(BrokerErrorCode.QueueNotFound, ""), IsQuery);
}
