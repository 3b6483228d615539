// Finds holders anew: what a change can have reached is opened and filled, from the lowest rate
// upwards; everything else keeps its rate.
//
// If the rate of a class changes, so does what it leaves to the links on its way, and with it the
// classes that those links hold: they are opened with it. While the open classes are filled, a link
// may come to be full at a level below the rate of a class that is still shut: that class is
// squeezed and opened, too. It joins in time: whatever was frozen before has a rate below the level
// reached, and no link of such a class is among those already full.

#include <algorithm>
#include <cassert>
#include <span>

#include "sim/flow/flow_network.hpp"
#include "sim/flow/holders.hpp"
#include "sim/flow/uses.hpp"

namespace suanwang {
// What a link holds is to be opened. `check_all`: its level may have changed already, so that any
// class on it may have to be squeezed.
void FlowNetwork::find(std::uint32_t l, bool check_all) {
  Filling& filling = fillings_[l];
  if (filling.found) return;
  filling.found = true;
  found_.push_back(l);
  filling.old_level = check_all ? kUnbounded : holders_[l].level;
  filling.open_weight = 0;
  filling.open_classes = 0;
  filling.open.clear();
  for (const auto& [key, id] : holders_[l].held) to_open_.push_back(id);
}

void FlowNetwork::open(ClassId id) {
  FlowClass& c = classes_[id];
  if (c.state != kShut || !in_use(id)) return;
  c.state = kOpen;
  opened_.push_back(id);
  if (is_link(c.holder)) find(c.holder, false);
  bool constrained = false;
  for (Hop& hop : hops_of(id)) {
    if (!links_[hop.link].over) continue;
    constrained = true;
    find(hop.link, false);
    unbook(hop, id, c.holder);
    Filling& filling = fillings_[hop.link];
    filling.open_weight += c.weight;
    ++filling.open_classes;
    filling.open.push_back(id);
    if (filling.slot == kNone) {
      filling.slot = static_cast<std::uint32_t>(candidates_.size());
      candidates_.push_back(hop.link);
      shares_.push_back(share(hop.link));
    } else {
      shares_[filling.slot] = share(hop.link);
    }
  }
  if (!constrained) {
    freeze(id, c.cap_holder);
  } else if (c.cap < kUnbounded) {
    capped_.push_back(id);
    std::push_heap(capped_.begin(), capped_.end(), [&](ClassId a, ClassId b) {
      return classes_[a].cap != classes_[b].cap ? classes_[a].cap > classes_[b].cap : a > b;
    });
  }
}

// Of each unit of open weight on a link.
double FlowNetwork::share(std::uint32_t l) const {
  const double left = links_[l].left();
  return left > 0 ? left / fillings_[l].open_weight : 0;
}

void FlowNetwork::open_all() {
  while (!to_open_.empty()) {
    const ClassId id = to_open_.back();
    to_open_.pop_back();
    open(id);
  }
}

// Opens the shut classes on a link that are faster than the level at which it is about to be full;
// false if there are none.
bool FlowNetwork::squeeze(std::uint32_t l, double level) {
  if (level >= fillings_[l].old_level * (1 - kNoise)) return false;
  const double limit = level * (1 + kNoise);
  bool any = false;
  for (const auto& [hop, id] : crossings_[l]) {
    if (!in_use(id) || classes_[id].state != kShut || holders_[classes_[id].holder].level <= limit)
      continue;
    to_open_.push_back(id);
    any = true;
  }
  open_all();
  return any;
}

void FlowNetwork::drop_candidate(std::uint32_t l) {
  const std::uint32_t slot = fillings_[l].slot;
  candidates_[slot] = candidates_.back();
  shares_[slot] = shares_.back();
  fillings_[candidates_[slot]].slot = slot;
  candidates_.pop_back();
  shares_.pop_back();
  fillings_[l].slot = kNone;
}

// From now on the class is held at the holder's level.
void FlowNetwork::freeze(ClassId id, std::uint32_t holder) {
  FlowClass& c = classes_[id];
  c.state = kFrozen;
  if (holder != c.holder) {
    const double clock = clock_of(c, now_s_);
    release(id);
    hold(id, holder, clock);
  } else {
    holders_[holder].least_cap = std::min(holders_[holder].least_cap, c.cap);
  }
  for (Hop& hop : hops_of(id)) {
    if (!links_[hop.link].over) continue;
    book(hop, id, holder);
    Filling& filling = fillings_[hop.link];
    filling.open_weight -= c.weight;
    if (--filling.open_classes == 0 && filling.slot != kNone) drop_candidate(hop.link);
  }
}

void FlowNetwork::fill() {
  const std::span<const std::uint32_t> touched(touched_.data(), touched_count_);
  for (const std::uint32_t l : touched) find(l, true);
  for (const ClassId id : seeds_) {
    classes_[id].seeded = false;
    to_open_.push_back(id);
  }
  seeds_.clear();
  // A class held by its cap is opened by none of its links; where one is overdrawn it may be due.
  for (const std::uint32_t l : touched) {
    if (!links_[l].over || !links_[l].overdrawn()) continue;
    for (const auto& [hop, id] : crossings_[l]) to_open_.push_back(id);
  }
  open_all();

  const auto later = [&](ClassId a, ClassId b) {
    return classes_[a].cap != classes_[b].cap ? classes_[a].cap > classes_[b].cap : a > b;
  };
  while (!candidates_.empty()) {
    std::size_t least = 0;
    for (std::size_t k = 1; k < shares_.size(); ++k) {
      if (shares_[k] < shares_[least]) least = k;
    }
    const std::uint32_t l = candidates_[least];
    // Shares only grow while others are frozen, so that a stale one is never too large.
    const double level = share(l);
    if (level > shares_[least]) {
      shares_[least] = level;
      continue;
    }
    while (!capped_.empty() && classes_[capped_.front()].state == kFrozen) {
      std::pop_heap(capped_.begin(), capped_.end(), later);
      capped_.pop_back();
    }
    if (!capped_.empty() && classes_[capped_.front()].cap <= level) {
      freeze(capped_.front(), classes_[capped_.front()].cap_holder);
      continue;
    }
    if (squeeze(l, level)) continue;
    holders_[l].least_cap = kUnbounded;
    set_level(l, level);
    for (const ClassId id : fillings_[l].open) {
      if (classes_[id].state == kOpen) freeze(id, l);
    }
  }
  capped_.clear();
  for (const ClassId id : opened_) classes_[id].state = kShut;
  opened_.clear();
  for (const std::uint32_t l : found_) {
    fillings_[l].found = false;
    if (links_[l].own_classes == 0) set_free(l);
  }
  found_.clear();
}

}  // namespace suanwang
