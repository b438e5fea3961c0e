#include <array>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/date.hpp"

namespace papercup {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads a text from its front. Every function that finds nothing leaves the rest as it was.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_blanks() {
    const std::size_t before = rest_.size();
    while (!rest_.empty() && ascii::is_blank(rest_.front())) rest_.remove_prefix(1);
    return rest_.size() < before;
  }

  std::string_view take_while(bool (*accepted)(char)) {
    std::size_t size = 0;
    while (size < rest_.size() && accepted(rest_[size])) ++size;
    return take_bytes(size);
  }

  // `count` digits, as a number.
  std::optional<int> take_number(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    const std::optional<int> value = ascii::number(rest_.substr(0, count));
    if (value) rest_.remove_prefix(count);
    return value;
  }

  std::string_view take_bytes(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view rest_;
};

// HH:MM:SS; with a leap second, which is then the first of the next minute.
std::optional<seconds> time_of_day(int hour, int minute, int second) {
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return hours{hour} + minutes{minute} + seconds{second};
}

std::optional<minutes> signed_offset(char sign, std::optional<int> hour,
                                     std::optional<int> minute) {
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const minutes offset = hours{*hour} + minutes{*minute};
  return sign == '-' ? -offset : offset;
}

// "Z", "+01:00" or nothing at all, to the end of the text.
std::optional<minutes> rfc3339_offset(Reader& reader) {
  if (reader.at_end()) return minutes{0};
  const char sign = reader.take_bytes(1).front();
  if (sign == 'Z' || sign == 'z') return minutes{0};
  if (sign != '+' && sign != '-') return std::nullopt;
  const auto hour = reader.take_number(2);
  if (!reader.take(':')) return std::nullopt;
  return signed_offset(sign, hour, reader.take_number(2));
}

// Three-letter names of days or months, case ignored: the place in the list.
template <std::size_t size>
std::optional<std::size_t> index_of(const std::array<std::string_view, size>& names,
                                    std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (ascii::equal_ignoring_case(names.at(i), name)) return i;
  }
  return std::nullopt;
}

// "Mon, " or nothing. That the day of the week fits the date is not asked: the date decides.
bool take_weekday(Reader& reader) {
  constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
  const std::string_view name = reader.take_while(ascii::is_letter);
  if (name.empty()) return true;
  if (!index_of(kDays, name)) return false;
  reader.take_blanks();
  if (!reader.take(',')) return false;
  reader.take_blanks();
  return true;
}

// RFC 5322, section 4.3: years of two digits are 2000 to 2049 and 1950 to 1999.
std::optional<int> take_mail_year(Reader& reader) {
  const std::string_view digits = reader.take_while(ascii::is_digit);
  if (digits.size() != 2 && digits.size() != 4) return std::nullopt;
  const int year = *ascii::number(digits);
  if (digits.size() == 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

// "2 Apr 2007"
std::optional<Date> take_mail_date(Reader& reader) {
  constexpr std::array<std::string_view, 12> kMonthNames = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string_view day = reader.take_while(ascii::is_digit);
  if (day.empty() || day.size() > 2 || !reader.take_blanks()) return std::nullopt;
  const auto month = index_of(kMonthNames, reader.take_while(ascii::is_letter));
  if (!month || !reader.take_blanks()) return std::nullopt;
  const auto year = take_mail_year(reader);
  if (!year) return std::nullopt;
  return Date::parse(fmt::format("{:04}-{:02}-{:0>2}", *year, *month + 1, day));
}

// "19:18:42" or "19:18"
std::optional<seconds> take_mail_time(Reader& reader) {
  const auto hour = reader.take_number(2);
  if (!hour || !reader.take(':')) return std::nullopt;
  const auto minute = reader.take_number(2);
  if (!minute) return std::nullopt;
  if (!reader.take(':')) return time_of_day(*hour, *minute, 0);
  const auto second = reader.take_number(2);
  if (!second) return std::nullopt;
  return time_of_day(*hour, *minute, *second);
}

// RFC 5322, section 4.3, without the military letters, which mail programs got wrong.
std::optional<minutes> named_zone(std::string_view name) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  constexpr std::array<Zone, 12> kZones = {{{"GMT", 0},
                                            {"UT", 0},
                                            {"UTC", 0},
                                            {"Z", 0},
                                            {"EST", -5},
                                            {"EDT", -4},
                                            {"CST", -6},
                                            {"CDT", -5},
                                            {"MST", -7},
                                            {"MDT", -6},
                                            {"PST", -8},
                                            {"PDT", -7}}};
  for (const Zone& zone : kZones) {
    if (ascii::equal_ignoring_case(zone.name, name)) return hours{zone.hours};
  }
  return std::nullopt;
}

// " GMT", " -0500", or nothing, to the end of the text.
std::optional<minutes> mail_offset(Reader& reader) {
  const bool separated = reader.take_blanks();
  if (reader.at_end()) return minutes{0};
  if (!separated) return std::nullopt;
  for (const char sign : {'+', '-'}) {
    if (!reader.take(sign)) continue;
    const auto hour = reader.take_number(2);
    return signed_offset(sign, hour, reader.take_number(2));
  }
  return named_zone(reader.take_while(ascii::is_letter));
}

}  // namespace

std::optional<Time> parse_rfc3339(std::string_view text) {
  Reader reader(text);
  const auto date = Date::parse(reader.take_bytes(10));
  if (!date) return std::nullopt;
  if (reader.at_end()) return Time{date->days()};

  if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
  const auto hour = reader.take_number(2);
  if (!hour || !reader.take(':')) return std::nullopt;
  const auto minute = reader.take_number(2);
  if (!minute || !reader.take(':')) return std::nullopt;
  const auto second = reader.take_number(2);
  if (!second) return std::nullopt;
  if (reader.take('.') && reader.take_while(ascii::is_digit).empty()) return std::nullopt;

  const auto time = time_of_day(*hour, *minute, *second);
  const auto offset = rfc3339_offset(reader);
  if (!time || !offset || !reader.at_end()) return std::nullopt;
  return Time{date->days()} + *time - *offset;
}

std::optional<Time> parse_rfc2822(std::string_view text) {
  Reader reader(ascii::trim(text));
  if (!take_weekday(reader)) return std::nullopt;
  const auto date = take_mail_date(reader);
  if (!date || !reader.take_blanks()) return std::nullopt;
  const auto time = take_mail_time(reader);
  const auto offset = mail_offset(reader);
  if (!time || !offset || !reader.at_end()) return std::nullopt;
  return Time{date->days()} + *time - *offset;
}

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss<seconds> clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", Date{day}.to_string(), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace papercup
