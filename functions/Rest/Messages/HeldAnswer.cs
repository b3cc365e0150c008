using System.Runtime.InteropServices;
using QueueService.Functions.Rest.Json;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>
/// The memory of an answer with messages, from when they were read until the client has taken them, and of other large
/// answers. It is bounded as that of requests is: a client that asks and does not read must not cost others theirs.
/// </summary>
internal readonly struct HeldAnswer : IDisposable
{
    private static BodyBudget s_budget = New(Limits.MaxRequestBytesInFlight);

    private readonly BodyBudget? _budget;
    private readonly BodyOwner _owner;
    private readonly long _bytes;

    private HeldAnswer(BodyBudget budget, BodyOwner owner, long bytes)
    {
        _budget = budget;
        _owner = owner;
        _bytes = bytes;
    }

    /// <summary>Sets what all answers together may hold, in bytes; once at the start.</summary>
    public static void SetMost(long bytes) => s_budget = New(bytes);

    /// <summary>Takes it, or throws <c>Overloaded</c>.</summary>
    /// <param name="key">Who has asked; null to ask the request.</param>
    public static HeldAnswer Take(HttpContext context, long bytes, string? key = null)
    {
        BodyOwner owner = bytes > BodyBudget.SmallBytes ? BodyOwner.Of(context, key) : BodyOwner.Nobody;
        BodyBudget budget = s_budget;
        HeldAnswer held = new(budget, owner, bytes);
        try
        {
            budget.Take(owner, 0, bytes);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The same, but a small answer holds nothing: none is refused for what others hold.</summary>
    public static HeldAnswer TakeIfLarge(HttpContext context, long bytes) =>
        bytes > BodyBudget.SmallBytes ? Take(context, bytes) : default;

    /// <summary>What messages keep in memory: the frames whole that their bodies are parts of.</summary>
    public static long BytesOf(IReadOnlyList<MessageView> messages)
    {
        long bytes = 0;
        byte[]? last = null;
        for (int n = 0; n < messages.Count; n++)
        {
            if (!MemoryMarshal.TryGetArray(messages[n].Body, out ArraySegment<byte> part))
                bytes += messages[n].Body.Length;
            else if (part.Array is { } frame && !ReferenceEquals(frame, last))
                bytes += (last = frame).Length;
        }

        return bytes;
    }

    public void Dispose() => _budget?.Return(_owner, _bytes);

    private static BodyBudget New(long bytes) => new(bytes, "answers");
}
