#include "papercup/digest/signals.hpp"

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Paper paper_with(const std::string& abstract, const std::string& comment = "") {
  Paper paper{ArxivId::parse("2611.90001")};
  paper.title = "On Comets";
  paper.abstract = abstract;
  paper.comment = comment;
  return paper;
}

// "code github.com/o/r (abstract)" and the like.
std::vector<std::string> shown(const Paper& paper) {
  std::vector<std::string> result;
  for (const Signal& signal : find_signals(paper)) {
    result.push_back(std::string(to_string(signal.kind)) + " " + signal.text + " (" +
                     std::string(to_string(signal.where)) + ")");
  }
  return result;
}

std::vector<std::string> of_abstract(const std::string& abstract) {
  return shown(paper_with(abstract));
}
std::vector<std::string> of_comment(const std::string& comment) {
  return shown(paper_with("", comment));
}

TEST(Signals, FindCodeAtItsAddressHoweverItIsWritten) {
  for (const char* text :
       {"Code is available at https://github.com/comet/tail.",
        "Our code: \\url{https://github.com/comet/tail}", "Code (https://github.com/comet/tail).",
        "We rank well. The source code can be found at github.com/comet/tail.git",
        "Code: \\href{https://github.com/comet/tail}{GitHub}.",
        "Code is at https://github.com/ comet/tail", "Code: https://github.com/comet/tail\\",
        "Code: https://github.com/comet\\/tail\\ ",
        "The implementation is at https://www.github.com/comet/tail/, too"}) {
    EXPECT_THAT(of_abstract(text), ElementsAre("code github.com/comet/tail (abstract)")) << text;
  }
}

TEST(Signals, JoinAnAddressThatIsBrokenTwiceIfItsEndIsAName) {
  EXPECT_THAT(of_abstract("Code is at https://github.com/ comet/ tail-2."),
              ElementsAre("code github.com/comet/tail-2 (abstract)"));
  EXPECT_THAT(of_abstract("Code is at https://github.com/comet/ TailRank"),
              ElementsAre("code github.com/comet/TailRank (abstract)"));
}

// What cannot be read whole is not told: the statement stays, without a link.
TEST(Signals, TakeNoAccountForCode) {
  for (const char* text :
       {"Code is available at https://github.com/ comet/ tail.",
        "Code is available at https://github.com/comet.", "Code is available at github.com/comet/",
        "Code is available at https://gitlab.com/comet",
        "Code is available at https://bitbucket.org/comet/.",
        "Code is available at https://github.com/orgs/comet/repositories",
        "Code is available at https://codeberg.org/comet?tab=repositories"}) {
    for (const Signal& signal : find_signals(paper_with(text))) {
      EXPECT_EQ(signal.url, "") << text;
      EXPECT_EQ(signal.text.find("comet"), std::string::npos) << text;
    }
  }
  EXPECT_THAT(of_comment("https://github.com/comet"), IsEmpty());
}

TEST(Signals, TellCodeFromDataByTheWordsBeforeAnAddress) {
  EXPECT_THAT(of_abstract("Code and data: https://github.com/comet/tail"),
              ElementsAre("code github.com/comet/tail (abstract)",
                          "data github.com/comet/tail (abstract)"));
  EXPECT_THAT(of_comment("Code at https://github.com/comet/tail, dataset at "
                         "https://huggingface.co/datasets/comet/tails"),
              ElementsAre("code github.com/comet/tail (comment)",
                          "data huggingface.co/datasets/comet/tails (comment)"));
  EXPECT_THAT(of_abstract("The dataset can be downloaded from https://zenodo.org/records/1."),
              ElementsAre("data zenodo.org/records/1 (abstract)"));
}

TEST(Signals, TakeTheAddressOfADatasetForDataWhateverTheWordsBeforeIt) {
  EXPECT_THAT(of_abstract("Code: https://huggingface.co/datasets/comet/tails"),
              ElementsAre("data huggingface.co/datasets/comet/tails (abstract)"));
  EXPECT_THAT(of_abstract("See https://huggingface.co/datasets/comet/tails."),
              ElementsAre("data huggingface.co/datasets/comet/tails (abstract)"));
}

TEST(Signals, TellCodeFromDataByTheWordsBehindAnAddressIfNoneStandBeforeIt) {
  EXPECT_THAT(of_abstract("https://github.com/comet/tail has the dataset."),
              ElementsAre("data github.com/comet/tail (abstract)"));
  EXPECT_THAT(
      of_abstract("https://github.com/comet/tail, https://zenodo.org/records/1 (dataset)"),
      ElementsAre("code github.com/comet/tail (abstract)", "data zenodo.org/records/1 (abstract)"))
      << "what stands behind the next address is not said of this one";
}

TEST(Signals, TakeNoOtherAddressForCode) {
  EXPECT_THAT(of_abstract("See our project page at https://comet.github.io/tail."), IsEmpty());
  EXPECT_THAT(of_abstract("A video is at https://youtu.be/tail."), IsEmpty());
  EXPECT_THAT(of_abstract("A list of papers: https://github.com/comet/awesome-tails."), IsEmpty());
}

TEST(Signals, QuoteWhatNamesNoAddress) {
  EXPECT_THAT(of_abstract("Comets melt. We release all code and logs."),
              ElementsAre("code We release all code and logs (abstract)"));
  EXPECT_THAT(of_abstract("Our benchmark is publicly available."),
              ElementsAre("data benchmark is publicly available (abstract)"));
}

TEST(Signals, LeaveOutWhatIsNotTheirsOrNotThere) {
  for (const char* text :
       {"We study code generation on publicly available benchmarks.",
        "Code is available upon reasonable request.", "The data are not publicly available.",
        "We use data that is publicly available from the survey.",
        "When labelled data is available, this works better.",
        "The open-source code TAIL is used to fit the spectra."}) {
    EXPECT_THAT(of_abstract(text), IsEmpty()) << text;
  }
}

TEST(Signals, APromiseIsNoCode) {
  Paper paper = paper_with("Code will be released upon acceptance.");
  const std::vector<Signal> signals = find_signals(paper);
  ASSERT_EQ(signals.size(), 1U);
  EXPECT_EQ(signals[0].kind, SignalKind::promise);
  EXPECT_EQ(signals[0].text, "Code will be released upon acceptance");
  EXPECT_THAT(signals[0].promised, ElementsAre(SignalKind::code));
  for (const char* text : {"Our code and dataset will be made public at https://github.com/a/b.",
                           "We will open-source our implementation.", "Code coming soon.",
                           "Data and code to be released."}) {
    const std::vector<Signal> found = find_signals(paper_with(text));
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].kind, SignalKind::promise) << text;
  }
}

TEST(Signals, APromiseThatTheSameTextKeepsIsNone) {
  EXPECT_THAT(shown(paper_with("Code will be available at https://github.com/comet/tail.",
                               "Code: https://github.com/comet/tail")),
              ElementsAre("code github.com/comet/tail (comment)"));
}

TEST(Signals, NameTheVenueInTheCommentsWords) {
  EXPECT_THAT(of_comment("12 pages, 3 figures. Accepted at ICLR 2027"),
              ElementsAre("venue ICLR 2027 (comment)"));
  EXPECT_THAT(of_comment("9 pages; CometConf '26"), IsEmpty());
  EXPECT_THAT(of_comment("CVPR2026"), ElementsAre("venue CVPR2026 (comment)"));
  EXPECT_THAT(of_comment("Accepted for publication in Astronomy & Astrophysics"),
              ElementsAre("venue Astronomy & Astrophysics (comment)"));
  EXPECT_THAT(of_comment("Accepted by Phys. Rev. D, 8 pages"),
              ElementsAre("venue Phys. Rev. D (comment)"));
  EXPECT_THAT(of_comment("To appear in the Proceedings of Tails 2026. Code: https://x.org/a"),
              ElementsAre("code x.org/a (comment)", "venue Tails 2026 (comment)"));
  EXPECT_THAT(of_comment("4 pages, accepted to the A&A journal"),
              ElementsAre("venue A&A journal (comment)"));
}

TEST(Signals, NameAVenueOfOneShortNameHoweverItsYearIsWritten) {
  for (const char* venue :
       {"CVPR 2026", "CVPR2026", "CVPR '26", "CVPR ’26", "CVPR'26", "CVPR-26"}) {
    EXPECT_THAT(of_comment(std::string("9 pages; ") + venue),
                ElementsAre("venue " + std::string(venue) + " (comment)"))
        << venue;
  }
  EXPECT_THAT(of_comment("9 pages; CVPR"), IsEmpty());
  EXPECT_THAT(of_comment("9 pages; CVPR 26"), IsEmpty()) << "it may be a number of pages";
}

TEST(Signals, NameTheJournalHoweverItsNewsIsWorded) {
  for (const auto& [comment, venue] : std::vector<std::pair<const char*, const char*>>{
           {"MNRAS, accepted; 13 pages", "MNRAS"},
           {"A&A accepted, 9 figures", "A&A"},
           {"11 pages, A&A, accepted", "A&A"},
           {"9 pages, Astronomy and Tails in press", "Astronomy and Tails"},
           {"Accepted for publication in AN", "AN"},
           {"Accepted by Physical Review Z", "Physical Review Z"},
           {"Published in Comet Physics Letters, 16 pages (not including the appendix)",
            "Comet Physics Letters"},
           {"Accepted for publication in A&A. Abstract abridged for arXiv", "A&A"},
           {"published on ApJ, see https://doi.org/10.0000/tail", "ApJ"},
           {"30 pages - Accepted MNRAS", "MNRAS"},
           {"3 pages, presented as an ePoster at Tails 2026", "Tails 2026"},
           {"Accepted (ApJ)", "ApJ"},
           {"Accepted by MNRAS, 19 manuscript pages", "MNRAS"}}) {
    EXPECT_THAT(of_comment(comment), ElementsAre(std::string("venue ") + venue + " (comment)"))
        << comment;
  }
}

TEST(Signals, NameNoJournalThatHasNotTakenIt) {
  for (const char* comment :
       {"in the process of being published in Comet Letters", "Under review at Physical Review Z",
        "In review at Nature Tails", "Not yet accepted, comments to ApJ welcome", "accepted",
        "5 figures, accepted", "Manuscript accepted, 12 pages", "for review in MNRAS"}) {
    EXPECT_THAT(of_comment(comment), IsEmpty()) << comment;
  }
}

TEST(Signals, FindProductsOfASurvey) {
  for (const char* text : {"All spectra are made publicly available at the observatory.",
                           "Our mosaics are made public at https://tails.org/mosaics.",
                           "The chains are hosted on Zenodo.",
                           "The tables are available in electronic form at the CDS.",
                           "We present the second data release of the Tail Survey.",
                           "This data release contains 900 tails.",
                           "We introduce TAILS, a publicly available catalogue of comets."}) {
    EXPECT_THAT(of_abstract(text), ElementsAre(testing::StartsWith("data "))) << text;
  }
  for (const char* text :
       {"We select tails from the second data release of the Tail Survey.",
        "An analysis of data available from the Tail Archive is described.",
        "Images are not publicly available.", "We compare with publicly available maps."}) {
    EXPECT_THAT(of_abstract(text), IsEmpty()) << text;
  }
}

TEST(Signals, FindProgramsThatAreNotCalledCode) {
  for (const char* text : {"The pipeline is publicly available.",
                           "The programs of this course are available in a GitHub repository.",
                           "We forecast tails, and make the code publicly available.",
                           "The Python code is included as ancillary file."}) {
    EXPECT_THAT(of_abstract(text), ElementsAre(testing::StartsWith("code "))) << text;
  }
  EXPECT_THAT(of_abstract("No such tool is publicly available."), IsEmpty());
}

TEST(Signals, TellAVenueOnceThatIsNamedTwice) {
  EXPECT_THAT(of_comment("Accepted at ICLR 2027. To appear in ICLR 2027."),
              ElementsAre("venue ICLR 2027 (comment)"));
  EXPECT_THAT(of_comment("Accepted to ICLR 2027 as a poster. ICLR 2027"),
              ElementsAre("venue ICLR 2027 as a poster (comment)"));
  EXPECT_THAT(of_comment("Accepted at ICLR 2027. An abstract was accepted at ICML 2026."),
              ElementsAre("venue ICLR 2027 (comment)", "venue ICML 2026 (comment)"));
}

TEST(Signals, AWorkshopIsNotItsConference) {
  EXPECT_THAT(of_comment("ICML 2026 Workshop on Tails, 4 pages"),
              ElementsAre("venue ICML 2026 Workshop on Tails (comment)"));
}

TEST(Signals, SubmittedIsNotAccepted) {
  for (const char* comment : {"Submitted to CVPR 2026", "Under review at ICML 2026",
                              "Extended version of our ICRA 2024 paper",
                              "Rejected from NeurIPS 2025", "In submission to the Journal of Tails",
                              "Accepted", "COLM 2026 preprint", "15 pages, comments are welcome"}) {
    EXPECT_THAT(of_comment(comment), IsEmpty()) << comment;
  }
}

TEST(Signals, TakeFieldsAtTheirWord) {
  Paper paper = paper_with("");
  paper.journal_ref = "J. Tails 7 (2026) 12";
  paper.doi = "10.1000/tails.12";
  paper.version = 3;
  EXPECT_THAT(shown(paper), ElementsAre("venue J. Tails 7 (2026) 12 (journal_ref)",
                                        "doi 10.1000/tails.12 (doi)", "version 3 (version)"));
  paper.doi = "10.48550/arXiv.2611.90001";
  paper.version = 1;
  paper.journal_ref.clear();
  EXPECT_THAT(shown(paper), IsEmpty());
}

TEST(Signals, WithdrawnIsOnlyWhatTheCommentOpensWith) {
  for (const char* comment :
       {"This paper has been withdrawn by the authors due to a gap in Lemma 2", "Withdrawn",
        "withdrawn: see abstract", "paper withdrawn by author",
        "This submission is being withdrawn because a coauthor was not asked"}) {
    EXPECT_EQ(find_signals(paper_with("", comment)).at(0).kind, SignalKind::withdrawn) << comment;
  }
  for (const char* comment : {"This paper was withdrawn from the Tails 2026 proceedings",
                              "8 pages. The measure of our former paper is withdrawn",
                              "The article involves a patent and needs to be withdrawn"}) {
    EXPECT_EQ(find_signals(paper_with("", comment)).at(0).kind, SignalKind::withdrawal_mention)
        << comment;
  }
  EXPECT_THAT(of_comment("arXiv admin note: updated version of (withdrawn) 2611.90002"), IsEmpty());
}

TEST(Signals, TheSourceTypeDecidesOnWithdrawals) {
  Paper paper = paper_with("", "Error in the proof of Lemma 2");
  paper.withdrawn = true;
  EXPECT_THAT(shown(paper), ElementsAre("withdrawn Error in the proof of Lemma 2 (source_type)"));
  paper.comment = "Withdrawn for now";
  paper.withdrawn = false;
  EXPECT_THAT(shown(paper), ElementsAre("withdrawal_mention Withdrawn for now (comment)"));
}

TEST(Signals, OfThePublicationAreThoseOfAllThatTellOfIt) {
  Paper paper = paper_with("We replicate a study. Code: https://github.com/a/b. It was withdrawn.");
  for (const char* comment :
       {"Accepted at Tails 2026", "Withdrawn", "8 pages, to appear in J. Tails",
        "Published in Physical Review D 105", ""}) {
    for (const int version : {1, 3}) {
      paper.comment = comment;
      paper.version = version;
      paper.doi = version == 3 ? "10.1000/tails.12" : "";
      paper.journal_ref = version == 3 ? "J. Tails 7 (2026) 12" : "";
      std::vector<Signal> expected = find_signals(paper);
      std::erase_if(expected, [](const Signal& signal) {
        return signal.kind == SignalKind::replication ||
               signal.kind == SignalKind::negative_result || signal.kind == SignalKind::code ||
               signal.kind == SignalKind::data || signal.kind == SignalKind::promise;
      });
      EXPECT_EQ(find_publication_status(paper), expected) << comment << version;
    }
  }
}

TEST(Signals, FindReplicationsButNotOfDna) {
  Paper paper = paper_with("");
  paper.title = "Tails of Comets: A Reproducibility Study";
  EXPECT_THAT(shown(paper),
              ElementsAre("replication Tails of Comets: A Reproducibility Study (title)"));
  EXPECT_THAT(of_abstract("We replicate and extend an earlier study. It holds."),
              ElementsAre("replication We replicate and extend an earlier study (abstract)"));
  paper.title = "DNA Replication in Comets";
  EXPECT_THAT(shown(paper), IsEmpty());
  EXPECT_THAT(of_abstract("Our model reproduces the measured brightness."), IsEmpty());
}

TEST(Signals, FindNegativeResultsButNotThoseOfOthers) {
  EXPECT_THAT(of_abstract("We report a negative result: tails do not help."),
              ElementsAre("negative negative result: tails do not help (abstract)"));
  EXPECT_THAT(of_abstract("This explains the null results of previous searches."), IsEmpty());
  EXPECT_THAT(of_abstract("In contrast to prior negative results, ours hold."), IsEmpty());
}

TEST(Signals, HaveNamesThatCanBeReadBack) {
  ASSERT_EQ(signal_kinds().size(), 10U);
  for (const SignalKind kind : signal_kinds()) {
    EXPECT_EQ(parse_signal_kind(to_string(kind)), kind);
  }
  EXPECT_EQ(parse_signal_kind("codes"), std::nullopt);
}

TEST(Signals, SurviveAnyText) {
  const std::string hostile = "\xff\xfe https:// http://\x1b[31m code at https://\xe2\x80\xae";
  EXPECT_THAT(of_abstract(hostile), IsEmpty());
  find_signals(paper_with(std::string(20'000, '.'), std::string(20'000, '(')));
  find_signals(paper_with("code is available at https://github.com", "accepted at"));
}

}  // namespace
}  // namespace papercup::digest
