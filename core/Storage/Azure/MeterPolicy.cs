using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>Counts every request that is sent, retries included, since each of them is billed.</summary>
internal sealed class MeterPolicy(StorageMeter meter) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store is never waited for synchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            var written = message.Request.Content?.TryComputeLength(out var length) == true ? length : 0;
            meter.Transaction(written, message.HasResponse ? BytesRead(message) : 0);
        }
    }

    private static long BytesRead(HttpMessage message) => message.Response switch
    {
        { Headers.ContentLength: { } length } => length,
        { ContentStream: { CanSeek: true } stream } => stream.Length,
        _ => 0,
    };
}
