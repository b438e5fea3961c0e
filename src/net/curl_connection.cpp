#include "net/curl_connection.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <curl/curl.h>
#include <fmt/format.h>

#include "papercup/core/web_address.hpp"
#include "papercup/system/shared_library.hpp"

namespace papercup::net {
namespace {

constexpr int kAuthenticationRequired = 407;

constexpr const char* kLookAtNetwork =
    "Look at the network; what is stored can be read without it, and papercup fetch tries again.";
constexpr const char* kLookAtProxy =
    "Look at the proxy variables: https_proxy, http_proxy, all_proxy and no_proxy.";
constexpr const char* kLookAtAddress =
    "Try again later; if it stays so, look at the address under [arxiv] in config.toml.";

constexpr const char* kCertificatesAreMissing =
    "Install the package ca-certificates, or name a file of certificates in SSL_CERT_FILE.";

// Where distributions keep the certificates of all authorities they trust, below /.
constexpr std::array kCertificateFiles{
    "etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch, Gentoo
    "etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, Red Hat
    "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // newer ones of these
    "etc/ssl/ca-bundle.pem",                             // openSUSE
    "etc/ssl/cert.pem",                                  // Alpine
};

bool means_no_network(int system_error) {
  return system_error == ENETUNREACH || system_error == EHOSTUNREACH || system_error == ENETDOWN ||
         system_error == EHOSTDOWN || system_error == EADDRNOTAVAIL;
}

// Whether a proxy was connected to rather than the server, judged by the port.
bool is_by_proxy(const Failure& failure, const WebAddress& address) {
  return failure.peer && failure.peer->port != address.port;
}

[[noreturn]] void throw_proxy_error(const Failure& failure, const std::string& place) {
  if (failure.proxy_status == kAuthenticationRequired) {
    throw ConnectionError(
        fmt::format("the proxy on the way to {} wants a name and password (status 407)", place),
        kLookAtProxy);
  }
  if (failure.proxy_status != 0) {
    throw ConnectionError(fmt::format("the proxy on the way to {} answers with status {}", place,
                                      failure.proxy_status),
                          kLookAtProxy);
  }
  // libcurl's own words may have the variable in them, with a password.
  throw ConnectionError(fmt::format("cannot use the proxy on the way to {}", place), kLookAtProxy);
}

[[noreturn]] void throw_no_connection(const Failure& failure, const std::string& place,
                                      bool is_proxy) {
  const std::string who = is_proxy ? fmt::format("the proxy {}:{} on the way to {}",
                                                 failure.peer->address, failure.peer->port, place)
                                   : place;
  const std::string hint = is_proxy ? kLookAtProxy : kLookAtAddress;
  if (failure.system_error == ECONNREFUSED) {
    throw ConnectionError(who + " refuses the connection", hint);
  }
  if (means_no_network(failure.system_error)) {
    throw ConnectionError(fmt::format("there is no way to {}: offline?", who), kLookAtNetwork);
  }
  const std::string why = failure.system_error != 0
                              ? std::generic_category().message(failure.system_error)
                              : without_secrets(failure.words);
  throw ConnectionError(fmt::format("no connection to {}: {}", who, why), hint);
}

}  // namespace

void FreeEasyHandle::operator()(void* easy) const { PAPERCUP_CURL(curl_easy_cleanup)(easy); }
void FreeStringList::operator()(curl_slist* list) const {
  PAPERCUP_CURL(curl_slist_free_all)(list);
}

EasyHandle make_easy_handle() {
  static const CURLcode started = PAPERCUP_CURL(curl_global_init)(CURL_GLOBAL_DEFAULT);
  EasyHandle easy(PAPERCUP_CURL(curl_easy_init)());
  if (started != CURLE_OK || !easy) throw Error(ErrorKind::failure, "libcurl cannot be started");
  return easy;
}

std::string certificates_of_system(const std::filesystem::path& root, const std::string& built_in) {
  std::error_code ignored;
  if (built_in.empty() || std::filesystem::exists(built_in, ignored)) return {};
  for (const char* const file : kCertificateFiles) {
    if (std::filesystem::exists(root / file, ignored)) return root / file;
  }
  return {};
}

std::string certificates_of_system() {
  const char* const built_in = PAPERCUP_CURL(curl_version_info)(CURLVERSION_NOW)->cainfo;
  return certificates_of_system("/", built_in != nullptr ? built_in : "");
}

void throw_connection_error(const Failure& failure, std::chrono::seconds time) {
  const auto address = WebAddress::parse(failure.url);
  const std::string place = address ? address->place() : without_secrets(failure.url);
  const bool is_proxy = address && is_by_proxy(failure, *address);
  switch (failure.stage) {
    case Stage::name:
      throw ConnectionError(fmt::format("cannot find {}: offline?", place), kLookAtNetwork);
    case Stage::name_in_time:
      throw ConnectionError(
          fmt::format("cannot find {}, as no name server answers: offline?", place),
          kLookAtNetwork);
    case Stage::connection_in_time:
      throw ConnectionError(
          fmt::format("{}{} has taken no connection in {} s",
                      is_proxy ? "the proxy on the way to " : "", place, time.count()),
          is_proxy ? kLookAtProxy : kLookAtNetwork);
    case Stage::certificates:
      throw ConnectionError(
          fmt::format("no safe connection to {}: {}", place, without_secrets(failure.words)),
          kCertificatesAreMissing);
    case Stage::encryption:
      throw ConnectionError(
          fmt::format("no safe connection to {}: {}", place, without_secrets(failure.words)),
          "Look at the clock, at the system's certificates, and at who else may answer in this "
          "network.");
    case Stage::proxy:
      throw_proxy_error(failure, place);
    case Stage::connection:
    case Stage::answer:
      break;
  }
  throw_no_connection(failure, place, is_proxy);
}

}  // namespace papercup::net
