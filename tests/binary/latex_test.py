#!/usr/bin/env python3
"""Sets what --format bibtex gives with pdflatex and bibtex (abbrv), which may find no error.

The papers are invented ones that have every kind of character and mistake in title, authors and journal, and, if the
corpus is there, papers of it drawn at random. Each file is set in a document without any package, and in one with the
packages that mathematicians use.

    latex_test.py --papercup BIN [--corpus FILE [--papers COUNT] [--seed N]]

Is skipped where there is no pdflatex (scripts/install-deps.sh texlive-latex-base texlive-binaries). With --papers 2000
--seed N it is what a release is measured by.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/support"))
import program_tests  # noqa: E402

TEXTS = [
    "αβγδεζηθικλμνξοπρστυφχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ ϵϑϕϖϱς ά",
    "±×÷·≤≥≠≈≃≅≡∼∝≪≫≲≳∈∉⊂⊆∪∩∅∧∨¬∀∃→←↔⇒⇔↦∞∂∇√∑∏∫⊕⊗⊙⊥∥⟨⟩⌈⌉⌊⌋′″ℓℏℵ∘⋆★•□△◇⋯†‡°",
    "¹²³⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉½¼¾ ℂℍℕℙℚℝℤ 𝔼𝔽 𝒜𝓑 𝐗 −",
    "–—―‐‑‘’‚“”„«»‹›…§¶©®™£€¥¡¿‰´¨¯ \u00a0\u2009\u202f\u200b\u00ad\ufeff",
    "".join(map(chr, range(0xC0, 0x180))).replace("×", "").replace("÷", ""),
    "ǎǐǒǔǖǘǚǜǦǧǨǰȘșȚțȧȩẼẽễẾếứựạẹịọụỵḥḍṣṭṇṛẖ ﬁﬂﬀﬃ",
    "R&D at 5% of #1, a_b^c ~ < > | \" ' ` @ = / * + [x] (y) ! ? ; :",
    "costs $5 and $10, US$3 million, $ε$ and $ x $, 3$\\times$2pt, a $ alone",
    "{ open, } closed, \\{ \\}, {{}}, {$a} b$, $x} y$, \\( x, \\[ y, \\) z",
    "\\ours \\é \\3 \\v \\' \\\" \\frac \\frac{1} $\\frac{1}$ $\\sqrt$ $\\ours_2$ \\left( x \\right",
    "$x^a^b y_c_d z' '^2$ $x^$ $_$ $^$ $'$ $x^\\frac12$ $\\left( x$ $\\right) y$ $\\big x$ $\\left\\{ x \\right.$",
    "\\newcommand{\\x}{\\y} \\def\\z{1} \\input{/etc/passwd} \\begin{equation} x \\end{equation} \\item \\verb|x| \\end",
    "\\alpha \\mathbb{R} \\gtrsim \\textit{é} $\\textit{é} \\text{ü} \\\"o \\ss$ {\\cal O}(n) ${\\cal O}$ {\\sc ii} {\\em a} $\\em a$",
    "$\\mathbb{R} \\mathfrak{g} \\mathscr{L} \\boldsymbol{x} \\bm x \\operatorname{rank} \\tfrac12 \\binom{n}{k} \\lesssim \\leqslant$",
    "\\unicode{x2013} \\textsuperscript{a} \\ce{H2O} \\textcolor{red}{x} \\color{red} y \\Large z \\texorpdfstring{$x$}{x} \\href{a}{b}",
    "$$x$$ \\[y\\] \\textbf{$$z$$} \\mbox{$$z$$ \\[w\\]} \\emph{\\(v\\)} $\\mbox{$$u$$}$ $\\small$ $\\,$ $$ $ $",
    "\\dj \\DJ \\k{a} \\th \\dh \\guillemotleft \\H{o} \\c c \\b{b} \\t{oo} \\'\\i \\'{\\i} \\'{é} \\~{\\^e} \\.I \\r a \\u{} \\=",
    "ends in a backslash \\", "ends in a dollar $", "ends in a formula $x", "ends in a script $x^2_", "$", "$$", "\\", "{", "}", "^", "_", "é", "$é^α$",
    "\\cite{a_b} \\ref{x} \\footnote{y_z} \\label{q} \\url{https://example.org/a_b%20c#d}",
    "\\Box $\\Box$ \\Diamond $\\limits$ \\sum\\limits_{i} $\\sum\\nolimits_i$ $\\not= \\not\\in$ $a \\over b$ a \\over b",
]
NAMES = ["Élodie Œuvre", "Ángel Ñandú", "Jean-Éric Łoś", "Şule Çınar", "İpek Ğ.", "Đorđe Živković", "Þóra Ðal", "Nguyễn Văn Đức",
         "Øyvind Å. Ærø", "ß Nobody", "Ren\\é Nobody", "\\'Elodie \\v{S}.", "{\\L}ukasz Erd\\H{o}s", "Ann É. van den Œ", "Σ. Collaboration",
         "A. Nobody\\", "é élan Nobody", "R & D Team", "Nora_Nobody", "J.-É. Nobody Jr.", "Ó'Neill, Ú.", "ı ı", "Ż", "A$^1$ B", "X. {Y}"]
BARE = "\\documentclass{article}\n"
PACKED = BARE + "\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amsmath,amssymb}\n"
BODY = "\\begin{document}\n\\nocite{*}\n\\bibliographystyle{abbrv}\n\\bibliography{refs}\n\\end{document}\n"


def invented():
    for number, text in enumerate(TEXTS + NAMES, 1):
        yield {"id": f"2611.98{number:03d}", "title": text, "abstract": text, "comment": text, "journal_ref": text,
               "authors": [NAMES[number % len(NAMES)], text if text in NAMES else "N. Nobody"], "categories": ["math.AG"]}
    yield {"id": "2611.98900", "title": "Everybody", "abstract": "x", "authors": NAMES, "categories": ["math.AG"]}


def drawn(corpus, count, seed):
    with subprocess.Popen(["zstd", "-dc", corpus], stdout=subprocess.PIPE) as process:
        lines = process.stdout.readlines()
    return [json.loads(line) for line in random.Random(seed).sample(lines, count)]


def exported(papercup, papers, folder):
    lines = "".join(json.dumps(paper) + "\n" for paper in papers).encode()
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": "2026-11-24T12:00:00Z",
                   "PAPERCUP_DATA": str(folder / "data"), "PAPERCUP_CONFIG": str(folder / "config")}

    def run(*arguments, **options):
        return subprocess.run([papercup, *arguments], env=environment, check=True, capture_output=True, **options).stdout

    run("-q", "import", "-", input=lines)
    text = run("query", "--limit", "0", "--format", "bibtex")
    count = text.count(b"\n@misc{") + text.startswith(b"@misc{")
    assert count == len(papers), f"{count} entries of {len(papers)} papers"
    return text


def errors(head, bib, folder):
    """What pdflatex and bibtex complain about."""
    folder.mkdir(parents=True)
    (folder / "refs.bib").write_bytes(bib)
    (folder / "main.tex").write_text(head + BODY)
    found = []
    for program in (["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "main"], ["bibtex", "main"],
                    ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "main"]):
        run = subprocess.run(program, cwd=folder, capture_output=True, check=False,
                             env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C"})
        lines = run.stdout.decode("utf-8", "replace").splitlines()
        if program[0] == "bibtex":
            found += [line for line in lines if re.match(r"I (was|couldn't|found)|.*---line \d+|\(There (was|were) .* error|Warning--", line)]
            continue
        for number, line in enumerate(lines):
            if line.startswith("!"):
                place = next((later for later in lines[number:number + 12] if later.startswith("l.")), "")
                found.append(f"{line} {place}")
    assert (folder / "main.pdf").exists(), "there is no main.pdf"
    set_entries = (folder / "main.bbl").read_bytes().count(b"\\bibitem")
    assert set_entries == bib.count(b"@misc{"), f"{set_entries} entries were set"
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--papers", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not shutil.which("pdflatex") or not shutil.which("bibtex"):
        program_tests.skip("latex", "pdflatex is not installed (texlive-latex-base)")
        return program_tests.exit_code(False)
    lists = {"invented papers": list(invented())}
    if args.corpus and pathlib.Path(args.corpus).exists():
        lists[f"{args.papers} papers of the corpus"] = drawn(args.corpus, args.papers, args.seed)
    else:
        program_tests.skip("latex.corpus", "there is no corpus")
    count = 0
    for name, papers in lists.items():
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            bib = exported(args.papercup, papers, folder)
            for number, (what, head) in enumerate({"no package": BARE, "packages": PACKED}.items()):
                found = errors(head, bib, folder / str(number))
                count += len(found)
                print(f"{name}, {what}: {bib.count(b'@misc{')} entries, {len(found)} errors")
                for error in found[:40]:
                    print(f"  {error}")
    return program_tests.exit_code(count > 0)


if __name__ == "__main__":
    sys.exit(main())
