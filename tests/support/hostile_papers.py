"""Papers whose texts try to break out of every form of output, as JSON Lines that papercup imports."""
import json

# Under each mark an attack on the form that takes it for more than text.
TEXTS = {
    "escape sequences": "\x1b[2J\x1b]0;owned\x07 title \x9b31m \x1b]8;;https://evil.invalid\x1b\\link",
    "controls": "nul\x00 bell\x07 backspace\x08 delete\x7f next line\x85 lines\nand\r\nmore\u2028and\u2029more",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)><b>bold</b>",
    "markup that closes": "</title></style></script></textarea>--><svg onload=alert(1)>]]><!-- x",
    "entities": "&amp; &lt;b&gt; &#x0; &#60;script&#62; &nosuch; &",
    "quotes": "\"double\" 'single' `back` “curly” \"onmouseover=alert(1) x=\" \"\"\"",
    "formula": "=HYPERLINK(\"https://evil.invalid\",\"click\")",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula behind a tab": "\t=1+1",
    "formula behind an apostrophe": "'=1+1",
    "formula in full width": "＝1+1",
    "commas; semicolons": "one, two; three,four;=1+1",
    "right to left": "\u202eevil\u202c שלום עולם \u2067isolated\u2069 مرحبا بالعالم \u200f",
    "right to left alone": "מאמר בעברית בלבד",
    "zero width": "ze\u200bro\u200c wid\u200dth\u2060 \ufeffmark \u00ad soft",
    "only zero width": "\u200b\u200c\u2060",
    "wide": "深層学習による選好の推定 と 絵文字 👩‍👩‍👧‍👦 🏳️‍🌈 é̶̢̛̗̰",
    "noncharacters": "a\ufffe b\uffff c\U0001fffe d\ufdd0 e",
    "braces": "}, @comment{ } \\} {\\ open { \\{ $ unpaired",
    "tex": "An $\\mathcal{O}(\\sqrt{T})$ bound, R&D at 50% of #1, a_b^c ~ $x_1 \\le y^{2}$ {\\\"o} \\'e",
    "backslash": "ends in a backslash \\",
    "markdown": "# heading [x](javascript:alert(1)) ![y](https://evil.invalid/p.png) | `code` * - 1. <https://evil.invalid>",
    "a line of digits": "1. - + 2) # title",
    "20 kB": "A very long title that goes on and on, " * 512,
    "20 kB without a blank": "x" * 20480,
}


def papers():
    """One record a text, with the text in every field that is one, and a few of other shapes."""
    records = []
    for number, (name, text) in enumerate(TEXTS.items(), 1):
        long = len(text) > 10_000
        records.append({
            "id": f"2611.97{number:03d}", "version": 1, "title": text, "abstract": f"{name}: preference. {text}",
            "authors": [text[:400], "Nora Nobody", f"A. {text[:80]} and B."], "categories": ["cs.LG", "stat.ML"],
            "announced": "2026-11-24", "published": "2026-11-22T10:00:00Z", "comment": text[:400], "journal_ref": text[:400],
            "doi": "10.0000/" + (text[:100] if not long else "x"), "license": "javascript:alert(1)//" + text[:60]})
    records += [
        {"id": "2611.97900", "title": "500 authors", "abstract": "Many.", "categories": ["cs.LG"], "announced": "2026-11-24",
         "authors": [f"Author {number} of Nowhere" for number in range(500)]},
        {"id": "2611.97901", "title": "Nothing is known", "abstract": "", "authors": [], "categories": []},
        {"id": "2611.97902", "title": "Odd categories", "abstract": "x", "authors": ["=1+1"], "announced": "2026-11-24",
         "categories": ["<script>alert(1)</script>", "=1+1", "cs.LG"]},
        {"id": "hep-th/9901001", "title": "An old identifier", "abstract": "x", "authors": ["R. Nobody"], "categories": ["hep-th"]},
    ]
    return records


def json_lines():
    return "".join(json.dumps(record) + "\n" for record in papers()).encode()
