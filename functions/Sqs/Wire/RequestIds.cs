using System.Runtime.InteropServices;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>The ids of requests, by which people find them in logs: nothing that has to be hard to guess.</summary>
internal static class RequestIds
{
    public const string Header = "x-amzn-RequestId";

    /// <summary>A UUID in text.</summary>
    public static string Next()
    {
        Guid id = default;
#pragma warning disable CA5394 // Random bytes of the system would cost a system call for each request.
        Random.Shared.NextBytes(MemoryMarshal.AsBytes(new Span<Guid>(ref id)));
#pragma warning restore CA5394
        return id.ToString("D");
    }
}
