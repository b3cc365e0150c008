using System.Text.Json;

namespace QueueService.Tests.Portal.Service;

/// <summary>Lets messages fail until they are dead letters, as receivers do.</summary>
internal static class DeadLetters
{
    private const int Batch = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes the queue, names another for its dead letters, and has as many messages end there.</summary>
    /// <returns>The ids, in order.</returns>
    public static async Task<List<string>> MakeAsync(
        PortalService service, string queue, string deadQueue, int count, Func<int, object>? message = null)
    {
        await service.CallAsync("PUT", $"/v1/queues/{deadQueue}");
        await service.CallAsync(
            "PUT", $"/v1/queues/{queue}", new { deadLetter = new { queue = deadQueue, maxReceiveCount = 1 } });
        List<string> ids = [];
        for (int sent = 0; sent < count; sent += Batch)
        {
            object[] messages =
            [
                .. Enumerable.Range(sent, Math.Min(Batch, count - sent))
                    .Select(i => message?.Invoke(i) ?? new { body = $"{queue} {i}" }),
            ];
            JsonElement answer = await service.CallAsync("POST", $"/v1/queues/{queue}/messages", new { messages });
            ids.AddRange(answer.GetProperty("results").EnumerateArray()
                .Select(result => result.GetProperty("messageId").GetString()!));
        }

        while (await FailAsync(service, queue))
        {
        }

        // Each comes by itself, so those of the next queue could overtake the last of this one.
        foreach (string id in ids)
            await ArrivedAsync(service, deadQueue, id);
        return ids;
    }

    /// <summary>Sends messages that a receiver rejects, and says why.</summary>
    /// <returns>The ids, in order.</returns>
    public static async Task<List<string>> RejectAsync(PortalService service, string queue, int count, string detail)
    {
        List<string> ids = [];
        for (int sent = 0; sent < count; sent += Batch)
        {
            JsonElement answer = await service.CallAsync("POST", $"/v1/queues/{queue}/messages", new
            {
                messages = Enumerable.Range(sent, Math.Min(Batch, count - sent))
                    .Select(i => new { body = $"{queue} rejected {i}" }),
            });
            ids.AddRange(answer.GetProperty("results").EnumerateArray()
                .Select(result => result.GetProperty("messageId").GetString()!));
            await service.CallAsync(
                "POST",
                $"/v1/queues/{queue}/messages/reject",
                new { receiptHandles = await ReceiveAsync(service, queue), detail });
        }

        return ids;
    }

    /// <summary>The ids of all messages of a queue that can be received.</summary>
    public static async Task<List<string>> IdsAsync(PortalService service, string queue)
    {
        List<string> ids = [];
        string? cursor = null;
        do
        {
            string more = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            JsonElement page = await service.CallAsync("GET", $"/v1/queues/{queue}/messages?limit={Batch}{more}");
            ids.AddRange(page.GetProperty("messages").EnumerateArray()
                .Select(message => message.GetProperty("messageId").GetString()!));
            cursor = page.TryGetProperty("cursor", out JsonElement next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return ids;
    }

    /// <summary>Waits until a message is there; what is replayed is on its way for a moment.</summary>
    public static async Task<JsonElement> ArrivedAsync(PortalService service, string queue, string id)
    {
        using CancellationTokenSource deadline = new(Patience);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(50));
        while (!(await IdsAsync(service, queue)).Contains(id))
            await pause.WaitForNextTickAsync(deadline.Token);
        return await service.CallAsync("GET", $"/v1/queues/{queue}/messages/{id}");
    }

    private static async Task<bool> FailAsync(PortalService service, string queue)
    {
        string[] handles = await ReceiveAsync(service, queue);
        if (handles.Length > 0)
            await service.CallAsync("POST", $"/v1/queues/{queue}/messages/release", new { receiptHandles = handles });
        return handles.Length > 0;
    }

    private static async Task<string[]> ReceiveAsync(PortalService service, string queue)
    {
        JsonElement answer = await service.CallAsync(
            "POST", $"/v1/queues/{queue}/messages/receive", new { maxMessages = Batch });
        return
        [
            .. answer.GetProperty("messages").EnumerateArray()
                .Select(message => message.GetProperty("receiptHandle").GetString()!),
        ];
    }
}
