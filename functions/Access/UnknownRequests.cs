using Microsoft.AspNetCore.Connections.Features;

namespace QueueService.Functions.Access;

/// <summary>
/// Requests of a connection of which nobody has proven who sent them. Somebody without a key can write thousands of
/// them in one piece, which costs next to nothing, and keep the service busy with refusing them. So the connection ends
/// after a few, and with it what has come behind them.
/// </summary>
internal sealed class UnknownRequests
{
    /// <summary>A check of health connects anew now and then; it costs it a round trip.</summary>
    internal const int Most = 16;

    private static readonly object Key = new();

    private int _count;

    public static void Count(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
            return;
        UnknownRequests unknown = items.TryGetValue(Key, out object? known) && known is UnknownRequests before
            ? before
            : new UnknownRequests();
        items[Key] = unknown;
        if (++unknown._count >= Most)
            context.Response.OnStarting(CloseAsync, context);
    }

    /// <summary>In the end: an error may take away the headers that were set before it.</summary>
    private static Task CloseAsync(object context)
    {
        ((HttpContext)context).Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
