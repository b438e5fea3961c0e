#pragma once

#include <filesystem>

#include "papercup/core/error.hpp"

namespace SQLite {
class Exception;
}

namespace papercup::store {

// What SQLite complained of, in words that say what to do.
Error storage_error(const SQLite::Exception& exception, const std::filesystem::path& database);

}  // namespace papercup::store
