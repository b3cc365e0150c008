using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>The calls below <c>/v1/queues/{queue}/messages</c>.</summary>
internal sealed class MessageEndpoints(Broker broker)
{
    public async Task SendAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);

        // Held until the messages are durable, so that the bound on request bytes covers all that waits.
        using RequestBody body = await RequestBody.ReadAsync(context.Request);
        IReadOnlyList<NewMessage> messages;
        if (context.Request.ContentType is { } type && MediaTypes.IsJson(type))
        {
            QueryReader.Expect(context.Request);
            messages = SendReader.Read(body.Span);
        }
        else
        {
            messages = [RawMessage.Read(context.Request, body.Span)];
        }

        IReadOnlyList<SendResult> results = await broker.SendAsync(queue, messages, context.RequestAborted);
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteStartArray("results");
        foreach (SendResult result in results)
            Write(answer, result);
        answer.Writer.WriteEndArray();
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    public async Task ReceiveAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);
        QueryReader.Expect(context.Request);
        ReceiveOptions options;
        using (RequestBody body = await RequestBody.ReadJsonAsync(context.Request))
            options = ReceiveReader.Read(body.Span);
        IReadOnlyList<MessageView> messages = await broker.ReceiveAsync(queue, options, context.RequestAborted);
        try
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            await SendPageAsync(context, messages, null);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client left before it could be answered: it must not hold messages that it never saw.
            if (messages.Count > 0)
            {
                await broker.ReleaseAsync(
                    queue, [.. messages.Select(message => message.ReceiptHandle!)], TimeSpan.Zero, CancellationToken.None);
            }

            throw;
        }
    }

    public async Task AcknowledgeAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);
        QueryReader.Expect(context.Request);
        List<string> handles;
        using (RequestBody body = await RequestBody.ReadJsonAsync(context.Request))
            handles = ReceiptReader.ReadAcknowledge(body.Span);
        await SendAsync(context, "acked", await broker.AcknowledgeAsync(queue, handles, context.RequestAborted));
    }

    public async Task ExtendAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);
        QueryReader.Expect(context.Request);
        List<ReceiptExtension> extensions;
        using (RequestBody body = await RequestBody.ReadJsonAsync(context.Request))
            extensions = ReceiptReader.ReadExtend(body.Span);
        await SendAsync(context, "extended", await broker.ExtendAsync(queue, extensions, context.RequestAborted));
    }

    public async Task ReleaseAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);
        QueryReader.Expect(context.Request);
        List<string> handles;
        TimeSpan delay;
        using (RequestBody body = await RequestBody.ReadJsonAsync(context.Request))
            (handles, delay) = ReceiptReader.ReadRelease(body.Span);
        await SendAsync(context, "released", await broker.ReleaseAsync(queue, handles, delay, context.RequestAborted));
    }

    public async Task PeekAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);
        QueryReader.Expect(context.Request, "state", "limit", "cursor");
        PeekState state = QueryReader.Text(context.Request, "state") switch
        {
            null or "visible" => PeekState.Visible,
            "inFlight" => PeekState.InFlight,
            "delayed" => PeekState.Delayed,
            _ => throw RestException.BadRequest("InvalidRequest", "state must be visible, inFlight or delayed."),
        };
        int limit = QueryReader.Integer(context.Request, "limit", 1, Limits.MaxPeekPageSize) ?? 10;
        Page<MessageView> page = await broker.PeekAsync(
            queue, state, limit, QueryReader.Text(context.Request, "cursor"), context.RequestAborted);
        await SendPageAsync(context, page.Items, page.Cursor);
    }

    private static async Task SendPageAsync(HttpContext context, IReadOnlyList<MessageView> messages, string? cursor)
    {
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        MessageWriter.Write(answer.Writer, messages);
        if (cursor is not null)
            answer.Writer.WriteString("cursor", cursor);
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    private static async Task SendAsync(HttpContext context, string done, IReadOnlyList<ReceiptStatus> statuses)
    {
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteStartArray("results");
        foreach (ReceiptStatus status in statuses)
        {
            answer.Writer.WriteStartObject();
            answer.Writer.WriteString("status", status switch
            {
                ReceiptStatus.Done => done,
                ReceiptStatus.Stale => "stale",
                _ => "invalid",
            });
            answer.Writer.WriteEndObject();
        }

        answer.Writer.WriteEndArray();
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    private static void Write(JsonAnswer answer, SendResult result)
    {
        answer.Writer.WriteStartObject();
        if (result.Error is { } error)
        {
            answer.Writer.WriteStartObject("error");
            answer.Writer.WriteString("code", error.Code.ToString());
            answer.Writer.WriteString("detail", error.Message);
            answer.Writer.WriteEndObject();
        }
        else
        {
            answer.Writer.WriteString("messageId", result.MessageId.Value);
            answer.Writer.WriteNumber("sequenceNumber", result.SequenceNumber);
            if (result.Deduplicated)
                answer.Writer.WriteBoolean("deduplicated", true);
        }

        answer.Writer.WriteEndObject();
    }
}
