#include "sim/kernel/event_queue.hpp"

#include <boost/heap/d_ary_heap.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/base/random.hpp"

using namespace suanwang;

namespace {

/// The plain queue: one heap of all events.
class PlainQueue {
 public:
  bool empty() const { return heap_.empty(); }
  void push(double time_s, Phase phase, std::uint32_t kind, std::uint32_t subject) {
    heap_.push({time_s, (static_cast<std::uint64_t>(phase) << 56) | serial_++, kind, subject});
  }
  Event pop() {
    const Event first = heap_.top();
    heap_.pop();
    return first;
  }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return b < a; }
  };
  boost::heap::d_ary_heap<Event, boost::heap::arity<4>, boost::heap::compare<Later>> heap_;
  std::uint64_t serial_ = 0;
};

/// Delays of all sizes, many of them equal: none, whole seconds and hours, shares of a millisecond,
/// centuries, never.
double delay_s(RandomStream& random) {
  const double u = random.uniform();
  switch (static_cast<int>(12 * random.uniform())) {
    case 0:
      return 0;
    case 1:
      return std::floor(4 * u);
    case 2:
      return 3600 * std::floor(30 * u);
    case 3:
      return 0.25 * std::floor(3000 * u);
    case 4:
      return 1e-3 * u;
    case 5:
      return u > 0.999 ? std::numeric_limits<double>::infinity() : 1e10 * u * u;
    default:
      return std::exp(12 * u);
  }
}

struct Pair {
  EventQueue queue;
  PlainQueue plain;
  std::uint32_t subject = 0;

  void push(double time_s, RandomStream& random) {
    const auto phase = static_cast<Phase>(random() % 5);
    queue.push(time_s, phase, 1, subject);
    plain.push(time_s, phase, 1, subject++);
  }
  /// Takes one out of both; true if they are the same.
  bool pop(double& now_s) {
    const Event expected = plain.pop();
    const Event top = queue.top();
    const Event got = queue.pop();
    now_s = got.time_s;
    return top.order == got.order && got.order == expected.order &&
           got.time_s == expected.time_s && got.subject == expected.subject;
  }
};

}  // namespace

TEST_CASE("events come in the order of a plain heap, ties included", "[kernel]") {
  for (const char* name : {"a", "b", "c", "d"}) {
    RandomStream random(7, 0, name, "events");
    Pair queues;
    double now_s = 0;
    std::size_t wrong = 0;
    for (int i = 0; i < 250000; ++i) {
      // The number that wait swells and shrinks, down to nothing now and then.
      const double share = (i / 5000) % 3 == 0 ? 0.9 : 0.3;
      if (queues.plain.empty() || random.uniform() < share) {
        queues.push((std::isinf(now_s) ? 0 : now_s) + delay_s(random), random);
      } else {
        wrong += !queues.pop(now_s);
      }
      wrong += queues.queue.empty() != queues.plain.empty();
    }
    while (!queues.plain.empty()) wrong += !queues.pop(now_s);
    CHECK(wrong == 0);
    CHECK(queues.queue.size() == 0);
  }
}

TEST_CASE("an event may be scheduled before one that was already looked at", "[kernel]") {
  EventQueue queue;
  queue.push(5e6, Phase::change, 1, 1);
  CHECK(queue.top().subject == 1);
  queue.push(10, Phase::change, 1, 2);
  queue.push(5e6, Phase::completion, 1, 3);
  CHECK(queue.top().subject == 2);
  CHECK(queue.pop().subject == 2);
  CHECK(queue.pop().subject == 3);
  CHECK(queue.soon(0)->subject == 1);
  CHECK(queue.soon(1) == nullptr);
  CHECK(queue.pop().subject == 1);
  CHECK(queue.empty());
}
