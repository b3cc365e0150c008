using Microsoft.Extensions.Configuration;

namespace QueueService.Tests.Secrets;

/// <summary>The settings of the service that hold secrets.</summary>
internal static class SecretSettings
{
    private static readonly string[] Keys = ["Access:MasterKey", "Access:PreviousMasterKey"];
    private static readonly string[] ConnectionStrings = ["Storage:ConnectionString", "AzureWebJobsStorage"];
    private static readonly string[] SecretParts = ["AccountKey", "SharedAccessSignature"];

    /// <summary>The secrets among the settings, with the names of their settings.</summary>
    public static IEnumerable<(string Name, string Secret)> In(IConfiguration settings)
    {
        const string AdminKey = "Access:AdminKey";
        if (settings[AdminKey]?.Split(':', 2) is [_, string secret])
            yield return (AdminKey, secret);
        foreach (string name in Keys)
        {
            if (settings[name] is { } key)
                yield return (name, key);
        }

        foreach (string name in ConnectionStrings)
        {
            string[][] parts = [.. (settings[name] ?? "").Split(';').Select(part => part.Split('=', 2))];
            foreach (string[] part in parts.Where(part => SecretParts.Contains(part[0], StringComparer.OrdinalIgnoreCase)))
                yield return ($"{part[0]} of {name}", part[1]);
        }
    }
}
