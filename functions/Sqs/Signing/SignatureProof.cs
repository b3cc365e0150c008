using QueueService.Access;
using QueueService.Access.Keys;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>A signature and the key that it is said to be made with.</summary>
/// <param name="Principal">
/// Who has signed the head of the request and the hash of its body; null while nothing is proven, because the hash is
/// that of a body which has to be read first.
/// </param>
internal sealed record SignatureProof(Signature Signature, ActiveKey Key, AccessPrincipal? Principal = null);
