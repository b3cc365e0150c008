using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Faults;

/// <summary>The network between one process and the store.</summary>
internal sealed class NetworkFaults(
    VirtualWorld world, FaultSwitch faults, StoreWitness witness, SeededRandom random, SimulatedProcess process)
    : StorageFaults
{
    private readonly TaskCompletionSource<bool> _never = new();
    private readonly List<StorageCall> _onTheWire = [];

    public override async ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        world.CheckThread($"{call.Operation} of {call.Target}");
        _onTheWire.Add(call);
        await WaitAsync();
        FaultPlan plan = faults.Plan;
        if (random.Chance(plan.Slow))
            await PauseAsync(TimeSpan.FromMilliseconds(random.Between(100, 8000)));
        _onTheWire.Remove(call);
        if (random.Chance(plan.CrashAtCall))
        {
            process.Crash($"before {call.Operation} of {call.Target}");
            await _never.Task;
        }

        if (call.Operation == StorageOperation.Append && random.Chance(plan.Rival))
            witness.AppendRival(call.Target);
        StorageFault fault = Draw(plan, call);
        if (fault is not (StorageFault.None or StorageFault.Repeated))
        {
            world.Tell(process.Name, $"{call.Operation} of {call.Target}: {fault}");
            await PauseAsync(TimeSpan.FromMilliseconds(random.Between(10, 3000)));
        }

        return fault;
    }

    public override async ValueTask BetweenAsync(StorageCall call)
    {
        Arrived(call);
        world.Tell(process.Name, $"{call.Operation} of {call.Target}: done, and sent again on the way");
        await PauseAsync(TimeSpan.FromMilliseconds(random.Between(1, random.Pick([20, 3000]))));
        if (call.Operation == StorageOperation.Append && random.Chance(faults.Plan.Rival))
            witness.AppendRival(call.Target);
    }

    public override async ValueTask<bool> AfterAsync(StorageCall call)
    {
        Arrived(call);
        FaultPlan plan = faults.Plan;
        if (random.Chance(plan.CrashAtCall))
        {
            process.Crash($"after {call.Operation} of {call.Target}");
            await _never.Task;
        }

        await WaitAsync();
        if (!random.Chance(plan.LostAnswer))
            return false;
        world.Tell(process.Name, $"{call.Operation} of {call.Target}: done, but the answer is lost");
        await PauseAsync(TimeSpan.FromMilliseconds(random.Between(10, 3000)));
        return true;
    }

    /// <summary>
    /// The process is gone; what it had sent may arrive all the same, but at once where the next process finds a store
    /// of its own.
    /// </summary>
    public void OnCrash(bool hasOtherWriters)
    {
        foreach (StorageCall call in _onTheWire)
        {
            if (!random.Chance(0.5))
                continue;
            if (hasOtherWriters)
                ArriveLater(call);
            else
                Arrive(call);
        }

        _onTheWire.Clear();
    }

    private StorageFault Draw(FaultPlan plan, StorageCall call)
    {
        if (random.Chance(plan.Throttled))
            return StorageFault.Throttled;
        if (MayFill(call.Operation) && random.Chance(plan.Full))
            return StorageFault.Full;
        if (random.Chance(plan.LostRequest))
            return StorageFault.Lost;
        if (IsWrite(call.Operation) && random.Chance(plan.Repeated))
            return StorageFault.Repeated;
        if (!random.Chance(plan.LateArrival))
            return StorageFault.None;
        ArriveLater(call);
        return StorageFault.Lost;
    }

    private static bool MayFill(StorageOperation operation) => operation
        is StorageOperation.Append or StorageOperation.PutBlob or StorageOperation.CreateDocument
        or StorageOperation.ReplaceDocument;

    private void ArriveLater(StorageCall call) => world.After(
        TimeSpan.FromMilliseconds(random.Between(1, random.Pick([20, 500, 20_000]))),
        () => Arrive(call));

    private void Arrive(StorageCall call)
    {
        call.ArriveLate();
        if (IsWrite(call.Operation))
            world.Tell(process.Name, $"{call.Operation} of {call.Target} arrives late:");
        Arrived(call);
    }

    private void Arrived(StorageCall call)
    {
        bool isAppended = call.Operation == StorageOperation.Append && witness.Observe(call.Target);
        if (call.Operation == StorageOperation.Append && !isAppended && process.AppendsWithoutConflict)
            witness.Violations.Add($"{process.Name} conflicts with itself in {call.Target}, where it alone appends.");
        if (call.Operation == StorageOperation.PutBlob)
            witness.ObserveBlob(call.Target);
        else if (call.Operation == StorageOperation.DeleteBlob)
            witness.ObserveDeletion(call.Target);
        else if (call.Operation == StorageOperation.DeleteLog)
            witness.ObserveDeletedLog(call.Target);
        if (world.IsTraced && IsWrite(call.Operation))
            world.Tell(process.Name, $"{call.Operation} of {witness.Describe(call, isAppended)}");
    }

    private static bool IsWrite(StorageOperation operation) => operation
        is StorageOperation.Append or StorageOperation.Trim or StorageOperation.DeleteLog or StorageOperation.PutBlob
        or StorageOperation.DeleteBlob or StorageOperation.CreateDocument or StorageOperation.ReplaceDocument
        or StorageOperation.DeleteDocument;

    private Task WaitAsync() => PauseAsync(random.Between(TimeSpan.FromMilliseconds(1), faults.Plan.Latency));

    private Task PauseAsync(TimeSpan pause) => Task.Delay(pause, process.Clock);
}
