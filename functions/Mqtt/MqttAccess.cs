using System.Text;
using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt;

/// <summary>
/// Who may connect, publish and subscribe. User name and password are id and secret of a key; to publish needs
/// <c>send</c> on the exchange <c>mqtt</c>, and to subscribe <c>receive</c>.
/// </summary>
/// <param name="control">Null while access control is off.</param>
internal sealed class MqttAccess(AccessControl? control, AccessLog log)
{
    private const string Connecting = "MQTT CONNECT";

    /// <summary>Who has sent a CONNECT, or why they are not let in.</summary>
    public async ValueTask<(AccessPrincipal? Principal, ReasonCode Refusal)> AuthenticateAsync(
        HttpContext context, ConnectPacket connect)
    {
        if (control is null)
            return (AccessPrincipal.Anyone, ReasonCode.Success);
        try
        {
            if (connect.UserName is not { Length: > 0 } id || connect.Password is not { } secret)
                throw new AccessException(AccessErrorCode.MissingKey, "No user name and password.");
            char[] text = Encoding.UTF8.GetChars(secret.ToArray());
            return (await control.AuthenticateAsync(id, text, CancellationToken.None), ReasonCode.Success);
        }
        catch (AccessException refusal)
        {
            UnknownRequests.Count(context);
            string key = AccessLog.Loggable(connect.UserName, control);
            bool isTooMuch = log.Refused(
                context,
                new AuditedCall(key, Connecting, "-"),
                refusal.Code.ToString(),
                isWrongKey: refusal.Code == AccessErrorCode.InvalidKey,
                isKeyThere: control.HasKey(key),
                isProven: refusal.Code is AccessErrorCode.KeyExpired or AccessErrorCode.KeyDisabled);
            return (null, isTooMuch ? ReasonCode.ConnectionRateExceeded
                : refusal.Code is AccessErrorCode.KeyExpired or AccessErrorCode.KeyDisabled ? ReasonCode.NotAuthorized
                : ReasonCode.BadUserNameOrPassword);
        }
    }

    /// <summary>Whether a key is still good, and may publish or subscribe now.</summary>
    public static async ValueTask<bool> MayAsync(AccessPrincipal principal, AccessActions action)
    {
        AccessPolicy policy = await principal.CurrentPolicyAsync(CancellationToken.None);
        return policy.Allows(action, ExchangeName.Mqtt);
    }

    /// <summary>Writes down that a client may not publish or subscribe.</summary>
    public void Refused(HttpContext context, AccessPrincipal principal, string action) => log.Refused(
        context,
        new AuditedCall(principal.Id, $"MQTT {action}", ExchangeName.Mqtt.Value) { IsOfOther = true },
        nameof(AccessErrorCode.AccessDenied),
        isWrongKey: false,
        isKeyThere: true,
        isProven: true);
}
