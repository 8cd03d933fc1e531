using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Mesh.Transports.WebSockets;

/// <summary>Socket options that .NET has no name for. The numbers are Linux's (asm-generic/socket.h, linux/tcp.h); elsewhere every call does nothing.</summary>
internal static class LinuxSocket
{
    private const int LevelSocket = 1;
    private const int LevelTcp = 6;
    private const int BindToDeviceOption = 25;
    private const int ReusePortOption = 15;
    private const int NotSentLowAtOption = 25;

    /// <summary>With more unsent bytes than this in the kernel, writing waits: what is urgent must not queue behind what was written before.</summary>
    private const int NotSentBytesMax = 16_384;

    /// <summary>Sends and receives by one interface only: two interfaces in 169.254.0.0/16 look alike to routing. Needs no privilege since Linux 5.7.</summary>
    /// <returns>False when the system refused.</returns>
    public static bool BindToDevice(Socket socket, string device) =>
        OperatingSystem.IsLinux() && TrySet(socket, LevelSocket, BindToDeviceOption, Encoding.ASCII.GetBytes(device + "\0"));

    /// <summary>Lets sockets of the same user share this one's port from now on, or no longer.</summary>
    /// <returns>False when the system refused.</returns>
    public static bool ShareAddress(Socket socket, bool share) => OperatingSystem.IsLinux() && TrySet(socket, LevelSocket, ReusePortOption, share ? 1 : 0);

    /// <summary>Sends small messages at once and keeps the kernel's queue of unsent bytes short.</summary>
    public static void PreferLatency(Socket socket)
    {
        socket.NoDelay = true;
        if (OperatingSystem.IsLinux())
        {
            TrySet(socket, LevelTcp, NotSentLowAtOption, NotSentBytesMax);
        }
    }

    private static bool TrySet(Socket socket, int level, int option, int value) => TrySet(socket, level, option, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    private static bool TrySet(Socket socket, int level, int option, ReadOnlySpan<byte> value)
    {
        try
        {
            socket.SetRawSocketOption(level, option, value);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
