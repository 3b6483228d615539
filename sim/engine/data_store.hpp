#pragma once

#include <cstdint>
#include <vector>

namespace suanwang {

/// The shared data sets that one site keeps: least recently used out first.
///
/// Plain arrays by data set, linked from the most to the least recently used; each call is O(1) but
/// for what it evicts.
class DataStore {
 public:
  /// size_bytes: of every data set there is; the caller keeps it alive.
  DataStore(double capacity_bytes, const std::vector<double>& size_bytes)
      : size_bytes_(&size_bytes), capacity_bytes_(capacity_bytes), slots_(size_bytes.size() + 1) {
    slots_[end()] = {end(), end(), true};
  }

  /// Is it here? Then it is now the most recently used.
  bool touch(std::uint32_t dataset) {
    if (!slots_[dataset].here) return false;
    unlink(dataset);
    link_first(dataset);
    return true;
  }

  /// Keeps a data set that arrived; one larger than the whole storage is not kept.
  void insert(std::uint32_t dataset) {
    if (touch(dataset)) return;
    const double bytes = (*size_bytes_)[dataset];
    if (bytes > capacity_bytes_) return;
    while (used_bytes_ + bytes > capacity_bytes_) evict();
    used_bytes_ += bytes;
    slots_[dataset].here = true;
    link_first(dataset);
  }

  double capacity_bytes() const { return capacity_bytes_; }

 private:
  struct Slot {
    std::uint32_t before = 0, after = 0;
    bool here = false;
  };
  std::uint32_t end() const { return static_cast<std::uint32_t>(slots_.size() - 1); }
  void unlink(std::uint32_t d) {
    slots_[slots_[d].before].after = slots_[d].after;
    slots_[slots_[d].after].before = slots_[d].before;
  }
  void link_first(std::uint32_t d) {
    slots_[d].before = end();
    slots_[d].after = slots_[end()].after;
    slots_[slots_[d].after].before = d;
    slots_[end()].after = d;
  }
  void evict() {
    const std::uint32_t last = slots_[end()].before;
    unlink(last);
    slots_[last].here = false;
    used_bytes_ -= (*size_bytes_)[last];
    if (slots_[end()].before == end()) used_bytes_ = 0;  // empty: no rounding left over
  }

  const std::vector<double>* size_bytes_;
  double capacity_bytes_;
  double used_bytes_ = 0;
  std::vector<Slot> slots_;  ///< the last one is both ends of the list
};

}  // namespace suanwang
