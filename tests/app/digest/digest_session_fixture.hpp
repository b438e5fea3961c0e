#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/app_fixture.hpp"
#include "papercup/app/digest_session.hpp"

namespace papercup::app {

// A reader with one focus and one paper, and what digests decide.
class DigestSessionTest : public AppTest {
 protected:
  using Trace = DigestRequest::Trace;

  void SetUp() override {
    write_focus("rewards", "about = 'reward models'\ncategories = ['cs.LG']\n");
    store(paper("2611.90001", "Reward models", "2026-11-23"));
    be_on(24);
  }

  static DigestRequest request(Trace trace = Trace::moves) {
    DigestRequest request;
    request.trace = trace;
    return request;
  }

  // What is decided, and remembered if it was shown.
  digest::Digest decide(DigestRequest asked) {
    const Context world = context();
    DigestSession session(world, std::move(asked));
    session.decide();
    reason = session.reason_for_nothing();
    session.remember();
    return session.digest();
  }

  // Notes in the store that a list of cs.LG has come.
  void keep_list(Date day) const {
    store::Store store{folder.path() / "data/papers.db", store::OpenMode::create};
    store.fetch_state().set_list({"cs.LG", day, ListingState::fresh, clock.now()});
  }

  static std::vector<std::string> papers(const digest::Digest& digest) {
    std::vector<std::string> ids;
    for (const digest::Section& section : digest.sections) {
      for (const ScoredPaper& scored : section.papers) ids.push_back(scored.paper.id.to_string());
    }
    return ids;
  }

  std::string reason;
};

}  // namespace papercup::app
