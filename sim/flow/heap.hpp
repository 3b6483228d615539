#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

namespace suanwang {

/// One of those that a heap keeps in order.
struct HeapItem {
  double key;
  std::uint32_t id;

  /// Of equal keys the smaller id comes first, so that what comes out never depends on the heap's
  /// history.
  /// Without a branch, as nobody could foretell which way it goes.
  bool operator<(const HeapItem& o) const { return (key < o.key) | ((key <= o.key) & (id < o.id)); }
};

/// Min-heap of which each item has `kArity`, a power of two, below it. `place(id, slot)` notes
/// where an item now stands, so that the caller can move any of them. The keys stand in the heap
/// itself, all children of one side by side.
template <std::uint32_t kArity>
class Heap {
 public:
  bool empty() const { return size_ == 0; }
  std::uint32_t size() const { return size_; }
  const HeapItem& front() const { return items_[0]; }
  HeapItem& operator[](std::size_t slot) { return items_[slot]; }
  HeapItem* begin() { return items_.get(); }
  HeapItem* end() { return items_.get() + size_; }

  template <typename Place>
  void insert(HeapItem item, const Place& place) {
    if (size_ + kArity > room_) grow();
    rise(size_++, item, place);
  }

  template <typename Place>
  void remove(std::uint32_t slot, const Place& place) {
    const HeapItem last = items_[--size_];
    items_[size_] = kNobody;
    if (slot == size_) return;
    if (slot > 0 && last < items_[(slot - 1) / kArity]) {
      rise(slot, last, place);
    } else {
      sink(slot, last, place);
    }
  }

  /// What stands at `slot` gets a smaller key; returns its new slot.
  template <typename Place>
  std::uint32_t lower(std::uint32_t slot, double key, const Place& place) {
    return rise(slot, {key, items_[slot].id}, place);
  }

  /// What stands at `slot` gets a larger key.
  template <typename Place>
  void raise(std::uint32_t slot, double key, const Place& place) {
    sink(slot, {key, items_[slot].id}, place);
  }

 private:
  /// Comes after all others. It fills the places behind the last item, so that each item with
  /// children has as many as any other.
  static constexpr HeapItem kNobody{std::numeric_limits<double>::infinity(), 0xffffffffu};

  template <typename Place>
  std::uint32_t rise(std::uint32_t slot, HeapItem item, const Place& place) {
    while (slot > 0) {
      const std::uint32_t parent = (slot - 1) / kArity;
      if (!(item < items_[parent])) break;
      put(slot, items_[parent], place);
      slot = parent;
    }
    put(slot, item, place);
    return slot;
  }

  template <typename Place>
  void sink(std::uint32_t slot, HeapItem item, const Place& place) {
    for (;;) {
      const std::uint32_t first = kArity * slot + 1;
      if (first >= size_) break;
      const std::uint32_t least = least_of<kArity>(first);
      if (!(items_[least] < item)) break;
      put(slot, items_[least], place);
      slot = least;
    }
    put(slot, item, place);
  }

  /// Pairs play, then the winners: without a loop or a branch.
  template <std::uint32_t kCount>
  std::uint32_t least_of(std::uint32_t first) const {
    if constexpr (kCount == 1) {
      return first;
    } else {
      const std::uint32_t a = least_of<kCount / 2>(first);
      const std::uint32_t b = least_of<kCount / 2>(first + kCount / 2);
      return a + (b - a) * (items_[b] < items_[a]);
    }
  }

  template <typename Place>
  void put(std::uint32_t slot, HeapItem item, const Place& place) {
    // Part by part, as they were written: a processor that has parts of a load still to write
    // waits.
    items_[slot].key = item.key;
    items_[slot].id = item.id;
    place(item.id, slot);
  }

  void grow() {
    const std::uint32_t room = 2 * (room_ + kArity);
    auto items = std::make_unique<HeapItem[]>(room);
    std::fill(std::copy(begin(), end(), items.get()), items.get() + room, kNobody);
    items_ = std::move(items);
    room_ = room;
  }

  std::unique_ptr<HeapItem[]> items_;
  std::uint32_t size_ = 0, room_ = 0;
};

}  // namespace suanwang
