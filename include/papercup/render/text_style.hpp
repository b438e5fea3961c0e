#pragma once

#include <chrono>
#include <string>

namespace papercup::render {

enum class Colour { off, on };
enum class Links { off, on };             // OSC 8 hyperlinks
enum class Symbols { rich, plain };       // plain: ASCII punctuation, no alignment, TeX as it is
enum class Abstract { decisive, whole };  // its decisive sentences, or all of it
enum class Reasons { main, all };         // a line of terms, or each with its points
enum class Medium { pipe, terminal };     // what only makes sense to a person at a prompt

// How text for people is laid out.
struct TextStyle {
  int width = 80;  // columns, from 40; lines are wrapped to it by display width
  Colour colour = Colour::off;
  Links links = Links::off;
  Symbols symbols = Symbols::rich;
  Abstract abstract = Abstract::decisive;
  Reasons reasons = Reasons::main;
  Medium medium = Medium::pipe;
  // Where the reader is, for hours of the day.
  std::chrono::seconds utc_offset{0};
  std::string zone = "UTC";
};

}  // namespace papercup::render
