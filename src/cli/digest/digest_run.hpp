#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line/selection.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/digest/digest.hpp"

namespace papercup::cli {

struct DigestOptions {
  std::vector<std::string> foci = {};
  std::optional<std::string> focus_file = {}, coffee = {}, top = {}, as_of = {}, output = {},
                             channel = {};
  SelectionOptions selection = {};
  std::string format = "text";
  bool peek = false;
  bool explain = false;
  bool fetch = false;     // whether it is due or not
  bool no_fetch = false;  // even where it is due
};

// Shows a digest with papers in another way than by printing it, for these foci. Where it throws,
// the digest was not shown.
using DigestShow = std::function<void(const digest::Digest&, const std::vector<app::ActiveFocus>&)>;

// Makes a digest and shows it, as the command `digest` does; on a terminal it fetches before where
// that is due. Throws what the command throws.
int run_digest(const DigestOptions& options, const Session& session, DigestShow show = {});

}  // namespace papercup::cli
