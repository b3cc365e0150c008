using QueueService.Benchmarks.CommandLine;

return await Entry.RunAsync(args);
