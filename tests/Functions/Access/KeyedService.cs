using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Access;

/// <summary>The real program with access control, and an administrator from its configuration.</summary>
public class KeyedService : TestService
{
    internal const string AdminId = "admin";
    internal const string AdminSecret = "a-secret-of-the-administrator-0123456789";

    internal static ShownKey Admin { get; } = new(AdminId, AdminSecret);

    private protected override string[] Storage =>
    [
        "--Storage:Kind=Memory",
        "--Access:Mode=Keys",
        $"--Access:AdminKey={AdminId}:{AdminSecret}",
        "--Logging:LogLevel:Default=Trace",
        .. More,
    ];

    /// <summary>Arguments beside those for keys.</summary>
    private protected virtual string[] More => [];

    /// <summary>Makes a key as the administrator.</summary>
    internal async Task<ShownKey> NewKeyAsync(string json)
    {
        JsonElement key = await OkAsync(Admin, "POST", "/v1/keys", json);
        return new ShownKey(Text(key, "id"), Text(key, "secret"));
    }

    internal Task<ShownKey> NewKeyOfRoleAsync(string role, string queues = "*") =>
        NewKeyAsync($$"""{"name":"{{role}}","allow":[{"role":"{{role}}","queues":["{{queues}}"]}]}""");

    /// <summary>Calls with a key, or with none.</summary>
    internal async Task<(int Status, JsonElement Body)> CallAsync(ShownKey? key, string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{key.Id}.{key.Secret}");
        using HttpResponseMessage response = await Http.SendAsync(request);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        bool isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return ((int)response.StatusCode, isJson && bytes.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(bytes) : default);
    }

    internal async Task<JsonElement> OkAsync(ShownKey? key, string method, string path, string? json = null)
    {
        (int status, JsonElement body) = await CallAsync(key, method, path, json);
        Assert.True(status is >= 200 and < 300, $"{method} {path} gave {status}: {body}");
        return body;
    }

    internal async Task RefusedAsync(int status, string code, ShownKey? key, string method, string path, string? json = null)
    {
        (int given, JsonElement body) = await CallAsync(key, method, path, json);
        Assert.True(status == given, $"{method} {path} gave {given}: {body}");
        Assert.Equal(code, Text(body, "code"));
        Assert.NotEmpty(Text(body, "detail"));
    }

    internal async Task<string> NewQueueAsync(string prefix = "q")
    {
        string name = $"{prefix}{Guid.NewGuid():N}";
        await OkAsync(Admin, "PUT", $"/v1/queues/{name}");
        return name;
    }
}
