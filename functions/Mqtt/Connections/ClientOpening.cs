using System.Security.Cryptography;
using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>The answer to a CONNECT.</summary>
/// <param name="Refusal"><see cref="ReasonCode.Success"/> for a client that is let in.</param>
/// <param name="Principal">Who it is; null if it is refused.</param>
/// <param name="ClientId">Its own, or one that it was given.</param>
/// <param name="IsAssigned">True if it was given.</param>
/// <param name="KeepAlive">Null for none.</param>
/// <param name="IsCapped">True if the client has asked for a longer keep alive, or for none.</param>
internal sealed record ClientOpening(
    ReasonCode Refusal,
    AccessPrincipal? Principal,
    string ClientId,
    bool IsAssigned,
    TimeSpan? KeepAlive,
    bool IsCapped)
{
    private const string AssignedPrefix = "auto-";
    private const int AssignedBytes = 12;

    /// <summary>Longer identifiers are refused; characters.</summary>
    private const int MostClientId = 256;

    public static async ValueTask<ClientOpening> OfAsync(
        HttpContext context, ConnectPacket connect, MqttServices services)
    {
        if (connect.LacksClientId || connect.ClientId.Length > MostClientId)
            return Refused(ReasonCode.ClientIdentifierNotValid);
        if (connect.AuthenticationMethod is not null)
            return Refused(ReasonCode.BadAuthenticationMethod);
        (AccessPrincipal? principal, ReasonCode refusal) =
            await services.Access.AuthenticateAsync(context, connect);
        if (principal is null)
            return Refused(refusal);
        if (connect.Will is not null
            && !await MqttAccess.MayAsync(principal, AccessActions.Send))
            return Refused(ReasonCode.NotAuthorized);
        bool isAssigned = connect.ClientId.Length == 0;
        string clientId = isAssigned
            ? AssignedPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(AssignedBytes))
            : connect.ClientId;
        int cap = services.Options.MaxKeepAliveSeconds;
        bool isCapped = cap > 0 && (connect.KeepAliveSeconds == 0 || connect.KeepAliveSeconds > cap);
        int seconds = isCapped ? cap : connect.KeepAliveSeconds;
        return new ClientOpening(
            ReasonCode.Success,
            principal,
            clientId,
            isAssigned,
            seconds == 0 ? null : TimeSpan.FromSeconds(seconds),
            isCapped);
    }

    /// <summary>What a client that is let in is told, which is only what deviates from what it asked for.</summary>
    public ConnackPacket Answer(ConnectPacket connect, MqttOptions options) => new(ReasonCode.Success)
    {
        AssignedClientIdentifier = IsAssigned ? ClientId : null,
        ServerKeepAliveSeconds = IsCapped ? (ushort)KeepAlive!.Value.TotalSeconds : null,
        ReceiveMaximum = options.ReceiveMaximum == ushort.MaxValue ? null : (ushort)options.ReceiveMaximum,
        MaximumPacketBytes = (uint)options.MaxPacketBytes,
        TopicAliasMaximum = options.TopicAliasMaximum == 0 ? null : (ushort)options.TopicAliasMaximum,
    };

    private static ClientOpening Refused(ReasonCode reason) => new(reason, null, "", false, null, false);
}
