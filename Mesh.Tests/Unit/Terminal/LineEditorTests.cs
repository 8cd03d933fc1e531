using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class LineEditorTests
{
    private readonly LineEditor _editor = new();

    [Fact]
    public void The_cursor_moves_over_what_a_person_sees_as_one_character()
    {
        _editor.Insert("a👩‍👩‍👧‍👦e\u0301");
        _editor.Left();
        _editor.Left();
        Assert.Equal(1, _editor.Cursor);
        _editor.Right();
        _editor.Backspace();
        Assert.Equal("a|e\u0301", Shown());
        _editor.Delete();
        Assert.Equal("a|", Shown());
    }

    [Fact]
    public void Words_and_lines_are_killed_and_yanked()
    {
        _editor.Insert("one two  three");
        _editor.KillWord();
        Assert.Equal("one two  |", Shown());
        _editor.KillWord();
        Assert.Equal("one |", Shown());
        _editor.Yank();
        Assert.Equal("one two  |", Shown());
        _editor.Home();
        _editor.WordRight();
        _editor.KillToEnd();
        Assert.Equal("one|", Shown());
        _editor.KillToStart();
        Assert.Equal("|", Shown());
        _editor.Yank();
        Assert.Equal("one|", Shown());
    }

    [Fact]
    public void Up_and_down_move_within_several_lines_and_then_say_that_they_cannot()
    {
        _editor.Insert("first\nse\nthird");
        Assert.True(_editor.Up());
        Assert.Equal("first\nse|\nthird", Shown());
        Assert.True(_editor.Up());
        Assert.Equal("fi|rst\nse\nthird", Shown());
        Assert.False(_editor.Up());
        Assert.True(_editor.Down());
        Assert.True(_editor.Down());
        Assert.Equal("first\nse\nth|ird", Shown());
        Assert.False(_editor.Down());
    }

    [Fact]
    public void Home_and_end_stay_in_their_line()
    {
        _editor.Insert("ab\ncd\nef");
        _editor.Up();
        _editor.Home();
        Assert.Equal("ab\n|cd\nef", Shown());
        _editor.End();
        Assert.Equal("ab\ncd|\nef", Shown());
        _editor.Delete();
        Assert.Equal("ab\ncd|ef", Shown());
    }

    [Fact]
    public void More_than_a_message_holds_is_not_taken()
    {
        Assert.True(_editor.Insert(new string('x', LineEditor.TextCharsMax)));
        Assert.False(_editor.Insert("y"));
        Assert.Equal(LineEditor.TextCharsMax, _editor.Text.Length);
    }

    [Fact]
    public void After_any_keys_the_cursor_stands_between_characters()
    {
        Random random = new(42);
        string[] pieces = ["a", " ", "\u0301", "👩", "\u200D", "🇦", "你", "\n", "🏽"];
        Action[] keys =
        [
            _editor.Left, _editor.Right, _editor.Home, _editor.End, _editor.WordLeft, _editor.WordRight, _editor.Backspace, _editor.Delete,
            _editor.KillWord, _editor.KillToEnd, _editor.KillToStart, () => _editor.Yank(), () => _editor.Up(), () => _editor.Down(),
        ];
        for (int i = 0; i < 20_000; i++)
        {
            if (random.Next(2) == 0 && _editor.Text.Length < 60)
            {
                _editor.Insert(pieces[random.Next(pieces.Length)]);
            }
            else
            {
                keys[random.Next(keys.Length)]();
            }

            bool between = _editor.Cursor == 0 || Grapheme.Split(_editor.Text).Exists(grapheme => grapheme.End == _editor.Cursor);
            Assert.True(between, $"step {i}: cursor {_editor.Cursor} in '{_editor.Text}'");
        }
    }

    private string Shown() => _editor.Text.Insert(_editor.Cursor, "|");
}
