#include <algorithm>

#include "papercup/core/names.hpp"
#include "papercup/digest/signals.hpp"

namespace papercup::digest {
namespace {

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

std::string_view to_string(SignalKind kind) { return kKinds.of(kind); }

std::string_view to_string(StatedIn where) { return kPlaces.of(where); }

std::optional<SignalKind> parse_signal_kind(std::string_view text) { return kKinds.find(text); }

const std::vector<SignalKind>& signal_kinds() {
  static const std::vector<SignalKind> kinds = [] {
    std::vector<SignalKind> all;
    for (const auto& [value, name] : kKinds) all.push_back(value);
    return all;
  }();
  return kinds;
}

bool has_signal(const std::vector<Signal>& signals, SignalKind kind) {
  return std::any_of(signals.begin(), signals.end(),
                     [&](const Signal& signal) { return signal.kind == kind; });
}

}  // namespace papercup::digest
