#include "papercup/library/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "library/fields.hpp"
#include "papercup/core/error.hpp"

namespace papercup::library {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const ArxivId kId = ArxivId::parse("2611.90001");

Entry only_entry(std::string_view text) {
  const Library library = parse_library(text);
  EXPECT_THAT(library.warnings, IsEmpty());
  EXPECT_THAT(library.entries, SizeIs(1));
  return library.entries.empty() ? Entry() : library.entries.front();
}

TEST(Bibtex, ReadsAnEntry) {
  const Entry entry = only_entry(
      "Some words before.\n"
      "@Article{nobody2026,\n"
      "  author = \"A. Nobody\", title = {{GPT} and the {\\\"O}resund of $\\alpha_{1}$},\n"
      "  YEAR = 2026, month = nov, doi = {https://doi.org/10.1000/ABC.},\n"
      "  abstract = {One\n    {T}wo.},\n}\n");
  EXPECT_EQ(entry.place, 2U);
  EXPECT_EQ(entry.key, "nobody2026");
  EXPECT_EQ(entry.title, "GPT and the Öresund of α₁");
  EXPECT_EQ(entry.year, 2026);
  EXPECT_EQ(entry.doi, "10.1000/abc");
  EXPECT_EQ(entry.abstract, "One Two.");
  EXPECT_FALSE(entry.arxiv_id);
}

TEST(Bibtex, JoinsMacrosAndQuotedText) {
  const Entry entry = only_entry(
      "@string{ pre = \"A Study\" }\n@STRING(of = { of })\n"
      "@misc(x, title = pre # of # \"{N}othing\" # unknown, year = \"in \" # 2024)");
  EXPECT_EQ(entry.title, "A Study of Nothing");
  EXPECT_EQ(entry.year, 2024);
}

TEST(Bibtex, PassesOverCommentsAndPreambles) {
  const Library library = parse_library(
      "Write to me @ (the office\n@comment{ @misc{no, title={No}} }\n@preamble{ "
      "\"\\newcommand{\\x}{y}\" }\n"
      "% @misc{neither, title={Neither}}\nme@example.org\n"
      "@misc{yes, % a remark\n  title={Yes},\n  % note = {nothing},\n  year=2020}\n");
  EXPECT_THAT(library.warnings, IsEmpty());
  ASSERT_THAT(library.entries, SizeIs(1));
  EXPECT_EQ(library.entries[0].title, "Yes");
  EXPECT_EQ(library.entries[0].year, 2020);
}

TEST(Bibtex, LeavesBrokenEntriesOutAndSaysWhere) {
  const Library library = parse_library(
      "@misc{a, title={Good}}\n"
      "@misc{b, title={Never closed,\n  year=2020}\n"
      "@misc{c, title {No sign}}\n"
      "@misc{d, title={x} year=2020}\n"
      "@misc{e, title=\"}\"}\n"
      "@misc{f, title={Good too}}\n"
      "@misc{g, title={Cut off");
  ASSERT_THAT(library.entries, SizeIs(2));
  EXPECT_EQ(library.entries[1].title, "Good too");
  EXPECT_THAT(library.warnings,
              ElementsAre("line 2: the entry is not closed", "line 4: the field title has no value",
                          "line 5: a comma is missing between fields",
                          "line 6: a brace is closed that was not opened",
                          "line 8: a value is not closed"));
}

TEST(Bibtex, ACommentThatIsNotClosedSwallowsNothing) {
  const Library library = parse_library("@comment{ oops\n@misc{a, title={Good}}\n");
  EXPECT_THAT(library.entries, SizeIs(1));
}

TEST(Bibtex, MacrosDoNotGrowWithoutBounds) {
  std::string text = "@string{m0 = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n";
  for (int i = 0; i < 60; ++i) {
    text += "@string{m" + std::to_string(i + 1) + " = m" + std::to_string(i) + " # m" +
            std::to_string(i) + "}\n";
  }
  const Library library = parse_library(text + "@misc{a, title=m60}");
  EXPECT_THAT(library.warnings, testing::Contains(HasSubstr("the macro is too long")));
  EXPECT_THAT(library.entries, SizeIs(1));
}

TEST(Bibtex, FindsIdentifiersWhereverPeoplePutThem) {
  for (const char* fields : {
           "eprint={2611.90001}, archivePrefix={arXiv}, primaryClass={cs.LG}",
           "eprint={arXiv:2611.90001v2}",
           "eprint={2611.90001 [cs.LG]}, eprinttype={arxiv}",
           "arxivId={2611.90001}",
           "url={https://arxiv.org/abs/2611.90001v3}",
           "url={http://arxiv.org/pdf/2611.90001.pdf}",
           "doi={10.48550/arXiv.2611.90001}",
           "doi={https://doi.org/10.48550/ARXIV.2611.90001}",
           "journal={arXiv preprint arXiv:2611.90001}",
           "journal={CoRR}, volume={abs/2611.90001}",
           "note={arXiv:2611.90001 [cs.LG], to appear}",
           "howpublished={\\url{https://arxiv.org/abs/2611.90001}}",
       }) {
    const Entry entry = only_entry(std::string("@misc{x, title={T}, ") + fields + "}");
    EXPECT_EQ(entry.arxiv_id, kId) << fields;
    EXPECT_EQ(entry.doi, "") << fields;
  }
}

TEST(Bibtex, TakesNothingElseForAnIdentifier) {
  for (const char* fields :
       {"pages={2611.90001}", "eprint={2611.90001}, archivePrefix={SSRN}", "number={1234.5678}",
        "url={https://example.org/abs/2611.90001}", "note={see arXiv}"}) {
    EXPECT_FALSE(only_entry(std::string("@misc{x, title={T}, ") + fields + "}").arxiv_id) << fields;
  }
}

TEST(Bibtex, KnowsThePrimaryCategory) {
  EXPECT_EQ(only_entry("@misc{x, eprint={2611.90001}, primaryClass={cs.LG}}").category,
            Category("cs.LG"));
  EXPECT_EQ(only_entry("@misc{x, note={arXiv:2611.90001 [stat.ML]}}").category,
            Category("stat.ML"));
  EXPECT_FALSE(only_entry("@misc{x, primaryClass={nonsense}}").category);
}

TEST(Ris, ReadsEntriesAndContinuedLines) {
  const Library library = parse_library(
      "\xEF\xBB\xBFTY  - JOUR\r\nID  - one\r\nT1  - A title that\r\ngoes on\r\nPY  - 2024/05//\r\n"
      "DO  - 10.1000/x\r\nAB  - Words.\r\nER  - \r\n\r\n"
      "TY  - UNPB\nTI  - Another\nUR  - https://arxiv.org/abs/2611.90001\nY1  - 2023\nER  -\n");
  EXPECT_EQ(library.format, Format::ris);
  EXPECT_THAT(library.warnings, IsEmpty());
  ASSERT_THAT(library.entries, SizeIs(2));
  EXPECT_EQ(library.entries[0],
            (Entry{1, "one", "A title that goes on", "Words.", 2024, {}, "10.1000/x", {}}));
  EXPECT_EQ(library.entries[1].arxiv_id, kId);
  EXPECT_EQ(library.entries[1].place, 10U);
}

TEST(Ris, SaysWhatIsBroken) {
  const Library library =
      parse_library("TI  - Alone\nTY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n");
  EXPECT_THAT(library.entries, SizeIs(2));
  EXPECT_THAT(library.warnings,
              ElementsAre("line 1: TI belongs to no entry", "line 2: the entry is not closed by ER",
                          "line 4: the entry is not closed by ER"));
}

TEST(CslJson, ReadsItems) {
  const Library library = parse_library(
      R"([{"id": "a", "title": "One <i>two</i>", "issued": {"date-parts": [["2024", 5]]},
           "DOI": "10.1000/X", "abstract": "Words."},
          7,
          {"id": 8, "title": "Two", "issued": {"literal": "May 2023"}, "publisher": "arXiv",
           "number": "arXiv:2611.90001", "note": null, "custom": {"deep": [1]}}])");
  EXPECT_EQ(library.format, Format::csl_json);
  EXPECT_THAT(library.warnings, ElementsAre("entry 2: it is not an object"));
  ASSERT_THAT(library.entries, SizeIs(2));
  EXPECT_EQ(library.entries[0].doi, "10.1000/x");
  EXPECT_EQ(library.entries[0].year, 2024);
  EXPECT_EQ(library.entries[1].arxiv_id, kId);
  EXPECT_EQ(library.entries[1].year, 2023);
  EXPECT_EQ(library.entries[1].key, "8");
}

TEST(CslJson, TakesASingleItemAndAnObjectWithItems) {
  EXPECT_EQ(only_entry(R"({"title": "One"})").title, "One");
  EXPECT_EQ(only_entry(R"({"items": [{"title": "One"}]})").title, "One");
}

TEST(ParseLibrary, RefusesWhatIsNone) {
  const auto message_of = [](std::string_view text) {
    try {
      parse_library(text);
    } catch (const Error& error) {
      return error.message();
    }
    return std::string("no error");
  };
  EXPECT_EQ(message_of(" \n"), "the reference list is empty");
  EXPECT_EQ(message_of("<!DOCTYPE html>"), "this is neither BibTeX nor RIS nor CSL-JSON");
  EXPECT_EQ(message_of("[\n{\"a\": \n}]"), "line 3: this is not JSON");
}

TEST(ParseLibrary, GivesCleanTextWhateverTheBytes) {
  constexpr char kBytes[] =
      "@misc{\x1b[2J, title={a\0b \xff \x1b[31m \xE2\x80\xAE"
      "evil}}";
  const std::string bytes(kBytes, sizeof kBytes - 1);
  const Library library = parse_library(bytes);
  ASSERT_THAT(library.entries, SizeIs(1));
  EXPECT_EQ(library.entries[0].title.find('\x1b'), std::string::npos);
  EXPECT_EQ(library.entries[0].key, "[2J");
}

TEST(Dois, AreAloneOrFollowWhatSaysThatTheyAre) {
  const auto doi_of = [](const std::string& doi) {
    return only_entry("@misc{x, title={T}, doi={" + doi + "}}").doi;
  };
  for (const char* doi :
       {"10.1000/X.1", "doi:10.1000/x.1", "DOI:10.1000/x.1", "doi: 10.1000/x.1",
        "https://doi.org/10.1000/x.1", "http://dx.doi.org/10.1000/x.1", "see 10.1000/x.1"}) {
    EXPECT_EQ(doi_of(doi), "10.1000/x.1") << doi;
  }
  for (const char* doi :
       {"isbn:10.1000/x.1", "https://example.org/10.1000/x.1", "v10.1000/x.1", "10.1000", "none"}) {
    EXPECT_EQ(doi_of(doi), "") << doi;
  }
}

TEST(CslJson, TakesTheYearFromWhereItIs) {
  const auto year_of = [](const std::string& issued) {
    return only_entry(R"({"title": "One", "issued": )" + issued + "}").year;
  };
  EXPECT_EQ(year_of(R"({"date-parts": [[2024, 5]]})"), 2024);
  EXPECT_EQ(year_of(R"({"date-parts": [2023]})"), 2023);
  EXPECT_EQ(year_of(R"({"date-parts": [[]], "literal": "May 2022"})"), 2022);
  EXPECT_EQ(year_of(R"({"date-parts": [], "raw": "2021-05"})"), 2021);
  EXPECT_EQ(year_of(R"("2020")"), 2020);
  EXPECT_EQ(year_of(R"("9999 or 0079, reprinted 1988")"), 1988);
  EXPECT_EQ(year_of("{}"), std::nullopt);
}

TEST(Bibtex, ReadsEntriesThatFollowEachOtherWithoutABlank) {
  const Library library = parse_library("@misc{a, title={One}}@misc(b, title={Two})@misc{c}");
  EXPECT_THAT(library.entries, SizeIs(3));
  EXPECT_THAT(library.warnings, testing::IsEmpty());
}

TEST(Encoding, IsToldByTheFileElseTakenForWindows1252) {
  const Library windows = parse_library("@misc{a, title={Caf\xE9 \x93x\x94 \x96 \x80}}");
  EXPECT_EQ(windows.entries.at(0).title, "Café “x” – €");
  EXPECT_THAT(windows.notes, ElementsAre(HasSubstr("it is not UTF-8: read as Windows-1252")));
  const Library latin = parse_library("% Encoding: ISO8859_1\n@misc{a, title={Caf\xE9 \xA4}}");
  EXPECT_EQ(latin.entries.at(0).title, "Café ¤");
  EXPECT_THAT(latin.notes, ElementsAre("read as Latin-1, as it says itself"));
  EXPECT_EQ(
      parse_library("% Encoding: ISO-8859-15\r\n@misc{a, title={\xA4 \xBD}}").entries.at(0).title,
      "€ œ");
  EXPECT_EQ(parse_library("%% This file was created with X.\n%Encoding: windows-1252\n"
                          "@misc{a, title={\x9Cuvre}}")
                .entries.at(0)
                .title,
            "œuvre");
  // What is UTF-8 is UTF-8 whatever it says.
  const Library utf8 = parse_library("% Encoding: Cp1252\n@misc{a, title={Café}}");
  EXPECT_EQ(utf8.entries.at(0).title, "Café");
  EXPECT_THAT(utf8.notes, IsEmpty());
  EXPECT_EQ(parse_library("[{\"title\": \"Caf\xE9\"}]").entries.at(0).title, "Café");
  EXPECT_EQ(parse_library("TY  - JOUR\nTI  - Caf\xE9\nER  -\n").entries.at(0).title, "Café");
}

std::string in_utf16(std::string_view ascii, bool is_little) {
  std::string bytes;
  for (const char c : ascii) bytes += is_little ? std::string{c, '\0'} : std::string{'\0', c};
  return bytes;
}

TEST(Encoding, ReadsUtf16AndSaysSo) {
  constexpr std::string_view kText = "@misc{a, title={Two bytes}}";
  for (const bool is_little : {true, false}) {
    const std::string mark = is_little ? "\xFF\xFE" : "\xFE\xFF";
    for (const std::string& bytes :
         {mark + in_utf16(kText, is_little), in_utf16(kText, is_little)}) {
      const Library library = parse_library(bytes);
      EXPECT_EQ(library.entries.at(0).title, "Two bytes");
      EXPECT_THAT(library.notes, ElementsAre("read as UTF-16"));
    }
  }
  // U+1F600, as a pair of surrogates.
  EXPECT_EQ(parse_library(in_utf16("@misc{a, title={", true) + std::string("\x3D\xD8\x00\xDE", 4) +
                          in_utf16("}}", true))
                .entries.at(0)
                .title,
            "😀");
}

TEST(Encoding, ReadsLinesThatEndWithCarriageReturns) {
  const Library library =
      parse_library("% a comment\r@misc{a, title={One}}\r% @misc{no}\r@misc{b, title={Two}}\r");
  EXPECT_THAT(library.entries, SizeIs(2));
  EXPECT_THAT(library.notes, ElementsAre(HasSubstr("CR alone")));
  EXPECT_THAT(parse_library("TY  - JOUR\rTI  - One\rER  -\r").entries, SizeIs(1));
  EXPECT_THAT(parse_library("TY  - JOUR\r\nTI  - One\r\nER  -\r\n").notes, IsEmpty());
}

TEST(Bibtex, TakesValuesWithoutBracesAsTheyAre) {
  for (const char* field :
       {"eprint=2611.90001", "eprint = 2611.90001v2", "url=http://arxiv.org/abs/2611.90001",
        "url = https://arxiv.org/abs/2611.90001?context=cs#x, year=2026",
        "journal=arXiv:2611.90001"}) {
    EXPECT_EQ(only_entry(std::string("@misc{a, title={T}, ") + field + "}").arxiv_id, kId) << field;
  }
  const Library library = parse_library("@misc{a, title={T}, journal=jinv, publisher=jinv}");
  EXPECT_THAT(library.notes,
              ElementsAre("1 macro without a definition is taken for nothing: jinv"));
  EXPECT_THAT(parse_library("@string{jinv={J}} @misc{a, journal=jinv, month=nov}").notes,
              IsEmpty());
}

TEST(Identifiers, AreFoundInEveryFieldThatHasThem) {
  for (const char* fields :
       {"journal={arXiv e-prints}, eid={arXiv:2611.90001}", "journal={arXiv}, eid={2611.90001}",
        "journal={arXiv e-prints}, pages={arXiv:2611.90001}",
        "publisher={arXiv}, number={2611.90001}", "eprint={arXiv2611.90001}",
        "note={arXiv2611.90001v1}", "note={arXiv-2611.90001}",
        "archivePrefix={arXiv}, eprint={arXiv:2611.90001 [cs.LG]}"}) {
    EXPECT_EQ(only_entry(std::string("@misc{a, title={T}, ") + fields + "}").arxiv_id, kId)
        << fields;
  }
  EXPECT_EQ(only_entry("[{\"title\": \"T\", \"publisher\": \"arXiv\", \"number\": \"2611.90001\"}]")
                .arxiv_id,
            kId);
  EXPECT_EQ(only_entry("TY  - GEN\nTI  - T\nPB  - arXiv\nIS  - 2611.90001\nER  -\n").arxiv_id, kId);
  EXPECT_EQ(only_entry("TY  - GEN\nTI  - T\nIS  - arXiv:2611.90001\nER  -\n").arxiv_id, kId);
  // Numbers of a journal are none.
  EXPECT_FALSE(only_entry("@misc{a, title={T}, journal={J. Inv.}, eid={2611.90001}}").arxiv_id);
  EXPECT_FALSE(
      only_entry("TY  - JOUR\nTI  - T\nJO  - J. Inv.\nIS  - 2611.90001\nER  -\n").arxiv_id);
}

TEST(Identifiers, OfOldFormMayHaveTheArchiveInAnotherField) {
  const ArxivId old = ArxivId::parse("math/0211160");
  for (const char* fields : {"eprint={0211160}, primaryClass={math.DG}",
                             "eprint={0211160}, archivePrefix={arXiv}, primaryClass={math}",
                             "eprint={0211160}, archivePrefix={math}", "eprint={math.DG/0211160}",
                             "eprint=0211160, eprinttype={arXiv}, eprintclass={math.DG}"}) {
    EXPECT_EQ(only_entry(std::string("@misc{a, title={T}, ") + fields + "}").arxiv_id, old)
        << fields;
  }
  EXPECT_FALSE(only_entry("@misc{a, title={T}, eprint={0211160}}").arxiv_id);
  EXPECT_FALSE(
      only_entry(
          "@misc{a, title={T}, eprint={0211160}, archivePrefix={hal}, primaryClass={math.DG}}")
          .arxiv_id);
}

TEST(Identifiers, ThatArxivHasNotAreTold) {
  const Library library =
      parse_library("\n@misc{a, title={T}, eprint={2613.90001}, archivePrefix={arXiv}}");
  EXPECT_FALSE(library.entries.at(0).arxiv_id);
  EXPECT_THAT(library.notes, ElementsAre("line 2: eprint 2613.90001 is not an arXiv identifier"));
}

}  // namespace
}  // namespace papercup::library
