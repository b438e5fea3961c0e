#include "app/ranking/frequency_keeper.hpp"

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/ranking.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/text/hash.hpp"

namespace papercup::app {
namespace {

[[noreturn]] void refuse() {
  throw Error(ErrorKind::storage, "document frequencies that were kept are damaged");
}

// Document frequencies and the papers that they were counted over.
struct CountedPapers {
  store::PastPapers papers;
  rank::DocumentFrequency frequency;

  // A line that says which papers they are, with its own hash, and the frequencies.
  std::string to_bytes() const {
    const std::string line = fmt::format("{} {} {}", papers.end.arrival, papers.end.token,
                                         papers.until ? papers.until->to_string() : "all");
    return fmt::format("{:016x} {}\n", text::Hasher().add(line).value(), line) +
           frequency.to_bytes();
  }

  static CountedPapers from_bytes(std::string_view bytes) {
    const std::size_t end = bytes.find('\n');
    constexpr std::size_t kHashDigits = 16;
    if (end == std::string_view::npos || end <= kHashDigits) refuse();
    const std::string_view line = bytes.substr(kHashDigits + 1, end - kHashDigits - 1);
    if (bytes.substr(0, kHashDigits) != fmt::format("{:016x}", text::Hasher().add(line).value())) {
      refuse();
    }
    return {parse(line), rank::DocumentFrequency::from_bytes(bytes.substr(end + 1))};
  }

 private:
  static store::PastPapers parse(std::string_view line) {
    store::PastPapers papers;
    for (std::int64_t* const number : {&papers.end.arrival, &papers.end.token}) {
      const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), *number);
      if (error != std::errc() || end == line.data() + line.size()) refuse();
      line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
    }
    if (line != "all") {
      papers.until = Date::parse(line);
      if (!papers.until) refuse();
    }
    return papers;
  }
};

rank::DocumentFrequency counted(const store::Store& store, std::optional<Date> until) {
  rank::DocumentFrequency frequency = rank::DocumentFrequency::background();
  store::Selection everything;
  everything.until = until;
  store.visit_features(everything, [&](const store::PaperKey& paper, std::string_view features) {
    try {
      frequency.add(features);
    } catch (const Error&) {  // They are damaged.
      frequency.add(remade_features(store, paper.key));
    }
  });
  return frequency;
}

// Nothing if it cannot be told what changed.
std::optional<rank::DocumentFrequency> brought_up_to_date(const store::Store& store,
                                                          CountedPapers counted,
                                                          std::optional<Date> until) {
  try {
    const bool is_known = store.visit_difference(
        counted.papers, until, [&](store::PaperMove move, std::string_view features) {
          if (move == store::PaperMove::joined) {
            counted.frequency.add(features);
          } else {
            counted.frequency.remove(features);
          }
        });
    if (is_known) return std::move(counted.frequency);
  } catch (const Error& error) {
    // Features of a damaged file, which counting every paper makes anew.
    if (error.kind() != ErrorKind::storage) throw;
  }
  return std::nullopt;
}

}  // namespace

rank::DocumentFrequency document_frequency(const store::Store& store, std::optional<Date> until,
                                           const ModelCache* cache) {
  if (cache == nullptr) return counted(store, until);
  // What is asked of the past has its own place, since present days are asked for more often.
  const std::optional<Date> last = store.last_announcement_day({});
  constexpr int kPresentDays = 14;
  const bool is_past = until && last && *until < *last - kPresentDays;
  const std::string_view owner = is_past ? "past" : "present";
  const std::string key = fmt::format("{} {}", rank::kFeatureForm, rank::kBackgroundName);
  const store::PastPapers wanted{store.last_arrival(), until};
  std::optional<rank::DocumentFrequency> frequency;
  if (auto kept = cache->read<CountedPapers>(KeptKind::frequency, owner, key)) {
    if (kept->papers.end == wanted.end && kept->papers.until == wanted.until) {
      return std::move(kept->frequency);
    }
    frequency = brought_up_to_date(store, *std::move(kept), until);
  }
  CountedPapers now{wanted, frequency ? *std::move(frequency) : counted(store, until)};
  // If another process stored papers meanwhile, some of them may be counted, and would be again.
  if (store.last_arrival() == wanted.end) {
    cache->keep(KeptKind::frequency, owner, key, now.to_bytes());
  }
  return std::move(now.frequency);
}

}  // namespace papercup::app
