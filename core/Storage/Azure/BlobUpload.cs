using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>
/// Uploads a block blob in one request. The SDK's upload cannot serve: it needs the checksum library that is left out
/// of this build even where no checksum is asked for.
/// </summary>
internal sealed class BlobUpload
{
    private const string Version = "2020-12-06";

    private readonly HttpPipeline _pipeline;

    public BlobUpload(AzureAccount account, AzureHttp http, StorageMeter meter, TimeProvider time)
    {
        // May repeat: a name is unique and always carries the same bytes.
        _pipeline = HttpPipelineBuilder.Build(
            http.Configure(new PipelineOptions(), mayRepeat: true),
            StoreAuthorization.ForBlobs(account, time),
            new MeterPolicy(meter));
    }

    public async ValueTask<StoreAnswer> PutAsync(
        Uri blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Put;
        message.Request.Uri.Reset(blob);
        message.Request.Headers.SetValue("x-ms-version", Version);
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, "application/octet-stream");
        message.Request.Content = RequestContent.Create(content);
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            return StoreAnswers.FromException(exception);
        }

        var response = message.Response;
        response.Headers.TryGetValue("x-ms-error-code", out var code);
        return StoreAnswers.FromStatus(response.Status, code ?? "", StoreAnswers.RetryAfter(response));
    }
}
