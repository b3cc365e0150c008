namespace QueueService.Partitions.State;

/// <summary>The messages of one bucket of the <see cref="AgeIndex"/>, in a doubly linked list.</summary>
internal sealed class AgeBucket(long number)
{
    public long Number { get; } = number;

    public MessageEntry? First { get; private set; }

    public void Add(MessageEntry entry)
    {
        entry.AgeBucket = this;
        entry.NextByAge = First;
        if (First is not null)
            First.PreviousByAge = entry;
        First = entry;
    }

    public void Remove(MessageEntry entry)
    {
        if (entry.PreviousByAge is null)
            First = entry.NextByAge;
        else
            entry.PreviousByAge.NextByAge = entry.NextByAge;
        if (entry.NextByAge is not null)
            entry.NextByAge.PreviousByAge = entry.PreviousByAge;
        entry.AgeBucket = null;
        entry.NextByAge = null;
        entry.PreviousByAge = null;
    }
}
