using QueueService.Access.Keys;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>A signature and the key that it is said to be made with; not yet proven.</summary>
internal sealed record SignatureProof(Signature Signature, ActiveKey Key);
