using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>Answers with messages that are read from the store while the client takes them.</summary>
public sealed class PartedAnswerTests : IAsyncLifetime
{
    private const int Messages = 6;
    private const int MessageBytes = 700_000;
    private const int FrameBytes = MessageBytes + 1000;
    private const int StepBytes = 64 * 1024;
    private static readonly QueueName Queue = QueueName.Parse("large");

    private readonly HttpClient _http = new();
    private readonly FailingReads _reads = new();
    private readonly MemoryStore _store;
    private Broker _broker = null!;

    public PartedAnswerTests() => _store = new MemoryStore(
        new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { Faults = _reads });

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync(CancellationToken.None);
        _broker = await Broker.OpenAsync(
            _store,
            TimeProvider.System,
            RandomSource.System,
            NullLogger.Instance,
            MemoryLimits.Default with { FrameCacheBytes = 0 },
            CancellationToken.None);
        await _broker.CreateQueueAsync(Queue, new QueueSettingsChange(), CancellationToken.None);
        byte[] body = Encoding.UTF8.GetBytes(new string('x', MessageBytes));
        for (int n = 0; n < Messages; n++)
            await _broker.SendAsync(Queue, [new NewMessage { Body = body, IsText = true }], CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _broker.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Peek_WhenTheClientTakesItStepByStep_ReadsNoFurtherThanItHasCome()
    {
        Pipe client = new(new PipeOptions(pauseWriterThreshold: StepBytes, resumeWriterThreshold: StepBytes / 2));
        DefaultHttpContext context = new();
        context.Request.RouteValues["queue"] = Queue.Value;
        context.Request.QueryString = new QueryString("?limit=100");
        context.Features.Set<IHttpResponseBodyFeature>(new PipeBody(client.Writer));
        long before = _store.Meter.BytesRead;
        Task answering = AnswerAsync(context, client.Writer);
        ArrayBufferWriter<byte> answer = new();
        while (true)
        {
            ReadResult read = await client.Reader.ReadAsync();
            Assert.InRange(
                _store.Meter.BytesRead - before, 0, answer.WrittenCount + (2 * Limits.MaxAnswerPartBytes) + FrameBytes);
            ReadOnlySequence<byte> step = read.Buffer.Slice(0, Math.Min(StepBytes, read.Buffer.Length));
            foreach (ReadOnlyMemory<byte> part in step)
                answer.Write(part.Span);
            client.Reader.AdvanceTo(step.End);
            if (read.IsCompleted && read.Buffer.Length == step.Length)
                break;
        }

        await answering;
        JsonElement page = JsonSerializer.Deserialize<JsonElement>(answer.WrittenSpan);
        Assert.Equal(Messages, page.GetProperty("messages").GetArrayLength());
        Assert.True(_store.Meter.BytesRead - before >= Messages * MessageBytes);
    }

    [Theory]
    [InlineData("GET", "messages?limit=100", 3)]
    [InlineData("POST", "messages/search", 3)]
    public async Task Looks_WhenALaterPartCannotBeRead_BreakTheConnection(string method, string path, int reads)
    {
        await using WebApplication service = await ServeAsync();
        _reads.Left = reads;
        using HttpResponseMessage response = await CallAsync(service, method, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        using MemoryStream taken = new();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(taken));
        Assert.InRange(taken.Length, 1, Messages * MessageBytes);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<JsonElement>(taken.ToArray()));
    }

    [Theory]
    [InlineData("GET", "messages?limit=100")]
    [InlineData("POST", "messages/search")]
    public async Task Looks_WhenAllPartsCanBeRead_AnswerThemAsOne(string method, string path)
    {
        await using WebApplication service = await ServeAsync();
        using HttpResponseMessage response = await CallAsync(service, method, path);
        JsonElement page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            Enumerable.Range(1, Messages),
            page.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("sequenceNumber").GetInt32()));
        Assert.Equal(Messages, page.TryGetProperty("matched", out JsonElement matched) ? matched.GetInt32() : Messages);
    }

    [Theory]
    [InlineData("GET", "messages?limit=100")]
    [InlineData("POST", "messages/search")]
    public async Task Looks_WhenTheFirstPartCannotBeRead_AnswerWithAProblem(string method, string path)
    {
        await using WebApplication service = await ServeAsync();
        _reads.Left = 0;
        using HttpResponseMessage response = await CallAsync(service, method, path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(ProblemCode.StorageUnavailable, problem.GetProperty("code").GetString());
    }

    private async Task AnswerAsync(HttpContext context, PipeWriter writer)
    {
        await new PeekEndpoint(_broker).PeekAsync(context);
        await writer.CompleteAsync();
    }

    private async Task<WebApplication> ServeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication service = builder.Build();
        service.UseMiddleware<ErrorBoundary>();
        service.MapGet("/{queue}/messages", new PeekEndpoint(_broker).PeekAsync);
        service.MapPost("/{queue}/messages/search", new SearchEndpoint(_broker).SearchAsync);
        await service.StartAsync();
        return service;
    }

    private async Task<HttpResponseMessage> CallAsync(WebApplication service, string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri($"{service.Urls.Single()}/{Queue}/{path}"));
        if (method is "POST")
            request.Content = new StringContent("""{"limit":100}""", Encoding.UTF8, "application/json");
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Frames can be read as often as is said, and then not any more.</summary>
    private sealed class FailingReads : StorageFaults
    {
        public int Left { get; set; } = int.MaxValue;

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
            new(call.Operation is StorageOperation.ReadFrame or StorageOperation.ReadFrames && Left-- <= 0
                ? StorageFault.Throttled
                : StorageFault.None);
    }

    /// <summary>A client that takes what is written when it wants to.</summary>
    private sealed class PipeBody(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => writer.AsStream();

        public PipeWriter Writer => writer;

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(
            string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
