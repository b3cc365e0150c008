using QueueService.Tests.Simulation.Checks;
using QueueService.Tests.Simulation.Clients;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Scenarios;

/// <summary>One run: sets the scene, lets everything go wrong that the seed wants, makes all well, drains and checks.</summary>
internal sealed class Simulation
{
    private readonly VirtualWorld _world;
    private readonly Plan _plan;
    private readonly Cluster _cluster;
    private readonly History _history = new();
    private readonly SeededRandom _random;

    private Simulation(long seed, bool isTraced)
    {
        _random = new SeededRandom((ulong)seed);
        _world = new VirtualWorld(_random.Fork(), isTraced);
        _plan = Plan.Draw(_random.Fork());
        _cluster = new Cluster(_world, _plan, _random.Fork());
    }

    public static SimulationResult Run(long seed, bool isTraced = false)
    {
        Simulation simulation = new(seed, isTraced);
        List<string> violations = simulation._cluster.Violations;
        try
        {
            simulation._world.Run(new VirtualContext(simulation._world, "clients"), simulation.PlayAsync);
            violations.AddRange(simulation._cluster.Archive.Violations);
            violations.AddRange(Checker.Check(simulation._plan, simulation._history, simulation._cluster));
        }
#pragma warning disable CA1031 // A run that cannot go on is a finding like any other, and its story is wanted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            violations.Add(exception.ToString());
        }

        simulation._cluster.End();
        return new SimulationResult(seed, violations, simulation._world.Trace);
    }

    private async Task PlayAsync()
    {
        Operator administrator = new(Client("operator"), _plan);
        FaultSwitch(false);
        SimulatedProcess first = _cluster.StartProcess();
        await first.Ready;
        foreach (QueuePlan queue in _plan.Queues)
            await administrator.CreateAsync(queue);
        FaultSwitch(true);
        for (int n = 1; n < _plan.Instances; n++)
            _cluster.StartProcess();

        // Where most calls fail, clients that repeat theirs until they are done would never come to an end.
        _world.After(_plan.Length + TimeSpan.FromMinutes(10), _cluster.Heal);
        List<Task> working =
        [
            administrator.RunAsync(),
            new Chaos(Client("chaos"), _plan).RunAsync(),
            new Closer(Client("closer"), _plan).RunAsync(),
        ];
        for (int n = 0; n < _plan.Producers; n++)
            working.Add(new Producer(Client($"p{n + 1}"), _plan).RunAsync());
        for (int n = 0; n < _plan.Consumers; n++)
            working.Add(new Consumer(Client($"c{n + 1}"), _plan).RunAsync());
        Founder founder = new(Client("founder"), _plan);
        working.Add(founder.RunAsync());
        working.Add(new Editor(Client("editor"), _plan).RunAsync());
        await Task.WhenAll(working);
        _world.Tell("world", $"all is well from here on");
        _cluster.Heal();
        ServiceClient drain = Client("drain");
        await drain.WaitAsync(TimeSpan.FromSeconds(30));

        // A request of a process that is gone may have arrived after all others had looked for what it had begun: then
        // it is for the timer to find it. It also goes on with redrives.
        await administrator.MaintainAsync();
        await UntilAtRestAsync(drain);
        _cluster.Archive.Mark();
        _cluster.Violations.AddRange(_cluster.Archive.Logs.Where(log => log.State.Leaving > 0).Select(
            log => $"Messages that set out from {log.State.Id} have not arrived although all is well."));
        await new Drain(drain, [.. _plan.Queues, .. founder.Queue is { } last ? [last] : Array.Empty<QueuePlan>()]).RunAsync();
        _history.Ended = _cluster.Now;

        // A snapshot that could not be stored again and again is tried again after a minute at the latest.
        await drain.WaitAsync(TimeSpan.FromSeconds(75));
        await UntilAtRestAsync(drain);
    }

    /// <summary>What is begun must have ended before it is looked at.</summary>
    private async Task UntilAtRestAsync(ServiceClient client)
    {
        long before;
        do
        {
            before = Calls();
            await client.WaitAsync(TimeSpan.FromSeconds(1));
        }
        while (Calls() != before);

        long Calls() => _cluster.Instances.Sum(instance => instance.Store.Meter.Transactions);
    }

    private void FaultSwitch(bool on) => _cluster.Faults.Set(on ? _plan.Faults : new Faults.FaultPlan());

    private ServiceClient Client(string name) => new(name, _cluster, _history, _random.Fork());
}
