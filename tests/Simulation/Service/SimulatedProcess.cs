using Microsoft.Extensions.Logging;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>One process: its scheduler, its clock, and its way to the store.</summary>
internal abstract class SimulatedProcess
{
    private readonly ProcessCluster _cluster;
    private readonly VirtualContext _context;
    private readonly NetworkFaults _network;
    private readonly MemoryStore _store;
    private readonly SeededRandom _random;
    private readonly List<Action> _onEnd = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected SimulatedProcess(ProcessCluster cluster, string name, TimeSpan clockOffset)
    {
        _cluster = cluster;
        _random = cluster.Random.Fork();
        Name = name;
        _context = new VirtualContext(cluster.World, name);
        Clock = new ProcessClock(cluster.World, _context) { Offset = clockOffset };
        _network = new NetworkFaults(cluster.World, cluster.Faults, cluster.Witness, _random.Fork(), this);
        _store = new MemoryStore(cluster.Disk, cluster.Plan.Store with { Faults = _network, Time = Clock });
    }

    public string Name { get; }

    public ProcessClock Clock { get; }

    /// <summary>True while its clock is far off, so that it must not decide anything.</summary>
    public bool IsFarOff { get; private set; }

    public bool IsDead => _context.IsDead;

    public bool IsPaused => _context.IsPaused;

    public MemoryStore Store => _store;

    /// <summary>True while it serves requests.</summary>
    public abstract bool IsServing { get; }

    /// <summary>
    /// True if nobody else appends, and no partition is made that may be there already: one loop at a time never meets
    /// a conflict then.
    /// </summary>
    public bool AppendsWithoutConflict => !_store.HasOtherWriters && !_cluster.Plan.RaisesPartitions;

    /// <summary>Ends when the process serves requests; never if it ends before.</summary>
    public Task Ready => _ready.Task;

    public void Start()
    {
        _cluster.World.Tell(Name, $"starts, its clock {Clock.Offset.TotalSeconds:+0.0;-0.0;+0.0} s off");
        _context.Post(() => _ = OpenAsync());
    }

    /// <summary>Sets the clock of the process.</summary>
    public void SetClock(TimeSpan offset, bool isFarOff)
    {
        Clock.Offset = offset;
        IsFarOff = isFarOff;
        _cluster.World.Tell(Name, $"has its clock set to {offset.TotalSeconds:+0.0;-0.0;+0.0} s off");
    }

    /// <summary>Ends the process on the spot.</summary>
    public void Crash(string why)
    {
        if (IsDead)
            return;
        _cluster.World.Tell(Name, $"crashes {why}");
        _context.Kill();
        _network.OnCrash(_store.HasOtherWriters);
        foreach (Action end in _onEnd.ToArray())
            end();
        _cluster.OnEnded(this);
    }

    /// <summary>The run is over: what is left of the process does nothing any more.</summary>
    public void Abandon() => _context.Kill();

    public void Pause()
    {
        _cluster.World.Tell(Name, $"is suspended");
        _context.Pause();
    }

    public void Wake()
    {
        if (!IsPaused || IsDead)
            return;
        _cluster.World.Tell(Name, $"goes on");
        _context.Wake();
    }

    /// <summary>Ends the process in good order.</summary>
    public void Stop()
    {
        if (IsDead || !IsServing)
            return;
        _cluster.World.Tell(Name, $"is asked to stop");
        Func<Task> stop = BeginStop();
        _context.Post(() => _ = StopAsync(stop));
    }

    /// <summary>
    /// Has the process do something, as a request from outside does; after <paramref name="patience"/> the client hangs
    /// up.
    /// </summary>
    /// <param name="witness">Looks at a reply in the moment in which it leaves; tells what is wrong with it.</param>
    protected Task<Answer<T>> CallAsync<T>(
        Func<CancellationToken, Task<T>> call, TimeSpan patience, Func<T, string?> witness)
    {
        TaskCompletionSource<Answer<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Timestamp began = _cluster.Now;
        Timestamp clock = _cluster.EarliestClock(this);
        CancellationTokenSource leaving = new();
        void End(Verdict verdict, T? value, string why)
        {
            _onEnd.Remove(OnCrash);
            answer.TrySetResult(new Answer<T>(verdict, value, why, began, _cluster.Now, clock));
        }

        void OnCrash() => End(Verdict.Unknown, default, "the process ended");
        async Task RunAsync()
        {
            (Verdict verdict, T? value, string why) = await TryAsync(call, witness, leaving.Token);
            if (_random.Chance(_cluster.Faults.Plan.LostReply))
                End(Verdict.Unknown, default, "the answer never reached the client");
            else
                End(verdict, value, why);
        }

        if (IsDead)
        {
            End(Verdict.Refused, default, "nobody listens");
            return answer.Task;
        }

        _onEnd.Add(OnCrash);
        _context.Post(() => _ = RunAsync());
        _cluster.World.After(patience, () =>
        {
            if (answer.Task.IsCompleted)
                return;
            End(Verdict.Unknown, default, "the client lost patience");
            _context.Post(leaving.Cancel);
        });
        return answer.Task;
    }

    private async Task<(Verdict, T?, string)> TryAsync<T>(
        Func<CancellationToken, Task<T>> call, Func<T, string?> witness, CancellationToken cancellationToken)
    {
        if (!IsServing)
            return (Verdict.Refused, default, "not started yet");
        try
        {
            T value = await call(cancellationToken);
            if (witness(value) is { } wrong)
                _cluster.Violations.Add(wrong);
            return (Verdict.Answered, value, "");
        }
        catch (BrokerException exception)
        {
            Verdict verdict = exception.Code == BrokerErrorCode.OutcomeUnknown ? Verdict.Unknown : Verdict.Refused;
            return (verdict, default, $"{exception.Code}: {exception.Message}");
        }
        catch (StorageUnavailableException exception)
        {
            return (Verdict.Unknown, default, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return (Verdict.Unknown, default, "given up");
        }
#pragma warning disable CA1031 // Whatever else a client would be told is a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _cluster.Violations.Add($"{Name} answered with {exception}");
            return (Verdict.Unknown, default, exception.Message);
        }
    }

    /// <summary>Starts to serve requests.</summary>
    protected abstract Task ServeAsync(RandomSource random, ILogger logger);

    /// <summary>Serves no requests any more; what is returned ends what was begun.</summary>
    protected abstract Func<Task> BeginStop();

    /// <summary>Does something in the process.</summary>
    protected void Post(Action action) => _context.Post(action);

    private async Task OpenAsync()
    {
        while (!IsServing)
        {
            try
            {
                await _store.InitializeAsync(CancellationToken.None);
                await ServeAsync(
                    new SeededSource(_cluster.World, _random.Fork()),
                    new ErrorLog(_cluster.World, Name, _cluster.Violations));
            }
            catch (Exception exception) when (exception is StorageUnavailableException or BrokerException)
            {
                _cluster.World.Tell(Name, $"cannot start yet: {exception.Message}");
                await Task.Delay(TimeSpan.FromSeconds(1), Clock);
            }
        }

        _cluster.World.Tell(Name, $"serves");
        _ready.TrySetResult();
    }

    private async Task StopAsync(Func<Task> stop)
    {
        await stop();
        Crash("after it has stopped in good order");
    }
}
