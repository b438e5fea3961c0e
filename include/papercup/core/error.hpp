#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace papercup {

// What went wrong, as far as the exit code is concerned (see `exit_code`).
enum class ErrorKind {
  failure,      // the work could not be done: exit code 1
  usage,        // the command line, the configuration or a focus file is wrong: exit code 2
  unreachable,  // arXiv or the mail server cannot be reached or asks to wait: exit code 4
  storage,      // the database or the disk: exit code 5
  interrupted,  // Ctrl-C: exit code 130
};

// The exit code of a process that ends with an error of this kind.
int exit_code(ErrorKind kind);

// The one exception type of papercup. It is thrown at the place that knows the trouble, and caught
// once, in `cli::run`, which prints `message` (what happened, and why) and then `hint` (what to do
// next). What is part of normal work, such as an entry skipped with a warning, is a value and not
// an Error.
class Error : public std::runtime_error {
 public:
  // `message` is one sentence without a final full stop; further lines may show the place of the
  // trouble. `hint` may be empty.
  Error(ErrorKind kind, const std::string& message, std::string hint = {});

  ErrorKind kind() const { return kind_; }
  std::string message() const { return what(); }
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

// `text` as an error message may show it: control characters are spaces, bytes that are not UTF-8
// are `?`. Every character of `text`, and every such byte, is one character of the result.
std::string printable(std::string_view text);

// As printable, in single quotes, and cut to a length that leaves room for the rest of the
// sentence.
std::string in_quotes(std::string_view text);

}  // namespace papercup
