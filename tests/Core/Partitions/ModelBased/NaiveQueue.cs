namespace QueueService.Tests.Core.Partitions.ModelBased;

/// <summary>What a queue does, in the most obvious way: a list, searched from front to back.</summary>
internal sealed class NaiveQueue(bool isFifo, TimeSpan retention)
{
    private readonly List<NaiveMessage> _messages = [];
    private readonly Dictionary<string, (long Number, Timestamp Until)> _ids = new(StringComparer.Ordinal);
    private long _last;

    public Timestamp Now { get; set; }

    /// <summary>Deliveries by message and count, whether they still hold or not.</summary>
    public List<(long Number, int Count)> Receipts { get; } = [];

    /// <summary>Of a FIFO queue: it counts for all messages that were never received.</summary>
    public TimeSpan Delay { get; private set; }

    public IReadOnlyList<NaiveMessage> Messages => _messages;

    public (long Visible, long InFlight, long Delayed) Counts => (
        _messages.Count(IsVisible),
        _messages.Count(message => !IsVisible(message) && message.IsHeld),
        _messages.Count(message => !IsVisible(message) && !message.IsHeld));

    /// <summary>The number of the message, or of the first one with the same id.</summary>
    public long Send(string group, string? id, TimeSpan delay)
    {
        if (id is not null && _ids.TryGetValue(id, out (long Number, Timestamp Until) known) && known.Until > Now)
            return known.Number;
        NaiveMessage message = new(++_last, group, Now) { VisibleAt = Now + delay, IsTouched = delay > TimeSpan.Zero };
        _messages.Add(message);
        if (id is not null)
            _ids[id] = (message.Number, Now + TimeSpan.FromMinutes(5));
        return message.Number;
    }

    /// <summary>The messages that a receive without limit brings, in the order of each group.</summary>
    public List<NaiveMessage> Receivable()
    {
        List<NaiveMessage> alive = [.. _messages.Where(message => !IsExpired(message))];
        if (!isFifo)
            return [.. alive.Where(IsVisible).OrderBy(message => message.IsTouched ? 0 : 1).ThenBy(m => m.Number)];
        return [.. alive.GroupBy(message => message.Group).SelectMany(group => group.TakeWhile(IsVisible))];
    }

    public void Deliver(long number, TimeSpan timeout)
    {
        NaiveMessage message = Find(number);
        message.Count++;
        message.IsTouched = true;
        Hold(message, isHeld: true, timeout);
        Receipts.Add((number, message.Count));
    }

    /// <summary>The message, if the receipt still holds it.</summary>
    public NaiveMessage? Held((long Number, int Count) receipt)
    {
        NaiveMessage? message = _messages.Find(message => message.Number == receipt.Number);
        bool holds = message is { IsHeld: true } && message.Count == receipt.Count && !(isFifo && IsVisible(message));
        return holds ? message : null;
    }

    public void Remove(NaiveMessage message) => _messages.Remove(message);

    public void Hold(NaiveMessage message, bool isHeld, TimeSpan time)
    {
        message.IsHeld = isHeld;
        message.VisibleAt = Now + time;
    }

    public void SetDelay(TimeSpan delay)
    {
        Delay = delay;
        foreach (NaiveMessage message in _messages.Where(message => message.Count == 0))
            message.VisibleAt = message.EnqueuedAt + delay;
    }

    public void Purge()
    {
        _messages.Clear();
        _ids.Clear();
    }

    public void Expire() => _messages.RemoveAll(IsExpired);

    private NaiveMessage Find(long number) => _messages.Find(message => message.Number == number)
        ?? throw new InvalidOperationException($"Message {number} is not in the model.");

    private bool IsVisible(NaiveMessage message) => message.VisibleAt <= Now;

    private bool IsExpired(NaiveMessage message) => message.EnqueuedAt + retention <= Now;
}
