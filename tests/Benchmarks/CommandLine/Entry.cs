using System.Net.Sockets;
using System.Runtime.InteropServices;
using QueueService.Benchmarks.Load;

namespace QueueService.Benchmarks.CommandLine;

/// <summary>Runs a command and turns its outcome into an exit code: 0 done, 1 failed, 2 wrong usage.</summary>
internal static class Entry
{
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            // The scenario unwinds by itself, so that servers are ended and folders removed.
            context.Cancel = true;
            stop.Cancel();
        }

        try
        {
            Command command = Commands.Find(args.FirstOrDefault());
            OptionValues options = OptionValues.Parse(command.Options, args.AsSpan(1));
            SocketTuning.Apply();
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            await OffTheSocketThread(() => command.RunAsync(options, stop.Token));
            return 0;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n\n{Commands.Usage()}");
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }
        catch (Exception e) when (e is BenchmarkFailedException or SocketException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"FAILED: {e.Message}");
            return 1;
        }
    }
    /// <summary>
    /// The connections of the load go on with their work on the thread that waits for sockets. A scenario also does
    /// what blocks, such as ending a process; on its own scheduler it never lands on that thread.
    /// </summary>
    private static Task OffTheSocketThread(Func<Task> run) => Task.Factory.StartNew(
        run,
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
