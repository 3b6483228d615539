#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace suanwang {

/// The lines of a text file, plain or gzip as its first bytes say.
///
/// Memory is the same for any file: a line of more than kLongestLine bytes is cut to that. Whatever
/// cannot be read throws TraceProblem: a missing file, a folder, a pipe (a trace is read again for
/// each replication), gzip data that are broken, end too soon, or are followed by something else.
class LineReader {
 public:
  static constexpr std::size_t kLongestLine = 1 << 16;

  explicit LineReader(std::string file);
  ~LineReader();
  LineReader(LineReader&&) noexcept;

  /// The next line without its end, good until the next call; false where the file ends.
  bool next(std::string_view& line);

  /// Of the line, from 1.
  std::uint64_t number() const;
  /// The line was longer than kLongestLine.
  bool cut() const;
  /// Of text, so far.
  std::uint64_t bytes() const;
  const std::string& file() const;

 private:
  struct Source;
  std::unique_ptr<Source> source_;
};

}  // namespace suanwang
