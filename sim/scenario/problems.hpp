#pragma once

#include <cstddef>
#include <string>

#include "sim/base/diagnostic.hpp"

namespace suanwang {

/// Gathers what is wrong with a scenario, so that one reading shows everything.
class Problems {
 public:
  void add(Mark mark, std::string path, std::string message);
  /// Notes what may be a mistake; it counts for nothing below.
  void warn(Mark mark, std::string path, std::string message);

  bool empty() const { return problems_.empty(); }
  std::size_t size() const { return problems_.size() + dropped_; }
  /// So many that further ones are only counted: no need to work out suggestions for them.
  bool full() const;

  /// By file, line and column, each once; of more than 200 the rest is only counted.
  Diagnostics sorted() const;
  /// The same for what was only warned of.
  Diagnostics sorted_warnings() const;

 private:
  Diagnostics problems_;
  Diagnostics warnings_;
  std::size_t dropped_ = 0;  ///< of the problems
  std::size_t dropped_warnings_ = 0;
};

}  // namespace suanwang
