#pragma once

#include <functional>
#include <memory>

#include "papercup/core/screen.hpp"

namespace papercup::system {

struct KeyPress {
  enum class Key {
    character,
    enter,
    escape,
    backspace,
    left,
    right,
    up,
    down,
    page_up,
    page_down,
    home,
    end,
    resize,   // the terminal has another size now
    hang_up,  // the reader or the system wants the program to end: Ctrl-C, or the terminal is gone
  };
  Key key = Key::character;
  char32_t character = 0;

  bool operator==(const KeyPress&) const = default;
};

// A terminal that one program has for itself, until this is destroyed and the former screen is
// there again.
class FullScreen {
 public:
  virtual ~FullScreen() = default;
  virtual ScreenSize size() const = 0;
  virtual void show(const Screen& screen) = 0;
  // Waits for the next key. Keys without a meaning are left out.
  virtual KeyPress read_key() = 0;
  // Gives the terminal back while `work` runs, for a program that writes to it.
  virtual void lend(const std::function<void()>& work) = 0;
};

// The terminal that this process runs on, by ncurses. Null if it cannot show a full
// screen (TERM is unknown, or names one whose cursor cannot be moved).
std::unique_ptr<FullScreen> open_terminal_screen(ScreenColour colour);

}  // namespace papercup::system
