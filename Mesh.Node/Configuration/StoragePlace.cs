namespace Mesh.Node.Configuration;

/// <summary>Where the node keeps its key, logs and control socket.</summary>
/// <param name="Folder">The folder, or null when the system names none.</param>
/// <param name="IsChosen">Whether a person chose it; if not, the node also runs without it.</param>
internal readonly record struct StoragePlace(string? Folder, bool IsChosen)
{
    private const string FolderName = "mesh";
    private const string ProfilesName = "profiles";

    /// <summary>The folder that was chosen or the system's usual one, and in it the profile's.</summary>
    /// <exception cref="ComplaintException">The profile is no plain name, or there is no folder for it.</exception>
    public static StoragePlace Of(string? data, string? profile, Surroundings surroundings)
    {
        string? folder = data is null ? Usual(surroundings) : Path.GetFullPath(data);
        if (profile is null)
        {
            return new StoragePlace(folder, data is not null);
        }

        SettingValue.Named("--profile", profile);
        if (profile is "." or ".." || profile.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) >= 0)
        {
            throw new ComplaintException($"--profile '{SettingValue.Shown(profile)}' is no plain name; use letters, digits and hyphens, such as 'second'.");
        }

        if (folder is null)
        {
            throw new ComplaintException($"--profile '{SettingValue.Shown(profile)}' needs a data folder, and this account has no home folder; name one with --data DIR.");
        }

        return new StoragePlace(Path.Combine(folder, ProfilesName, profile), IsChosen: true);
    }

    private static string? Usual(Surroundings surroundings)
    {
        if (OperatingSystem.IsWindows())
        {
            return Under(surroundings.Variable("LOCALAPPDATA"), FolderName);
        }

        string? home = surroundings.Variable("HOME");
        if (OperatingSystem.IsMacOS())
        {
            return Under(home, "Library", "Application Support", FolderName);
        }

        // The base directory specification: a relative XDG_DATA_HOME is invalid and ignored.
        string? shared = surroundings.Variable("XDG_DATA_HOME");
        return shared is not null && Path.IsPathFullyQualified(shared)
            ? Path.Combine(shared, FolderName)
            : Under(home, ".local", "share", FolderName);
    }

    private static string? Under(string? root, params ReadOnlySpan<string> parts) =>
        string.IsNullOrEmpty(root) ? null : Path.Combine([root, .. parts]);
}
