using Mesh.Node.Configuration;
using Mesh.Node.Logging;

namespace Mesh.Node.Commands;

/// <summary>The data folder, made ready for its owner only; or none, when nobody asked for one and none can be made.</summary>
/// <param name="Path">The folder, or null.</param>
internal readonly record struct StorageFolder(string? Path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder if it is missing, and begins the log in it.</summary>
    /// <exception cref="ComplaintException">A person chose this folder, and it cannot be used.</exception>
    public static StorageFolder Open(StoragePlace place, QueueLoggerFactory logs, List<string> notes)
    {
        if (place.Folder is null)
        {
            notes.Add(WithoutStorage("This account has no home folder."));
            return new StorageFolder(null);
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(place.Folder);
            }
            else
            {
                Directory.CreateDirectory(place.Folder, OwnerOnly);
            }

            logs.LogToFolder(place.Folder);
            return new StorageFolder(place.Folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            string reason = $"The data folder '{SettingValue.Shown(place.Folder)}' cannot be used: {SettingValue.Shown(fault.Message)}";
            if (place.IsChosen)
            {
                throw new ComplaintException($"{reason.TrimEnd('.')}; choose another with --data DIR.", fault);
            }

            notes.Add(WithoutStorage(reason));
            return new StorageFolder(null);
        }
    }

    /// <summary>Says that nothing is kept, and why.</summary>
    public static string WithoutStorage(string reason) =>
        $"{reason.TrimEnd('.')}, so nothing is kept and you are somebody new at each start; choose a folder with --data DIR.";
}
