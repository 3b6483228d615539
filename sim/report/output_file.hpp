#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// A file that appears whole or not at all: written as `.NAME.tmp-PID` beside its place and renamed
/// by commit(). Destroyed before that, it leaves nothing behind. A device or pipe that already
/// stands at the place is written to directly. Every failure throws std::runtime_error with path
/// and reason.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path place);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);
  /// Hands everything to the system and closes; the file is still under its temporary name.
  void close();
  /// Closes if need be, then gives the file its name.
  void commit();

  const std::filesystem::path& place() const { return place_; }

 private:
  void flush();
  [[noreturn]] void fail(const char* doing, int error) const;

  std::filesystem::path place_;
  std::filesystem::path temporary_;  ///< empty: written directly, or already in place
  std::size_t slot_;
  std::string buffer_;
  int descriptor_ = -1;
};

/// The files of one `--out DIR`: all appear when commit() is called, or none.
class OutputFolder {
 public:
  /// Makes the folder, with those above it.
  explicit OutputFolder(std::filesystem::path folder);
  /// Where nothing was committed, a folder that it made goes again.
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// A new file in the folder, to be written until commit().
  OutputFile& file(const std::string& name);
  void commit();

 private:
  std::filesystem::path folder_;
  bool is_new_ = false;  ///< made by this, and nothing in it yet
  std::vector<std::unique_ptr<OutputFile>> files_;
};

/// Removes the temporary files of this process; safe to call in a signal handler before it ends.
void remove_unfinished_files() noexcept;

}  // namespace suanwang
