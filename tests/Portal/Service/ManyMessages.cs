namespace QueueService.Tests.Portal.Service;

/// <summary>A queue with very many messages.</summary>
internal static class ManyMessages
{
    private const int Batch = 100;

    /// <summary>Makes the queue <c>many</c>; the bodies are "message 0 of many" and so on.</summary>
    /// <param name="count">A multiple of 100.</param>
    public static async Task SendAsync(PortalService service, int count)
    {
        await service.CallAsync("PUT", "/v1/queues/many");
        for (int sent = 0; sent < count; sent += Batch)
        {
            await service.CallAsync("POST", "/v1/queues/many/messages", new
            {
                messages = Enumerable.Range(sent, Batch).Select(i => new { body = $"message {i} of many" }),
            });
        }
    }
}
