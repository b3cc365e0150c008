namespace QueueService.Tests.Infra.Costs;

/// <summary>A list price in US dollars.</summary>
/// <param name="Per">How many units the amount is for.</param>
/// <param name="Free">Units in each month that cost nothing.</param>
/// <param name="Source">Where it was read, and of when it is; null if nowhere: from memory, to be looked up.</param>
internal sealed record Price(string What, decimal Amount, decimal Per, string Unit, decimal Free, string? Source)
{
    public decimal Of(decimal units) => Math.Max(0, units - Free) / Per * Amount;
}
