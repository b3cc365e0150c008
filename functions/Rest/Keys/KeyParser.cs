using System.Text.Json;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest.Keys;

/// <summary>Reads what a key is to be, or how it is to change.</summary>
internal static class KeyParser
{
    public const string Invalid = nameof(AccessErrorCode.InvalidKeySetting);

    private const int Name = 0;
    private const int Allow = 1;
    private const int ExpiresAt = 2;

    private static readonly TimeSpan KeepOldUnlessGiven = TimeSpan.FromDays(1);
    private static readonly MemberNames NewMembers = new("name", "allow", "expiresAt");
    private static readonly MemberNames ChangeMembers = new("name", "allow", "expiresAt", "enabled");
    private static readonly MemberNames RotateMembers = new("keepOldForSeconds");

    public static NewKey ParseNew(ReadOnlySpan<byte> body)
    {
        KeyChange wanted = Parse(body, NewMembers);
        return new NewKey(
            wanted.Name ?? throw new AccessException(
                AccessErrorCode.InvalidKeySetting, "A key needs a 'name' that says who or what uses it."),
            wanted.Policy ?? AccessPolicy.Nothing,
            wanted.ExpiresAt);
    }

    public static KeyChange ParseChange(ReadOnlySpan<byte> body) => Parse(body, ChangeMembers);

    public static TimeSpan ParseRotate(ReadOnlySpan<byte> body)
    {
        TimeSpan keepOld = KeepOldUnlessGiven;
        if (body.IsEmpty)
            return keepOld;
        var json = new RequestJson(body);
        uint seen = 0;
        while (json.NextMember(RotateMembers, ref seen) >= 0)
            keepOld = json.Seconds(Limits.MaxKeepOldSecret, Invalid);
        json.End();
        return keepOld;
    }

    private static KeyChange Parse(ReadOnlySpan<byte> body, MemberNames members)
    {
        var change = new KeyChange();
        var json = new RequestJson(body);
        uint seen = 0;
        for (int member; (member = json.NextMember(members, ref seen)) >= 0;)
        {
            change = member switch
            {
                Name => change with { Name = json.Text() },
                Allow => change with { Policy = PolicyParser.Read(ref json) },
                ExpiresAt => change with { ChangesExpiry = true, ExpiresAt = ReadTime(json) },
                _ => change with { IsEnabled = json.Boolean() },
            };
        }

        json.End();
        return change;
    }

    private static DateTimeOffset? ReadTime(RequestJson json)
    {
        if (json.Kind == JsonTokenType.Null)
            return null;
        return JsonTime.TryParse(json.Text(), out DateTimeOffset time)
            ? time
            : throw json.Refusal(Invalid, JsonTime.Allowed);
    }
}
