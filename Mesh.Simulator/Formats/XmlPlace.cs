using System.Xml;

namespace Mesh.Simulator.Formats;

/// <summary>Reads an XML file as a stream, without document types and outside references, and tells faults by line and column.</summary>
internal sealed class XmlPlace : IDisposable
{
    private const int DepthMax = 64;

    private readonly XmlReader _reader;
    private readonly string _file;

    /// <summary>Opens a file.</summary>
    public XmlPlace(FormatSource source)
    {
        _file = source.Name;
        _reader = XmlReader.Create(source.Open(), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = true,
            MaxCharactersInDocument = FormatLimits.TextCharsMax,
        });
    }

    /// <summary>The present element's name without prefix.</summary>
    public string Name => _reader.LocalName;

    /// <summary>Whether a beginning tag was read last, not an ending one.</summary>
    public bool IsStart => _reader.NodeType == XmlNodeType.Element;

    /// <summary>Whether the present element has no inside.</summary>
    public bool IsEmpty => _reader.IsEmptyElement;

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>Goes to the next tag; false at the file's end.</summary>
    public bool NextTag()
    {
        try
        {
            while (_reader.Read())
            {
                if (_reader.Depth > DepthMax)
                {
                    throw Fault(_reader.LocalName, FormattableString.Invariant($"at most {DepthMax} elements inside each other"));
                }

                if (_reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception fault) when (fault is XmlException or IOException or InvalidDataException)
        {
            throw Broken(fault);
        }
    }

    /// <summary>An attribute of the present element; null when it is not there.</summary>
    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>An attribute that has to be there.</summary>
    public string Required(string name, string expected) =>
        _reader.GetAttribute(name) is { Length: > 0 and <= FormatLimits.NameCharsMax } value ? value : throw Fault(_reader.GetAttribute(name) ?? "", expected);

    /// <summary>The text inside the present element, which must hold nothing else; leaves its ending tag behind.</summary>
    public string Text(string expected)
    {
        try
        {
            if (_reader.IsEmptyElement)
            {
                return "";
            }

            string text = "";
            while (_reader.Read() && _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text += _reader.Value.Length + text.Length <= 1024 ? _reader.Value : throw Fault(_reader.Value, expected + " of at most 1024 characters");
            }

            return _reader.NodeType == XmlNodeType.EndElement ? text.Trim() : throw Fault(_reader.LocalName, expected);
        }
        catch (Exception fault) when (fault is XmlException or IOException or InvalidDataException)
        {
            throw Broken(fault);
        }
    }

    /// <summary>What is wrong at the present place.</summary>
    public FormatFault Fault(string found, string expected)
    {
        IXmlLineInfo place = (IXmlLineInfo)_reader;
        return FormatFault.At(_file, place.LineNumber, place.LinePosition, found, expected);
    }

    private FormatFault Broken(Exception fault) => fault is XmlException xml
        ? FormatFault.At(_file, Math.Max(xml.LineNumber, 1), Math.Max(xml.LinePosition, 1), "", "XML; " + xml.Message.Split(" Line ")[0].TrimEnd('.').ReplaceLineEndings(" "))
        : FormatFault.Of(_file, "cannot be read: " + fault.Message);
}
