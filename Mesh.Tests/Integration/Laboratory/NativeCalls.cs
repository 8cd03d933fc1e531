using System.Runtime.InteropServices;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>The few calls of Linux that the laboratory needs and .NET does not offer.</summary>
internal static class NativeCalls
{
    /// <summary>setns(2): the kind of namespace that is entered.</summary>
    public const int CloneNewNet = 0x40000000;

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static extern int SetNamespace(int descriptor, int kind);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "if_nametoindex", SetLastError = true)]
    public static extern uint InterfaceIndex([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
