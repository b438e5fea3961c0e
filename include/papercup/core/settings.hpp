#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace papercup {

// `[arxiv]` of config.toml: how arXiv is reached.
struct ArxivSettings {
  std::string api_url = "https://export.arxiv.org/api/query";
  std::string feed_url = "https://rss.arxiv.org/atom";  // a category is appended: "/cs.LG"
  std::string oai_url = "https://oaipmh.arxiv.org/oai";
  std::string contact = {};         // an address for arXiv's operators, sent with each request
  std::string api_key_header = {};  // a header's name; with `api_key` it is sent to api_url's host
  std::string api_key = {};
  // Between two requests. Less than arXiv's three seconds only where every address above is
  // loopback.
  std::chrono::milliseconds min_interval{3000};
  std::string pace_dir = {};  // where the time of the last request is kept; empty: the state folder

  bool operator==(const ArxivSettings&) const = default;
};

}  // namespace papercup
