using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>Tells what the clock of the storage account shows, from the Date header of its answers.</summary>
internal sealed class ClockPolicy(StoreClock clock, TimeProvider time) : HttpPipelinePolicy
{
    /// <summary>That of the header.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store is never waited for synchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var sentAt = time.GetTimestamp();
        await ProcessNextAsync(message, pipeline);

        // Refusals tell the time too; signatures of a wrong clock are refused.
        if (message.Response.Headers.Date is { } date)
            clock.Observe(sentAt, date, Resolution);
    }
}
