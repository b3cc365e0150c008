using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Sqs.Redrive;

/// <summary>Moving dead letters to where they came from, or elsewhere.</summary>
internal static class MoveTaskActions
{
    private const string Source = "SourceArn";
    private const string Destination = "DestinationArn";
    private const string PerSecond = "MaxNumberOfMessagesPerSecond";
    private const string UnknownSource = "CouldNotDetermineMessageSource";
    private const int MaxResults = 10;

    public static async Task<SqsAnswer?> StartAsync(SqsCall call)
    {
        string sourceArn = call.Required(Source);
        QueueName source = await FindAsync(call, sourceArn, Source, AccessActions.Redrive);

        // Whoever moves messages into a queue sends to it.
        QueueName? destination = call.Input.Text(Destination) is { Length: > 0 } arn
            ? await FindAsync(call, arn, Destination, AccessActions.Send)
            : null;
        long? perSecond = call.Input.Number(PerSecond);
        if (perSecond is < 1 or > Limits.MaxRedrivePerSecond)
        {
            throw SqsException.Invalid(
                perSecond.Value,
                PerSecond,
                $"Must be between 1 and {Limits.MaxRedrivePerSecond}, if provided.");
        }

        IReadOnlyList<QueueName> origins = await ListSourcesAsync(call, source, isSentTo: destination is null);
        if (origins.Count == 0)
            throw SqsException.Invalid("Source queue must be configured as a Dead Letter Queue.");
        bool mayBeAny = destination is not null || RedriveOrigins.MayBeAny(call.Principal.Policy);
        RedriveInfo task = await call.Broker.StartRedriveAsync(
            source,
            new RedriveRequest(destination, (int?)perSecond, Origins: mayBeAny ? null : origins)
            {
                StartedBy = call.Principal.Id,
            },
            call.CancellationToken);
        return output => output.Text("TaskHandle", TaskHandle.Of(task, sourceArn).ToString());
    }

    public static async Task<SqsAnswer?> CancelAsync(SqsCall call)
    {
        TaskHandle handle = TaskHandle.Parse(call.Required("TaskHandle"));
        QueueName source = await FindAsync(call, handle.SourceArn, Source, AccessActions.Redrive);
        IReadOnlyList<RedriveInfo> tasks = await call.Broker.ListRedrivesAsync(source, call.CancellationToken);
        RedriveInfo task = await call.Broker.CancelRedriveAsync(
            tasks.FirstOrDefault(handle.IsOf)?.TaskId ?? "", call.CancellationToken);
        if (task.State is not (RedriveState.Running or RedriveState.Cancelling))
            throw BrokerErrors.From(new BrokerException(BrokerErrorCode.RedriveNotFound, ""), call.IsQuery);
        return output => output.Number("ApproximateNumberOfMessagesMoved", task.Moved);
    }

    public static async Task<SqsAnswer?> ListAsync(SqsCall call)
    {
        string sourceArn = call.Required(Source);
        long limit = call.Input.Number("MaxResults") ?? 1;
        if (limit is < 1 or > MaxResults)
            throw SqsException.Invalid(limit, "MaxResults", "Must be between 1 and 10, if provided.");
        QueueName source = await FindAsync(call, sourceArn, Source, AccessActions.Redrive);
        IReadOnlyList<RedriveInfo> tasks = await call.Broker.ListRedrivesAsync(source, call.CancellationToken);
        return output => output.Items<RedriveInfo>(
            "Results",
            "ListMessageMoveTasksResultEntry",
            [.. tasks.Take((int)limit)],
            (item, task) => Write(item, task, sourceArn, call.Names));
    }

    private static void Write(ISqsOutput output, RedriveInfo task, string sourceArn, SqsNames names)
    {
        if (task.State == RedriveState.Running)
            output.Text("TaskHandle", TaskHandle.Of(task, sourceArn).ToString());
        output.Text("Status", task.State.ToString().ToUpperInvariant());
        output.Text(Source, sourceArn);
        output.Text(Destination, task.Request.Destination is { } destination ? names.Arn(destination) : null);
        if (task.Request.MaxPerSecond is { } perSecond)
            output.Number(PerSecond, perSecond);
        output.Number("ApproximateNumberOfMessagesMoved", task.Moved);
        output.Number("ApproximateNumberOfMessagesToMove", task.Total);
        if (task.State == RedriveState.Failed)
            output.Text("FailureReason", task.HasUnknownSource ? UnknownSource : SqsError.QueueDoesNotExist.Code);
        output.Number("StartedTimestamp", task.StartedAt.ToUnixTimeMilliseconds());
    }

    private static async Task<QueueName> FindAsync(SqsCall call, string arn, string parameter, AccessActions need)
    {
        QueueName queue = SqsNames.ParseArn(arn, parameter);
        call.Demand(need, queue);
        try
        {
            await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
            return queue;
        }
        catch (BrokerException missing) when (missing.Code == BrokerErrorCode.QueueNotFound)
        {
            throw new SqsException(
                SqsError.ResourceNotFound,
                $"The resource that you specified for the {parameter} parameter doesn't exist.");
        }
    }

    /// <summary>The queues whose dead letters go to this one.</summary>
    /// <param name="isSentTo">True if the messages go back to where they came from; else one is enough.</param>
    private static async Task<IReadOnlyList<QueueName>> ListSourcesAsync(SqsCall call, QueueName queue, bool isSentTo)
    {
        List<QueueName> sources = [];
        await foreach (QueueName source in call.Broker.ListDeadLetterSourcesAsync(queue, null, call.CancellationToken))
        {
            if (isSentTo)
                call.Demand(AccessActions.Send, source);
            sources.Add(source);
            if (!isSentTo)
                break;
        }

        return sources;
    }
}
