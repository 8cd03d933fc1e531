namespace Mesh.Tests.Integration.Page;

/// <summary>Tests that share the browser, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PageCollection : ICollectionFixture<PageBrowser>
{
    public const string Name = "page";
}
