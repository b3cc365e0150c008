namespace QueueService.Tests.Simulation.World;

/// <summary>
/// The scheduler of one simulated process. Killed, it drops everything for good, as a process that ends; paused, it
/// keeps what comes and runs it later, as a process that was suspended.
/// </summary>
internal sealed class VirtualContext(VirtualWorld world, string name) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback, object?)> _held = [];

    // Read by finalizers of the objects of a dead process, on their own thread.
    private volatile bool _isDead;

    public string Name { get; } = name;

    public bool IsDead => _isDead;

    public bool IsPaused { get; private set; }

    public override void Post(SendOrPostCallback callback, object? state)
    {
        if (_isDead)
            return;
        world.CheckThread($"a continuation of {Name}");
        if (IsPaused)
            _held.Add((callback, state));
        else
            world.Enqueue(this, callback, state);
    }

    public override void Send(SendOrPostCallback callback, object? state) =>
        throw new NotSupportedException("Nothing in the core sends synchronously.");

    public override SynchronizationContext CreateCopy() => this;

    public void Post(Action action) => Post(static work => ((Action)work!)(), action);

    public void Kill()
    {
        _isDead = true;
        _held.Clear();
    }

    public void Pause() => IsPaused = true;

    public void Wake()
    {
        IsPaused = false;
        foreach ((SendOrPostCallback callback, object? state) in _held)
            world.Enqueue(this, callback, state);
        _held.Clear();
    }
}
