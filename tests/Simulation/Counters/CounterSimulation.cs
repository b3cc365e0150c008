using System.Runtime.CompilerServices;
using QueueService.Replication.Loop;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>
/// One run of a machine that knows no queue, under the same faults: proves what is below queues by itself.
/// </summary>
internal sealed class CounterSimulation
{
    private readonly VirtualWorld _world;
    private readonly Plan _plan;
    private readonly CounterCluster _cluster;
    private readonly CounterRecord _record = new();
    private readonly SeededRandom _random;

    private CounterSimulation(long seed, bool isTraced)
    {
        _random = new SeededRandom((ulong)seed);
        _world = new VirtualWorld(_random.Fork(), isTraced);

        // All processes make the counters that are not there yet.
        _plan = Plan.Draw(_random.Fork()) with { RaisesPartitions = true };
        _cluster = new CounterCluster(_world, _plan, _random.Fork()) { Follows = _random.Chance(0.5) };
    }

    public static SimulationResult Run(long seed, bool isTraced = false)
    {
        CounterSimulation simulation = new(seed, isTraced);
        List<string> violations = simulation._cluster.Violations;
        try
        {
            simulation._world.Run(new VirtualContext(simulation._world, "clients"), simulation.PlayAsync);
            violations.AddRange(simulation._cluster.Archive.Violations);
            violations.AddRange(simulation._record.Violations);
            violations.AddRange(simulation._record.Check(simulation._cluster.Archive));
            violations.AddRange(simulation.CheckReplicas());
            violations.AddRange(simulation.CheckFollowers());
            violations.AddRange(simulation.CheckDisk());
        }
#pragma warning disable CA1031 // A run that cannot go on is a finding like any other, and its story is wanted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            violations.Add(exception.ToString());
        }

        simulation._cluster.End();
        return new SimulationResult(seed, violations, simulation._world.Trace, " --counters");
    }

    private async Task PlayAsync()
    {
        for (int n = 0; n < _plan.Instances; n++)
            _cluster.StartProcess();
        _world.After(_plan.Length + TimeSpan.FromMinutes(10), _cluster.Heal);
        int clients = _plan.Producers + _plan.Consumers;
        List<Task> working = [StrikeAsync(Client(0)), CloseAsync(Client(0))];
        for (int n = 1; n <= clients; n++)
            working.Add(Client(n).RunAsync(4 * _plan.Sends));
        await Task.WhenAll(working);
        _world.Tell("world", $"all is well from here on");
        _cluster.Heal();
        CounterClient drain = Client(clients + 1);
        await drain.WaitAsync(TimeSpan.FromSeconds(30));

        // A snapshot that could not be stored is tried again after a minute at the latest.
        for (int n = 0; n < 4; n++)
        {
            foreach (PartitionId counter in _cluster.Counters)
                await drain.DrainAsync(counter);
            await drain.WaitAsync(TimeSpan.FromSeconds(70));
            foreach (CounterProcess process in _cluster.Processes.Cast<CounterProcess>())
                process.Settle();
        }

        await drain.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Processes end, stop in good order, are suspended, and have their clocks set.</summary>
    private async Task StrikeAsync(CounterClient client)
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

    /// <summary>Closes the counters that nobody uses at that moment, in some process.</summary>
    private async Task CloseAsync(CounterClient client)
    {
        if (_plan.ClosePause is not { } longest)
            return;
        while (_world.Elapsed < _plan.Length)
        {
            await client.WaitAsync(_random.Between(TimeSpan.Zero, longest));
            if (_cluster.Processes.Count > 0)
                ((CounterProcess)_random.Pick(_cluster.Processes)).CloseUnused();
        }
    }

    /// <summary>Every replica equals the replay of the log up to the frame that it has come to.</summary>
    private IEnumerable<string> CheckReplicas() =>
        from process in _cluster.Processes.Cast<CounterProcess>()
        from open in process.Counters?.Open ?? []
        let machine = (CounterMachine?)Replica(open.Loop)?.Machine
        where machine is not null
        let replay = _cluster.Archive.Counters[open.Id].Replay(machine.LastFrame.Value)
        where !CounterSnapshot.Encode(machine.State).AsSpan().SequenceEqual(CounterSnapshot.Encode(replay))
        select $"{process.Name} holds a state of {open.Id} that is not the replay of its log.";

    /// <summary>Followers have heard of all there is.</summary>
    private IEnumerable<string> CheckFollowers() =>
        from process in _cluster.Processes.Cast<CounterProcess>()
        where process.Follower is { } follower
            && follower.Last != _cluster.Archive.Counters[follower.Counter].State.LastFrame
        select $"In {process.Name} a follower has heard of frame {process.Follower!.Last}, and no later one.";

    /// <summary>After everything was taken nothing is left but what the last snapshot does not cover.</summary>
    private IEnumerable<string> CheckDisk()
    {
        foreach ((PartitionId id, ArchivedCounter counter) in _cluster.Archive.Counters)
        {
            MemoryLogData data = _cluster.Disk.Logs[id];
            SnapshotReference? named = CounterNote.Decode(data.Head.Note.Span).Snapshot;
            long frame = named?.Frame.Value ?? 0;
            List<LogFrame> behind = [.. data.From(new FrameNumber(frame + 1), int.MaxValue)];
            if (counter.State.Stored.Any())
                yield return $"{id} still has {counter.State.Stored.Count()} tokens.";
            if (behind.Count != counter.State.LastFrame.Value - frame)
                yield return $"{id} lacks frames behind its snapshot.";
            if (behind.Sum(stored => (long)stored.Events.Length) > _plan.Memory.MaxReplayBytesAtRest + 1000)
                yield return $"{id} has too many events behind its snapshot at rest.";
        }
    }

    private CounterClient Client(int number) => new(_cluster, _record, _random.Fork(), number);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_replica")]
    private static extern ref Replica? Replica(PartitionLoop loop);
}
