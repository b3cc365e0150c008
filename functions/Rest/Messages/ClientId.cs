using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Checks what clients choose to call groups and duplicates by.</summary>
internal static class ClientId
{
    private static readonly string Allowed =
        $"must have 1 to {Limits.MaxGroupIdLength} printable ASCII characters without spaces.";

    /// <param name="code">The problem if it is none.</param>
    public static string Read(RequestJson json, string code = ProblemCode.InvalidMessage)
    {
        string id = json.Text();
        return IsValid(id) ? id : throw json.Refusal(code, Allowed);
    }

    public static string? Read(RequestQuery query, string name)
    {
        string? id = query.Text(name);
        return id is null || IsValid(id)
            ? id
            : throw ProblemException.BadRequest(
                ProblemCode.InvalidMessage, $"The query parameter '{name}' {Allowed}");
    }

    private static bool IsValid(string id) =>
        id.Length is > 0 and <= Limits.MaxGroupIdLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
