#pragma once

#include <string>

namespace suanwang {

/// A name in both languages; the English one is never empty once read (it falls back to the id).
struct Text {
  std::string en;
  std::string zh;

  friend bool operator==(const Text&, const Text&) = default;
};

enum class Side { east, west };

}  // namespace suanwang
