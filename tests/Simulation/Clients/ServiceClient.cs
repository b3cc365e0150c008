using System.Text;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>A client of the service: calls some process, and writes down what it called and what it was told.</summary>
internal sealed class ServiceClient(string name, Cluster cluster, History history, SeededRandom random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public string Name { get; } = name;

    public SeededRandom Random { get; } = random;

    public Cluster Cluster { get; } = cluster;

    public History History { get; } = history;

    /// <summary>Waits in true time.</summary>
    public Task WaitAsync(TimeSpan pause)
    {
        TaskCompletionSource waited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.World.After(pause, waited.SetResult);
        return waited.Task;
    }

    public void Tell(FormattableString what) => Cluster.World.Tell(Name, what);

    /// <summary>Sends to some process; a client that finds nobody tries again in a while.</summary>
    public async Task<Answer<T>> CallAsync<T>(
        Func<Broker, CancellationToken, Task<T>> call, Func<T, string?> witness, TimeSpan? patience = null)
    {
        return await Random.Pick(await FindServingAsync()).CallAsync(call, patience ?? Patience, witness);
    }

    /// <summary>The processes that a load balancer would send to.</summary>
    private async Task<Instance[]> FindServingAsync()
    {
        while (true)
        {
            Instance[] serving = [.. Cluster.Instances.Where(instance => instance.Broker is not null)];
            if (serving.Length > 0)
                return serving;
            await WaitAsync(TimeSpan.FromMilliseconds(200));
        }
    }

    public async Task SendAsync(QueuePlan queue, IReadOnlyList<SentMessage> messages)
    {
        foreach (SentMessage message in messages)
        {
            message.Began = Cluster.Now;
            History.Add(message);
        }

        NewMessage[] batch = [.. messages.Select(Of)];
        Answer<IReadOnlyList<SendResult>> answer = await CallAsync(
            (broker, leaving) => broker.SendAsync(queue.Name, batch, leaving), Witness);
        for (int n = 0; n < messages.Count; n++)
        {
            SendResult? result = answer.Value?[n];
            messages[n].Answer = answer.As(result) with { Verdict = Verdict(answer.Verdict, result) };
            string told = result?.Error is { } error ? error.Code.ToString()
                : result is null ? $"{answer.Verdict}, {answer.Why}"
                : result.Deduplicated ? "a duplicate" : $"stored as number {result.SequenceNumber}";
            Tell($"sent {messages[n]} to {queue.Name}: {told}");
        }
    }

    private static Verdict Verdict(Verdict whole, SendResult? result) => result?.Error?.Code switch
    {
        null => whole,
        BrokerErrorCode.OutcomeUnknown => Service.Verdict.Unknown,
        _ => Service.Verdict.Refused,
    };

    private static NewMessage Of(SentMessage message) => new()
    {
        Body = Encoding.UTF8.GetBytes(message.Body),
        IsText = true,
        GroupId = message.Group,
        DeduplicationId = message.DeduplicationId,
        Delay = message.Delay,
    };

    private string? Witness(IReadOnlyList<SendResult> results) => results
        .Where(result => result.Error is null && !Cluster.Archive.IsStored(result.MessageId))
        .Select(result => $"A send was answered before message {result.SequenceNumber} was durable.")
        .FirstOrDefault();

    public async Task<ReceiveCall> ReceiveAsync(
        QueuePlan queue, int max, TimeSpan wait, TimeSpan timeout, TimeSpan? patience = null)
    {
        ReceiveCall call = new(queue, max, wait, timeout) { Began = Cluster.Now };
        History.Receives.Add(call);
        ReceiveOptions options = new(max, wait, timeout);
        Answer<IReadOnlyList<MessageView>> answer = await CallAsync(
            (broker, leaving) => broker.ReceiveAsync(queue.Name, options, leaving), Witness, patience);
        call.Answer = answer.As(answer.Value?.Count ?? 0);
        foreach (MessageView view in answer.Value ?? [])
            Note(call, view);
        string told = answer.Verdict == Service.Verdict.Answered
            ? string.Join(", ", call.Deliveries)
            : $"{answer.Verdict}, {answer.Why}";
        Tell($"received up to {max} from {queue.Name}: {(told.Length > 0 ? told : "nothing")}");
        return call;
    }

    private void Note(ReceiveCall call, MessageView view)
    {
        string body = Encoding.UTF8.GetString(view.Body.Span);
        SentMessage? message = History.Messages.GetValueOrDefault(body);
        (PartitionId partition, Receipt receipt) = Decode(view);
        DeliveredMessage delivery = new(call, call.Deliveries.Count, view, message, partition, receipt);
        call.Deliveries.Add(delivery);
        message?.Deliveries.Add(delivery);
    }

    private (PartitionId Partition, Receipt Receipt) Decode(MessageView view)
    {
        Cluster.Handles.TryDecode(view.ReceiptHandle!, out PartitionId partition, out Receipt receipt);
        return (partition, receipt);
    }

    private string? Witness(IReadOnlyList<MessageView> views)
    {
        foreach (MessageView view in views)
        {
            (PartitionId partition, Receipt receipt) = Decode(view);
            if (Cluster.Archive.Find(partition)?.WasDelivered(receipt.Message, receipt.ReceiveCount) != true)
                return $"A receive was answered before the delivery of message {view.SequenceNumber} was durable.";
        }

        return null;
    }

    /// <summary>Acknowledges, extends, releases or rejects what was received in one call.</summary>
    public async Task ReceiptsAsync(
        ReceiptKind kind, IReadOnlyList<DeliveredMessage> deliveries, TimeSpan time, string? detail = null)
    {
        Instance instance = Random.Pick(await FindServingAsync());
        ReceiptCall[] calls =
        [
            .. deliveries.Select(_ => new ReceiptCall(
                kind, time, Cluster.Now, Cluster.EarliestClock(instance), detail)),
        ];
        for (int n = 0; n < calls.Length; n++)
            deliveries[n].Calls.Add(calls[n]);
        QueueName queue = deliveries[0].Call.Queue.Name;
        string[] handles = [.. deliveries.Select(delivery => delivery.View.ReceiptHandle!)];
        Answer<IReadOnlyList<ReceiptStatus>> answer = await instance.CallAsync(
            (broker, leaving) => kind switch
            {
                ReceiptKind.Acknowledge => broker.AcknowledgeAsync(queue, handles, leaving),
                ReceiptKind.Extend => broker.ExtendAsync(
                    queue, [.. handles.Select(handle => new ReceiptExtension(handle, time))], leaving),
                ReceiptKind.Reject => broker.RejectAsync(queue, handles, detail, leaving),
                _ => broker.ReleaseAsync(queue, handles, time, leaving, detail),
            },
            Patience,
            statuses => Witness(kind, deliveries, statuses));
        for (int n = 0; n < calls.Length; n++)
        {
            calls[n].Answer = answer.As(answer.Value?[n] ?? default);
            Tell($"{kind} {deliveries[n]}: {(answer.Value is { } told ? told[n] : $"{answer.Verdict}, {answer.Why}")}");
        }
    }

    private string? Witness(
        ReceiptKind kind, IReadOnlyList<DeliveredMessage> deliveries, IReadOnlyList<ReceiptStatus> statuses)
    {
        for (int n = 0; n < statuses.Count; n++)
        {
            if (kind == ReceiptKind.Acknowledge && statuses[n] == ReceiptStatus.Done
                && Cluster.Archive.Find(deliveries[n].Partition)?.WasAcknowledged(new(deliveries[n].Sequence)) != true)
                return $"An acknowledgement was answered before it was durable: {deliveries[n]}.";
        }

        return null;
    }
}
