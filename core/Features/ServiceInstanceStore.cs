using QueueService.Storage;

namespace QueueService.Features;

/// <summary>The instances that have announced themselves, one document each.</summary>
internal sealed class ServiceInstanceStore(IDocumentStore documents)
{
    private const string Collection = "instances";

    private string? _version;

    /// <summary>Writes down that this instance is there. One call at a time.</summary>
    public async Task AnnounceAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> content = ServiceInstanceCodec.Encode(instance);
        Document? written = _version is null
            ? null
            : await documents.ReplaceAsync(Collection, instance.Id, content, _version, cancellationToken);

        // Gone, because it was silent for long; or there already, because an answer was lost.
        written ??= await documents.CreateAsync(Collection, instance.Id, content, cancellationToken)
            ?? await documents.GetAsync(Collection, instance.Id, cancellationToken);
        _version = written?.Version;
    }

    /// <summary>
    /// Those that have announced themselves within the hour, at most a page of them. Others are forgotten.
    /// </summary>
    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(Timestamp now, CancellationToken cancellationToken)
    {
        List<ServiceInstance> instances = [];
        foreach (Document document in await documents.ListAsync(
            Collection, "", null, Limits.MaxPageSize, cancellationToken))
        {
            try
            {
                ServiceInstance instance = ServiceInstanceCodec.Decode(document);
                if (!instance.IsForgotten(now))
                {
                    instances.Add(instance);
                    continue;
                }
            }
            catch (NewerFormatException)
            {
                // Whoever writes what this program cannot read can read all that this program knows.
                continue;
            }
            catch (StorageCorruptException)
            {
                // An instance that is there writes it anew within a minute.
            }

            await documents.DeleteAsync(Collection, document.Id, document.Version, cancellationToken);
        }

        return instances;
    }

    /// <summary>This instance ends.</summary>
    public async Task RemoveAsync(string id)
    {
        if (_version is { } version)
            await documents.DeleteAsync(Collection, id, version, CancellationToken.None);
        _version = null;
    }
}
