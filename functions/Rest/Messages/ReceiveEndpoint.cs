using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary><c>POST /v1/queues/{queue}/messages/receive</c>.</summary>
internal sealed class ReceiveEndpoint(Broker broker)
{
    public async Task ReceiveAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        ReceiveOptions options = await context.ReadJsonAsync(ReceiveParser.Parse);
        IReadOnlyList<MessageView> messages = await broker.ReceiveAsync(queue, options, context.RequestAborted);
        bool delivered = false;
        try
        {
            await context.DemandStillAsync(AccessActions.Receive, queue);
            delivered = !context.RequestAborted.IsCancellationRequested && await AnswerAsync(context, queue, messages);
        }
        finally
        {
            // Nobody has seen these messages: the next receiver shall not wait for their visibility timeout.
            if (!delivered && messages.Count > 0)
                await broker.ReleaseAsync(queue, Handles(messages), TimeSpan.Zero, CancellationToken.None);
        }
    }

    private static async ValueTask<bool> AnswerAsync(
        HttpContext context, QueueName queue, IReadOnlyList<MessageView> messages)
    {
        using var held = HeldAnswer.Take(context, HeldAnswer.BytesOf(messages));
        using var answer = JsonAnswer.Begin();
        answer.BeginMessages();
        await answer.WriteMessagesAsync(context, queue, messages);
        answer.EndMessages(cursor: null);
        return await answer.SendAsync(context);
    }

    private static List<string> Handles(IReadOnlyList<MessageView> messages)
    {
        var handles = new List<string>(messages.Count);
        foreach (MessageView message in messages)
        {
            handles.Add(message.ReceiptHandle
                ?? throw new InvalidOperationException("A received message has no receipt handle."));
        }

        return handles;
    }
}
