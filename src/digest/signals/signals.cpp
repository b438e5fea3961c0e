#include "papercup/digest/signals.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "digest/signals/embedded_data.hpp"
#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statements.hpp"
#include "papercup/core/names.hpp"
#include "papercup/text/hash.hpp"

namespace papercup::digest {
namespace {

void append(std::vector<Signal>& signals, std::vector<Signal> more) {
  for (Signal& signal : more) {
    const bool is_known = std::any_of(signals.begin(), signals.end(), [&](const Signal& other) {
      const bool is_same_place = !signal.url.empty() && other.url == signal.url;
      return other.kind == signal.kind && (is_same_place || other.text == signal.text);
    });
    if (!is_known) signals.push_back(std::move(signal));
  }
}

// Words without an address say nothing more if an address is given.
void drop_vaguer(std::vector<Signal>& signals) {
  const auto has_address = [&](SignalKind kind) {
    return std::any_of(signals.begin(), signals.end(), [&](const Signal& signal) {
      return signal.kind == kind && !signal.url.empty();
    });
  };
  for (const SignalKind kind : {SignalKind::code, SignalKind::data}) {
    if (!has_address(kind)) continue;
    std::erase_if(signals,
                  [&](const Signal& signal) { return signal.kind == kind && signal.url.empty(); });
  }
}

void drop_kept_promises(std::vector<Signal>& signals) {
  const auto is_kept = [&](const Signal& promise) {
    return promise.kind == SignalKind::promise && !promise.url.empty() &&
           std::any_of(signals.begin(), signals.end(), [&](const Signal& other) {
             return other.kind != SignalKind::promise && other.url == promise.url;
           });
  };
  std::erase_if(signals, is_kept);
}

std::vector<Signal> stated_by_fields(const Paper& paper) {
  std::vector<Signal> signals;
  if (!paper.journal_ref.empty()) {
    signals.push_back({SignalKind::venue, StatedIn::journal_ref,
                       quoted(paper.journal_ref, 0, paper.journal_ref.size())});
  }
  constexpr std::string_view kArxivsOwn = "10.48550/";
  if (!paper.doi.empty() && !paper.doi.starts_with(kArxivsOwn)) {
    signals.push_back({SignalKind::doi, StatedIn::doi, paper.doi});
  }
  if (paper.version.value_or(1) > 1) {
    signals.push_back({SignalKind::version, StatedIn::version, std::to_string(*paper.version)});
  }
  return signals;
}

void sort_by_kind(std::vector<Signal>& signals) {
  std::ranges::stable_sort(signals, {}, &Signal::kind);
}

constexpr auto kKinds =
    names_of<SignalKind>({{SignalKind::withdrawn, "withdrawn"},
                          {SignalKind::withdrawal_mention, "withdrawal_mention"},
                          {SignalKind::replication, "replication"},
                          {SignalKind::negative_result, "negative"},
                          {SignalKind::code, "code"},
                          {SignalKind::data, "data"},
                          {SignalKind::promise, "promise"},
                          {SignalKind::venue, "venue"},
                          {SignalKind::doi, "doi"},
                          {SignalKind::version, "version"}});
constexpr auto kPlaces = names_of<StatedIn>({{StatedIn::title, "title"},
                                             {StatedIn::abstract, "abstract"},
                                             {StatedIn::comment, "comment"},
                                             {StatedIn::journal_ref, "journal_ref"},
                                             {StatedIn::doi, "doi"},
                                             {StatedIn::source_type, "source_type"},
                                             {StatedIn::version, "version"}});

}  // namespace

std::vector<Signal> find_publication_status(const Paper& paper) {
  std::vector<Signal> signals = find_withdrawals(paper);
  append(signals, find_venues(paper.comment));
  append(signals, stated_by_fields(paper));
  sort_by_kind(signals);
  return signals;
}

std::vector<Signal> find_signals(const Paper& paper) {
  std::vector<Signal> signals = find_withdrawals(paper);
  const ScannedText abstract = Rules::built_in().scan(paper.abstract);
  append(signals, find_findings(paper.title, abstract));
  append(signals, find_releases(Rules::built_in().scan(paper.comment), StatedIn::comment));
  append(signals, find_releases(abstract, StatedIn::abstract));
  drop_kept_promises(signals);
  drop_vaguer(signals);
  append(signals, find_venues(paper.comment));
  append(signals, stated_by_fields(paper));
  sort_by_kind(signals);
  return signals;
}

std::int64_t signal_rules() {
  constexpr std::string_view kCode = "1";  // to be counted up whenever the code finds other things
  static const std::uint64_t hash =
      text::Hasher().add(kCode).add(data::signals_tsv()).add(data::venues_txt()).value();
  return static_cast<std::int64_t>(hash >> 16) + 1;  // never 0, which stands for none
}

std::string_view to_string(SignalKind kind) { return kKinds.of(kind); }

std::string_view to_string(StatedIn where) { return kPlaces.of(where); }

std::optional<SignalKind> parse_signal_kind(std::string_view text) { return kKinds.find(text); }

const std::vector<SignalKind>& signal_kinds() {
  static const std::vector<SignalKind> kinds = [] {
    std::vector<SignalKind> all;
    for (const auto& [kind, name] : kKinds) all.push_back(kind);
    return all;
  }();
  return kinds;
}

bool has_signal(const std::vector<Signal>& signals, SignalKind kind) {
  return std::any_of(signals.begin(), signals.end(),
                     [&](const Signal& signal) { return signal.kind == kind; });
}

}  // namespace papercup::digest
