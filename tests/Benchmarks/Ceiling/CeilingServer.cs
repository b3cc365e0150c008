using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace QueueService.Benchmarks.Ceiling;

/// <summary>
/// What ASP.NET Core alone can do with these requests: it parses them in full, answers with as many bytes as the
/// service does, and stores nothing.
/// </summary>
internal static class CeilingServer
{
    private const string Queue = "/v1/queues/{queue}";

    public static async Task RunAsync(string urls, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        await using WebApplication app = builder.Build();
        app.MapGet("/readyz", (RequestDelegate)(_ => Task.CompletedTask));
        app.MapPut(Queue, (RequestDelegate)CreateQueueAsync);
        app.MapPost(Queue + "/messages", (RequestDelegate)SendAsync);
        app.MapPost(Queue + "/messages/receive", (RequestDelegate)ReceiveAsync);
        app.MapPost(Queue + "/messages/ack", (RequestDelegate)AckAsync);
        await app.RunAsync(cancellation);
    }

    private static Task CreateQueueAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext context) =>
        AnswerAsync(context, AnswerWriter.SendAnswer, static json => SendRequestReader.Read(json).Count);

    private static Task ReceiveAsync(HttpContext context) =>
        AnswerAsync(context, AnswerWriter.ReceiveAnswer, ReceiveRequestReader.Read);

    private static Task AckAsync(HttpContext context) =>
        AnswerAsync(context, AnswerWriter.AckAnswer, AckRequestReader.Read);

    private static async Task AnswerAsync(HttpContext context, AnswerWriter writer, Func<ReadOnlySpan<byte>, int> read)
    {
        int length = (int)(context.Request.ContentLength ?? throw new BadHttpRequestException("Length is required."));
        PipeReader body = context.Request.BodyReader;
        ReadResult result = await body.ReadAtLeastAsync(length, context.RequestAborted);
        int count;
        try
        {
            count = Read(result.Buffer, read);
        }
        catch (JsonException e)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(e.Message, context.RequestAborted);
            return;
        }

        body.AdvanceTo(result.Buffer.End);
        writer.Write(context.Response, count);
    }

    /// <summary>Parsing one piece is faster than parsing the segments of a pipe, even with the copy.</summary>
    private static int Read(ReadOnlySequence<byte> json, Func<ReadOnlySpan<byte>, int> read)
    {
        if (json.IsSingleSegment)
            return read(json.FirstSpan);
        int length = (int)json.Length;
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            json.CopyTo(copy);
            return read(copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
