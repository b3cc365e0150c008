using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>How many tokens were ever added, and those that are still there.</summary>
internal sealed class CounterState
{
    private const byte Version = 202;
    private readonly SortedDictionary<long, Token> _tokens = [];

    public FrameNumber LastFrame { get; private set; }

    public Timestamp LastTime { get; private set; }

    public Timestamp Clock { get; private set; }

    public long Added { get; private set; }

    public long Bytes => _tokens.Values.Sum(token => (long)token.Length);

    public IReadOnlyCollection<Token> Stored => _tokens.Values;

    /// <summary>Those that can be taken, the first one first.</summary>
    public IEnumerable<Token> Living => _tokens.Values.Where(token => token.EndsAt > Clock);

    /// <summary>Those that have ended and are still stored.</summary>
    public IEnumerable<Token> Ended => _tokens.Values.Where(token => token.EndsAt <= Clock);

    public Timestamp? NextDue => Living.Select(token => (Timestamp?)token.EndsAt).Min();

    public bool Has(long token) => _tokens.ContainsKey(token);

    public void Advance(Timestamp now) => Clock = Timestamp.Max(now, Clock);

    public void Apply(FrameNumber number, Timestamp time, IReadOnlyList<CounterEvent> events)
    {
        if (number != LastFrame.Next || time < LastTime)
            throw new InvalidOperationException($"Frame {number} at {time} cannot follow {LastFrame} at {LastTime}.");
        Advance(time);
        int offset = 0;
        foreach (CounterEvent happened in events)
        {
            if (happened.Kind != CounterEventKind.Added)
            {
                if (!_tokens.Remove(happened.Token))
                    throw new InvalidOperationException($"Token {happened.Token} is not there.");
                continue;
            }

            if (happened.Token != Added + 1)
                throw new InvalidOperationException($"Token {happened.Token} cannot follow {Added}.");
            Added = happened.Token;
            _tokens.Add(Added, new(Added, happened.Caller, number, offset, happened.Length, happened.EndsAt));
            offset += happened.Length;
        }

        (LastFrame, LastTime) = (number, time);
    }

    public byte[] Save()
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Number(LastFrame.Value);
        writer.Number(LastTime.UnixMilliseconds);
        writer.Number(Added);
        writer.Number(_tokens.Count);
        foreach (Token token in _tokens.Values)
        {
            writer.Number(token.Number);
            writer.Number(token.Caller);
            writer.Number(token.Frame.Value);
            writer.Number(token.Offset);
            writer.Number(token.Length);
            writer.Number(token.EndsAt.UnixMilliseconds);
        }

        return writer.Written.ToArray();
    }

    public static CounterState Load(ReadOnlySpan<byte> saved)
    {
        WireReader reader = new(saved);
        reader.ExpectVersion(Version);
        CounterState state = new() { LastFrame = new(reader.Number()), LastTime = new(reader.Number()) };
        state.Clock = state.LastTime;
        state.Added = reader.Number();
        for (int left = reader.Count(); left > 0; left--)
        {
            Token token = new(
                reader.Number(),
                reader.Number(),
                new FrameNumber(reader.Number()),
                reader.Int32(),
                reader.Int32(),
                new Timestamp(reader.Number()));
            state._tokens.Add(token.Number, token);
        }

        return state;
    }
}
