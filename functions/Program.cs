using QueueService.Functions.Hosting;

return await ServiceHost.RunAsync(args);
