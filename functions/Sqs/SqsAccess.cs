using System.Globalization;
using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Signing;

namespace QueueService.Functions.Sqs;

/// <summary>Who may take an action: proves the signature, asks the policy, and has it written down.</summary>
/// <param name="control">Null while access control is off: then signatures are not looked at.</param>
/// <param name="publicHost">The host that clients address where a proxy puts another; null if there is none.</param>
internal sealed class SqsAccess(
    AccessControl? control, LocalGuard guard, AccessLog log, string? publicHost)
{
    private readonly SignatureVerifier? _signatures =
        control is null ? null : new SignatureVerifier(control, TimeProvider.System, publicHost);

    /// <summary>
    /// Finds the key before there is a body, and proves the signature if it can; null while access control is off.
    /// </summary>
    public async ValueTask<SignatureProof?> BeginAsync(HttpContext context)
    {
        if (_signatures is null)
        {
            CheckLocal(context.Request);
            return null;
        }

        Signature? signature = null;
        try
        {
            signature = _signatures.Read(context.Request);
            SignatureProof proof = new(
                signature, await _signatures.FindKeyAsync(signature, context.RequestAborted));
            return _signatures.VerifyAhead(context.Request, proof);
        }
        catch (SqsException refusal)
        {
            UnknownRequests.Count(context);
            Note(context, signature?.KeyId, ActionOf(context), "-", refusal);
            throw;
        }
    }

    /// <summary>Once more for what came by GET at the root, which is nobody's own.</summary>
    private void CheckLocal(HttpRequest request)
    {
        try
        {
            guard.Check(request);
        }
        catch (AccessException refusal)
        {
            throw new SqsException(SqsError.AccessDenied, refusal.Message);
        }
    }

    /// <summary>
    /// A page anywhere can have a browser GET an address, and old browsers say nothing of it. So what changes something
    /// must bring at least what every client of SQS does: something of a signature.
    /// </summary>
    private static void CheckDeliberate(HttpRequest request)
    {
        bool isSigned = request.Headers.Authorization.Count > 0
            || request.Headers.ContainsKey(BrowserGuard.FetchSite) || request.Headers.Origin.Count > 0
            || request.Query.ContainsKey("X-Amz-Signature") || request.Query.ContainsKey("Signature");
        if (!isSigned)
        {
            throw new SqsException(
                SqsError.AccessDenied,
                "A GET that changes something must be signed, with any key while access is off, or be a POST.");
        }
    }

    /// <summary>Proves who has sent the whole request.</summary>
    public AccessPrincipal Prove(HttpContext context, SignatureProof? proof, ReadOnlySpan<byte> body)
    {
        if (proof is null)
            return AccessPrincipal.Anyone;
        try
        {
            return _signatures!.Verify(context.Request, proof, body);
        }
        catch (SqsException refusal)
        {
            UnknownRequests.Count(context);
            Note(context, proof.Signature.KeyId, ActionOf(context), "-", refusal);
            throw;
        }
    }

    /// <summary>Takes the action if its sender may.</summary>
    public Task<SqsAnswer?> RunAsync(HttpContext context, Func<SqsCall, Task<SqsAnswer?>> action, SqsCall call)
    {
        AccessActions anyOf = SqsNeeds.AnyOf(call.Action);
        if (control is null && HttpMethods.IsGet(context.Request.Method) && SqsNeeds.IsChange(call.Action))
            CheckDeliberate(context.Request);
        if (control is null && !SqsNeeds.IsManaging(anyOf))
            return action(call);
        QueueName? queue = anyOf == AccessActions.None ? null : SqsNeeds.QueueOf(call.Action, call);
        bool isAllowed = anyOf != AccessActions.None
            && (queue is not { } name || call.Principal.Policy.Allows(anyOf, name));
        if (!isAllowed)
        {
            SqsException denied = call.Denied(queue is { } hidden ? call.Names.Arn(hidden) : "*");
            Note(context, call.Principal.Id, call.Action, queue?.Value ?? "-", denied);
            throw denied;
        }

        return SqsNeeds.IsManaging(anyOf) || log.IsVerbose
            ? RunAndNoteAsync(context, action, call, queue?.Value ?? "-")
            : action(call);
    }

    private async Task<SqsAnswer?> RunAndNoteAsync(
        HttpContext context, Func<SqsCall, Task<SqsAnswer?>> action, SqsCall call, string queue)
    {
        AuditedCall noted = new(call.Principal.Id, call.Action, queue);
        try
        {
            SqsAnswer? answer = await action(call);
            Outcome(StatusCodes.Status200OK.ToString(CultureInfo.InvariantCulture));
            return answer;
        }
        catch (Exception failure) when (IsNoted(failure))
        {
            throw;
        }

        void Outcome(string outcome)
        {
            if (SqsNeeds.IsManaging(SqsNeeds.AnyOf(call.Action)))
                log.Managed(context, noted, outcome);
            if (log.IsVerbose)
                log.Called(noted, outcome);
        }

        bool IsNoted(Exception failure)
        {
            Outcome(failure switch
            {
                SqsException refusal => refusal.Error.Code,
                _ => CallOutcome.Of(failure),
            });
            return false;
        }
    }

    private void Note(HttpContext context, string? keyId, string action, string queue, SqsException refusal)
    {
        bool isWrongKey = refusal.Error == SqsError.InvalidClientTokenId
            || (refusal.Error == SqsError.SignatureDoesNotMatch && !refusal.IsOfClock);
        AuditedCall call = new(AccessLog.Loggable(keyId, control!), action, queue);
        // Not another error for too many: clients try again on what sounds like throttling.
        bool isKeyThere = keyId is not null && control!.HasKey(keyId);
        bool isProven = refusal.Error == SqsError.AccessDenied;
        if (log.Refused(context, call, refusal.Error.Code, isWrongKey, isKeyThere, isProven))
            context.Response.Headers.Connection = "close";
    }

    private static string ActionOf(HttpContext context)
    {
        string target = context.Request.Headers["X-Amz-Target"].ToString();
        string action = target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return SqsNeeds.AnyOf(action) == AccessActions.None ? "SQS" : action;
    }
}
