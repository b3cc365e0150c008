using QueueService.Functions.Rest.Json;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>What a consumer does with the messages that it holds: ack, extend, release.</summary>
internal sealed class ReceiptEndpoints(Broker broker)
{
    public async Task AckAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        List<string> handles = await context.ReadJsonAsync(ReceiptParser.ParseAck);
        var statuses = await broker.AcknowledgeAsync(queue, handles, context.RequestAborted);
        using var answer = JsonAnswer.Begin();
        ResultWriter.WriteReceipts(answer.Json, statuses, "acked"u8);
        await answer.SendAsync(context);
    }

    public async Task ExtendAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        List<ReceiptExtension> receipts = await context.ReadJsonAsync(ReceiptParser.ParseExtend);
        var statuses = await broker.ExtendAsync(queue, receipts, context.RequestAborted);
        using var answer = JsonAnswer.Begin();
        ResultWriter.WriteReceipts(answer.Json, statuses, "extended"u8);
        await answer.SendAsync(context);
    }

    public async Task ReleaseAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        (List<string> handles, TimeSpan delay, string? detail) =
            await context.ReadJsonAsync(ReceiptParser.ParseRelease);
        var statuses = await broker.ReleaseAsync(
            queue, handles, delay, context.RequestAborted, detail);
        using var answer = JsonAnswer.Begin();
        ResultWriter.WriteReceipts(answer.Json, statuses, "released"u8);
        await answer.SendAsync(context);
    }

    public async Task RejectAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        (List<string> handles, string? detail) = await context.ReadJsonAsync(ReceiptParser.ParseReject);
        var statuses = await broker.RejectAsync(queue, handles, detail, context.RequestAborted);
        using var answer = JsonAnswer.Begin();
        ResultWriter.WriteReceipts(answer.Json, statuses, "rejected"u8);
        await answer.SendAsync(context);
    }
}
