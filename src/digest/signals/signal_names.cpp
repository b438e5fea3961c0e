#include <algorithm>
#include <array>
#include <utility>

#include "papercup/digest/signals.hpp"

namespace papercup::digest {
namespace {

constexpr std::array<std::pair<SignalKind, std::string_view>, 10> kKinds = {
    {{SignalKind::withdrawn, "withdrawn"},
     {SignalKind::withdrawal_mention, "withdrawal_mention"},
     {SignalKind::replication, "replication"},
     {SignalKind::negative_result, "negative"},
     {SignalKind::code, "code"},
     {SignalKind::data, "data"},
     {SignalKind::promise, "promise"},
     {SignalKind::venue, "venue"},
     {SignalKind::doi, "doi"},
     {SignalKind::version, "version"}}};

}  // namespace

std::string_view to_string(SignalKind kind) {
  for (const auto& [value, name] : kKinds) {
    if (value == kind) return name;
  }
  return {};
}

std::string_view to_string(StatedIn where) {
  switch (where) {
    case StatedIn::title:
      return "title";
    case StatedIn::abstract:
      return "abstract";
    case StatedIn::comment:
      return "comment";
    case StatedIn::journal_ref:
      return "journal_ref";
    case StatedIn::doi:
      return "doi";
    case StatedIn::source_type:
      return "source_type";
    case StatedIn::version:
      return "version";
  }
  return {};
}

std::optional<SignalKind> parse_signal_kind(std::string_view text) {
  for (const auto& [value, name] : kKinds) {
    if (name == text) return value;
  }
  return std::nullopt;
}

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
