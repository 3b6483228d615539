#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace suanwang {

/// What happens first among events of one instant. Ends free what arrivals may take; queues are
/// served once all of them are known; meters look last.
enum class Phase : std::uint8_t { completion, change, arrival, schedule, meter };

/// A note that something happens: `kind` and `subject` mean something to the engine alone.
struct Event {
  double time_s;
  std::uint64_t order;  ///< phase above serial: the order within one instant
  std::uint32_t kind;
  std::uint32_t subject;

  bool operator<(const Event& o) const {
    return time_s != o.time_s ? time_s < o.time_s : order < o.order;
  }
};

/// Events sorted into the ticks of one second in which they fall, unsorted within a tick.
///
/// A wheel of wheels: a slot of level k holds 256^k ticks, and an event lies in the level of the
/// highest base-256 digit in which its tick differs from the present one. When time reaches a slot
/// its events move on to finer levels, so each moves kLevels times at most, always in passing over
/// memory from front to back, however many there are. Bits mark the slots in use, so that empty
/// stretches cost nothing.
class EventWheel {
 public:
  /// Tick of a time; all that lies beyond 136 years shares the last one.
  static std::uint32_t tick_of(double time_s) {
    if (!(time_s > 0)) return 0;
    return time_s < kLastTick ? static_cast<std::uint32_t>(time_s) : kLastTick;
  }
  std::uint32_t tick() const { return tick_; }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  /// An event of a later tick than tick().
  void add(const Event& event) {
    const std::uint32_t at = tick_of(event.time_s);
    const int level = (std::bit_width(at ^ tick_) - 1) / kBits;
    const std::size_t slot = (at >> (kBits * level)) % kSlots;
    Wheel& wheel = wheels_[static_cast<std::size_t>(level)];
    Head& head = wheel.heads[slot];
    if (head.count == kChunk) {
      head = {new_chunk(head.chunk), 0};
      wheel.used[slot / 64] |= std::uint64_t{1} << (slot % 64);
    }
    chunk(head.chunk).events[head.count++] = event;
    ++size_;
  }

  /// Goes on to the next tick that has events, if there is any, and appends them to `out`.
  void take_next(std::vector<Event>& out) {
    for (std::size_t level = 0; level < kLevels && size_ > 0;) {
      const std::size_t slot = next_used(level);
      if (slot == kSlots) {
        ++level;
        continue;
      }
      open(level, slot, out);
      if (!out.empty()) return;
      level = 0;
    }
  }

 private:
  static constexpr int kBits = 8;
  static constexpr std::size_t kSlots = std::size_t{1} << kBits;
  static constexpr std::size_t kLevels = 4;
  static constexpr std::uint32_t kLastTick = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kNone = 0xffffffffu;
  static constexpr std::uint32_t kChunk = 21;
  static constexpr std::uint32_t kBlock = 64;

  /// A part of a slot's events: eight cache lines.
  struct Chunk {
    std::array<Event, kChunk> events;
    std::uint32_t next;
  };
  /// The chunk of a slot that is being filled; those behind it are full. Its count is kept here, so
  /// that adding an event only writes to the chunk and never waits for it.
  struct Head {
    std::uint32_t chunk = kNone;
    std::uint32_t count = kChunk;
  };
  struct Wheel {
    std::array<Head, kSlots> heads;
    std::array<std::uint64_t, kSlots / 64> used{};
  };

  Chunk& chunk(std::uint32_t id) { return blocks_[id / kBlock][id % kBlock]; }

  std::uint32_t new_chunk(std::uint32_t next) {
    std::uint32_t id = free_;
    if (id == kNone) {
      id = chunks_++;
      if (id % kBlock == 0) blocks_.push_back(std::make_unique<Chunk[]>(kBlock));
    } else {
      free_ = chunk(id).next;
    }
    chunk(id).next = next;
    return id;
  }

  // The first slot in use after the present one; kSlots if there is none.
  std::size_t next_used(std::size_t level) const {
    const std::size_t from = (tick_ >> (kBits * level)) % kSlots + 1;
    const auto& used = wheels_[level].used;
    for (std::size_t word = from / 64; word < used.size(); ++word) {
      std::uint64_t bits = used[word];
      if (word == from / 64) bits &= ~std::uint64_t{0} << (from % 64);
      if (bits != 0) return 64 * word + static_cast<std::size_t>(std::countr_zero(bits));
    }
    return kSlots;
  }

  // The present tick becomes the first one of a slot, whose events move on.
  void open(std::size_t level, std::size_t slot, std::vector<Event>& out) {
    const auto shift = static_cast<int>(kBits * level);
    const auto above = std::uint64_t{tick_} >> (shift + kBits) << (shift + kBits);
    tick_ = static_cast<std::uint32_t>(above | std::uint64_t{slot} << shift);
    Wheel& wheel = wheels_[level];
    auto [id, count] = std::exchange(wheel.heads[slot], Head{});
    wheel.used[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
    for (; id != kNone; count = kChunk) {
      Chunk& from = chunk(id);
      size_ -= count;
      for (std::uint32_t i = 0; i < count; ++i) {
        const Event& event = from.events[i];
        if (level == 0 || tick_of(event.time_s) == tick_) {
          out.push_back(event);
        } else {
          add(event);
        }
      }
      free_ = std::exchange(id, std::exchange(from.next, free_));
    }
  }

  std::array<Wheel, kLevels> wheels_;
  std::vector<std::unique_ptr<Chunk[]>> blocks_;
  std::uint32_t chunks_ = 0;  ///< as many as were ever needed at once
  std::uint32_t free_ = kNone;
  std::uint32_t tick_ = 0;
  std::size_t size_ = 0;
};

/// Sorts the events of one tick: they are dealt out by their part of the second, as many piles as
/// events, so that next to nothing is left to sort within a pile.
class TickSorter {
 public:
  /// Appends `events`, which all fall into `tick`, to `out` in order, and clears them.
  void sort(std::uint32_t tick, std::vector<Event>& events, std::vector<Event>& out) {
    const std::size_t before = out.size();
    out.resize(before + events.size());
    const std::uint32_t piles =
        std::min<std::uint32_t>(kMost, std::bit_ceil(static_cast<std::uint32_t>(events.size())));
    ends_.assign(piles, 0);
    pile_of_.clear();
    for (const Event& event : events) {
      const double part = (event.time_s - tick) * piles;
      const auto pile = part < piles ? static_cast<std::uint32_t>(std::max(part, 0.0)) : piles - 1;
      pile_of_.push_back(pile);
      ++ends_[pile];
    }
    std::uint32_t begin = 0;
    for (std::uint32_t& end : ends_) begin += std::exchange(end, begin);
    Event* const to = out.data() + before;
    for (std::size_t i = 0; i < events.size(); ++i) to[ends_[pile_of_[i]]++] = events[i];
    begin = 0;
    for (const std::uint32_t end : ends_) {
      if (end - begin > 1) std::sort(to + begin, to + end);
      begin = end;
    }
    events.clear();
  }

 private:
  static constexpr std::uint32_t kMost = 4096;
  std::vector<std::uint32_t> pile_of_;  ///< by event
  std::vector<std::uint32_t> ends_;     ///< of the piles
};

/// Events in the order of (time, phase, serial of scheduling).
///
/// What falls into later seconds than the present one waits in a wheel. The events of the present
/// second are sorted when it comes; those that are scheduled for it afterwards, or for a time
/// before it, lie in a heap beside them. So the cost of an event grows with the logarithm of the
/// events of one second, not of all that wait.
class EventQueue {
 public:
  bool empty() const { return size() == 0; }
  std::size_t size() const { return sorted_.size() - next_ + late_.size() + wheel_.size(); }

  void push(double time_s, Phase phase, std::uint32_t kind, std::uint32_t subject) {
    const std::uint64_t order = (static_cast<std::uint64_t>(phase) << 56) | serial_++;
    const Event event{time_s, order, kind, subject};
    if (EventWheel::tick_of(time_s) > wheel_.tick()) {
      wheel_.add(event);
    } else {
      late_.push_back(event);
      std::push_heap(late_.begin(), late_.end(), Later{});
    }
  }

  /// The first event; there must be one.
  const Event& top() {
    if (next_ == sorted_.size() && late_.empty()) next_second();
    return late_is_first() ? late_.front() : sorted_[next_];
  }

  /// Takes out the first event; there must be one.
  Event pop() {
    const Event first = top();
    if (late_is_first()) {
      std::pop_heap(late_.begin(), late_.end(), Later{});
      late_.pop_back();
    } else {
      ++next_;
    }
    return first;
  }

  /// The second whose events are known in order.
  std::uint32_t second() const { return wheel_.tick(); }

  /// The event that comes `n` after the first one, if nothing is scheduled in between: a guess, for
  /// fetching what it will need; null if it is not known.
  const Event* soon(std::size_t n) const {
    return next_ + n < sorted_.size() ? &sorted_[next_ + n] : nullptr;
  }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return b < a; }
  };

  bool late_is_first() const {
    return !late_.empty() && (next_ == sorted_.size() || late_.front() < sorted_[next_]);
  }
  void next_second() {
    sorted_.clear();
    next_ = 0;
    wheel_.take_next(taken_);
    sorter_.sort(wheel_.tick(), taken_, sorted_);
  }

  EventWheel wheel_;
  TickSorter sorter_;
  std::vector<Event> taken_;   ///< from the wheel, to be sorted
  std::vector<Event> sorted_;  ///< of the present second
  std::size_t next_ = 0;       ///< the first of them that is still to come
  std::vector<Event> late_;    ///< heap
  std::uint64_t serial_ = 0;
};

}  // namespace suanwang
