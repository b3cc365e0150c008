namespace QueueService.Tests.Core.Exchanges.Matching.ModelBased;

/// <summary>Something that is done to a matcher; what it does it to follows from the seed.</summary>
internal sealed record MatcherStep(MatcherStepKind Kind, int Count, int Seed);
