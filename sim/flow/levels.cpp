// Carries a change from link to link.
//
// A full link's level is what its books leave to the classes it holds, divided by their weight. So
// a change of what others use of it changes its level, and with it what the classes it holds use of
// other links: the change is carried on, lowest level first, entry by entry. The solution is found
// when no class on a full link is faster than its level, none is faster than its cap, and no link
// is overdrawn. A class that is found too fast on its way goes over to the link, or cap, that
// bounds it. Should that not come to rest soon, as it may where levels are equal, filling.cpp
// solves the part anew from the books as they are then.

#include <algorithm>

#include "sim/flow/flow_network.hpp"
#include "sim/flow/holders.hpp"
#include "sim/flow/uses.hpp"

namespace suanwang {
namespace {

// Renewals of levels for each link reached, before the filling takes over.
constexpr std::size_t kPatience = 4;

}  // namespace

// A class goes over to another holder.
void FlowNetwork::go_over(ClassId id, std::uint32_t holder) {
  FlowClass& c = classes_[id];
  const std::uint32_t before = c.holder;
  const double clock = clock_of(c, now_s_);
  release(id);
  hold(id, holder, clock);
  for (Hop& hop : hops_of(id)) {
    if (!links_[hop.link].over) continue;
    unbook(hop, id, before);
    book(hop, id, holder);
    touch(hop.link);
  }
  if (is_link(before) && holders_[before].held.empty()) set_free(before);
}

// The classes of an entry are too fast for its link, which is to hold them from now on.
void FlowNetwork::take_over(std::uint32_t entry) {
  const std::uint32_t l = entries_[entry].link;
  const std::uint32_t from = entries_[entry].holder;
  if (entries_[entry].classes == 1) {  // most: nobody need be looked for
    go_over(entries_[entry].ids, l);
    return;
  }
  for (const auto& [hop, id] : crossings_[l]) {
    if (!in_use(id) || hops_[hop].entry != entry) continue;
    if (classes_[id].holder != from) continue;  // another has it by now
    go_over(id, l);
    if (entries_[entry].classes == 0) break;
  }
}

// Gives a full link its new level and carries that on.
void FlowNetwork::renew_level(std::uint32_t l) {
  Link& link = links_[l];
  Holder& holder = holders_[l];
  const auto level_now = [&] {
    const double left = link.left();
    const double level = left / link.own_weight;
    return left > 0 ? level : 0;
  };
  double level = level_now();
  double limit = level * (1 + kNoise);
  for (std::size_t k = 0; k < in_[l].size();) {
    const std::uint32_t e = in_[l][k];
    if (entries_[e].level <= limit) {
      ++k;
      continue;
    }
    take_over(e);  // another entry has its place now
    level = level_now();
    limit = level * (1 + kNoise);
  }
  if (level > holder.least_cap) {
    release_capped(l, level);
    return;
  }
  if (level == holder.level) return;
  set_level(l, level);
  Entry* const entries = entries_.data();
  Link* const links = links_.data();
  for (const std::uint32_t e : out_[l]) {
    Entry& entry = entries[e];
    links[entry.link].change_use(entry.weight * entry.level, entry.weight * level);
    entry.level = level;
    touch(entry.link);
  }
}

// The level has risen beyond the caps of some classes that the link holds.
void FlowNetwork::release_capped(std::uint32_t l, double level) {
  Holder& holder = holders_[l];
  to_open_.clear();
  holder.least_cap = kUnbounded;
  for (const auto& [key, id] : holder.held) {
    if (classes_[id].cap < level) {
      to_open_.push_back(id);
    } else {
      holder.least_cap = std::min(holder.least_cap, classes_[id].cap);
    }
  }
  for (const ClassId id : to_open_) go_over(id, classes_[id].cap_holder);
  to_open_.clear();
  touch(l);
}

// Holds nobody, and its classes use more than it has: the fastest come to be held by it.
void FlowNetwork::become_full(std::uint32_t l) {
  std::uint32_t fastest = kNone;
  double level = -1;
  for (const std::uint32_t e : in_[l]) {
    if (entries_[e].level <= level) continue;
    fastest = e;
    level = entries_[e].level;
  }
  set_level(l, level);
  take_over(fastest);
}

// Takes out the pending link of the lowest level. Those that hold nobody come last, their level
// being infinite.
std::uint32_t FlowNetwork::next_pending() {
  // Without a branch, as nobody could foretell it; and so that each step waits for the minimum
  // before it alone.
  const double* const levels = pending_levels_.data();
  std::size_t least = 0;
  double level = levels[0];
  for (std::size_t k = 1; k < pending_count_; ++k) {
    least = levels[k] < level ? k : least;
    level = level < levels[k] ? level : levels[k];
  }
  const std::uint32_t l = pending_[least];
  pending_[least] = pending_[--pending_count_];
  pending_levels_[least] = levels[pending_count_];
  links_[l].pending = false;
  touched_[touched_count_] = l;
  touched_count_ += touched_in_[l] != effort_.solves;
  touched_in_[l] = effort_.solves;
  return l;
}

// Carries changes on from the pending links; false if they have not come to rest.
bool FlowNetwork::carry_on() {
  if (!seeds_.empty()) return false;
  for (std::size_t renewals = 0; pending_count_ > 0; ++renewals) {
    if (renewals > kPatience * (touched_count_ + pending_count_ + 4)) return false;
    const std::uint32_t l = next_pending();
    if (links_[l].full) {
      renew_level(l);
    } else if (links_[l].over && links_[l].overdrawn()) {
      become_full(l);
    }
  }
  return true;
}

void FlowNetwork::solve() {
  ++effort_.solves;
  if (!carry_on()) {
    while (pending_count_ > 0) next_pending();
    ++effort_.fillings;
    fill();
  }
  touched_count_ = 0;
}

}  // namespace suanwang
