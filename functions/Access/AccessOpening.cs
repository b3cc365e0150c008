using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Functions.Hosting;
using QueueService.Storage;

namespace QueueService.Functions.Access;

/// <summary>Starts access control as the options say.</summary>
internal static partial class AccessOpening
{
    /// <summary>Null if access control is off.</summary>
    public static async Task<AccessControl?> OpenAsync(ServiceOptions options, IStore store, ILogger logger)
    {
        AccessOptions access = options.Access;
        if (access.Mode == AccessMode.Off)
            return null;
        MasterKey masterKey = access.MasterKey ?? (options.Kind == StorageKind.Local
            ? MasterKeyFile.GetOrCreate(options.Path)
            : new MasterKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(MasterKey.Bytes)));
        AccessControl control = await AccessControl.OpenAsync(
            store,
            new AccessSettings(masterKey, access.AdminId, access.AdminSecret),
            TimeProvider.System,
            RandomSource.System,
            logger);
        if (!control.HasKeys)
            LogNobody(logger);
        return control;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "There are no access keys, and Access:AdminKey is not set: nobody can call. Set it to id:secret.")]
    private static partial void LogNobody(ILogger logger);
}
