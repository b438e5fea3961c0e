#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/option_set.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/render/records.hpp"
#include "papercup/render/style.hpp"

namespace papercup::cli {

// The forms in which papers are given out.
enum class Format { text, markdown, json, jsonl, csv, atom, bibtex, html, ids };

// Their names, in the order of the help.
const std::vector<std::string>& format_names();
Format parse_format(std::string_view name);
// Declares --format with these names of formats; with all of them, and `more`.
void declare_format_option(OptionSet& options, std::vector<std::string> formats,
                           std::string& target);
void declare_every_format(OptionSet& options, std::string& target,
                          const std::vector<std::string>& more = {});
// Whether people read it, and not programs only.
bool is_for_people(Format format);
// Whether --fields chooses what is in it.
bool has_fields(Format format);

// Takes text in pieces.
using Sink = std::function<void(std::string_view)>;

// Gives out one paper after the other.
class PaperWriter {
 public:
  PaperWriter() = default;
  PaperWriter(const PaperWriter&) = delete;
  PaperWriter& operator=(const PaperWriter&) = delete;
  virtual ~PaperWriter() = default;

  virtual void add(const Paper& paper, const std::optional<render::Annotation>& annotation) = 0;
  // After the last one.
  virtual void finish() {}
};

struct PaperForm {
  Format format = Format::text;
  std::vector<std::string> fields = {};  // if the format has any; empty: all
  bool has_focus = false;                // whether papers come with an annotation
  render::TextStyle style = {};
  // About all of them together, for forms that say it.
  std::string title = {};
  Time now = {};
  std::string rest = {};                    // that there are more; may be empty
  std::vector<render::DayCount> days = {};  // may be empty
};

std::unique_ptr<PaperWriter> make_paper_writer(const PaperForm& form, Sink sink);

// JSON objects one after the other: one a line, or as an array.
class JsonOutput {
 public:
  // `format` is json or jsonl.
  JsonOutput(Format format, Sink sink) : format_(format), sink_(std::move(sink)) {}
  void add(const std::string& object);
  // After the last one.
  void finish();

 private:
  Format format_;
  Sink sink_;
  bool is_empty_ = true;
};

}  // namespace papercup::cli
