namespace QueueService.Routing.Bindings;

/// <summary>An exchange that may lead to a queue or an exchange.</summary>
/// <param name="Exchange">Its name.</param>
/// <param name="Since">When that was noted last, before the binding was made.</param>
internal readonly record struct Referrer(string Exchange, Timestamp Since);
