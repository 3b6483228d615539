#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace suanwang {

/// One of those that a heap keeps in order.
struct HeapItem {
  double key;
  std::uint32_t id;

  /// Of equal keys the smaller id comes first, so that what comes out never depends on the heap's
  /// history.
  /// Without a branch, as nobody could foretell which way it goes.
  bool operator<(const HeapItem& o) const { return (key < o.key) | ((key == o.key) & (id < o.id)); }
};

/// 4-ary min-heap. `place(id, slot)` notes where an item now stands, so that the caller can move
/// any of them. The keys stand in the heap itself, four children side by side.
template <typename Place>
class Heap4 {
 public:
  Heap4(std::vector<HeapItem>& heap, Place place) : heap_(heap), place_(place) {}

  void insert(HeapItem item) {
    heap_.push_back(item);
    rise(heap_.size() - 1, item);
  }

  void remove(std::size_t slot) {
    const HeapItem last = heap_.back();
    heap_.pop_back();
    if (slot == heap_.size()) return;
    if (slot > 0 && last < heap_[(slot - 1) / 4]) {
      rise(slot, last);
    } else {
      sink(slot, last);
    }
  }

  /// What stands at `slot` gets a smaller key; returns its new slot.
  std::size_t lower(std::size_t slot, double key) { return rise(slot, {key, heap_[slot].id}); }

  /// What stands at `slot` gets a larger key.
  void raise(std::size_t slot, double key) { sink(slot, {key, heap_[slot].id}); }

 private:
  std::size_t rise(std::size_t slot, HeapItem item) {
    while (slot > 0) {
      const std::size_t parent = (slot - 1) / 4;
      if (!(item < heap_[parent])) break;
      put(slot, heap_[parent]);
      slot = parent;
    }
    put(slot, item);
    return slot;
  }

  void sink(std::size_t slot, HeapItem item) {
    const std::size_t size = heap_.size();
    for (;;) {
      const std::size_t first = 4 * slot + 1;
      if (first >= size) break;
      const std::size_t least = least_child(first);
      if (!(heap_[least] < item)) break;
      put(slot, heap_[least]);
      slot = least;
    }
    put(slot, item);
  }

  /// Of four children two pairs play, then the winners: without a loop.
  std::size_t least_child(std::size_t first) const {
    if (first + 4 <= heap_.size()) {
      const std::size_t a = first + (heap_[first + 1] < heap_[first]);
      const std::size_t b = first + 2 + (heap_[first + 3] < heap_[first + 2]);
      return heap_[b] < heap_[a] ? b : a;
    }
    std::size_t least = first;
    for (std::size_t k = first + 1; k < heap_.size(); ++k) {
      if (heap_[k] < heap_[least]) least = k;
    }
    return least;
  }

  void put(std::size_t slot, HeapItem item) {
    heap_[slot] = item;
    place_(item.id, static_cast<std::uint32_t>(slot));
  }

  std::vector<HeapItem>& heap_;
  Place place_;
};

}  // namespace suanwang
