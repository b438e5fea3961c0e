#include "cli/digest/digest_options.hpp"

#include <cstdint>

#include "cli/command_line/selection.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using app::DigestRequest;

constexpr std::int64_t kMostPapers = 10'000;
constexpr std::int64_t kMostMinutes = 1440;  // a day

void check_combinations(const DigestOptions& options) {
  if (options.focus_file && !options.foci.empty()) {
    throw Error(ErrorKind::usage, "--focus and --focus-file cannot be used together",
                "--focus names foci of yours, --focus-file any other file.");
  }
  if (options.channel && options.focus_file) {
    throw Error(ErrorKind::usage, "a focus file named on the command line has no channels",
                "Copy it to the folder of foci (papercup focus list) and use --focus NAME.");
  }
  if (options.channel && (options.selection.since || options.as_of)) {
    throw Error(ErrorKind::usage, "--channel shows what is new, and goes with no days",
                "Leave out --channel or the days.");
  }
  if (options.fetch && options.no_fetch) {
    throw Error(ErrorKind::usage, "--fetch and --no-fetch contradict each other",
                "Without either, a terminal asks arXiv if a list is due.");
  }
  if (options.channel && options.channel->empty()) {
    throw Error(ErrorKind::usage, "--channel needs a name");
  }
}

bool is_on_terminal(const DigestForm& form, const Session& session) {
  return session.style().medium == render::Medium::terminal && form.format == Format::text &&
         !form.output;
}

// A digest leaves a trace if somebody reads it, or a script that names a channel.
DigestRequest::Trace trace_of(const DigestOptions& options, const DigestRequest& request) {
  if (options.focus_file || (!request.is_awaited && !options.channel)) {
    return DigestRequest::Trace::none;
  }
  return request.has_days() || options.peek ? DigestRequest::Trace::glance
                                            : DigestRequest::Trace::moves;
}

DigestRequest::Fetching fetching_of(const DigestOptions& options, const DigestRequest& request,
                                    const Session& session) {
  if (options.fetch) return DigestRequest::Fetching::always;
  const bool offers = request.is_awaited && session.has_network() && !request.has_days() &&
                      !options.focus_file && !options.no_fetch;
  return offers ? DigestRequest::Fetching::if_due : DigestRequest::Fetching::never;
}

}  // namespace

DigestForm form_of(const DigestOptions& options) {
  DigestForm form;
  form.format = options.format;
  form.output = options.output;
  form.explains = options.explain;
  return form;
}

DigestRequest request_of(const DigestOptions& options, const DigestForm& form,
                         const Session& session) {
  check_combinations(options);
  DigestRequest request;
  request.foci = options.foci;
  request.focus_file = options.focus_file;
  request.as_of = parse_date("--as-of", options.as_of, session.today());
  const store::Selection days =
      make_selection(options.selection, request.as_of.value_or(session.today()));
  request.since = days.since;
  request.until = days.until;
  if (options.coffee) {
    request.minutes =
        static_cast<double>(parse_number("--coffee", *options.coffee, 1, kMostMinutes));
  }
  if (options.top) {
    request.top = static_cast<std::size_t>(parse_number("--top", *options.top, 1, kMostPapers));
  }
  if (options.channel) request.channel = *options.channel;
  if (!form.is_read()) request.readers = app::DigestPlan::Readers::programs;
  request.names_all_reasons = options.explain;
  request.has_news = form.is_read();
  request.is_awaited = is_on_terminal(form, session);
  request.trace = trace_of(options, request);
  request.fetching = fetching_of(options, request, session);
  return request;
}

}  // namespace papercup::cli
