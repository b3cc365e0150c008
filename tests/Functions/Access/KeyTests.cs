using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Access;

public sealed class KeyTests(KeyedService service) : IClassFixture<KeyedService>
{
    private static readonly ShownKey Admin = KeyedService.Admin;

    [Fact]
    public async Task Create_WhenAsked_ShowsTheSecretOnceAndNeverAgain()
    {
        JsonElement made = await service.OkAsync(
            Admin, "POST", "/v1/keys", """{"name":"shop","allow":[{"role":"sender","queues":["orders-*"]}]}""");
        string id = TestService.Text(made, "id");
        string secret = TestService.Text(made, "secret");
        Assert.Matches("^QSK[A-Z2-7]{17}$", id);
        Assert.Matches("^qs_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal("admin", TestService.Text(made, "createdBy"));
        JsonElement shown = await service.OkAsync(Admin, "GET", $"/v1/keys/{id}");
        Assert.False(shown.TryGetProperty("secret", out _));
        Assert.Equal("""[{"role":"sender","actions":["send"],"queues":["orders-*"]}]""", shown.GetProperty("allow").GetRawText());
        JsonElement all = (await service.OkAsync(Admin, "GET", "/v1/keys")).GetProperty("keys");
        Assert.Contains(all.EnumerateArray(), key => string.Equals(TestService.Text(key, "id"), id, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, all.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenTheKeyIsForSomeQueues_SeesNoOthers()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("sender", "mine-*");
        string mine = await service.NewQueueAsync("mine-");
        string other = await service.NewQueueAsync("other-");
        const string Message = """{"messages":[{"body":"x"}]}""";
        await service.OkAsync(key, "POST", $"/v1/queues/{mine}/messages", Message);
        await service.RefusedAsync(403, "AccessDenied", key, "POST", $"/v1/queues/{other}/messages", Message);
        JsonElement listed = await service.OkAsync(key, "GET", "/v1/queues?limit=1");
        Assert.Equal(mine, TestService.Text(Assert.Single(listed.GetProperty("queues").EnumerateArray()), "name"));
        Assert.False(listed.TryGetProperty("cursor", out _));
    }

    [Fact]
    public async Task Listing_WhenQueuesAreHidden_FillsItsPagesAndNamesNone()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer", "page-?-seen");
        foreach (int n in Enumerable.Range(0, 6))
        {
            await service.OkAsync(Admin, "PUT", $"/v1/queues/page-{n}-hidden");
            await service.OkAsync(Admin, "PUT", $"/v1/queues/page-{n}-seen");
        }

        List<string> names = [];
        string? cursor = null;
        do
        {
            JsonElement page = await service.OkAsync(
                key, "GET", $"/v1/queues?prefix=page-&limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            string[] found = [.. page.GetProperty("queues").EnumerateArray().Select(queue => TestService.Text(queue, "name"))];
            cursor = page.TryGetProperty("cursor", out JsonElement next) ? next.GetString() : null;
            Assert.True(cursor is null || found.Length == 2);
            Assert.DoesNotContain("hidden", page.GetRawText(), StringComparison.Ordinal);
            names.AddRange(found);
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 6).Select(n => $"page-{n}-seen"), names);
    }

    [Fact]
    public async Task DeadLetters_WhenTheirQueueIsNotGiven_AreNotSentThere()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("operator", "mine-*");
        string mine = await service.NewQueueAsync("mine-");
        string other = await service.NewQueueAsync("other-");
        string settings = $$"""{"deadLetter":{"maxReceiveCount":1,"queue":"{{other}}"} }""";
        await service.RefusedAsync(403, "AccessDenied", key, "PATCH", $"/v1/queues/{mine}", settings);
        await service.RefusedAsync(403, "AccessDenied", key, "PUT", $"/v1/queues/mine-new{mine}", settings);
        string redrive = $$"""{"destination":"{{other}}"}""";
        await service.RefusedAsync(403, "AccessDenied", key, "POST", $"/v1/queues/{mine}/redrive", redrive);
    }

    [Fact]
    public async Task Redrive_WhenItsQueueIsHidden_IsNotThere()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("operator", "mine-*");
        string other = await service.NewQueueAsync("other-");
        string task = TestService.Text(await service.OkAsync(Admin, "POST", $"/v1/queues/{other}/redrive"), "taskId");
        await service.RefusedAsync(403, "AccessDenied", key, "GET", $"/v1/redrives/{task}");
        await service.RefusedAsync(403, "AccessDenied", key, "DELETE", $"/v1/redrives/{task}");
        await service.RefusedAsync(404, "RedriveNotFound", key, "GET", "/v1/redrives/nothing");
        Assert.Empty((await service.OkAsync(key, "GET", "/v1/redrives")).GetProperty("redrives").EnumerateArray());
        Assert.NotEmpty((await service.OkAsync(Admin, "GET", $"/v1/redrives?queue={other}")).GetProperty("redrives").EnumerateArray());
    }

    [Fact]
    public async Task Patch_WhenItChangesAKey_CountsAtOnce()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        string path = $"/v1/keys/{key.Id}";
        await service.OkAsync(key, "GET", "/v1/queues");
        await service.OkAsync(Admin, "PATCH", path, """{"enabled":false}""");
        await service.RefusedAsync(401, "KeyDisabled", key, "GET", "/v1/queues");
        await service.RefusedAsync(401, "InvalidKey", key with { Secret = "wrong" }, "GET", "/v1/queues");
        await service.OkAsync(Admin, "PATCH", path, """{"enabled":true,"allow":[],"name":"nothing"}""");
        Assert.Empty((await service.OkAsync(key, "GET", "/v1/queues")).GetProperty("queues").EnumerateArray());
        JsonElement ends = await service.OkAsync(Admin, "PATCH", path, """{"expiresAt":"2999-01-01T00:00:00Z"}""");
        Assert.Equal("2999-01-01T00:00:00.000Z", TestService.Text(ends, "expiresAt"));
        Assert.False((await service.OkAsync(Admin, "PATCH", path, """{"expiresAt":null}""")).TryGetProperty("expiresAt", out _));
    }

    [Fact]
    public async Task Rotate_WhenTheOldSecretIsToStop_StopsAtOnce()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        JsonElement kept = await service.OkAsync(Admin, "POST", $"/v1/keys/{key.Id}/rotate");
        await service.OkAsync(key, "GET", "/v1/queues");
        JsonElement rotated = await service.OkAsync(
            Admin, "POST", $"/v1/keys/{key.Id}/rotate", """{"keepOldForSeconds":0}""");
        await service.RefusedAsync(401, "InvalidKey", key, "GET", "/v1/queues");
        await service.RefusedAsync(
            401, "InvalidKey", key with { Secret = TestService.Text(kept, "secret") }, "GET", "/v1/queues");
        await service.OkAsync(key with { Secret = TestService.Text(rotated, "secret") }, "GET", "/v1/queues");
    }

    [Fact]
    public async Task Delete_WhenAKeyIsTakenBack_RefusesIt()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        await service.OkAsync(Admin, "DELETE", $"/v1/keys/{key.Id}");
        await service.RefusedAsync(401, "InvalidKey", key, "GET", "/v1/queues");
        await service.RefusedAsync(404, "KeyNotFound", Admin, "GET", $"/v1/keys/{key.Id}");
        await service.RefusedAsync(404, "KeyNotFound", Admin, "DELETE", $"/v1/keys/{key.Id}");
    }

    [Fact]
    public async Task Receive_WhenTheKeyIsTakenBackWhileItWaits_GetsNothing()
    {
        string queue = await service.NewQueueAsync();
        ShownKey key = await service.NewKeyOfRoleAsync("receiver");
        Task<(int Status, JsonElement)> waiting = service.CallAsync(
            key, "POST", $"/v1/queues/{queue}/messages/receive", """{"waitSeconds":20}""");
        await service.OkAsync(Admin, "DELETE", $"/v1/keys/{key.Id}");
        await service.OkAsync(Admin, "POST", $"/v1/queues/{queue}/messages", """{"messages":[{"body":"x"}]}""");
        // It may not have begun before the key was gone, which is a 401.
        Assert.InRange((await waiting).Status, 401, 403);
        JsonElement received = await service.OkAsync(
            Admin, "POST", $"/v1/queues/{queue}/messages/receive", """{"waitSeconds":5}""");
        Assert.Single(received.GetProperty("messages").EnumerateArray());
    }

    [Theory]
    [InlineData("""{}""", "InvalidKeySetting")]
    [InlineData("""{"name":""}""", "InvalidKeySetting")]
    [InlineData("""{"name":"a\u0000"}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"role":"king","queues":["*"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"role":"sender"}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"role":"sender","actions":["send"],"queues":["*"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"queues":["*"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"actions":[],"queues":["*"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"actions":["fly"],"queues":["*"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"actions":["send"],"queues":[]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"actions":["send"],"queues":["a b"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","allow":[{"actions":["keys"],"queues":["a*"]}]}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","expiresAt":"2001-01-01T00:00:00Z"}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","expiresAt":"tomorrow"}""", "InvalidKeySetting")]
    [InlineData("""{"name":"x","secret":"mine"}""", "UnknownMember")]
    [InlineData("""{"name":5}""", "InvalidType")]
    public async Task Create_WhenAValueIsWrong_SaysWhich(string json, string code) =>
        await service.RefusedAsync(400, code, Admin, "POST", "/v1/keys", json);

    [Theory]
    [InlineData("""{"keepOldForSeconds":-1}""")]
    [InlineData("""{"keepOldForSeconds":604801}""")]
    public async Task Rotate_WhenTheTimeIsWrong_SaysSo(string json) =>
        await service.RefusedAsync(400, "InvalidKeySetting", Admin, "POST", "/v1/keys/QSKAAAAAAAAAAAAAAAAA/rotate", json);
}
