#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/render/records.hpp"

namespace papercup::render {
namespace {

using testing::HasSubstr;
using testing::Not;

Paper cited_paper() {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.title = "A Bound of $\\mathcal{O}(\\sqrt{T})$";
  paper.authors = {"Linnea Sørby", "R. Adeyemi"};
  paper.categories = {Category("cs.LG"), Category("stat.ML")};
  return paper;
}

// What an entry has between two texts; empty if it has not the first.
std::string between(const std::string& entry, std::string_view before, std::string_view after) {
  const std::size_t start = entry.find(before);
  if (start == std::string::npos) return {};
  const std::size_t begin = start + before.size();
  return entry.substr(begin, entry.find(after, begin) - begin);
}

std::string bibtex_text(std::string_view text) {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.journal_ref = text;
  return between(bibtex_entry(paper), "  note = {", "},\n}\n");
}

std::string bibtex_name(const std::string& author) {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.authors = {author};
  return between(bibtex_entry(paper), "  author = {", "},\n");
}

// Empty if the key is without a name.
std::string key_name(const std::string& author) {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.authors = {author};
  const std::string name = between(bibtex_entry(paper), "@misc{", "-2611");
  return name == "arxiv" ? "" : name;
}

TEST(Bibtex, HasWhatACitationOfAPreprintNeeds) {
  Paper paper = cited_paper();
  paper.published = parse_rfc3339("2025-12-31T18:00:01Z");
  paper.journal_ref = "J. Inv. 1 (2026)";
  paper.doi = "10.0000/x_1{y}";
  EXPECT_EQ(bibtex_entry(paper),
            "@misc{sorby-2611.90001,\n"
            "  title = {{A Bound of $\\mathcal{O}(\\sqrt{T})$}},\n"
            "  author = {Linnea S{\\o}rby and R. Adeyemi},\n"
            "  year = {2025},\n"
            "  eprint = {2611.90001},\n"
            "  archivePrefix = {arXiv},\n"
            "  primaryClass = {cs.LG},\n"
            "  doi = {10.0000/x_1%7By%7D},\n"
            "  url = {https://arxiv.org/abs/2611.90001},\n"
            "  note = {J. Inv. 1 (2026)},\n"
            "  keywords = {cs.LG, stat.ML},\n"
            "}\n");
}

TEST(Bibtex, TakesTheYearFromTheIdentifierIfTheSubmissionIsNotKnown) {
  Paper paper = cited_paper();
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("  year = {2026},\n"));
  paper.announced = Date(2027, 1, 4);
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("  year = {2026},\n"));
  Paper listed_late{.id = ArxivId::parse("2405.90501")};
  listed_late.announced = Date(2026, 11, 24);
  EXPECT_THAT(bibtex_entry(listed_late), HasSubstr("  year = {2024},\n"));
  Paper old{.id = ArxivId::parse("hep-th/9912001")};
  old.announced = Date(2026, 11, 24);
  EXPECT_THAT(bibtex_entry(old), HasSubstr("  year = {1999},\n"));
}

TEST(Bibtex, TakesTheYearFromTheSubmissionWhateverItsList) {
  Paper paper = cited_paper();
  paper.published = parse_rfc3339("2026-12-31T23:59:59Z");
  paper.announced = Date(2027, 1, 4);
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("  year = {2026},\n"));
  paper.published = parse_rfc3339("2027-01-01T00:00:00Z");
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("  year = {2027},\n"));
}

TEST(Bibtex, KeysOfOldIdentifiersAndPapersWithoutAuthorsAreKeysToo) {
  const Paper paper{.id = ArxivId::parse("hep-th/9901001")};
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("@misc{arxiv-hep-th-9901001,\n"));
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("  eprint = {hep-th/9901001},\n"));
  EXPECT_THAT(bibtex_entry(paper), Not(HasSubstr("title")));
  EXPECT_THAT(bibtex_entry(paper), HasSubstr("  key = {hep-th/9901001},\n"));
  EXPECT_THAT(bibtex_entry(cited_paper()), Not(HasSubstr("  key = ")));
}

TEST(BibtexText, KeepsTexAsItIs) {
  for (const char* tex : {"$a_1^2 \\{x\\}$", "{\\\"o}", "Schr{\\\"o}dinger", "\\emph{yes} \\& no",
                          "50\\,\\% and \\$5", "\\(a_1\\) and \\[b_2\\]", "a~b", "\\\\"}) {
    EXPECT_EQ(bibtex_text(tex), tex);
  }
}

TEST(BibtexText, EscapesWhatIsTextAndMeansSomethingToTex) {
  EXPECT_EQ(bibtex_text("R&D at 5% of C#, snake_case, x^2"),
            "R\\&D at 5\\% of C\\#, snake\\_case, x\\^{}2");
  EXPECT_EQ(bibtex_text("costs $5"), "costs \\$5");
  EXPECT_EQ(bibtex_text("ends in \\"), "ends in \\textbackslash{}");
}

TEST(BibtexFile, DefinesACommandOnceBeforeItsFirstEntry) {
  Paper paper = cited_paper();
  paper.title = "Sums in $\\mathbb{R}$ and $\\mathbb{Z}$";
  BibtexFile file;
  const std::string first = file.next(paper);
  EXPECT_TRUE(first.starts_with(
      "@preamble{\"\\providecommand{\\mathbb}[1]{\\mathbf{#1}}\"}\n@misc{sorby-2611.90001,\n"))
      << first;
  EXPECT_TRUE(file.next(paper).starts_with("@misc{"));
  EXPECT_TRUE(bibtex_entry(cited_paper()).starts_with("@misc{"));
}

TEST(BibtexText, BracesAlwaysBalanceTheWayBibtexCounts) {
  for (const char* tex : {"{", "}", "}{", "\\{", "\\}", "{\\}", "\\{}", "$\\{$", "a } b { c", "{{}",
                          "\\\\{", "{$", "$}$", "\\{ { \\} }", "\\"}) {
    int depth = 0;
    for (const char c : bibtex_text(tex)) {
      if (c == '{') ++depth;
      if (c == '}') --depth;
      ASSERT_GE(depth, 0) << tex;
    }
    EXPECT_EQ(depth, 0) << tex << " became " << bibtex_text(tex);
  }
}

TEST(BibtexText, HasNoControlCharactersAndNoBrokenUtf8) {
  EXPECT_EQ(bibtex_text(std::string_view("a\0b\x1b[31m\xff", 9)), "a b [31m?");
}

TEST(BibtexName, KeepsWhatIsNoPersonTogether) {
  EXPECT_EQ(bibtex_name("Nobody and Sons"), "{Nobody and Sons}");
  EXPECT_EQ(bibtex_name("Nobody AND Sons"), "{Nobody AND Sons}");
  EXPECT_EQ(bibtex_name("NONE Collaboration"), "{NONE Collaboration}");
  EXPECT_EQ(bibtex_name("Nova Project"), "{Nova Project}");
  EXPECT_EQ(bibtex_name("The Virgo Network"), "{The Virgo Network}");
  EXPECT_EQ(bibtex_name("R & D Team"), "{R \\& D Team}");
  EXPECT_EQ(bibtex_name("and"), "{and}");
}

TEST(BibtexName, IsTakenApartAsItIsMeant) {
  EXPECT_EQ(bibtex_name("Ludwig van Nobody"), "Ludwig van Nobody");
  EXPECT_EQ(bibtex_name("Solitaire"), "Solitaire");
  EXPECT_EQ(bibtex_name("Nobody, A."), "A. Nobody");
  EXPECT_EQ(bibtex_name("Ann B. Nobody Jr."), "Nobody, Jr., Ann B.");
  EXPECT_EQ(bibtex_name("Henry King V"), "King, V, Henry");
  EXPECT_EQ(bibtex_name("García Márquez, G."), "Garc{\\'i}a M{\\'a}rquez, G.");
  EXPECT_EQ(bibtex_name("de Bruyn Kops, S. M."), "de Bruyn Kops, S. M.");
  EXPECT_EQ(bibtex_name("S. M. de Bruyn Kops"), "de Bruyn Kops, S. M.");
  EXPECT_EQ(bibtex_name("Moss III, W. C."), "Moss, III, W. C.");
  EXPECT_EQ(bibtex_name("Berg, Anna van den"), "Anna van den Berg");
  EXPECT_EQ(bibtex_name("Guy Van den Broeck"), "Van den Broeck, Guy");
  EXPECT_EQ(bibtex_name("Amit kumar Nobody"), "Nobody, Amit kumar");
  EXPECT_EQ(bibtex_name("李 例"), "李, 例");
  EXPECT_EQ(bibtex_name("A. Person (LAB)"), "A. Person");
}

Paper of_many(std::vector<std::string> authors, std::size_t people) {
  Paper paper{ArxivId::parse("2611.90001")};
  for (std::size_t i = 1; i <= people; ++i) authors.push_back("Ada Nobody" + std::to_string(i));
  paper.authors = std::move(authors);
  return paper;
}

TEST(BibtexEntry, NamesTheCollaborationAndItsFirstAuthor) {
  EXPECT_THAT(bibtex_entry(of_many({"The Cup Collaboration", ":"}, 300)),
              HasSubstr("  author = {{The Cup Collaboration} and Ada Nobody1 and others},\n"));
  EXPECT_THAT(bibtex_entry(of_many({"The Cup Collaboration"}, 2)),
              HasSubstr("{{The Cup Collaboration} and Ada Nobody1 and Ada Nobody2}"));
  EXPECT_THAT(bibtex_entry(of_many({"The Cup Collaboration"}, 0)),
              HasSubstr("  author = {{The Cup Collaboration}},\n"));
}

TEST(BibtexEntry, NamesTenOfSomeHundred) {
  EXPECT_THAT(bibtex_entry(of_many({}, 201)), HasSubstr(" and Ada Nobody10 and others},\n"));
  EXPECT_THAT(bibtex_entry(of_many({}, 200)), HasSubstr(" and Ada Nobody200},\n"));
}

// BibTeX would abbreviate "Élodie" to the first byte of its first letter.
TEST(BibtexName, HasCommandsForLettersWithAccents) {
  EXPECT_EQ(bibtex_name("Élodie Sørby"), "{\\'E}lodie S{\\o}rby");
  EXPECT_EQ(bibtex_name("Jean-Éric Łoś"), "Jean-{\\'E}ric {\\L}o{\\'s}");
  EXPECT_EQ(bibtex_name("\\'Elodie S{\\o}rby"), "{\\'E}lodie S{\\o}rby");
  EXPECT_EQ(bibtex_name("\\v{S}. Nobody"), "{\\v{S}}. Nobody");
  EXPECT_EQ(bibtex_name("Ahmet Çınar"), "Ahmet {\\c{C}}{\\i}nar");
  EXPECT_EQ(bibtex_name("Nguyễn Văn Đức"), "Nguy{\\~{\\^e}}n V{\\u{a}}n {\\DJ}{\\'u}c");
  // A word that begins in lower case would be a particle.
  EXPECT_EQ(bibtex_name("Ana élan Nobody"), "Nobody, Ana {\\'e}lan");
}

TEST(BibtexName, LosesTheBackslashOfAStrayCommand) {
  EXPECT_EQ(bibtex_name("Ren\\é Nobody"), "Ren{\\'e} Nobody");
  EXPECT_EQ(bibtex_name("A. Nobody\\"), "A. Nobody\\textbackslash{}");
}

TEST(BibtexName, OfOthersIsTheWordOfBibtex) {
  EXPECT_EQ(bibtex_name("et al. (200 additional authors not shown)"), "others");
  EXPECT_EQ(bibtex_name("A. Person et al. (200 additional authors not shown)"),
            "A. Person and others");
  EXPECT_EQ(bibtex_name(" , "), "");
}

TEST(KeyName, IsTheFamilyNameInPlainLetters) {
  EXPECT_EQ(key_name("Linnea Sørby"), "sorby");
  EXPECT_EQ(key_name("Élodie Marchand-Roux"), "marchandroux");
  EXPECT_EQ(key_name("Paul Erd\\H{o}s"), "erdos");
  EXPECT_EQ(key_name("A. Nobody III"), "nobody");
  EXPECT_EQ(key_name("王小明"), "");
  EXPECT_EQ(key_name("García Márquez, G."), "marquez");
  EXPECT_EQ(key_name("Berg, Anna van den"), "berg");
  EXPECT_EQ(key_name("Henry King V"), "king");
  EXPECT_EQ(key_name("A. Person (LAB)"), "person");
  EXPECT_EQ(key_name("The Virgo Network"), "virgonetwork");
  EXPECT_EQ(key_name("et al."), "");
  EXPECT_EQ(key_name("}, @comment{"), "comment");
  EXPECT_EQ(key_name(""), "");
}

}  // namespace
}  // namespace papercup::render
