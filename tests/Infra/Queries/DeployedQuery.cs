using System.Text.Json;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Queries;

/// <summary>A query of an alert or of a chart, as it is deployed.</summary>
/// <param name="Columns">The columns that the alert looks at.</param>
internal sealed record DeployedQuery(string Name, string Text, IReadOnlyList<string> Columns)
{
    /// <summary>What the workbook puts for the width of a point in time.</summary>
    private const string Grain = "{TimeRange:grain}";

    public static async Task<IReadOnlyList<DeployedQuery>> AllAsync()
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        return
        [
            .. snapshot.Of("Microsoft.Insights/scheduledQueryRules").SelectMany(OfAlert),
            .. snapshot.Of("Microsoft.Insights/workbooks").SelectMany(OfWorkbook),
        ];
    }

    private static IEnumerable<DeployedQuery> OfAlert(TemplateResource alert) => alert.Json.Items("properties.criteria.allOf")
        .Select(criterion => new DeployedQuery(
            alert.Name,
            criterion.Text("query")!,
            [
                .. criterion.Items("dimensions").Select(dimension => dimension.Text("name")!),
                .. criterion.Text("metricMeasureColumn") is { } measure ? [measure] : (string[])[],
            ]));

    private static IEnumerable<DeployedQuery> OfWorkbook(TemplateResource workbook) =>
        JsonDocument.Parse(workbook.Json.Text("properties.serializedData")!).RootElement.Items("items")
            .Where(item => item.Text("content.query") is not null)
            .Select(item => new DeployedQuery(
                item.Text("name")!, item.Text("content.query")!.Replace(Grain, "5m", StringComparison.Ordinal), []));
}
