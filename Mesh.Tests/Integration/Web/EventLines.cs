namespace Mesh.Tests.Integration.Web;

/// <summary>An answer that does not end, read line by line with waits that end.</summary>
internal sealed class EventLines : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private readonly HttpResponseMessage _response;
    private StreamReader _reader = null!;

    private EventLines(HttpResponseMessage response)
    {
        _response = response;
    }

    /// <summary>Everything that came.</summary>
    public List<string> Lines { get; } = [];

    public string? Type => _response.Content.Headers.ContentType?.MediaType;

    public static async Task<EventLines> OpenAsync(OpenPage page, string path, params string[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        foreach (string header in headers)
        {
            int colon = header.IndexOf(": ", StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        EventLines lines = new(await page.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
        lines._reader = new StreamReader(await lines._response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(200, (int)lines._response.StatusCode);
        return lines;
    }

    public string Header(string name) => string.Join(", ", _response.Headers.GetValues(name));

    /// <summary>Reads until a line that holds something.</summary>
    public async Task<string> UntilAsync(string part)
    {
        while (await _reader.ReadLineAsync(_limit.Token) is { } line)
        {
            Lines.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The stream ended before '{part}' came; there were: {string.Join(" | ", Lines)}");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
        _limit.Dispose();
    }
}
