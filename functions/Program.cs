using QueueService.Functions.Hosting;
using QueueService.Functions.Worker;

int code = await ServiceHost.RunAsync(args);

// The Functions host may have loaded the program into a process of its own, which heeds no value that Main returns.
if (WorkerStart.IsByFunctionsHost(args))
    Environment.Exit(code);
return code;
