#include "papercup/system/full_screen.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <optional>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <utility>

#include <curses.h>
#include <langinfo.h>

namespace papercup::system {
namespace {

using Key = KeyPress::Key;

constexpr int kEscapeDelay = 100;  // ms: over a slow line the bytes of a key come apart
constexpr std::array<int, 4> kEndings = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t caught_signal = 0;  // the signal that came, or 0

extern "C" void note_signal(int signal_number) { caught_signal = signal_number; }

// Papers are full of letters beyond ASCII; a terminal of today shows them even if the locale of
// an ssh session does not say so.
void use_utf8() {
  (void)std::setlocale(LC_CTYPE, "");
  if (std::string(::nl_langinfo(CODESET)) != "UTF-8") (void)std::setlocale(LC_CTYPE, "C.UTF-8");
}

std::wstring wide(const std::string& utf8) {
  std::wstring text(utf8.size() + 1, L'\0');
  const std::size_t length = std::mbstowcs(text.data(), utf8.c_str(), text.size());
  if (length == static_cast<std::size_t>(-1)) return {utf8.begin(), utf8.end()};
  text.resize(length);
  return text;
}

attr_t attributes_of(Ink ink, bool has_colour) {
  const auto coloured = [&](short pair) { return has_colour ? COLOR_PAIR(pair) : A_NORMAL; };
  switch (ink) {
    case Ink::normal:
      return A_NORMAL;
    case Ink::bold:
      return A_BOLD;
    case Ink::dim:
      return has_colour ? A_DIM : A_NORMAL;
    case Ink::reversed:
      return A_REVERSE;
    case Ink::cyan:
      return coloured(COLOR_CYAN);
    case Ink::green:
      return coloured(COLOR_GREEN);
    case Ink::yellow:
      return coloured(COLOR_YELLOW);
    case Ink::red:
      return coloured(COLOR_RED);
  }
  return A_NORMAL;
}

std::optional<KeyPress> key_of(int status, wint_t code) {
  if (status == KEY_CODE_YES) {
    switch (code) {
      case KEY_RESIZE:
        return KeyPress{Key::resize};
      case KEY_LEFT:
        return KeyPress{Key::left};
      case KEY_RIGHT:
        return KeyPress{Key::right};
      case KEY_UP:
        return KeyPress{Key::up};
      case KEY_DOWN:
        return KeyPress{Key::down};
      case KEY_PPAGE:
        return KeyPress{Key::page_up};
      case KEY_NPAGE:
        return KeyPress{Key::page_down};
      case KEY_HOME:
        return KeyPress{Key::home};
      case KEY_END:
        return KeyPress{Key::end};
      case KEY_BACKSPACE:
        return KeyPress{Key::backspace};
      case KEY_ENTER:
        return KeyPress{Key::enter};
      default:
        return std::nullopt;
    }
  }
  switch (code) {
    case L'\n':
    case L'\r':
      return KeyPress{Key::enter};
    case 0x1B:
      return KeyPress{Key::escape};
    case 0x08:
    case 0x7F:
      return KeyPress{Key::backspace};
    default:
      return KeyPress{Key::character, static_cast<char32_t>(code)};
  }
}

class TerminalScreen : public FullScreen {
 public:
  // `screen` is curses', which is current.
  TerminalScreen(SCREEN* screen, ScreenColour colour) : screen_(screen) {
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    (void)keypad(stdscr, TRUE);
    (void)nodelay(stdscr, TRUE);
    (void)set_escdelay(kEscapeDelay);
    // Some terminals keep to these, whatever their description says.
    constexpr std::array<std::pair<const char*, int>, 6> kCursorKeys = {{{"\x1b[A", KEY_UP},
                                                                         {"\x1b[B", KEY_DOWN},
                                                                         {"\x1b[C", KEY_RIGHT},
                                                                         {"\x1b[D", KEY_LEFT},
                                                                         {"\x1b[H", KEY_HOME},
                                                                         {"\x1b[F", KEY_END}}};
    for (const auto& [bytes, code] : kCursorKeys) (void)define_key(bytes, code);
    has_colour_ = colour == ScreenColour::on && has_colors() && start_color() == OK;
    if (has_colour_) {
      const auto background = static_cast<short>(use_default_colors() == OK ? -1 : COLOR_BLACK);
      for (const short each :
           std::array<short, 4>{COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_CYAN}) {
        (void)init_pair(each, each, background);
      }
    }
    take_signals();
  }
  TerminalScreen(const TerminalScreen&) = delete;
  TerminalScreen& operator=(const TerminalScreen&) = delete;

  ~TerminalScreen() override {
    (void)endwin();
    delscreen(screen_);
    for (std::size_t i = 0; i < kEndings.size(); ++i) {
      (void)::sigaction(kEndings.at(i), &former_.at(i), nullptr);
    }
    (void)::pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr);
  }

  ScreenSize size() const override { return {getmaxy(stdscr), getmaxx(stdscr)}; }

  void show(const Screen& screen) override {
    (void)erase();
    for (std::size_t row = 0; row < screen.lines.size(); ++row) {
      (void)wmove(stdscr, static_cast<int>(row), 0);
      for (const Span& span : screen.lines[row]) {
        (void)wattrset(stdscr, static_cast<int>(attributes_of(span.ink, has_colour_)));
        (void)addwstr(wide(span.text).c_str());
      }
    }
    (void)wattrset(stdscr, A_NORMAL);
    (void)curs_set(screen.cursor ? 1 : 0);
    if (screen.cursor) (void)wmove(stdscr, screen.cursor_row, *screen.cursor);
    (void)refresh();
  }

  KeyPress read_key() override {
    bool is_spoilt = false;
    while (true) {
      wint_t code = 0;
      const int status = get_wch(&code);
      if (status != ERR) {
        if (const auto key = key_of(status, code)) return *key;
        continue;
      }
      if (caught_signal != 0 || is_closed_) return {Key::hang_up};
      if (is_spoilt) return {Key::resize};
      is_spoilt = wait() == Wait::signal;
      // Who stopped the program and went on may find anything on the screen.
      if (is_spoilt) (void)clearok(curscr, TRUE);
    }
  }

  void lend(const std::function<void()>& work) override {
    (void)def_prog_mode();
    (void)endwin();
    (void)::pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr);
    try {
      work();
    } catch (...) {
      take_back();
      throw;
    }
    take_back();
  }

 private:
  void take_back() {
    (void)::pthread_sigmask(SIG_BLOCK, &blocked_, nullptr);
    // Ctrl-C was meant for the other program.
    if (caught_signal == SIGINT || caught_signal == SIGQUIT) caught_signal = 0;
    (void)reset_prog_mode();
    (void)clearok(curscr, TRUE);
    (void)refresh();
  }

  // Signals are let through only while waiting, so that none is missed between looking and waiting.
  void take_signals() {
    caught_signal = 0;
    (void)::sigemptyset(&blocked_);
    (void)::sigaddset(&blocked_, SIGWINCH);
    struct sigaction action = {};
    action.sa_handler = note_signal;
    (void)::sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kEndings.size(); ++i) {
      (void)::sigaction(kEndings.at(i), &action, &former_.at(i));
      (void)::sigaddset(&blocked_, kEndings.at(i));
    }
    (void)::pthread_sigmask(SIG_BLOCK, &blocked_, &former_mask_);
  }

  enum class Wait { input, signal };
  Wait wait() {
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (::ppoll(&input, 1, nullptr, &former_mask_) <= 0) return Wait::signal;
    // A terminal that is gone can be read without end, and gives nothing.
    is_closed_ = (input.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
    return Wait::input;
  }

  SCREEN* screen_;
  bool has_colour_ = false;
  bool is_closed_ = false;
  std::array<struct sigaction, kEndings.size()> former_ = {};
  sigset_t blocked_ = {}, former_mask_ = {};
};

}  // namespace

std::unique_ptr<FullScreen> open_terminal_screen(ScreenColour colour) {
  use_utf8();
  SCREEN* screen = ::newterm(nullptr, stdout, stdin);
  if (screen == nullptr) return nullptr;
  const char* movement = ::tigetstr("cup");
  // -1 means that it is no string at all.
  if (movement == nullptr || reinterpret_cast<std::intptr_t>(movement) == -1) {
    (void)endwin();
    delscreen(screen);
    return nullptr;
  }
  return std::make_unique<TerminalScreen>(screen, colour);
}

}  // namespace papercup::system
