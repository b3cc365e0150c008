using System.Globalization;
using System.Text;

namespace QueueService.Tests.Simulation.World;

/// <summary>
/// One thread and one clock for everything. What is ready runs in an order that the seed decides; time stands still
/// while anything is ready and then jumps to the next timer.
/// </summary>
internal sealed class VirtualWorld(SeededRandom random, bool isTraced)
{
    /// <summary>Several times what the longest run takes.</summary>
    private const long MaxSteps = 1_000_000;

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<(VirtualContext Context, SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly PriorityQueue<(VirtualTimer Timer, int Generation), (DateTimeOffset, long)> _timers = new();
    private readonly StringBuilder _trace = new();
    private VirtualContext? _nowhere;
    private long _order;
    private long _steps;
    private volatile string? _escaped;

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>Since the run began.</summary>
    public TimeSpan Elapsed => Now - Start;

    public bool IsTraced { get; } = isTraced;

    public string Trace => _trace.ToString();

    /// <summary>A time as the story tells it: in seconds since the run began.</summary>
    public static double Seconds(Timestamp time) => (time.ToDateTimeOffset() - Start).TotalSeconds;

    /// <summary>Adds a line to the story.</summary>
    public void Tell(string actor, FormattableString what)
    {
        if (IsTraced)
        {
            _trace.Append(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,9:F3}  {actor,-10} ");
            _trace.AppendLine(what.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Runs until the work has ended; the work begins in the given context.</summary>
    public void Run(VirtualContext context, Func<Task> work)
    {
        Task? running = null;
        context.Post(() => running = work());
        SynchronizationContext? before = SynchronizationContext.Current;
        try
        {
            while (running is not { IsCompleted: true })
            {
                if (_escaped is { } what)
                    throw new SimulationFailedException($"Work has escaped to another thread: {what}.");
                if (++_steps > MaxSteps)
                    throw new SimulationFailedException($"The run does not come to an end; it is {Elapsed} long.");
                Step();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        running.GetAwaiter().GetResult();
    }

    /// <summary>Everything that happens must happen on the thread of the world.</summary>
    public void CheckThread(string what)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            _escaped ??= $"{what}, {Environment.StackTrace}";
    }

    public void Enqueue(VirtualContext context, SendOrPostCallback callback, object? state) =>
        _ready.Add((context, callback, state));

    public void Schedule(VirtualTimer timer, TimeSpan dueTime) =>
        _timers.Enqueue((timer, timer.Generation), (Now + dueTime, ++_order));

    /// <summary>Does something later, in no process.</summary>
    public void After(TimeSpan pause, Action action)
    {
        VirtualTimer timer = new(this, _nowhere ??= new VirtualContext(this, "network"), _ => action(), null);
        timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    private void Step()
    {
        if (_ready.Count == 0)
        {
            PassTime();
            return;
        }

        int index = random.Below(_ready.Count);
        (VirtualContext context, SendOrPostCallback callback, object? state) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        if (context.IsDead)
            return;
        if (context.IsPaused)
        {
            context.Post(callback, state);
            return;
        }

        SynchronizationContext.SetSynchronizationContext(context);
        callback(state);
    }

    private void PassTime()
    {
        if (!_timers.TryDequeue(out (VirtualTimer Timer, int Generation) due, out (DateTimeOffset Time, long) at))
            throw new SimulationFailedException("Everything waits, and nothing is left that could happen.");
        if (due.Timer.Generation != due.Generation)
            return;
        if (at.Time > Now)
            Now = at.Time;
        due.Timer.Fire();
    }
}
