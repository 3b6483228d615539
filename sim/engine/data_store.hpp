#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/base/fetch.hpp"

namespace suanwang {

/// The shared data sets that one site keeps: least recently used out first.
///
/// A log of their uses, in which only the last use of each counts: a use is noted at the end of the
/// log and in one array by data set, where a linked list would touch four places all over memory.
/// What no longer counts is swept out when it is most of the log, so a use costs O(1) on average,
/// but for what it evicts.
class DataStore {
 public:
  /// size_bytes: of every data set there is; the caller keeps it alive.
  /// holds_all: it starts with all of them, for which there is room: none will ever be evicted.
  DataStore(double capacity_bytes, const std::vector<double>& size_bytes, bool holds_all = false)
      : size_bytes_(&size_bytes),
        capacity_bytes_(capacity_bytes),
        holds_all_(holds_all),
        last_use_(holds_all ? 0 : size_bytes.size(), kNotHere) {}

  /// Is it here? Then it is now the most recently used.
  bool touch(std::uint32_t dataset) {
    if (holds_all_) return true;
    if (last_use_[dataset] == kNotHere) return false;
    use(dataset);
    return true;
  }

  /// Keeps a data set that arrived; one larger than the whole storage is not kept.
  void insert(std::uint32_t dataset) {
    if (touch(dataset)) return;
    const double bytes = (*size_bytes_)[dataset];
    if (bytes > capacity_bytes_) return;
    while (used_bytes_ + bytes > capacity_bytes_) evict();
    used_bytes_ += bytes;
    ++kept_;
    use(dataset);
  }

  /// Holds what another one of the same data sets holds, for which there must be room.
  void copy_content(const DataStore& other) {
    const double capacity_bytes = capacity_bytes_;
    *this = other;
    capacity_bytes_ = capacity_bytes;
  }

  /// Brings from memory what is known of a data set.
  void fetch(std::uint32_t dataset) const {
    if (!holds_all_) suanwang::fetch(&last_use_[dataset]);
  }

  double capacity_bytes() const { return capacity_bytes_; }
  bool holds_all() const { return holds_all_; }

 private:
  static constexpr std::uint32_t kNotHere = std::numeric_limits<std::uint32_t>::max();

  void use(std::uint32_t dataset) {
    if (uses_.size() >= 2 * kept_ + 1024) sweep();
    last_use_[dataset] = static_cast<std::uint32_t>(uses_.size());
    uses_.push_back(dataset);
  }
  bool counts(std::size_t use) const { return last_use_[uses_[use]] == use; }
  void evict() {
    while (!counts(oldest_)) ++oldest_;
    const std::uint32_t last = uses_[oldest_++];
    last_use_[last] = kNotHere;
    used_bytes_ -= (*size_bytes_)[last];
    if (--kept_ == 0) used_bytes_ = 0;  // empty: no rounding left over
  }
  void sweep() {
    std::uint32_t end = 0;
    for (std::size_t i = oldest_; i < uses_.size(); ++i) {
      if (!counts(i)) continue;
      last_use_[uses_[i]] = end;
      uses_[end++] = uses_[i];
    }
    uses_.resize(end);
    oldest_ = 0;
  }

  const std::vector<double>* size_bytes_;
  double capacity_bytes_;
  double used_bytes_ = 0;
  bool holds_all_;
  std::size_t kept_ = 0;
  std::vector<std::uint32_t> last_use_;  ///< by data set: place in `uses_`, or kNotHere
  std::vector<std::uint32_t> uses_;      ///< data sets, the latest use last
  std::size_t oldest_ = 0;               ///< no use before this one counts
};

}  // namespace suanwang
