using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Faults;

/// <summary>What clients of both protocols are told where a write may or may not have happened.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private readonly Answers _answers = new();
    private readonly MemoryStore _store;
    private Broker? _broker;

    public LostAnswerTests() => _store = new MemoryStore(
        new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { Faults = _answers });

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync(CancellationToken.None);
        _broker = await Broker.OpenAsync(
            _store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _broker!.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData(true, "OutcomeUnknown")]
    [InlineData(false, "StorageUnavailable")]
    public async Task Rest_WhenAQueueCannotBeCreated_SaysWhetherItMayBeThere(bool isLost, string code)
    {
        (_answers.IsLost, _answers.IsThrottled) = (isLost, !isLost);
        var boundary = new ErrorBoundary(
            async _ => await _broker!.CreateQueueAsync(
                QueueName.Parse("q"), new QueueSettingsChange(), CancellationToken.None),
            NullLogger<ErrorBoundary>.Instance);

        JsonElement problem = await AnswerAsync(new DefaultHttpContext(), boundary.InvokeAsync);

        Assert.Equal((503, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData(true, "ServiceUnavailable")]
    [InlineData(false, "RequestThrottled")]
    public async Task Sqs_WhenAQueueCannotBeCreated_SaysWhetherItMayBeThere(bool isLost, string type)
    {
        (_answers.IsLost, _answers.IsThrottled) = (isLost, !isLost);
        var log = new AccessLog(NullLoggerFactory.Instance, TimeProvider.System, _ => { });
        var endpoint = new SqsEndpoint(_broker!, null, new SqsAccess(null, new LocalGuard([], publicUrl: null), log, null), NullLogger.Instance);
        byte[] body = """{"QueueName":"q"}"""u8.ToArray();
        var context = new DefaultHttpContext
        {
            Request =
            {
                Method = "POST", Host = new HostString("localhost"), ContentType = "application/x-amz-json-1.0",
                ContentLength = body.Length, Body = new MemoryStream(body),
            },
        };
        context.Request.Headers["X-Amz-Target"] = "AmazonSQS.CreateQueue";

        JsonElement error = await AnswerAsync(context, endpoint.InvokeAsync);

        Assert.EndsWith(type, error.GetProperty("__type").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AnswerAsync(HttpContext context, RequestDelegate call)
    {
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await call(context);
        return JsonSerializer.Deserialize<JsonElement>(answer.ToArray());
    }

    private sealed class Answers : StorageFaults
    {
        public bool IsLost { get; set; }

        public bool IsThrottled { get; set; }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
            new(IsThrottled && call.Operation == StorageOperation.CreateDocument ? StorageFault.Throttled : StorageFault.None);

        public override ValueTask<bool> AfterAsync(StorageCall call) =>
            new(IsLost && call.Operation == StorageOperation.CreateDocument);
    }
}
