using QueueService.Tests.FunctionsHost;

// Runs a package by hand or for a benchmark: <package folder> <port> [NAME=value]...
if (args.Length < 2 || !int.TryParse(args[1], out int port))
{
    await Console.Error.WriteLineAsync("Usage: <package folder> <port> [NAME=value]... (app settings)");
    return 2;
}

var settings = args[2..].Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
await using StandIn host = await StandIn.StartAsync(args[0], settings, Console.WriteLine, port);
await host.WaitUntilReadyAsync(CancellationToken.None);
Console.WriteLine($"Ready on {host.Address}");
var stop = new TaskCompletionSource();
using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(
    System.Runtime.InteropServices.PosixSignal.SIGTERM, context => Stop(context));
Console.CancelKeyPress += (_, _) => stop.TrySetResult();
await stop.Task;
return 0;

void Stop(System.Runtime.InteropServices.PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
