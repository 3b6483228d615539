#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "sim/study/store.hpp"

namespace suanwang {

/// The right to write a file, for as long as it lives; told by the system, so that it ends with the
/// process however that ends. The file must stay open until SQLite is done: closing it would take
/// back SQLite's own locks too.
class StoreWriterLock {
 public:
  explicit StoreWriterLock(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    const std::string name = file.string();
    if (descriptor_ < 0) {
      throw StoreProblem(fmt::format("{}: cannot be written ({})", name, std::strerror(errno)));
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      ::close(descriptor_);
      throw StoreProblem(name + ": another process is writing this store; wait until it ends");
    }
  }
  ~StoreWriterLock() { ::close(descriptor_); }
  /// Is the file that is locked still the one of that name?
  bool holds(const std::filesystem::path& file) const {
    struct stat locked {
    }, there{};
    return ::fstat(descriptor_, &locked) == 0 && ::stat(file.c_str(), &there) == 0 &&
           locked.st_ino == there.st_ino && locked.st_dev == there.st_dev;
  }
  StoreWriterLock(const StoreWriterLock&) = delete;
  StoreWriterLock& operator=(const StoreWriterLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace suanwang
