#include "sim/flow/flow_network.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <utility>

#include "sim/flow/holders.hpp"

namespace suanwang {
FlowNetwork::FlowNetwork(std::span<const double> capacity_bps)
    : holders_(capacity_bps.size()),
      links_(capacity_bps.size()),
      fillings_(capacity_bps.size()),
      crossings_(capacity_bps.size()),
      in_(capacity_bps.size()),
      known_(capacity_bps.size()),
      out_(capacity_bps.size()),
      pending_(capacity_bps.size() + 1),
      pending_levels_(capacity_bps.size() + 1),
      touched_(capacity_bps.size() + 1),
      touched_in_(capacity_bps.size()) {
  for (std::size_t l = 0; l < links_.size(); ++l) links_[l].capacity = capacity_bps[l];
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
    }
  }
  c.narrowest = kUnbounded;
  for (const std::uint32_t l : links) c.narrowest = std::min(c.narrowest, links_[l].capacity);
  classes_.push_back(c);
  in_use_.push_back(0);
  marks_.emplace_back();
  for (const std::uint32_t l : links) {
    crossings_[l].push_back({static_cast<std::uint32_t>(hops_.size()), id});
    hops_.push_back({l, 0, 0});
  }
  first_hop_.push_back(static_cast<std::uint32_t>(hops_.size()));
  return id;
}

// After a change of a class's first mark.
void FlowNetwork::update_key(ClassId id) {
  FlowClass& c = classes_[id];
  Holder& h = holders_[c.holder];
  auto& held = h.held;
  const double key = c.first_mark - c.offset;
  if (key < held[c.slot].key) {
    if (held.lower(c.slot, key, slots_in(classes_)) == 0) update_end(c.holder);
  } else {
    if (c.slot == 0) h.early = true;
    held.raise(c.slot, key, slots_in(classes_));
  }
  if (++h.joins > held.size() + 16) {
    advance(h, now_s_);
    set_clock_back(c.holder);
  }
}

// Clocks that are never out of use would grow and lose their last digits: they are set back to 0
// once as many have joined as there are members, which costs no more than a step for each.
void FlowNetwork::set_marks_back(ClassId id) {
  FlowClass& c = classes_[id];
  const double clock = clock_of(c, now_s_);
  Marks& marks = marks_[id];
  marks.first.mark -= clock;
  for (EndMark& end : marks.later) end.mark -= clock;
  marks.joins = 0;
  marks.carried_base += c.weight * clock;
  c.offset -= clock;
  c.first_mark = marks.first.mark;
  update_key(id);
}

void FlowNetwork::set_clock_back(std::uint32_t holder) {
  Holder& h = holders_[holder];
  auto& held = h.held;
  for (HeapItem& item : held) {
    classes_[item.id].offset += h.clock;
    item.key -= h.clock;
  }
  // Rounding may have made equal what was not, or put two in order that were a hair apart.
  for (std::size_t slot = held.size(); slot-- > 0;) {
    held.raise(slot, held[slot].key, slots_in(classes_));
  }
  h.clock = 0;
  h.joins = 0;
}

void FlowNetwork::start(double now_s, ClassId id, double bits, double weight, UserId user) {
  assert(bits >= 0 && weight > 0);
  go_to(now_s);
  FlowClass& c = classes_[id];
  Marks& marks = marks_[id];
  ++transfers_;
  if (!in_use(id)) {
    marks.first = {bits / weight, weight, user};
    marks.joins = 0;
    c.first_mark = bits / weight;
    enter(id, weight);
    return;
  }
  if (++marks.joins > marks.later.size() + 17) set_marks_back(id);
  const double clock = clock_of(c, now_s);
  EndMark end{clock + bits / weight, weight, user};
  if (marks.first > end) std::swap(marks.first, end);
  marks.later.push_back(end);
  std::push_heap(marks.later.begin(), marks.later.end(), std::greater<>{});
  marks.carried_base -= weight * clock;
  change_weight(id, weight);
  if (marks.first.mark < c.first_mark) {
    c.first_mark = marks.first.mark;
    update_key(id);
  }
}

// Weight has gone out of a class that has transfers left.
void FlowNetwork::leave(ClassId id, double weight) {
  classes_[id].first_mark = marks_[id].first.mark;
  update_key(id);
  change_weight(id, -weight);
}

// The first transfer of a class has left, the next one takes its place.
inline void FlowNetwork::next_mark(Marks& marks) {
  std::pop_heap(marks.later.begin(), marks.later.end(), std::greater<>{});
  marks.first = marks.later.back();
  marks.later.pop_back();
}

void FlowNetwork::take_all(double now_s, ClassId id, std::vector<Left>& out) {
  if (!in_use(id)) return;
  Marks& marks = marks_[id];
  go_to(now_s);
  if (!settled()) solve();
  FlowClass& c = classes_[id];
  const double clock = clock_of(c, now_s);
  marks.later.push_back(marks.first);
  std::sort(marks.later.begin(), marks.later.end(),
            [](const EndMark& a, const EndMark& b) { return b > a; });
  for (const EndMark& end : marks.later) {
    const double moved_to = std::min(clock, end.mark);
    out.push_back({end.user, (end.mark - moved_to) * end.weight, end.weight});
    marks.carried_base += end.weight * moved_to;
  }
  transfers_ -= marks.later.size();
  marks.later.clear();
  retire(id);
}

double FlowNetwork::next_end_s(double now_s) {
  go_to(now_s);
  if (!settled()) solve();
  while (!holder_heap_.empty()) {
    const HeapItem top = holder_heap_.front();
    if (!holders_[top.id].early) return std::max(top.key, now_s);
    mend_end(top.id);
  }
  return kUnbounded;
}

void FlowNetwork::collect(double now_s, std::vector<UserId>& done) {
  go_to(now_s);
  while (!holder_heap_.empty()) {
    const std::uint32_t top = holder_heap_.front().id;
    Holder& h = holders_[top];
    if (holder_heap_.front().key > now_s) return;
    if (h.early && mend_end(top) > now_s) continue;
    const ClassId id = h.held.front().id;
    FlowClass& c = classes_[id];
    Marks& marks = marks_[id];
    // The first mark is met, whatever rounding says. The clock stays as it is: were it put forward,
    // the others would be served for nothing, by a little more with every end.
    advance(h, now_s);
    const double clock = std::max(c.first_mark, c.offset + h.clock);
    double weight = 0;
    bool last = false;
    do {
      const EndMark& end = marks.first;
      done.push_back(end.user);
      marks.carried_base += end.weight * end.mark;
      weight += end.weight;
      --transfers_;
      last = marks.later.empty();
      if (!last) next_mark(marks);
    } while (!last && marks.first.mark <= clock);
    last ? retire(id) : leave(id, weight);
  }
}

double FlowNetwork::carried_bits(ClassId id, double now_s) {
  go_to(now_s);
  if (!settled()) solve();
  const FlowClass& c = classes_[id];
  const double base = marks_[id].carried_base;
  return in_use(id) ? base + c.weight * clock_of(c, now_s) : base;
}

double FlowNetwork::rate_bps(ClassId id, double now_s) {
  go_to(now_s);
  if (!settled()) solve();
  return !in_use(id) ? 0 : holders_[classes_[id].holder].level;
}

double FlowNetwork::link_rate_bps(std::uint32_t l, double now_s) {
  go_to(now_s);
  if (!settled()) solve();
  double rate = 0;
  for (const auto& [hop, id] : crossings_[l]) {
    const FlowClass& c = classes_[id];
    if (in_use(id)) rate += c.weight * holders_[c.holder].level;
  }
  return rate;
}

}  // namespace suanwang
