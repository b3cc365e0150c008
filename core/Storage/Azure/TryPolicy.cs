using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>
/// Sees every try of a request: counts it, since each of them is billed, and takes what its answer tells of the clock
/// of the storage account.
/// </summary>
internal sealed class TryPolicy(StorageMeter meter, StoreClock clock, TimeProvider time) : HttpPipelinePolicy
{
    /// <summary>That of the Date header.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store is never waited for synchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var sentAt = time.GetTimestamp();
        var written = 0L;
        message.Request.Content?.TryComputeLength(out written);
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            meter.Transaction(written, message.HasResponse ? BytesRead(message) : 0);
        }

        // Refusals tell the time too; signatures of a wrong clock are refused.
        if (message.Response.Headers.TryGetValue("Date", out var text)
            && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, default, out var date))
            clock.Observe(sentAt, date, Resolution);
    }

    private static long BytesRead(HttpMessage message) => message.Response switch
    {
        { Headers.ContentLength: { } length } => length,
        { ContentStream: { CanSeek: true } stream } => stream.Length,
        _ => 0,
    };
}
