#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/calendar.hpp"
#include "papercup/core/digest_record.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/core/score.hpp"

namespace papercup::digest {

// The part of a digest that one focus fills.
struct Section : SectionFacts {
  std::size_t shown_elsewhere = 0;  // papers above the line, left to foci that they match better
  bool is_first = false;            // of this focus on the channel: the best of the last week
  bool is_ranked = true;            // false if the focus says nothing to rank by
  // What the ranking learnt from; known for a first digest.
  std::size_t likes = 0, keywords = 0, authors = 0;
  bool has_description = false;
  std::optional<Percentile> best = {};   // of the highest score
  std::vector<ScoredPaper> papers = {};  // best first; ranks run on through all sections
  // A paper from just below the line, so that the reader's marks are not all of one kind; its rank
  // is the last one. Not counted among the papers. In one section at most.
  std::optional<ScoredPaper> exploration = {};
};

// What happened to a paper that the reader liked or saved.
struct News {
  NewsKind kind;
  Paper paper;
  MarkVerb mark = MarkVerb::save;   // like or save
  std::optional<Time> marked = {};  // nothing for a like in a focus file
  std::string statement = {};       // words of the paper's metadata that say it; may be empty
  std::string stated_in = {};       // the field that has them: "comment", "journal_ref", "doi"
};

// Why a digest looks as it does.
enum class Occasion {
  current,  // what is new, or what was asked for
  first,    // of a channel for all its foci: the best of the last week
  again,    // nothing is new: what was shown last
  past,     // of a past day, as it was shown then
  rebuilt,  // of a past day, ranked now
};

// A short list with an end.
struct Digest {
  Occasion occasion = Occasion::current;
  std::vector<News> news = {};         // to be read before the list
  std::vector<Section> sections = {};  // one a focus
  std::optional<WeekCount> week = {};  // on Fridays
  double minutes = 0;                  // of reading
  std::optional<ListingTime> next_list = {};
  std::optional<Date> made = {};   // the reader's day, or the one it was asked for
  std::optional<Time> shown = {};  // when it was, for again and past
  std::vector<Freshness> lists =
      {};  // of the categories of all sections, as far as they are fetched
  // What shows papers of the same foci, for the commands that a digest names.
  std::string command = "papercup digest";
  bool counts_as_shown = true;  // the next one leaves out what this one shows
  std::string notice = {};      // what is missing, as one sentence; empty if nothing is
};

// Time to decide on a paper and read its whole abstract: 20 s and its words at 220 a minute.
double reading_minutes(const Paper& paper);

// Numbers the papers of all sections in a row, from 1, the exploration last, and sums the minutes
// of what is not exploration.
void number_papers(Digest& digest);

}  // namespace papercup::digest
