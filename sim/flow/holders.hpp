#pragma once

// Who holds which classes, and when the first of them is done. Each start, each end and each change
// of a level takes these steps: they are inline, as a call would cost as much as most of them.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/flow/flow_network.hpp"
#include "sim/flow/heap.hpp"

namespace suanwang {

/// For the heaps, whose items note their slots: classes in that of their holder, holders in the one
/// of all.
template <typename Owners>
auto slots_in(Owners& owners) {
  return [&owners](std::uint32_t id, std::uint32_t slot) { owners[id].slot = slot; };
}

// Rounding of a mark that has gone from clock to clock, and of time: what has no more than that to
// go is done.
inline constexpr double kHair = 4e-16;

inline double FlowNetwork::clock_of(const FlowClass& c, double now_s) const {
  const Holder& h = holders_[c.holder];
  return c.offset + (h.clock + h.level * (now_s - h.clock_at_s));
}

inline void FlowNetwork::advance(Holder& h, double now_s) {
  if (h.level < kUnbounded) h.clock += h.level * (now_s - h.clock_at_s);
  h.clock_at_s = now_s;
}

inline double FlowNetwork::end_of(std::uint32_t id) const {
  const Holder& h = holders_[id];
  const HeapItem& first = h.held.front();
  const double left = first.key - h.clock;
  if (left <= kHair * (classes_[first.id].first_mark + h.clock)) return h.clock_at_s;
  if (left <= kHair * h.clock_at_s * h.level) return h.clock_at_s;
  return h.level > 0 ? h.clock_at_s + left / h.level : kUnbounded;
}

// A fall of the level leaves the holder's end too early, which is mended when it comes to the top;
// most never do before they change again.
inline void FlowNetwork::set_level(std::uint32_t id, double level) {
  Holder& h = holders_[id];
  if (level == h.level) return;
  advance(h, now_s_);
  const bool faster = level > h.level;
  h.level = level;
  if (is_link(id)) links_[id].full = level < kUnbounded;
  if (!faster) {
    h.early = true;
  } else if (!h.held.empty()) {
    update_end(id);
  }
}

// A link that held somebody holds nobody any more.
inline void FlowNetwork::set_free(std::uint32_t l) {
  holders_[l].level = kUnbounded;
  links_[l].full = false;
}

// The end of a holder may have come nearer.
inline void FlowNetwork::update_end(std::uint32_t id) {
  Holder& h = holders_[id];
  const double end_s = end_of(id);
  h.early = false;
  if (h.slot == kNone) {
    holder_heap_.insert({end_s, id}, slots_in(holders_));
  } else if (end_s <= holder_heap_[h.slot].key) {
    holder_heap_.lower(h.slot, end_s, slots_in(holders_));
  } else {
    h.early = true;
  }
}

// The first holder's end, which it may lose its place by.
inline double FlowNetwork::mend_end(std::uint32_t id) {
  Holder& h = holders_[id];
  const double end_s = end_of(id);
  h.early = false;
  holder_heap_.raise(h.slot, end_s, slots_in(holders_));
  return end_s;
}

inline void FlowNetwork::hold(ClassId id, std::uint32_t holder, double clock) {
  FlowClass& c = classes_[id];
  Holder& h = holders_[holder];
  advance(h, now_s_);
  if (++h.joins > h.held.size() + 16) set_clock_back(holder);
  c.holder = holder;
  c.offset = clock - h.clock;
  h.least_cap = std::min(h.least_cap, c.cap);
  h.held.insert({c.first_mark - c.offset, id}, slots_in(classes_));
  if (c.slot == 0) update_end(holder);
}

inline void FlowNetwork::release(ClassId id) {
  FlowClass& c = classes_[id];
  Holder& h = holders_[c.holder];
  if (h.held.size() == 1) {
    h.held.remove(0, [](auto, auto) {});
    holder_heap_.remove(h.slot, slots_in(holders_));
    h.slot = kNone;
    h.clock = 0;
    h.least_cap = kUnbounded;
  } else {
    if (c.slot == 0) h.early = true;
    h.held.remove(c.slot, slots_in(classes_));
  }
  c.holder = kNone;
}

}  // namespace suanwang
