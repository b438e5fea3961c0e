#include "papercup/core/error.hpp"

#include <utility>

namespace papercup {

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::failure:
      return 1;
    case ErrorKind::usage:
      return 2;
    case ErrorKind::unreachable:
      return 4;
    case ErrorKind::storage:
      return 5;
    case ErrorKind::interrupted:
      return 130;
  }
  return 1;
}

Error::Error(ErrorKind kind, const std::string& message, std::string hint)
    : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

}  // namespace papercup
