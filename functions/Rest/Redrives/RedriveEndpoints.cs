using System.Text.Json;
using QueueService.Queues;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>The calls on redrives.</summary>
internal sealed class RedriveEndpoints(Broker broker)
{
    public async Task StartAsync(HttpContext context)
    {
        QueueName queue = Route.Queue(context);
        QueryReader.Expect(context.Request);
        RedriveRequest request;
        using (RequestBody body = await RequestBody.ReadJsonAsync(context.Request))
            request = RedriveReader.Read(body.Span);
        RedriveInfo redrive = await broker.StartRedriveAsync(queue, request, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"/v1/redrives/{redrive.TaskId}";
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteString("taskId", redrive.TaskId);
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    public async Task GetAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request);
        await SendAsync(context, await broker.GetRedriveAsync(Route.TaskId(context), context.RequestAborted));
    }

    public async Task CancelAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request);
        await SendAsync(context, await broker.CancelRedriveAsync(Route.TaskId(context), context.RequestAborted));
    }

    public async Task ListAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request, "queue");
        QueueName? queue = QueryReader.Text(context.Request, "queue") is { } name ? QueueName.Parse(name) : null;
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteStartArray("redrives");
        foreach (RedriveInfo redrive in await broker.ListRedrivesAsync(queue, context.RequestAborted))
            Write(answer.Writer, redrive);
        answer.Writer.WriteEndArray();
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    private static async Task SendAsync(HttpContext context, RedriveInfo redrive)
    {
        using JsonAnswer answer = JsonAnswer.Begin();
        Write(answer.Writer, redrive);
        await answer.SendAsync(context.Response);
    }

    private static void Write(Utf8JsonWriter writer, RedriveInfo redrive)
    {
        writer.WriteStartObject();
        writer.WriteString("taskId", redrive.TaskId);
        writer.WriteString("queue", redrive.Queue.Value);
        if (redrive.Request.Destination is { } destination)
            writer.WriteString("destination", destination.Value);
        if (redrive.Request.MaxPerSecond is { } maxPerSecond)
            writer.WriteNumber("maxPerSecond", maxPerSecond);
        writer.WriteString("state", redrive.State switch
        {
            RedriveState.Running => "running",
            RedriveState.Completed => "completed",
            RedriveState.Cancelling => "cancelling",
            RedriveState.Cancelled => "cancelled",
            _ => "failed",
        });
        writer.WriteNumber("moved", redrive.Moved);
        writer.WriteNumber("total", redrive.Total);
        writer.WriteString("startedAt", redrive.StartedAt.UtcDateTime);
        if (redrive.EndedAt is { } endedAt)
            writer.WriteString("endedAt", endedAt.UtcDateTime);
        if (redrive.Failure is not null)
            writer.WriteString("failure", redrive.Failure);
        writer.WriteEndObject();
    }
}
