#include "sim/flow/flow_network.hpp"

#include <algorithm>
#include <cassert>
#include <functional>

#include "sim/flow/heap4.hpp"

namespace suanwang {
namespace {

/// The classes of one holder by their keys.
template <typename Classes>
auto class_heap(std::vector<std::uint32_t>& heap, Classes& classes) {
  return Heap4(
      heap,
      [&classes](std::uint32_t a, std::uint32_t b) {
        return classes[a].key != classes[b].key ? classes[a].key < classes[b].key : a < b;
      },
      [&classes](std::uint32_t id, std::uint32_t slot) { classes[id].slot = slot; });
}

/// The holders by the times of their next ends.
template <typename Holders>
auto end_heap(std::vector<std::uint32_t>& heap, Holders& holders) {
  return Heap4(
      heap,
      [&holders](std::uint32_t a, std::uint32_t b) {
        return holders[a].end_s != holders[b].end_s ? holders[a].end_s < holders[b].end_s : a < b;
      },
      [&holders](std::uint32_t id, std::uint32_t slot) { holders[id].slot = slot; });
}

// Rounding of a mark that has gone from clock to clock: what has no more than that to go is done.
constexpr double kHair = 4e-16;

}  // namespace

FlowNetwork::FlowNetwork(std::span<const double> capacity_bps)
    : holders_(capacity_bps.size()),
      links_(capacity_bps.size()),
      loads_(capacity_bps.size()),
      hops_on_(capacity_bps.size()),
      in_(capacity_bps.size()),
      known_(capacity_bps.size()),
      out_(capacity_bps.size()),
      held_(capacity_bps.size()) {
  for (std::size_t l = 0; l < loads_.size(); ++l) loads_[l].capacity = capacity_bps[l];
  entries_.emplace_back();  // nobody's, where hops point that have none yet
}

FlowNetwork::ClassId FlowNetwork::add_class(std::span<const std::uint32_t> links, double cap_bps) {
  assert(!links.empty() && cap_bps >= 0);
  const auto id = static_cast<ClassId>(classes_.size());
  FlowClass c;
  c.cap = cap_bps;
  if (cap_bps < kUnbounded) {
    c.cap_holder = static_cast<std::uint32_t>(links_.size());
    while (c.cap_holder < holders_.size() && holders_[c.cap_holder].level != cap_bps) {
      ++c.cap_holder;
    }
    if (c.cap_holder == holders_.size()) {
      holders_.emplace_back();
      holders_.back().level = cap_bps;
      out_.emplace_back();
      held_.emplace_back();
    }
  }
  classes_.push_back(c);
  marks_.emplace_back();
  for (const std::uint32_t l : links) {
    hops_on_[l].push_back(static_cast<std::uint32_t>(hops_.size()));
    hops_.push_back({l, id, 0, 0, kNone});
  }
  first_hop_.push_back(static_cast<std::uint32_t>(hops_.size()));
  return id;
}

double FlowNetwork::clock_of(const FlowClass& c, double now_s) const {
  const Holder& h = holders_[c.holder];
  return c.offset + (h.clock + h.level * (now_s - h.clock_at_s));
}

void FlowNetwork::advance(Holder& h, double now_s) {
  if (h.level < kUnbounded) h.clock += h.level * (now_s - h.clock_at_s);
  h.clock_at_s = now_s;
}

double FlowNetwork::end_of(std::uint32_t id) const {
  const Holder& h = holders_[id];
  const FlowClass& c = classes_[held_[id].front()];
  const double left = c.key - h.clock;
  if (left <= kHair * (c.first_mark + h.clock)) return h.clock_at_s;
  return h.level > 0 ? h.clock_at_s + left / h.level : kUnbounded;
}

// A fall of the level leaves the holder's end too early, which next_end_s() mends when it comes to
// the top; most never do before they change again.
void FlowNetwork::set_level(std::uint32_t id, double level) {
  Holder& h = holders_[id];
  if (level == h.level) return;
  advance(h, now_s_);
  const bool faster = level > h.level;
  h.level = level;
  if (is_link(id)) links_[id].full = level < kUnbounded;
  if (faster && !held_[id].empty()) update_end(id);
}

// The end of a holder may have come nearer.
void FlowNetwork::update_end(std::uint32_t id) {
  Holder& h = holders_[id];
  const double end_s = end_of(id);
  if (h.slot == kNone) {
    h.end_s = end_s;
    end_heap(holder_heap_, holders_).insert(id);
  } else if (end_s < h.end_s) {
    h.end_s = end_s;
    end_heap(holder_heap_, holders_).rise(h.slot);
  }
}

void FlowNetwork::raise_end(std::uint32_t id, double end_s) {
  holders_[id].end_s = end_s;
  end_heap(holder_heap_, holders_).sink(holders_[id].slot);
}

void FlowNetwork::hold(ClassId id, std::uint32_t holder, double clock) {
  FlowClass& c = classes_[id];
  Holder& h = holders_[holder];
  advance(h, now_s_);
  if (++h.joins > held_[holder].size() + 16) set_clock_back(holder);
  c.holder = holder;
  c.offset = clock - h.clock;
  c.key = c.first_mark - c.offset;
  h.least_cap = std::min(h.least_cap, c.cap);
  class_heap(held_[holder], classes_).insert(id);
  if (held_[holder].front() == id) update_end(holder);
}

void FlowNetwork::release(ClassId id) {
  FlowClass& c = classes_[id];
  Holder& h = holders_[c.holder];
  auto& held = held_[c.holder];
  class_heap(held, classes_).remove(c.slot);
  if (held.empty()) {
    end_heap(holder_heap_, holders_).remove(h.slot);
    h.slot = kNone;
    h.clock = 0;
    h.least_cap = kUnbounded;
  }
  c.holder = kNone;
}

// After a change of a class's first mark.
void FlowNetwork::update_key(ClassId id) {
  FlowClass& c = classes_[id];
  Holder& h = holders_[c.holder];
  const double key = c.first_mark - c.offset;
  const bool sooner = key < c.key;
  c.key = key;
  if (sooner) {
    if (class_heap(held_[c.holder], classes_).rise(c.slot) == 0) update_end(c.holder);
  } else {
    class_heap(held_[c.holder], classes_).sink(c.slot);
  }
  if (++h.joins > held_[c.holder].size() + 16) {
    advance(h, now_s_);
    set_clock_back(c.holder);
  }
}

// Clocks that are never out of use would grow and lose their last digits: they are set back to 0
// once as many have joined as there are members, which costs no more than a step for each.
void FlowNetwork::set_marks_back(ClassId id) {
  FlowClass& c = classes_[id];
  const double clock = clock_of(c, now_s_);
  for (EndMark& end : marks_[id].ends) end.mark -= clock;
  marks_[id].joins = 0;
  c.carried_base += c.weight * clock;
  c.offset -= clock;
  c.first_mark = marks_[id].ends.front().mark;
  update_key(id);
}

void FlowNetwork::set_clock_back(std::uint32_t holder) {
  Holder& h = holders_[holder];
  for (const ClassId id : held_[holder]) {
    classes_[id].offset += h.clock;
    classes_[id].key -= h.clock;
  }
  // Rounding may have made equal what was not, or put two in order that were a hair apart.
  auto heap = class_heap(held_[holder], classes_);
  for (std::size_t slot = held_[holder].size(); slot-- > 0;) heap.sink(slot);
  h.clock = 0;
  h.joins = 0;
}

void FlowNetwork::start(double now_s, ClassId id, double bits, double weight, UserId user) {
  assert(bits >= 0 && weight > 0);
  now_s_ = now_s;
  FlowClass& c = classes_[id];
  Marks& marks = marks_[id];
  ++transfers_;
  if (marks.ends.empty()) {
    marks.ends.push_back({bits / weight, weight, user});
    marks.joins = 0;
    c.first_mark = bits / weight;
    enter(id, weight);
    return;
  }
  if (++marks.joins > marks.ends.size() + 16) set_marks_back(id);
  const double clock = clock_of(c, now_s);
  marks.ends.push_back({clock + bits / weight, weight, user});
  std::push_heap(marks.ends.begin(), marks.ends.end(), std::greater<>{});
  c.carried_base -= weight * clock;
  change_weight(id, weight);
  if (marks.ends.front().mark < c.first_mark) {
    c.first_mark = marks.ends.front().mark;
    update_key(id);
  }
}

// Weight has gone out of a class; with the last of it the class goes out of use.
void FlowNetwork::leave(ClassId id, double weight) {
  FlowClass& c = classes_[id];
  if (marks_[id].ends.empty()) {
    retire(id);
    return;
  }
  c.first_mark = marks_[id].ends.front().mark;
  update_key(id);
  change_weight(id, -weight);
}

void FlowNetwork::take_all(double now_s, ClassId id, std::vector<Left>& out) {
  Marks& marks = marks_[id];
  if (marks.ends.empty()) return;
  if (!settled()) solve(now_s);
  now_s_ = now_s;
  FlowClass& c = classes_[id];
  const double clock = clock_of(c, now_s);
  std::sort(marks.ends.begin(), marks.ends.end(),
            [](const EndMark& a, const EndMark& b) { return b > a; });
  for (const EndMark& end : marks.ends) {
    const double moved_to = std::min(clock, end.mark);
    out.push_back({end.user, (end.mark - moved_to) * end.weight, end.weight});
    c.carried_base += end.weight * moved_to;
  }
  transfers_ -= marks.ends.size();
  marks.ends.clear();
  leave(id, c.weight);
}

double FlowNetwork::next_end_s(double now_s) {
  if (!settled()) solve(now_s);
  while (!holder_heap_.empty()) {
    const std::uint32_t top = holder_heap_.front();
    const double end_s = end_of(top);
    if (end_s > holders_[top].end_s) {
      raise_end(top, end_s);
      if (holder_heap_.front() != top) continue;
    }
    return std::max(end_s, now_s);
  }
  return kUnbounded;
}

void FlowNetwork::collect(double now_s, std::vector<UserId>& done) {
  now_s_ = now_s;
  while (!holder_heap_.empty()) {
    const std::uint32_t top = holder_heap_.front();
    Holder& h = holders_[top];
    if (const double end_s = end_of(top); end_s > now_s) {
      if (end_s <= h.end_s) return;
      raise_end(top, end_s);
      if (holder_heap_.front() == top) return;
      continue;
    }
    const ClassId id = held_[top].front();
    FlowClass& c = classes_[id];
    Marks& marks = marks_[id];
    // The clock meets the mark exactly, whatever rounding said on the way.
    advance(h, now_s);
    h.clock = std::max(h.clock, c.key);
    const double clock = std::max(c.first_mark, c.offset + h.clock);
    double weight = 0;
    while (!marks.ends.empty() && marks.ends.front().mark <= clock) {
      std::pop_heap(marks.ends.begin(), marks.ends.end(), std::greater<>{});
      const EndMark& end = marks.ends.back();
      done.push_back(end.user);
      c.carried_base += end.weight * end.mark;
      weight += end.weight;
      marks.ends.pop_back();
      --transfers_;
    }
    leave(id, weight);
  }
}

double FlowNetwork::carried_bits(ClassId id, double now_s) {
  if (!settled()) solve(now_s);
  const FlowClass& c = classes_[id];
  return c.holder == kNone ? c.carried_base : c.carried_base + c.weight * clock_of(c, now_s);
}

double FlowNetwork::rate_bps(ClassId id, double now_s) {
  if (!settled()) solve(now_s);
  return classes_[id].holder == kNone ? 0 : holders_[classes_[id].holder].level;
}

double FlowNetwork::link_rate_bps(std::uint32_t l, double now_s) {
  if (!settled()) solve(now_s);
  double rate = 0;
  for (const std::uint32_t h : hops_on_[l]) {
    const FlowClass& c = classes_[hops_[h].of_class];
    if (c.holder != kNone) rate += c.weight * holders_[c.holder].level;
  }
  return rate;
}

}  // namespace suanwang
