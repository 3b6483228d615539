#include "sim/report/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace suanwang {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;
constexpr std::size_t kNoSlot = static_cast<std::size_t>(-1);

/// Names of unfinished files, each from strdup: plain C, for the signal handler.
std::array<std::atomic<char*>, 64> unfinished{};

std::size_t remember(const std::string& path) {
  char* copy = ::strdup(path.c_str());
  for (std::size_t slot = 0; copy && slot < unfinished.size(); ++slot) {
    char* none = nullptr;
    if (unfinished[slot].compare_exchange_strong(none, copy)) return slot;
  }
  std::free(copy);
  return kNoSlot;
}

void forget(std::size_t& slot) {
  if (slot != kNoSlot) std::free(unfinished[slot].exchange(nullptr));
  slot = kNoSlot;
}

/// Devices and pipes cannot be replaced by a rename.
bool written_directly(const std::filesystem::path& place) {
  struct stat found {};
  if (::stat(place.c_str(), &found) != 0) return false;
  return !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

}  // namespace

OutputFile::OutputFile(std::filesystem::path place) : place_(std::move(place)), slot_(kNoSlot) {
  // A link to a file keeps pointing at it.
  std::error_code not_there;
  if (const auto real = std::filesystem::canonical(place_, not_there); !not_there) place_ = real;

  int flags = O_WRONLY | O_CLOEXEC;
  if (!written_directly(place_)) {
    temporary_ = place_.parent_path() /
                 ("." + place_.filename().string() + ".tmp-" + std::to_string(::getpid()));
    flags |= O_CREAT | O_TRUNC | O_NOFOLLOW;
  }
  const std::filesystem::path& target = temporary_.empty() ? place_ : temporary_;
  descriptor_ = ::open(target.c_str(), flags, 0666);
  if (descriptor_ < 0) {
    const int error = errno;
    temporary_.clear();
    fail("cannot write", error);
  }
  if (!temporary_.empty()) slot_ = remember(temporary_.string());
  buffer_.reserve(kBufferBytes);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  forget(slot_);
}

void OutputFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) flush();
}

void OutputFile::flush() {
  std::size_t done = 0;
  while (done < buffer_.size()) {
    const ssize_t wrote = ::write(descriptor_, buffer_.data() + done, buffer_.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) fail("cannot write", wrote < 0 ? errno : EIO);
    done += static_cast<std::size_t>(wrote);
  }
  buffer_.clear();
}

void OutputFile::close() {
  if (descriptor_ < 0) return;
  flush();
  const int closing = descriptor_;
  descriptor_ = -1;
  if (::close(closing) != 0) fail("cannot write", errno);
}

void OutputFile::commit() {
  close();
  if (temporary_.empty()) return;
  if (::rename(temporary_.c_str(), place_.c_str()) != 0) fail("cannot put in place", errno);
  temporary_.clear();
  forget(slot_);
}

void OutputFile::fail(const char* doing, int error) const {
  throw std::runtime_error(place_.string() + ": " + doing + ": " +
                           std::generic_category().message(error));
}

OutputFolder::OutputFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  is_new_ = std::filesystem::create_directories(folder_, error);
  if (error)
    throw std::runtime_error(folder_.string() + ": cannot make the folder: " + error.message());
  if (!std::filesystem::is_directory(folder_)) {
    throw std::runtime_error(folder_.string() + ": is not a folder");
  }
}

OutputFolder::~OutputFolder() {
  files_.clear();
  std::error_code error;
  if (is_new_) std::filesystem::remove(folder_, error);
}

OutputFile& OutputFolder::file(const std::string& name) {
  return *files_.emplace_back(std::make_unique<OutputFile>(folder_ / name));
}

void OutputFolder::commit() {
  for (const auto& file : files_) file->close();
  for (const auto& file : files_) {
    // A folder in the way would leave some of the files renamed and others not.
    if (std::filesystem::is_directory(file->place())) {
      throw std::runtime_error(file->place().string() +
                               ": cannot write: a folder of that name is there");
    }
  }
  is_new_ = false;
  for (const auto& file : files_) file->commit();
  files_.clear();
}

void remove_unfinished_files() noexcept {
  for (auto& name : unfinished) {
    if (const char* path = name.load()) ::unlink(path);
  }
}

}  // namespace suanwang
