#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace suanwang {

/// 4-ary min-heap of small numbers. `before(a, b)` orders two numbers, `place(slot, id)` notes
/// where a number now stands, so that the caller can move any of them. With a strict order what
/// comes out never depends on the heap's history.
template <typename Before, typename Place>
class Heap4 {
 public:
  Heap4(std::vector<std::uint32_t>& heap, Before before, Place place)
      : heap_(heap), before_(before), place_(place) {}

  void insert(std::uint32_t id) {
    heap_.push_back(id);
    rise(heap_.size() - 1);
  }

  void remove(std::size_t slot) {
    const std::uint32_t last = heap_.back();
    heap_.pop_back();
    if (slot == heap_.size()) return;
    put(slot, last);
    sink(rise(slot));
  }

  /// Moves what stands at `slot` up to where it belongs; returns its new slot.
  std::size_t rise(std::size_t slot) {
    const std::uint32_t id = heap_[slot];
    while (slot > 0) {
      const std::size_t parent = (slot - 1) / 4;
      if (!before_(id, heap_[parent])) break;
      put(slot, heap_[parent]);
      slot = parent;
    }
    put(slot, id);
    return slot;
  }

  void sink(std::size_t slot) {
    const std::uint32_t id = heap_[slot];
    const std::size_t size = heap_.size();
    for (;;) {
      const std::size_t first = 4 * slot + 1;
      if (first >= size) break;
      const std::size_t end = first + 4 < size ? first + 4 : size;
      std::size_t least = first;
      for (std::size_t k = first + 1; k < end; ++k) {
        if (before_(heap_[k], heap_[least])) least = k;
      }
      if (!before_(heap_[least], id)) break;
      put(slot, heap_[least]);
      slot = least;
    }
    put(slot, id);
  }

 private:
  void put(std::size_t slot, std::uint32_t id) {
    heap_[slot] = id;
    place_(id, static_cast<std::uint32_t>(slot));
  }

  std::vector<std::uint32_t>& heap_;
  Before before_;
  Place place_;
};

}  // namespace suanwang
