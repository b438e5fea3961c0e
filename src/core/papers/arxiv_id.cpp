#include "papercup/core/arxiv_id.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/papers/reference_forms.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

constexpr int kFirstOldMonth = 9107;
constexpr int kLastOldMonth = 703;
constexpr int kFirstNewMonth = 704;
constexpr int kFirstMonthOfFiveDigits = 1501;
constexpr int kCenturyTurn = 9100;  // old identifiers from here on are of the 20th century

constexpr std::string_view kNoForm = "it has neither the form 2405.01234 nor hep-th/9901001";
constexpr std::string_view kNoMonth = "its third and fourth digits are not a month, 01 to 12";
constexpr std::string_view kNumberZero = "the numbers of a month begin with 1, not 0";

// What a text is as an identifier without version.
struct IdReading {
  std::string id;            // canonical; empty if the text is none
  std::string_view trouble;  // why it is none, to follow a colon; empty if it is one
};

IdReading refuse(std::string_view trouble) { return {{}, trouble}; }

bool has_month(int year_month) { return year_month % 100 >= 1 && year_month % 100 <= 12; }

// YYMM.NNNN or YYMM.NNNNN
IdReading read_new_form(std::string_view month, std::string_view number) {
  const bool has_form = month.size() == 4 && ascii::all_digits(month) &&
                        (number.size() == 4 || number.size() == 5) && ascii::all_digits(number);
  if (!has_form) return refuse(kNoForm);

  const int year_month = *ascii::number(month);
  if (!has_month(year_month)) return refuse(kNoMonth);
  if (year_month < kFirstNewMonth) return refuse("identifiers of this form begin with 0704");
  if (year_month >= kFirstMonthOfFiveDigits && number.size() != 5) {
    return refuse("since 1501 five digits follow the point");
  }
  if (year_month < kFirstMonthOfFiveDigits && number.size() != 4) {
    return refuse("before 1501 four digits follow the point");
  }
  if (*ascii::number(number) == 0) return refuse(kNumberZero);
  std::string id(month);
  id += '.';
  id += number;
  return {std::move(id), {}};
}

bool is_subject_class(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return ascii::is_letter(c) || c == '-'; });
}

// archive/YYMMNNN or archive.SC/YYMMNNN
IdReading read_old_form(std::string_view category, std::string_view number) {
  const std::size_t point = category.find('.');
  const std::string archive = ascii::lower(category.substr(0, point));
  if (point != std::string_view::npos && !is_subject_class(category.substr(point + 1))) {
    return refuse(kNoForm);
  }
  if (number.size() != 7 || !ascii::all_digits(number)) return refuse(kNoForm);
  if (!is_past_or_present_archive(archive)) return refuse("arXiv has no archive of this name");

  const int year_month = *ascii::number(number.substr(0, 4));
  if (!has_month(year_month)) return refuse(kNoMonth);
  if (year_month < kFirstOldMonth && year_month > kLastOldMonth) {
    return refuse("identifiers of this form begin with 9107 and end with 0703");
  }
  if (*ascii::number(number.substr(4)) == 0) return refuse(kNumberZero);
  return {archive + "/" + std::string(number), {}};
}

IdReading read_id(std::string_view text) {
  if (text.empty()) return refuse("it is empty");
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    return read_old_form(text.substr(0, slash), text.substr(slash + 1));
  }
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return refuse(kNoForm);
  return read_new_form(text.substr(0, point), text.substr(point + 1));
}

struct Parts {
  std::string_view id;
  std::optional<int> version;
};

Parts split_version(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t v = text.find_last_of("vV");
  if (v == std::string_view::npos || v == 0 || !ascii::is_digit(text[v - 1])) return {text, {}};
  const std::string_view digits = text.substr(v + 1);
  if (digits.empty() || digits.size() > kMostDigits || digits.front() == '0') return {text, {}};
  const std::optional<int> version = ascii::number(digits);
  if (!version) return {text, {}};
  return {text.substr(0, v), version};
}

}  // namespace

ArxivId ArxivId::parse(std::string_view text) {
  IdReading reading = read_id(text);
  if (reading.id.empty()) {
    throw Error{ErrorKind::usage,
                fmt::format("{} is not an arXiv identifier: {}", in_quotes(text), reading.trouble)};
  }
  return ArxivId{std::move(reading.id)};
}

std::optional<ArxivId> ArxivId::try_parse(std::string_view text) {
  IdReading reading = read_id(text);
  if (reading.id.empty()) return std::nullopt;
  return ArxivId{std::move(reading.id)};
}

std::string ArxivId::url() const { return "https://arxiv.org/abs/" + text_; }

std::chrono::year_month ArxivId::month() const {
  const std::size_t slash = text_.find('/');
  const bool is_old = slash != std::string::npos;
  const std::string_view digits = std::string_view(text_).substr(is_old ? slash + 1 : 0, 4);
  const int year_month = *ascii::number(digits);
  const int century = is_old && year_month >= kCenturyTurn ? 1900 : 2000;
  return std::chrono::year{century + year_month / 100} /
         std::chrono::month{static_cast<unsigned>(year_month % 100)};
}

PaperRef PaperRef::parse(std::string_view text) {
  if (std::optional<PaperRef> ref = try_parse(text)) return *std::move(ref);
  const std::string bare = bare_reference(text);
  throw Error{ErrorKind::usage,
              fmt::format("{} is not an arXiv identifier: {}", in_quotes(text),
                          read_id(split_version(bare).id).trouble),
              "Write 2405.01234, hep-th/9901001, arXiv:2405.01234v2, the address of a paper's page "
              "at arxiv.org or a mirror, or the DOI 10.48550/arXiv.2405.01234."};
}

std::optional<PaperRef> PaperRef::try_parse(std::string_view text) {
  const auto read = [](std::string_view bare) -> std::optional<PaperRef> {
    const Parts parts = split_version(bare);
    std::optional<ArxivId> known = ArxivId::try_parse(parts.id);
    if (!known) return std::nullopt;
    return PaperRef{*std::move(known), parts.version};
  };
  // Most texts are nothing else, or what feeds have.
  constexpr std::array<std::string_view, 4> kOfFeeds = {"", "http://arxiv.org/abs/",
                                                        "https://arxiv.org/abs/", "oai:arXiv.org:"};
  for (const std::string_view start : kOfFeeds) {
    if (!text.starts_with(start)) continue;
    if (std::optional<PaperRef> ref = read(text.substr(start.size()))) return ref;
  }
  return read(bare_reference(text));
}

std::string PaperRef::to_string() const {
  return version ? fmt::format("{}v{}", id.to_string(), *version) : id.to_string();
}

}  // namespace papercup
