using System.Buffers;

namespace Mesh.Hosting;

/// <summary>A received message in rented memory, on its way to the machine. Whoever handled it disposes it, once.</summary>
internal sealed class RentedFrame : IDisposable
{
    private readonly Places _credit;
    private readonly int _length;
    private byte[]? _buffer;

    /// <summary>Copies <paramref name="message"/>; disposing gives <paramref name="credit"/> back to the link's reader.</summary>
    public RentedFrame(ReadOnlyMemory<byte> message, Places credit)
    {
        _credit = credit;
        _length = message.Length;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(message.Length, 1));
        message.CopyTo(_buffer);
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public void Dispose()
    {
        byte[]? buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _credit.Return();
        }
    }
}
