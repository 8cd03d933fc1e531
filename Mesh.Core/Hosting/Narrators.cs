namespace Mesh.Hosting;

/// <summary>Who tells the application what.</summary>
/// <param name="Peers">Who is there.</param>
/// <param name="Rooms">Messages.</param>
/// <param name="Realm">Events and calls.</param>
internal sealed record Narrators(PeerNarrator Peers, RoomNarrator Rooms, RealmNarrator Realm);
