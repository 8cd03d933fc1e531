using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Mesh.Node.Configuration;
using Mesh.Node.Logging;

namespace Mesh.Node.Doctor;

/// <summary>
/// Writes a report to hand to somebody: the examination as text and as JSON, the program and the system, and the end of the log. The log holds addresses
/// and identities, never what people wrote; key, passphrase, token and settings stay out.
/// </summary>
internal static class ReportBundle
{
    private const int LogBytesMax = 256 << 10;

    /// <summary>Writes the file, for its owner only; it must not exist yet, and is gone again where writing failed.</summary>
    /// <exception cref="ComplaintException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, Examination examination, string? dataFolder, CancellationToken cancellationToken)
    {
        bool isHalf = false;
        try
        {
            await using (FileStream file = Create(path))
            {
                isHalf = true;
                await FillAsync(file, examination, dataFolder, cancellationToken);
            }

            isHalf = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ComplaintException($"--bundle '{SettingValue.Shown(path)}' cannot be written: {SettingValue.Shown(fault.Message).TrimEnd('.')}; name a new file in a folder of yours.", fault);
        }
        finally
        {
            if (isHalf)
            {
                Delete(path);
            }
        }
    }

    /// <summary>For its owner only, from the first moment on: it tells addresses and identities.</summary>
    private static FileStream Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static async Task FillAsync(FileStream file, Examination examination, string? dataFolder, CancellationToken cancellationToken)
    {
        await using ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(zip, "report.txt", Report(examination), cancellationToken);
        await AddAsync(zip, "doctor.json", ExaminationJson.Of(examination) + "\n", cancellationToken);
        if (dataFolder is not null && Tail(Path.Combine(dataFolder, QueueLoggerFactory.FileName)) is { } log)
        {
            await AddAsync(zip, QueueLoggerFactory.FileName, log, cancellationToken);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The disk that could not take the report does not let go of it either; why it failed is told already.
        }
    }

    private static string Report(Examination examination)
    {
        StringBuilder report = new();
        string version = typeof(MeshNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        report.Append(System.Globalization.CultureInfo.InvariantCulture, $"mesh {version}\n{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}\n");
        report.Append(System.Globalization.CultureInfo.InvariantCulture, $"{examination.At:O}, looked for {examination.Took.TotalSeconds:0.0} s\n\n");
        report.AppendJoin('\n', ExaminationText.Findings(examination)).Append("\n\n").AppendJoin('\n', ExaminationText.Facts(examination.Facts)).Append('\n');
        return report.ToString();
    }

    private static async Task AddAsync(ZipArchive zip, string name, string text, CancellationToken cancellationToken)
    {
        await using Stream entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static string? Tail(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(file.Length, LogBytesMax), SeekOrigin.End);
        using StreamReader reader = new(file, Encoding.UTF8);
        string text = reader.ReadToEnd();
        return file.Length > LogBytesMax ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
    }
}
