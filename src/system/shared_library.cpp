#include "papercup/system/shared_library.hpp"

#include <utility>

#include <dlfcn.h>
#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::system {

SharedLibrary::SharedLibrary(std::string soname, std::string package)
    : soname_(std::move(soname)), package_(std::move(package)) {}

void* SharedLibrary::function(const char* name) {
  void* library = library_.load();
  if (library == nullptr) {
    library = ::dlopen(soname_.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) refuse(::dlerror());
    library_.store(library);  // the same for whoever loads it at the same time
  }
  void* const found = ::dlsym(library, name);
  if (found == nullptr) refuse(::dlerror());
  return found;
}

void SharedLibrary::refuse(const char* why) const {
  throw Error(ErrorKind::failure,
              fmt::format("the library {} is needed for this and cannot be used: {}", soname_,
                          why != nullptr ? why : "it is not complete"),
              fmt::format("Install it: on Debian and Ubuntu it is in the package {}.", package_));
}

// The names are those of the libraries with which this was built.
SharedLibrary& curl_library() {
  static SharedLibrary library(PAPERCUP_CURL_SONAME, "libcurl4");
  return library;
}

SharedLibrary& archive_library() {
  static SharedLibrary library(PAPERCUP_ARCHIVE_SONAME, "libarchive13");
  return library;
}

SharedLibrary& mime_library() {
  static SharedLibrary library(PAPERCUP_GMIME_SONAME, "libgmime-3.0-0");
  return library;
}

}  // namespace papercup::system
