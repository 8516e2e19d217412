"""What becomes of a body: entries, or one line that says why not."""

from __future__ import annotations

import datetime as dt
import io
import json

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feedparse import URL, channel, one, read, refused
from tests.feedserver import rss
from tui import text
from tui.feeds.encodings import decode
from tui.feeds.parse import parse
from tui.feeds.preflight import Document, JsonText, clean, prepare
from tui.feeds.values import ParseFailed
from tui.model import Entry

# --- fields ------------------------------------------------------------------------------------------------


def test_an_rss_item() -> None:
    entry = one(
        "<title>Shelling of Hajin</title><link>/a?b=1&amp;c=2</link><guid isPermaLink='false'>x-1</guid>"
        "<description>&lt;p&gt;Three killed.&lt;/p&gt;&lt;p&gt;Two hurt.&lt;/p&gt;</description>"
        "<pubDate>Mon, 04 May 2026 10:00:00 +0300</pubDate><category>Syria</category><author>A. Writer</author>"
    )
    assert entry == Entry(
        guid="x-1",
        title="Shelling of Hajin",
        summary="Three killed.\nTwo hurt.",
        url="https://news.example/a?b=1&c=2",
        published=dt.datetime(2026, 5, 4, 7, tzinfo=dt.UTC),
        author="A. Writer",
        categories=("Syria",),
    )


def test_an_atom_entry() -> None:
    (entry,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><title>T</title><entry>'
        '<id>tag:x,1</id><title type="text">5 &lt; 6 &lt;b></title><link rel="self" href="self"/><link href="a"/>'
        "<published>2026-05-04T10:00:00Z</published><updated>2026-05-04T11:00:00Z</updated><author><name>N</name></author>"
        "<source><title>Wire</title></source><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>One<br/>two"
        "</div></content></entry></feed>"
    ).entries
    assert (entry.guid, entry.title, entry.url) == ("tag:x,1", "5 < 6 <b>", "https://base.example/x/a")
    assert (entry.summary, entry.origin, entry.author) == ("One\ntwo", "Wire", "N")
    assert (entry.published, entry.updated) == (
        dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC),
        dt.datetime(2026, 5, 4, 11, tzinfo=dt.UTC),
    )


def test_rss_1_and_rss_0_91_with_its_doctype() -> None:
    rdf = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><items><rdf:Seq/></items></channel>'
        '<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link>'
        "<dc:date>2026-05-04T10:00:00Z</dc:date></item></rdf:RDF>"
    )
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x/rss-0.91.dtd">'
    old = doctype + '<rss version="0.91"><channel><item><title>Caf&eacute;</title></item></channel></rss>'
    assert [entry.guid for entry in read(rdf).entries] == ["https://a.example/1"]
    assert read(rdf).entries[0].published == dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
    assert [entry.title for entry in read(old).entries] == ["Café"]


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("<![CDATA[AT&T &#8217; &nbsp;x]]>", "AT&T ’ x"),
        ("Ukraine&#8217;s army", "Ukraine’s army"),
        ("Ukraine&amp;#8217;s army", "Ukraine’s army"),
        ("&lt;b&gt;Bold&lt;/b&gt; claim", "Bold claim"),
        ("&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt; claim", "Bold claim"),
        ("5 &lt; 6 killed", "5 < 6 killed"),
        ("[UPDATE] Strike on depot", "[UPDATE] Strike on depot"),
        ("[/b] [link=file:///etc/passwd]", "[/b] [link=file:///etc/passwd]"),
        ("a\x1b]52;c;eA==\x07b", "a ]52;c;eA== b"),
        ("a&#x90;b&#27;c", "a bc"),
        ("a &#x202e;b", "a b"),
        ("caf&eacute; &unknown; x", "café &unknown; x"),
    ],
)
def test_titles(raw: str, title: str) -> None:
    assert one(f"<title>{raw}</title><guid>g</guid>").title == title


@pytest.mark.parametrize("raw", ["a&amp;#x9d;b", "a&amp;amp;#x9d;b", "a&amp;#27;[2Jb", "a&amp;amp;#27;b", "a&#x9d;b"])
def test_no_depth_of_escaping_hides_a_control_character(raw: str) -> None:
    shown = one(f"<title>{raw}</title><description>{raw}</description>")
    assert text.is_safe(shown.title)
    assert text.is_safe(shown.summary)


def test_the_body_stands_in_for_a_summary_that_is_cut_off() -> None:
    body = "<content:encoded><![CDATA[<p>" + "The army said that nine were killed. " * 9 + "</p>]]></content:encoded>"
    assert one(f"<title>t</title><description>The army said…</description>{body}").summary.count("nine") == 9
    lead = "A lead that says in one sentence who did what to whom, where it was done, and what each side says about it."
    assert one(f"<title>t</title><description>{lead} {lead}</description>{body}").summary == f"{lead} {lead}"


def test_scripts_and_styles_are_no_text() -> None:
    html = "<p>One</p><script>x = 'nine killed'</script><style>p{}</style><!-- ten killed --><p>two</p>"
    assert one(f"<title>t</title><description><![CDATA[{html}]]></description>").summary == "One\ntwo"


def test_the_caption_of_a_picture_is_no_headline() -> None:
    picture = "<media:title>Photo</media:title><media:description>A tank</media:description>"
    item = f"<title>Nine killed</title><description>In Hajin</description>{picture}"
    entry = one(item)
    assert (entry.title, entry.summary) == ("Nine killed", "In Hajin")
    only = one("<title>t</title><media:group><media:description>What is in the film</media:description></media:group>")
    assert only.summary == "What is in the film"


def test_an_aggregator_names_the_outlet_once() -> None:
    entry = one("<title>Nine killed - Reuters</title><source url='https://r.example/'>Reuters</source>")
    assert (entry.title, entry.origin) == ("Nine killed", "Reuters")


def test_an_entry_without_a_title_takes_its_first_sentence() -> None:
    assert one("<description>Nine killed. The army denies it.</description>").title == "Nine killed."
    result = read(channel("<item><link>https://a.example/</link></item><item><title>x</title></item>"))
    assert ([entry.title for entry in result.entries], result.bad) == (["x"], 1)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "https://a@b.example/", "data:x", "feed:x"]
)
def test_links_that_are_none_are_dropped(link: str) -> None:
    assert one(f"<title>t</title><link>{link}</link>").url == ""


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", 11),
        ("2026-május-04", None),  # feedparser takes it for the first of November
        ("Sun Jan  4 16:29:06 PST 2026", 5),
        ("1760000000", None),
        ("2026-13-45T99:99:99Z", None),
    ],
)
def test_dates_in_other_languages_are_read_and_nonsense_is_not(raw: str, day: int | None) -> None:
    published = one(f"<title>t</title><pubDate>{raw}</pubDate>").published
    assert (published.day if published else None) == day


# --- identity ----------------------------------------------------------------------------------------------


def guids(items: str) -> list[str]:
    return [entry.guid for entry in read(channel(items)).entries]


def test_guids_by_rule() -> None:
    assert guids("<item><title>a</title><guid>http/1</guid></item>") == ["http/1"]
    assert guids("<item><title>a</title><link>https://a.example/1</link></item>") == ["https://a.example/1"]
    undated = "<item><title>a</title></item>"
    assert guids(undated) == guids(undated)
    assert len(set(guids("<item><title>a</title></item><item><title>b</title></item>"))) == 2


def test_a_guid_or_link_that_all_share_names_none() -> None:
    shared = "".join(
        f"<item><title>t{n}</title><guid>same</guid><link>https://a.example/{n}</link></item>" for n in range(3)
    )
    assert guids(shared) == [f"https://a.example/{n}" for n in range(3)]
    front_page = "".join(f"<item><title>t{n}</title><link>https://a.example/</link></item>" for n in range(3))
    assert len(set(guids(front_page))) == 3
    twice = "<item><title>t</title><guid>g</guid></item>" * 2
    assert guids(twice) == ["g"]


# --- no feed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"", "", "empty answer (0 bytes)"),
        (b"  \n ", "", "empty answer (4 bytes)"),
        (
            b"<!doctype html><html><head><title>Log in</title></head></html>",
            "text/html",
            "not a feed: an HTML page (title 'Log in')",
        ),
        (b"<html><title>x\x1b[2J</title>", "text/html", "not a feed: an HTML page (title 'x [2J')"),
        (b'<?xml version="1.0"?><opml version="1.0"/>', "", "not a feed: XML root <opml>"),
        (b"\x00\x01\x02\xff" * 500, "image/png", "not a feed: binary data (image/png)"),
        (b"Too many requests", "text/plain; x", "not a feed: no XML root element (text/plain)"),
        (b"/etc/passwd", "", "not a feed: no XML root element (no content type)"),
        (b"http://127.0.0.1/", "", "not a feed: no XML root element (no content type)"),
        (b'{"error": 1}', "", "not a feed: JSON without a list of items"),
        (b'{"items": []}', "", "not a feed: JSON that is no JSON Feed (no version)"),
        (b"{" * 100_000, "", "not a feed: broken JSON"),
        (b"[" * 100_000, "", "not a feed: broken JSON"),
        (b"<!--" * 50_000, "", "not a feed: no XML root element"),
        (b" " * 70_000 + b"x", "", "not a feed: no XML root element"),
        (b"<?xml " + b"encoding='" * 5_000, "", "not a feed: no XML root element"),
        (b"<!DOCTYPE x [" + b"<!ENTITY " * 5_000, "", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(body: bytes, content_type: str, words: str) -> None:
    assert refused(body, content_type).startswith(words)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(channel("")).entries == ()


# --- hostile or broken XML that must still be read ----------------------------------------------------------


def test_a_long_blank_prolog_and_a_doctype_with_a_subset_cost_nothing() -> None:
    entities = '<!DOCTYPE rss [ <!ENTITY a "' + "x" * 10_000 + '"> ]>'
    body = "<?xml version='1.0'?>" + "\n" * 60_000 + entities + channel("<item><title>One</title></item>")
    assert [entry.title for entry in read(body).entries] == ["One"]


@pytest.mark.parametrize(
    "bad", ["&#xD800;", "&#99999999999;", f"&#{'1' * 5_000};", "&#x;", "&#0;", "\x00", "\x0b", "\ufffe"]
)
def test_a_bad_character_costs_a_character(bad: str) -> None:
    items = "".join(f"<item><title>t{n}</title></item>" for n in range(20)) + f"<item><title>x {bad} y</title></item>"
    titles = [entry.title for entry in read(channel(items)).entries]
    assert len(titles) == 21
    assert titles[-1].startswith("x")
    assert titles[-1].endswith("y")


@pytest.mark.parametrize("bad", [(), (0,), (3,), (6,), (0, 6), (2, 3), (0, 1, 2, 3, 4, 5)])
def test_an_entry_that_breaks_the_parser_costs_itself_only(
    bad: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = feedparser.parse

    def breaks(body: io.BytesIO, **given: object) -> object:
        if b"BREAKS" in body.getvalue():
            raise ValueError
        return library(body, **given)

    monkeypatch.setattr(feedparser, "parse", breaks)
    result = read(rss(*(f"BREAKS {n}" if n in bad else f"{n} killed" for n in range(7))))
    assert [entry.title for entry in result.entries] == [f"{n} killed" for n in range(7) if n not in bad]
    assert (result.bad, result.title) == (len(bad), "T")


def test_a_feed_of_which_every_entry_breaks_the_parser_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_body: io.BytesIO, **_given: object) -> object:
        raise ValueError

    monkeypatch.setattr(feedparser, "parse", breaks)
    assert refused(rss("A", "B")) == "broken XML: the parser gave up"


def test_entities_of_the_document_are_not_expanded() -> None:
    body = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + channel("<item><title>[&x;]</title></item>")
    assert [entry.title for entry in read(body).entries] == ["[&x;]"]


def test_half_an_answer_gives_its_whole_entries_only() -> None:
    body = rss(*(f"{n} killed" for n in range(5))).decode()
    result = read(body[: body.index("4 killed") + 1])
    assert result.truncated
    assert [entry.title for entry in result.entries] == [f"{n} killed" for n in range(4)]


def test_only_the_newest_entries_of_a_flood_are_kept() -> None:
    days = [
        f"<item><title>t{n}</title><pubDate>2026-05-{1 + n % 28:02}T00:00:00Z</pubDate></item>" for n in range(2_500)
    ]
    result = read(channel("".join(days)))
    assert (len(result.entries), result.left_out) == (2_000, 500)
    assert min(entry.published.day for entry in result.entries if entry.published) >= 6


ATOM_INSIDE = channel("<item><title>A</title></item>").replace(
    "<item>", '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="x" rel="self"/><item>', 1
)


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        pytest.param(ATOM_INSIDE, ["A"], id="a link of Atom in RSS"),
        pytest.param(ATOM_INSIDE + ATOM_INSIDE.replace("A</", "B</"), ["A", "B"], id="two documents"),
        pytest.param(channel("<item><title>A</title><item><title>B</title></item></item>"), None, id="one in another"),
    ],
)
def test_odd_documents_are_read_the_same_each_time(body: str, titles: list[str] | None) -> None:
    first, second = read(body), read(body)
    assert first == second
    assert titles is None or [entry.title for entry in first.entries] == titles


def test_ttl_and_skips() -> None:
    skips = "<skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day><day>x</day></skipDays>"
    head = f"<ttl>30</ttl>{skips}"
    result = read(channel("<item><title>t</title></item>", head))
    assert (result.ttl, result.skip_hours, result.skip_days) == (1800.0, (0, 3), (6,))
    assert read(channel("", "<ttl>-1</ttl>")).ttl is None


# --- JSON Feed ---------------------------------------------------------------------------------------------


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "items": [
            {
                "id": 7,
                "title": "A <b>",
                "content_html": "<p>Nine killed</p>",
                "url": "../1",
                "tags": ["x"],
            }
            | {"date_published": "2026-05-04T10:00:00Z", "authors": [{"name": "N"}]},
            "nonsense",
            {"id": "8", "content_text": "Ten hurt. More."},
        ],
    }
    result = read(json.dumps(feed), "application/feed+json")
    assert result.bad == 1
    first, second = result.entries
    assert (first.guid, first.title, first.summary, first.author) == ("7", "A <b>", "Nine killed", "N")
    assert first.url == "https://news.example/1"
    assert (second.title, second.summary) == ("Ten hurt.", "Ten hurt. More.")


# --- properties --------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "<rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE x [",
        "]>",
    ]
    + [
        "<?xml version='1.0'?>",
        "&amp;",
        "&#x9d;",
        "&#xD800;",
        "&",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
    ]
    + [
        "</rss>",
        "</feed>",
        "{",
        "[",
        '"items"',
        "text",
        "\x1b",
        "é",
        "\ud7ff",
        "<a href='",
        "'",
        ">",
        "<",
        "\n",
        "<media:title>",
    ]
)


@given(
    st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=30).map(lambda parts: "".join(parts).encode())),
    st.text(max_size=30),
)
@settings(max_examples=100, deadline=None)
def test_preparing_never_raises_and_gives_clean_text(body: bytes, content_type: str) -> None:
    prepared = prepare(body, content_type)
    assert isinstance(prepared, Document | JsonText | ParseFailed)
    if isinstance(prepared, Document):
        assert prepared.xml.startswith("<")
        assert clean(prepared.xml) == prepared.xml
        assert prepared.encoded.decode("utf-8")


@given(st.binary(max_size=300), st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_bytes_decode(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type).text, str)


@given(st.lists(PIECES, max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_body_gives_entries_or_one_line(parts: list[str]) -> None:
    result = parse(("<rss version='2.0'><channel>" + "".join(parts)).encode(), "", URL)
    if isinstance(result, ParseFailed):
        assert result.error == text.line(result.error)
    else:
        assert all(
            entry.title and text.is_safe(entry.title) and text.is_safe(entry.summary) for entry in result.entries
        )
