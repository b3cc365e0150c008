using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Costs;

public sealed class CostTests
{
    [Fact]
    public void Of_WhenBelowTheFreeUnits_IsNothing()
    {
        Assert.Equal(0, Prices.Sqs.Of(1_000_000));
        Assert.Equal(0.40m, Prices.Sqs.Of(2_000_000));
    }

    [Fact]
    public void ServiceBus_WhenSeveralTiersAreUsed_AddsThem()
    {
        // 1,000 messages a second are 7,884 million operations: 87 M, 2,400 M and 5,384 M above the tiers.
        var month = new Month(new Load("", 1000, 1, true, 0, 0, 0), 512);
        Assert.Equal(9.81m + (87 * 0.80m) + (2400 * 0.50m) + (5384 * 0.20m), month.ServiceBus);
    }

    [Fact]
    public async Task Alerts_WhenCounted_AreThoseOfTheTemplate()
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        ILookup<string?, TemplateResource> rules = snapshot.Of("Microsoft.Insights/scheduledQueryRules")
            .ToLookup(rule => rule.Json.Text("properties.evaluationFrequency"), StringComparer.Ordinal);
        Assert.Equal(Month.FrequentAlerts, rules["PT5M"].Count());
        Assert.Equal(Month.RareAlerts, rules["PT15M"].Count());
        Assert.Equal(2, rules.Count);
        int series = snapshot.Of("Microsoft.Insights/metricAlerts")
            .SelectMany(alert => alert.Json.Items("properties.criteria.allOf"))
            .Sum(criterion => Math.Max(1, criterion.Items("dimensions").Sum(dimension => dimension.Items("values").Count())));
        Assert.Equal(Month.MetricSeries, series);
        Assert.Equal(5.70m, Month.Alerts);
    }

    [Fact]
    public void Memory_WhenOneInstanceRunsAllTheTime_IsThatOfAMonth()
    {
        var month = new Month(new Load("", 1, 1, true, 0, 0, 0), 2048);
        Assert.Equal(1, month.Instances);
        Assert.Equal(((2 * (2_628_000m + 43_800)) - 100_000) * 0.000026m, month.Memory);
    }
}
