using System.Globalization;
using System.Text;

namespace QueueService.Tests.Infra.Costs;

/// <summary>The tables of the README.</summary>
internal static class CostTable
{
    private const int Small = 512;
    private const int Large = 2048;

    public static string Costs()
    {
        var table = new StringBuilder(
            """
            | load | storage | executions | memory, 512 MB | registry, logs, alerts | **in all, 512 MB** | in all, 2,048 MB | SQS | Service Bus Standard | Storage Queues |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|

            """);
        foreach (Load load in Load.All)
        {
            var small = new Month(load, Small);
            var large = new Month(load, Large);
            string[] cells =
            [
                load.Name, Dollars(small.Storage), Dollars(small.Executions), Memory(small), Dollars(small.Rest),
                $"**{Dollars(small.Total)}**", Dollars(large.Total), Dollars(small.Sqs), Dollars(small.ServiceBus),
                Dollars(small.StorageQueues),
            ];
            table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return table.ToString();
    }

    /// <summary>What options add to a month.</summary>
    public static string Options()
    {
        (string Option, decimal Amount, string How)[] options =
        [
            ("sign-in with Entra ID", 0, "of the platform and the tenant, without a price"),
            ("address rules", 0, "of the platform, without a price"),
            ("`softDeleteDays` 1 (default), 5,000 msg/s", Month.Deleted(1), "all payloads of a day as blobs, at most"),
            ("`softDeleteDays` 7, 5,000 msg/s", Month.Deleted(7), "the same of a week"),
            ("`mqttMinReplicas` 1", Month.ContainerReplica, "half a core and 1 GiB all the time"),
        ];
        var table = new StringBuilder("| option | US dollars a month | what is counted |\n|---|---:|---|\n");
        foreach ((string option, decimal amount, string how) in options)
            table.Append(Invariant($"| {option} | {Dollars(amount)} | {how} |\n"));
        return table.ToString();
    }

    public static string PriceList()
    {
        var table = new StringBuilder("| price | US dollars | free each month | source |\n|---|---|---|---|\n");
        foreach (Price price in Prices.All)
        {
            string per = price.Per == 1 ? price.Unit : Invariant($"{price.Per:#,0} {price.Unit}");
            string free = price.Free == 0 ? "–" : Invariant($"{price.Free:#,0} {price.Unit}");
            table.Append(Invariant(
                $"| {price.What} | {price.Amount} / {per} | {free} | {price.Source ?? "**unconfirmed**, from memory"} |\n"));
        }

        return table.ToString();
    }

    private static string Memory(Month month) => month.Instances > 1
        ? Invariant($"{Dollars(month.Memory)} ({month.Instances} instances)")
        : Dollars(month.Memory);

    private static string Dollars(decimal amount) => amount >= 100
        ? Invariant($"{Math.Round(amount):#,0}")
        : Invariant($"{amount:0.00}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
