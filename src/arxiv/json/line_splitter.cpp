#include "arxiv/json/line_splitter.hpp"

namespace papercup::arxiv {

void LineSplitter::feed(std::string_view piece) {
  for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    const std::string_view line = piece.substr(0, end);
    piece.remove_prefix(end + 1);
    if (kept_.empty() && !overlong_) {
      end_line(line);
    } else {
      keep(line);
      end_line(kept_);
    }
  }
  keep(piece);
}

void LineSplitter::finish() {
  if (!kept_.empty() || overlong_) end_line(kept_);
}

void LineSplitter::keep(std::string_view piece) {
  overlong_ = overlong_ || kept_.size() + piece.size() > kLongestLine;
  if (overlong_) {
    kept_.clear();
  } else {
    kept_ += piece;
  }
}

void LineSplitter::end_line(std::string_view line) {
  ++number_;
  if (overlong_ || line.size() > kLongestLine) {
    handlers_.on_overlong_line(number_);
  } else {
    if (line.ends_with('\r')) line.remove_suffix(1);
    handlers_.on_line(line, number_);
  }
  kept_.clear();
  overlong_ = false;
}

}  // namespace papercup::arxiv
