using Mesh.Node.Chat;

namespace Mesh.Tests.Unit.Node;

public sealed class SendLedgerTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_full_ledger_lets_nothing_in_until_something_left()
    {
        SendLedger ledger = new(_time);
        for (int i = 0; i < SendLedger.WaitingMax; i++)
        {
            await ledger.WaitForRoomAsync(CancellationToken.None);
            ledger.Add(Message(i, "x"));
        }

        Task room = ledger.WaitForRoomAsync(CancellationToken.None);
        Assert.False(room.IsCompleted);
        ledger.Left(FakeChatNode.MessageNumber(7));
        await room;
        Assert.Equal(SendLedger.WaitingMax - 1, ledger.Waiting.Count);
    }

    [Fact]
    public void A_ledger_full_of_bytes_lets_nothing_in()
    {
        SendLedger ledger = new(_time);
        string large = new('x', MeshRoom.TextBytesMax);
        int count = 0;
        while (ledger.WaitForRoomAsync(CancellationToken.None).IsCompleted)
        {
            ledger.Add(Message(count++, large));
        }

        Assert.Equal(SendLedger.WaitingBytesMax / MeshRoom.TextBytesMax, count);
    }

    [Fact]
    public void Reports_of_others_messages_are_forgotten_in_turn()
    {
        SendLedger ledger = new(_time);
        ledger.Left(FakeChatNode.MessageNumber(0));
        for (int i = 1; i <= SendLedger.EarlyMax; i++)
        {
            ledger.Left(FakeChatNode.MessageNumber(i));
        }

        ledger.Add(Message(0, "its report was forgotten"));
        ledger.Add(Message(1, "its report is remembered"));
        Assert.Equal(["its report was forgotten"], ledger.Waiting.Select(message => message.Text));
    }

    private static RoomMessage Message(int number, string text) =>
        new("lobby", FakeChatNode.MessageNumber(number), FakeChatNode.PeerNumber(1), "anna", MessageKind.Text, text, 0, FakeChatNode.Noon, FakeChatNode.Noon, IsOwn: true);
}
