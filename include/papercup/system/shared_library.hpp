#pragma once

#include <atomic>
#include <string>

namespace papercup::system {

// A library that is loaded when it is first asked for: loading those of the network, of mail and of
// packed files, with all that these need themselves, would take most of the time of a command that
// uses none of them. Its headers are compiled with, so that calls are checked as ever:
//
//     PAPERCUP_CURL(curl_easy_init)()
class SharedLibrary {
 public:
  // `soname` is what the system's loader finds it by ("libcurl.so.4"), `package` the package that
  // Debian has it in.
  SharedLibrary(std::string soname, std::string package);

  // Where the library has a function; on any thread. Loads the library for good. Throws
  // Error{failure} if there is no such library, or it lacks the function.
  void* function(const char* name);

 private:
  [[noreturn]] void refuse(const char* why) const;

  std::string soname_, package_;
  std::atomic<void*> library_ = nullptr;
};

// Those that papercup loads so: libcurl, libarchive, and GMime with the parts of GLib it is made
// of.
SharedLibrary& curl_library();
SharedLibrary& archive_library();
SharedLibrary& mime_library();

}  // namespace papercup::system

// A function of one of them, as the library's header declares it.
#define PAPERCUP_FUNCTION(library, name) \
  (reinterpret_cast<decltype(&::name)>((library).function(#name)))
#define PAPERCUP_CURL(name) PAPERCUP_FUNCTION(::papercup::system::curl_library(), name)
#define PAPERCUP_ARCHIVE(name) PAPERCUP_FUNCTION(::papercup::system::archive_library(), name)
#define PAPERCUP_GMIME(name) PAPERCUP_FUNCTION(::papercup::system::mime_library(), name)
