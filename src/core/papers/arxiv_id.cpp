#include "papercup/core/arxiv_id.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/papers/id_form.hpp"
#include "core/papers/taxonomy.hpp"
#include "core/wording/printable.hpp"
#include "papercup/core/ascii.hpp"
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
    return refuse("since 1501 five digits stand behind the point");
  }
  if (year_month < kFirstMonthOfFiveDigits && number.size() != 4) {
    return refuse("before 1501 four digits stand behind the point");
  }
  if (*ascii::number(number) == 0) return refuse(kNumberZero);
  std::string id(month);
  id += '.';
  id += number;
  return {std::move(id), {}};
}

bool is_subject_class(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return ascii::is_letter(c) || c == '-'; });
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

}  // namespace

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

}  // namespace papercup
