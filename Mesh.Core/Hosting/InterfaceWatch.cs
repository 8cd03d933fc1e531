using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>Looks for changes of this machine's interfaces: on some systems no event tells of them all, and looking costs half a millisecond.</summary>
internal static class InterfaceWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Tells <paramref name="changed"/> of every change until it is cancelled.</summary>
    public static async Task RunAsync(Action<IReadOnlyList<LinkInterface>> changed, TimeProvider time, CancellationToken cancellationToken)
    {
        string known = Describe(LinkInterface.ReadAll());
        using PeriodicTimer timer = new(Period, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<LinkInterface> interfaces = LinkInterface.ReadAll();
            string now = Describe(interfaces);
            if (now != known)
            {
                known = now;
                changed(interfaces);
            }
        }
    }

    private static string Describe(IReadOnlyList<LinkInterface> interfaces) =>
        string.Join(';', interfaces.Select(found => FormattableString.Invariant($"{found.Index} {found.Name} {string.Join(' ', found.Addresses)}")));
}
