namespace QueueService.Tests.Infra.Queries;

/// <summary>The queries of alerts and workbook are ones that Azure Monitor runs.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task Queries_WhenParsed_HaveNoErrorsAndTheColumnsThatAreLookedAt()
    {
        IReadOnlyList<DeployedQuery> queries = await DeployedQuery.AllAsync();
        Assert.Equal(6 + 11, queries.Count);
        IReadOnlyList<KustoParser.Answer> answers = await KustoParser.ParseAsync([.. queries.Select(query => query.Text)]);
        Assert.All(queries.Zip(answers), pair =>
        {
            Assert.Empty(pair.Second.Complaints);
            Assert.Empty(pair.First.Columns.Except(pair.Second.Columns, StringComparer.Ordinal));
        });
    }

    [Theory]
    [InlineData("requests | wher success", "KS")]
    [InlineData("requests | project nope", "'nope' does not refer to any known column")]
    [InlineData("reqests | count", "'reqests' does not refer to any known")]
    [InlineData("requests | summarize percentilew2(duration, itemCount, 50)", "'percentilew2'")]
    [InlineData("requests | where itemCount > ", "KS")]
    public async Task Parser_WhenAQueryIsWrong_SaysSo(string query, string complaint)
    {
        KustoParser.Answer answer = Assert.Single(await KustoParser.ParseAsync(query));
        Assert.Contains(answer.Complaints, found => found.Contains(complaint, StringComparison.Ordinal));
    }
}
