using Azure;
using Azure.Identity;
using QueueService.Backup;

if (args is not [var source, var target])
    return Refuse("Usage: dotnet run --project infra/Backup -- ACCOUNT/PREFIX ACCOUNT/PREFIX (from, to)");
try
{
    CopyReport report = await StoreCopy.RunAsync(
        StorePlace.Parse(source), StorePlace.Parse(target), Console.WriteLine, CancellationToken.None);
    Console.WriteLine($"Copied {report}.");
    return 0;
}
catch (FormatException wrong)
{
    return Refuse(wrong.Message);
}
catch (Exception failure)
    when (failure is CopyRefusedException or RequestFailedException or AuthenticationFailedException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
