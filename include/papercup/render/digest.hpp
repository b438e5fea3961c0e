#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// A digest as in a terminal or a pipe, ending with what it all comes to and, for a terminal, with
// the commands that go on from it. Ends with a line feed, as all texts here do; text from feeds
// cannot carry control sequences through.
std::string digest_text(const digest::Digest& digest, const TextStyle& style);

// The same as CommonMark (https://spec.commonmark.org/0.30/); text from feeds is escaped.
std::string digest_markdown(const digest::Digest& digest, const TextStyle& style);

// How many papers were announced on a day, and how many of them are what was looked for: above a
// focus's line, or found by a query.
struct DayCount {
  Date day;
  std::size_t papers = 0, matches = 0;

  bool operator==(const DayCount&) const = default;
};

// Papers that belong together: those of a focus, or what a query found.
struct PaperGroup {
  std::string heading = {};              // may be empty
  std::vector<std::string> lines = {};   // what there is to say of them all
  std::vector<ScoredPaper> papers = {};  // a rank of 0 is none, a score without reasons is none
  std::vector<DayCount> days = {};       // by day; may be empty
};

// What a page or a feed shows. Texts are for people and may hold anything; the functions that write
// them out escape them.
struct Collection {
  std::string title;
  // What it is a collection of, the same from day to day: feeds with the same subject are one.
  std::string subject;
  Time made;
  std::vector<std::string> notices = {};  // to be read first
  std::vector<PaperGroup> groups = {};
  std::vector<std::string> closing = {};  // to be read last
};

// A digest as a collection, one group a section; `days` has those of each section and may be empty.
// Title and subject are left to the caller, who also knows of foci without papers.
Collection collection_of(const digest::Digest& digest, Time now,
                         std::vector<std::vector<DayCount>> days, const TextStyle& style);

// An Atom feed by RFC 4287 (UTF-8, ending with a line feed), for any feed reader. An entry's id is
// the address of the paper's page without a version, so that a new version updates it; `updated` is
// the submission of the version that is stored, else of the first, else the announcement, else the
// month of the identifier. The feed is as new as its newest entry.
std::string atom_feed(const Collection& collection, const TextStyle& style);

// One HTML page that needs nothing else (UTF-8, ending with a line feed): it asks for nothing from
// anywhere, which its content security policy makes sure of, and is whole without JavaScript, which
// only filters and sorts. A chart of the papers a day is above a group whose days are known.
std::string html_page(const Collection& collection, const TextStyle& style);

}  // namespace papercup::render
