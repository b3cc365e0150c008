namespace QueueService.Benchmarks.Scenarios;

internal sealed record HttpSettings(int Connections, int BatchMessages, int SingleMessages, TimeSpan WarmUp)
{
    public int MessagesOf(int batch) => batch == 1 ? SingleMessages : BatchMessages;
}
