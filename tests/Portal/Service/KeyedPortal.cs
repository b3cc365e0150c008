using System.Text.Json;

namespace QueueService.Tests.Portal.Service;

/// <summary>The program with access keys, and the configured administrator's own.</summary>
internal static class KeyedPortal
{
    public const string AdminKey = "admin.a-secret-of-the-administrator-0123456789";

    /// <summary>Starts it; calls of the test show the administrator's key.</summary>
    public static async Task<PortalService> StartAsync()
    {
        PortalService service = await PortalService.StartAsync(
            "--Access:Mode=Keys", $"--Access:AdminKey={AdminKey.Replace('.', ':')}");
        service.UseKey(AdminKey);
        return service;
    }

    /// <summary>Makes a key.</summary>
    /// <param name="allow">What it may do, as the API takes it.</param>
    public static async Task<string> NewKeyAsync(PortalService service, string name, params object[] allow)
    {
        JsonElement key = await service.CallAsync("POST", "/v1/keys", new { name, allow });
        return $"{key.GetProperty("id").GetString()}.{key.GetProperty("secret").GetString()}";
    }
}
