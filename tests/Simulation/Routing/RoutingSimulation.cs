using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>One run of exchanges with queues behind them, under the same faults as queues alone.</summary>
internal sealed class RoutingSimulation
{
    private readonly VirtualWorld _world;
    private readonly Plan _plan;
    private readonly RoutingCluster _cluster;
    private readonly RoutingRecord _record = new();
    private readonly DeathRecord _deaths = new();
    private readonly SeededRandom _random;

    private RoutingSimulation(long seed, bool isTraced)
    {
        _random = new SeededRandom((ulong)seed);
        _world = new VirtualWorld(_random.Fork(), isTraced);

        // Several processes may make the same exchange.
        _plan = Plan.Draw(_random.Fork()) with { RaisesPartitions = true };
        _cluster = new RoutingCluster(_world, _plan, _random.Fork());
    }

    public static SimulationResult Run(long seed, bool isTraced = false)
    {
        RoutingSimulation simulation = new(seed, isTraced);
        List<string> violations = simulation._cluster.Violations;
        try
        {
            simulation._world.Run(new VirtualContext(simulation._world, "clients"), simulation.PlayAsync);
            violations.AddRange(new RoutingCheck(simulation._record).Run());
            violations.AddRange(new DeathCheck(simulation._deaths, simulation._record).Run());
        }
#pragma warning disable CA1031 // A run that cannot go on is a finding like any other, and its story is wanted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            violations.Add(exception.ToString());
        }

        simulation._cluster.End();
        return new SimulationResult(seed, violations, simulation._world.Trace, " --routing");
    }

    private async Task PlayAsync()
    {
        SimulatedProcess first = _cluster.StartProcess();
        _cluster.Faults.Set(new Faults.FaultPlan());
        await first.Ready;
        await Client("founder").FoundAsync();
        await Death("sexton").FoundAsync();
        _cluster.Faults.Set(_plan.Faults);
        for (int n = 1; n < _plan.Instances; n++)
            _cluster.StartProcess();
        _world.After(_plan.Length + TimeSpan.FromMinutes(10), _cluster.Heal);
        List<Task> working = [StrikeAsync(Client("chaos"))];
        for (int n = 0; n < 2; n++)
            working.Add(Client($"b{n + 1}").BindAsync(2 * _plan.Sends));
        for (int n = 0; n < _plan.Producers; n++)
            working.Add(Client($"p{n + 1}").PublishAsync(2 * _plan.Sends));
        for (int n = 0; n < _plan.Consumers; n++)
            working.Add(Client($"c{n + 1}").ConsumeAsync());
        working.Add(Death("sexton").BindAsync());
        working.Add(Death("d1").SendAsync(_plan.Sends));
        working.Add(Death("d2").ConsumeAsync());
        working.Add(Death("d3").ConsumeAsync());
        await Task.WhenAll(working);
        _world.Tell("world", $"all is well from here on");
        _cluster.Heal();
        RoutingClient drain = Client("drain");
        DeathClient sexton = Death("sexton");

        // What was received and not acknowledged comes back after a minute; moves are taken up every five seconds.
        for (int n = 0; n < 3; n++)
        {
            await drain.WaitAsync(TimeSpan.FromSeconds(70));
            await sexton.DrainAsync();
            await drain.DrainAsync();
        }
    }

    /// <summary>Processes end, stop in good order, are suspended, and have their clocks set.</summary>
    private async Task StrikeAsync(RoutingClient client)
    {
        if (_plan.Faults.Incidents is not { } period)
            return;
        while (_world.Elapsed < _plan.Length)
        {
            await client.WaitAsync(_random.Between(TimeSpan.Zero, period));
            if (_cluster.Processes.Count > 0)
                Incident.Strike(_random.Pick(_cluster.Processes), _cluster, _random);
        }
    }

    private DeathClient Death(string name) => new(name, Client(name), _cluster, _deaths, _random.Fork());

    private RoutingClient Client(string name) => new(name, _cluster, _record, _random.Fork());
}
