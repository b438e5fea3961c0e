#include "arxiv/json/json_fields.hpp"

#include <array>
#include <climits>
#include <cstdint>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace papercup::arxiv {
namespace {

enum class Field {
  ignored,
  id,
  version,
  title,
  abstract,
  authors,
  categories,
  published,
  updated,
  announced,
  announced_estimated,
  comment,
  journal_ref,
  doi,
  license,
  versions,
  authors_parsed,
  update_date,
};

// Both forms' names; the snapshot's are "comments" and "journal-ref".
constexpr std::array<std::pair<std::string_view, Field>, 19> kFields = {{
    {"id", Field::id},
    {"version", Field::version},
    {"title", Field::title},
    {"abstract", Field::abstract},
    {"authors", Field::authors},
    {"categories", Field::categories},
    {"published", Field::published},
    {"updated", Field::updated},
    {"announced", Field::announced},
    {"announced_estimated", Field::announced_estimated},
    {"comment", Field::comment},
    {"comments", Field::comment},
    {"journal_ref", Field::journal_ref},
    {"journal-ref", Field::journal_ref},
    {"doi", Field::doi},
    {"license", Field::license},
    {"versions", Field::versions},
    {"authors_parsed", Field::authors_parsed},
    {"update_date", Field::update_date},
}};

bool marks_snapshot(Field field) {
  return field == Field::versions || field == Field::authors_parsed || field == Field::update_date;
}

// Receives the events of nlohmann's parser, so that a line costs no tree and no depth of nesting
// any memory. A handler that returns false ends the parse.
class LineReader {
 public:
  using json = nlohmann::json;

  JsonFields take_fields() { return std::move(fields_); }
  const std::string& problem() const { return problem_; }

  bool null() { return depth_ == 0 ? not_an_object() : true; }
  bool boolean(bool value) {
    if (depth_ == 0) return not_an_object();
    if (field_ == Field::ignored) return true;
    if (depth_ != 1 || field_ != Field::announced_estimated) return wrong_type();
    fields_.announced_estimated = value;
    return true;
  }
  bool number_integer(json::number_integer_t value) { return integer(value); }
  bool number_unsigned(json::number_unsigned_t value) {
    return integer(value > INT_MAX ? std::int64_t{-1} : static_cast<std::int64_t>(value));
  }
  bool number_float(json::number_float_t, const json::string_t&) { return not_stored(); }
  bool string(json::string_t& value);
  bool binary(json::binary_t&) { return not_stored(); }

  bool start_object(std::size_t) {
    if (depth_ > 0 && field_ != Field::ignored) {
      if (field_ != Field::versions || depth_ != 2) return wrong_type();
      fields_.versions.emplace_back();
    }
    ++depth_;
    return true;
  }
  bool key(json::string_t& name);
  bool end_object() {
    --depth_;
    return true;
  }
  bool start_array(std::size_t);
  bool end_array() {
    --depth_;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    problem_ = fmt::format("is not valid JSON at byte {}", position);
    return false;
  }

 private:
  std::optional<std::string>* text_field();
  bool not_an_object() {
    problem_ = "is not a JSON object";
    return false;
  }
  bool wrong_type() {
    problem_ = fmt::format("has a member \"{}\" of a wrong type", field_name_);
    return false;
  }
  bool not_stored() {
    if (depth_ == 0) return not_an_object();
    return field_ == Field::ignored ? true : wrong_type();
  }
  bool integer(std::int64_t value) {
    if (depth_ != 1 || field_ != Field::version) return not_stored();
    if (value < 1) {
      problem_ = "has a version that is not a whole number from 1";
      return false;
    }
    fields_.version = static_cast<int>(value);
    return true;
  }

  JsonFields fields_;
  std::string problem_;
  std::size_t depth_ = 0;  // of open objects and arrays
  Field field_ = Field::ignored;
  std::string_view field_name_;
  std::string version_key_;
};

std::optional<std::string>* LineReader::text_field() {
  switch (field_) {
    case Field::id:
      return &fields_.id;
    case Field::title:
      return &fields_.title;
    case Field::abstract:
      return &fields_.abstract;
    case Field::authors:
      return &fields_.authors_text;
    case Field::categories:
      return &fields_.categories_text;
    case Field::published:
      return &fields_.published;
    case Field::updated:
      return &fields_.updated;
    case Field::announced:
      return &fields_.announced;
    case Field::comment:
      return &fields_.comment;
    case Field::journal_ref:
      return &fields_.journal_ref;
    case Field::doi:
      return &fields_.doi;
    case Field::license:
      return &fields_.license;
    case Field::update_date:
      return &fields_.update_date;
    default:
      return nullptr;
  }
}

bool LineReader::string(json::string_t& value) {
  if (depth_ == 0) return not_an_object();
  if (field_ == Field::ignored) return true;
  if (depth_ == 1) {
    auto* target = text_field();
    if (target == nullptr) return wrong_type();
    *target = std::move(value);
  } else if (depth_ == 2 && field_ == Field::authors) {
    fields_.authors.push_back(std::move(value));
  } else if (depth_ == 2 && field_ == Field::categories) {
    fields_.categories.push_back(std::move(value));
  } else if (depth_ == 3 && field_ == Field::authors_parsed) {
    fields_.authors_parsed.back().push_back(std::move(value));
  } else if (depth_ == 3 && field_ == Field::versions) {
    auto& version = fields_.versions.back();
    if (version_key_ == "version") {
      version.name = std::move(value);
    } else if (version_key_ == "created") {
      version.created = std::move(value);
    }
  } else {
    return wrong_type();
  }
  return true;
}

bool LineReader::key(json::string_t& name) {
  if (depth_ == 1) {
    field_ = Field::ignored;
    for (const auto& [known, field] : kFields) {
      if (known != name) continue;
      field_ = field;
      field_name_ = known;
    }
    fields_.is_snapshot = fields_.is_snapshot || marks_snapshot(field_);
  } else if (field_ == Field::versions) {
    version_key_ = std::move(name);
  }
  return true;
}

bool LineReader::start_array(std::size_t) {
  if (depth_ == 0) return not_an_object();
  const bool list = field_ == Field::authors || field_ == Field::categories ||
                    field_ == Field::versions || field_ == Field::authors_parsed;
  const bool inner = field_ == Field::authors_parsed && depth_ == 2;
  if (field_ != Field::ignored && !(list && depth_ == 1) && !inner) return wrong_type();
  if (inner) fields_.authors_parsed.emplace_back();
  ++depth_;
  return true;
}

}  // namespace

JsonFields parse_json_fields(std::string_view line) {
  // nlohmann's lexer takes a NUL for the end of its input.
  if (line.find('\0') != std::string_view::npos) throw LineError("has a NUL byte");
  LineReader reader;
  if (!nlohmann::json::sax_parse(line, &reader)) throw LineError(reader.problem());
  return reader.take_fields();
}

}  // namespace papercup::arxiv
