using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure.Tables;

/// <summary>Sends authorised requests to the Table service and names what became of them.</summary>
internal sealed class TablePipeline
{
    private const string Version = "2020-12-06";
    private const string Json = "application/json;odata=nometadata";

    private readonly HttpPipeline _once;
    private readonly HttpPipeline _repeating;

    public TablePipeline(AzureAccount account, AzureHttp http, StorageMeter meter, TimeProvider time)
    {
        // Signed on each try: a date or token may expire between tries.
        HttpPipelinePolicy[] perTry = [StoreAuthorization.ForTables(account, time), new MeterPolicy(meter)];
        _once = HttpPipelineBuilder.Build(http.Configure(new PipelineOptions(), mayRepeat: false), perTry);
        _repeating = HttpPipelineBuilder.Build(http.Configure(new PipelineOptions(), mayRepeat: true), perTry);
    }

    /// <summary>Sends a request. A write is sent once, a read again when it got no answer.</summary>
    public async ValueTask<TableResponse> SendAsync(
        RequestMethod method, Uri uri, Action<Request> prepare, CancellationToken cancellationToken)
    {
        var pipeline = method == RequestMethod.Get ? _repeating : _once;
        using var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(uri);
        request.Headers.SetValue("x-ms-version", Version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("MaxDataServiceVersion", "3.0");
        request.Headers.SetValue(HttpHeader.Names.Accept, Json);
        prepare(request);
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            return new TableResponse(StoreAnswers.FromException(exception));
        }

        return Read(message);
    }

    private static TableResponse Read(HttpMessage message)
    {
        var response = message.Response;
        var body = response.ContentStream is null ? default : response.Content.ToMemory();
        var answer = response.Status is >= 200 and < 300
            ? StoreAnswer.Done
            : StoreAnswers.FromStatus(response.Status, ErrorCode(message, body), StoreAnswers.RetryAfter(response));
        if (answer.Outcome != StoreOutcome.Done)
            return new TableResponse(answer);

        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey);
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        var next = partitionKey is null ? null : new TableContinuation(partitionKey, rowKey);
        return new TableResponse(answer, body, response.Headers.ETag?.ToString("H") ?? "", next);
    }

    private static string ErrorCode(HttpMessage message, ReadOnlyMemory<byte> body) =>
        message.Response.Headers.TryGetValue("x-ms-error-code", out var code) && code is not null
            ? code
            : TableError.Code(body);
}
