using System.Net;
using System.Net.Sockets;
using QueueService.Access;
using QueueService.Audit;

namespace QueueService.Functions.Access;

/// <summary>
/// What is written down of calls. <c>QueueService.Audit</c>, at level Information: each call that manages something,
/// and each refusal, up to a number a minute from the same address or key. <c>QueueService.Requests</c>, at level
/// Debug: every call. Nothing secret is ever passed in here.
/// </summary>
/// <param name="keep">Keeps what was managed, and refusals to keys that are known, to be listed later.</param>
internal sealed partial class AccessLog(ILoggerFactory loggers, TimeProvider time, Action<AuditEntry> keep)
{
    private const int MostIdLength = 64;
    private const int NetworkBytes = 8;

    private readonly FailureThrottle _failures = new(time);
    private readonly FailureThrottle _failuresOfKeys = new(time);
    private readonly FailureThrottle _refusals = new(time);
    private readonly ILogger _audit = loggers.CreateLogger("QueueService.Audit");
    private readonly ILogger _requests = loggers.CreateLogger("QueueService.Requests");

    /// <summary>Until wrong keys are counted anew.</summary>
    public TimeSpan TimeLeft => _failures.TimeLeft;

    /// <summary>Whether all calls are written down, so that their outcome must be waited for.</summary>
    public bool IsVerbose => _requests.IsEnabled(LogLevel.Debug);

    public void Managed(HttpContext context, AuditedCall call, string outcome)
    {
        LogManaged(_audit, call.Key, call.Action, call.Target, outcome, AddressOf(context));
        Keep(context, call, outcome);
    }

    public void Called(AuditedCall call, string outcome) =>
        LogCalled(_requests, call.Key, call.Action, call.Target, outcome);

    /// <summary>
    /// Writes down a refusal. True if a wrong key is one of too many, from its address or of its id.
    /// </summary>
    /// <param name="isKeyThere">
    /// Whether there is a key of this id. Ids that are made up are not counted: there is no end of them, and what they
    /// took of the counts, the counts of real ones would lack.
    /// </param>
    /// <param name="isProven">
    /// Whether whoever sent it has shown the secret: that is counted apart, so that nobody without one can keep it out
    /// of the log.
    /// </param>
    public bool Refused(
        HttpContext context, AuditedCall call, string code, bool isWrongKey, bool isKeyThere, bool isProven)
    {
        string address = AddressOf(context);
        string kind = isWrongKey ? "" : "refused ";
        int count = isProven ? _refusals.Count(call.Key) : _failures.Count(kind + Network(context));
        if (isKeyThere && !isProven)
            count = Math.Max(count, _failuresOfKeys.Count(kind + call.Key));
        if (count <= FailureThrottle.MostPerMinute)
        {
            LogRefused(_audit, call.Key, call.Action, call.Target, code, address);
            if (isProven)
                Keep(context, call, code);
        }
        else if (count == FailureThrottle.MostPerMinute + 1)
            LogQuiet(_audit, call.Key, address);
        return isWrongKey && count > FailureThrottle.MostPerMinute;
    }

    /// <summary>
    /// An id as it may be written down: what a client shows as one may be a secret that got into the wrong place.
    /// </summary>
    public static string Loggable(string? id, AccessControl control) => id switch
    {
        null or "" => "-",
        { Length: <= MostIdLength } when control.IsId(id) => id,
        _ => "?",
    };

    private void Keep(HttpContext context, AuditedCall call, string outcome)
    {
        string? target = call.Target is "-" ? null : call.Target;
        keep(new AuditEntry(
            time.GetUtcNow(),
            call.Key,
            call.Action,
            call.IsOfOther ? null : target,
            AddressOf(context),
            outcome,
            call.IsOfOther ? target : null));
    }

    /// <summary>Who is counted as one: of IPv6 the 64 bits that a client cannot choose.</summary>
    private static string Network(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 } || address.IsIPv4MappedToIPv6)
            return AddressOf(context);
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "-";

    [LoggerMessage(LogLevel.Information, "{Action} on {Target} by key {Key} from {Address}: {Outcome}")]
    private static partial void LogManaged(
        ILogger logger, string key, string action, string target, string outcome, string address);

    [LoggerMessage(LogLevel.Information, "Refused {Action} on {Target} to key {Key} from {Address}: {Code}")]
    private static partial void LogRefused(
        ILogger logger, string key, string action, string target, string code, string address);

    [LoggerMessage(LogLevel.Warning, "Further refusals to key {Key} or {Address} are not written down this minute")]
    private static partial void LogQuiet(ILogger logger, string key, string address);

    [LoggerMessage(LogLevel.Debug, "{Action} on {Target} by key {Key}: {Outcome}")]
    private static partial void LogCalled(ILogger logger, string key, string action, string target, string outcome);
}
