using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Rest.Features;

public sealed class FeatureTests(TestService service) : IClassFixture<TestService>
{
    private const string Level = "/v1/service/feature-level";

    [Fact]
    public async Task Get_WhenTheStoreIsNew_ShowsTheNewestLevelAndThisInstance()
    {
        JsonElement answer = await service.OkAsync("GET", "/v1/service");
        Assert.Equal(answer.GetProperty("newestFeatureLevel").GetInt32(), answer.GetProperty("featureLevel").GetInt32());
        JsonElement instance = Assert.Single(answer.GetProperty("instances").EnumerateArray());
        Assert.Equal($"{Environment.MachineName}/{Environment.ProcessId}", TestService.Text(instance, "name"));
        Assert.Equal(
            answer.GetProperty("newestFeatureLevel").GetInt32(), instance.GetProperty("newestFeatureLevel").GetInt32());
        Assert.InRange(
            instance.GetProperty("lastSeenAt").GetDateTimeOffset(),
            DateTimeOffset.UtcNow.AddMinutes(-5),
            DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task Put_WhenTheLevelIsInForce_AnswersWhatGetAnswers()
    {
        int newest = (await service.OkAsync("GET", "/v1/service")).GetProperty("newestFeatureLevel").GetInt32();
        JsonElement answer = await service.OkAsync("PUT", Level, $$"""{"level":{{newest}}}""");
        Assert.Equal(newest, answer.GetProperty("featureLevel").GetInt32());
    }

    [Fact]
    public async Task Put_WhenTheLevelIsLowerOrUnknown_IsAConflict()
    {
        Assert.Equal("FeatureLevelRefused", await service.RefusedAsync(409, "PUT", Level, """{"level":1}"""));
        Assert.Equal("FeatureLevelRefused", await service.RefusedAsync(409, "PUT", Level, """{"level":1000}"""));
    }

    [Theory]
    [InlineData("{}", "InvalidRequest")]
    [InlineData("""{"level":0}""", "InvalidRequest")]
    [InlineData("""{"level":1.5}""", "InvalidRequest")]
    [InlineData("""{"level":1001}""", "InvalidRequest")]
    [InlineData("""{"level":"2"}""", "InvalidType")]
    [InlineData("""{"level":2,"force":true}""", "UnknownMember")]
    public async Task Put_WhenTheBodyIsWrong_SaysWhatIs(string body, string code) =>
        Assert.Equal(code, await service.RefusedAsync(400, "PUT", Level, body));
}
