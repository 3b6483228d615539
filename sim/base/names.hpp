#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace suanwang {

/// Texts that come again and again, each with a number: 0, 1 ... as they come.
class NameTable {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffu;
  /// So many that a file whose every line has a new name does not fill the memory.
  static constexpr std::size_t kMost = 1'000'000;

  /// The number of a name, a new one if need be; kNone where there are too many.
  std::uint32_t number_of(std::string_view name) {
    const auto next = static_cast<std::uint32_t>(names_.size());
    std::string key(name);
    if (const auto found = numbers_.find(key); found != numbers_.end()) return found->second;
    if (names_.size() >= kMost) return kNone;
    names_.push_back(&numbers_.emplace(std::move(key), next).first->first);
    return next;
  }

  const std::string& operator[](std::uint32_t number) const { return *names_[number]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> names_;  ///< keys of the above, which stay where they are
};

}  // namespace suanwang
