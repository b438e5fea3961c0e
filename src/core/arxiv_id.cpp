#include "papercup/core/arxiv_id.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

constexpr std::string_view kForms = "An identifier looks like 2405.01234 or hep-th/9901001.";

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Of a text that is no identifier, what is wrong with it; else its canonical form.
struct Reading {
  std::string id;
  std::string fault;
};

Reading fault(std::string text) { return {{}, std::move(text)}; }

// YYMM since April 2007, when arXiv changed to this form.
Reading read_new_form(std::string_view text) {
  const std::string_view month = text.substr(0, 4);
  const std::string_view sequence = text.substr(5);
  if (!all_digits(month) || !all_digits(sequence)) return fault("it is not YYMM.NNNNN");
  const int mm = number(month.substr(2));
  if (mm < 1 || mm > 12) return fault(fmt::format("there is no month {:02}", mm));
  if (number(month) < 704) return fault("identifiers of this form begin with 0704");
  const std::size_t length = number(month) <= 1412 ? 4 : 5;
  if (sequence.size() != length) {
    return fault(fmt::format("a paper of {} has {} digits after the dot", month, length));
  }
  if (number(sequence) == 0) return fault("numbers begin with 1");
  return {std::string(text), {}};
}

// Drops the subject class: "math.AG" is "math".
std::string_view archive_of(std::string_view before_slash) {
  return before_slash.substr(0, before_slash.find('.'));
}

bool is_subject_class(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

Reading read_old_form(std::string_view text, std::size_t slash) {
  const std::string_view before = text.substr(0, slash);
  const std::string_view digits = text.substr(slash + 1);
  const std::string archive = lower(archive_of(before));
  if (!is_archive(archive)) return fault(fmt::format("there is no archive '{}'", archive));
  if (archive.size() < before.size() && !is_subject_class(before.substr(archive.size() + 1))) {
    return fault("the subject class is not a name");
  }
  if (digits.size() != 7 || !all_digits(digits)) return fault("seven digits should follow the slash");
  const int yy = number(digits.substr(0, 2));
  const int mm = number(digits.substr(2, 2));
  if (mm < 1 || mm > 12) return fault(fmt::format("there is no month {:02}", mm));
  const int year = yy >= 91 ? 1900 + yy : 2000 + yy;
  if (year * 100 + mm < 199107 || year * 100 + mm > 200703) {
    return fault("identifiers of this form are from July 1991 to March 2007");
  }
  if (number(digits.substr(4)) == 0) return fault("numbers begin with 1");
  return {archive + "/" + std::string(digits), {}};
}

Reading read(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.empty()) return fault("it is empty");
  if (text.size() > kLongest) return fault("it is too long");
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) return read_old_form(text, slash);
  if (text.size() > 5 && text[4] == '.') return read_new_form(text);
  return fault("it is neither YYMM.NNNNN nor archive/YYMMNNN");
}

}  // namespace

ArxivId ArxivId::parse(std::string_view text) {
  Reading reading = read(text);
  if (reading.id.empty()) {
    throw Error{ErrorKind::usage,
                fmt::format("'{}' is not an arXiv identifier: {}", text.substr(0, 60), reading.fault),
                std::string(kForms)};
  }
  return ArxivId{std::move(reading.id)};
}

std::optional<ArxivId> ArxivId::try_parse(std::string_view text) {
  Reading reading = read(text);
  if (reading.id.empty()) return std::nullopt;
  return ArxivId{std::move(reading.id)};
}

std::string ArxivId::url() const { return "https://arxiv.org/abs/" + text_; }

std::chrono::year_month ArxivId::month() const {
  const std::size_t slash = text_.find('/');
  const bool old_form = slash != std::string::npos;
  const std::string_view digits = std::string_view(text_).substr(old_form ? slash + 1 : 0, 4);
  const int yy = number(digits.substr(0, 2));
  return std::chrono::year{old_form && yy >= 91 ? 1900 + yy : 2000 + yy} /
         std::chrono::month{static_cast<unsigned>(number(digits.substr(2)))};
}

}  // namespace papercup
