#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/paper_writer.hpp"
#include "papercup/app/digest_session.hpp"

namespace papercup::cli {

// The options of digest and triage, as given.
struct DigestOptions {
  std::vector<std::string> foci = {};
  std::optional<std::string> focus_file = {}, coffee = {}, top = {}, as_of = {}, output = {},
                             channel = {};
  SelectionOptions selection = {};
  Format format = Format::text;
  bool peek = false;
  bool explain = false;
  bool fetch = false;     // whether it is due or not
  bool no_fetch = false;  // even if it is due
};

// How a digest is written.
struct DigestForm {
  Format format = Format::text;
  std::optional<std::string> output = {};  // file; "-" is standard output without a pager
  bool explains = false;                   // names all reasons

  // Whether it is more than a list of papers: a text, a page or an email.
  bool is_read() const { return format == Format::email || is_for_people(format); }
  // Whether it is a text that says by itself what is missing.
  bool is_text() const { return format == Format::text || format == Format::markdown; }
};

DigestForm form_of(const DigestOptions& options);

// What these options ask of a digest in this form. Throws Error{usage} for options that cannot go
// together and values that cannot be read.
app::DigestRequest request_of(const DigestOptions& options, const DigestForm& form,
                              const Session& session);

}  // namespace papercup::cli
