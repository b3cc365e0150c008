using QueueService.Access.Policies;
using QueueService.Functions.Hosting;

namespace QueueService.Functions.Access;

/// <summary>Reads which app roles of Microsoft Entra ID are which roles here.</summary>
internal static class EntraReader
{
    public const string AuthenticationIsOn = "WEBSITE_AUTH_ENABLED";

    private const string Key = "Access:EntraRoles";

    /// <summary><c>Queues.Admin=admin;Orders.Sender=sender:orders-*</c>; null if nothing is set.</summary>
    public static EntraPrincipals? Read(IConfiguration configuration, bool isBehindFunctionsHost)
    {
        if (configuration.Text(Key) is not { } text)
            return null;
        // Without it, nobody has checked the header that this relies on.
        if (!isBehindFunctionsHost
            || !string.Equals(configuration[AuthenticationIsOn], "True", StringComparison.OrdinalIgnoreCase))
        {
            throw new OptionsException(
                $"{Key} is '{text}'; allowed only behind the Azure Functions host with App Service Authentication, "
                + $"which sets {AuthenticationIsOn} to True.");
        }

        Dictionary<string, PolicyStatement> roles = new(StringComparer.Ordinal);
        foreach (string entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            string[] meaning = parts[^1].Split(':', 2);
            if (parts.Length < 2 || parts[0].Length == 0 || AccessRole.Find(meaning[0]) is not { } role
                || !QueuePattern.TryParse(meaning.Length < 2 ? "*" : meaning[1], out QueuePattern queues)
                || !roles.TryAdd(parts[0], role.On(queues)))
            {
                throw new OptionsException(
                    $"{Key} is '{text}'; allowed are pairs such as Queues.Admin=admin or "
                    + $"Orders.Sender=sender:orders-*, separated by ';', with "
                    + $"the roles {string.Join(", ", AccessRole.All.Select(one => one.Name))}.");
            }
        }

        return new EntraPrincipals(roles);
    }
}
