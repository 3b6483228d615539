#pragma once

#include <boost/heap/d_ary_heap.hpp>
#include <cstdint>

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
};

/// Events in the order of (time, phase, serial of scheduling). push and pop cost O(log n).
class EventQueue {
 public:
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }
  const Event& top() const { return heap_.top(); }
  void pop() { heap_.pop(); }
  void reserve(std::size_t n) { heap_.reserve(n); }

  void push(double time_s, Phase phase, std::uint32_t kind, std::uint32_t subject) {
    const std::uint64_t order = (static_cast<std::uint64_t>(phase) << 56) | serial_++;
    heap_.push(Event{time_s, order, kind, subject});
  }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const {
      return a.time_s != b.time_s ? a.time_s > b.time_s : a.order > b.order;
    }
  };

  boost::heap::d_ary_heap<Event, boost::heap::arity<4>, boost::heap::compare<Later>> heap_;
  std::uint64_t serial_ = 0;
};

}  // namespace suanwang
