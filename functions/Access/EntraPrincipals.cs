using System.Text.Json;
using QueueService.Access;
using QueueService.Access.Policies;

namespace QueueService.Functions.Access;

/// <summary>
/// Users and applications of Microsoft Entra ID. App Service Authentication, in front, has validated their token and
/// says in a header who they are; the front end lets nobody else set it.
/// </summary>
/// <param name="roles">What each app role allows.</param>
internal sealed class EntraPrincipals(IReadOnlyDictionary<string, PolicyStatement> roles)
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const int MaxHeaderLength = 32 * 1024;

    public static bool IsPresent(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <summary>Takes the header away where it did not come from the Functions host.</summary>
    public static void Distrust(HttpRequest request) => request.Headers.Remove(Header);

    /// <summary>Who the header names; throws <see cref="AccessException"/> if it cannot be read.</summary>
    public AccessPrincipal Read(HttpRequest request)
    {
        CheckSite(request);
        string header = request.Headers[Header].ToString();
        byte[] json = new byte[header.Length];
        if (header.Length > MaxHeaderLength || !Convert.TryFromBase64String(header, json, out int length))
            throw Unreadable();
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.AsMemory(0, length));
            return Read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Unreadable();
        }
    }

    private AccessPrincipal Read(JsonElement principal)
    {
        if (principal.GetProperty("auth_typ").GetString() is not "aad")
            throw Unreadable();
        string? roleType = principal.TryGetProperty("role_typ", out JsonElement named) ? named.GetString() : null;
        string? nameType = principal.TryGetProperty("name_typ", out JsonElement naming) ? naming.GetString() : null;
        string id = "unknown";
        string? name = null;
        List<PolicyStatement> statements = [];
        foreach (JsonElement claim in principal.GetProperty("claims").EnumerateArray())
        {
            string? type = claim.GetProperty("typ").GetString();
            string value = claim.GetProperty("val").GetString() ?? "";
            if (type is "oid" or ObjectId)
                id = value;
            if (type is not null && string.Equals(type, nameType, StringComparison.Ordinal))
                name ??= value;
            bool isRole = type is "roles" || string.Equals(type, roleType, StringComparison.Ordinal);
            if (isRole && roles.TryGetValue(value, out PolicyStatement? statement))
                statements.Add(statement);
        }

        return Guid.TryParse(id, out Guid objectId)
            ? new AccessPrincipal($"entra:{objectId}", new AccessPolicy(statements))
            {
                Kind = PrincipalKind.Entra,
                Name = name,
            }
            : throw Unreadable();
    }

    /// <summary>
    /// A browser sends the cookie of App Service Authentication along with what other sites make it send.
    /// </summary>
    private static void CheckSite(HttpRequest request)
    {
        if (request.Headers.Authorization.Count == 0 && !BrowserGuard.IsSameSite(request))
            throw BrowserGuard.CrossSite();
    }

    private static AccessException Unreadable() =>
        new(AccessErrorCode.InvalidKey, $"The header {Header} does not name a principal of Microsoft Entra ID.");
}
