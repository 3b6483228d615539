// The books: which classes use a link, through which holder, and what it has to spare.

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/flow/flow_network.hpp"

namespace suanwang {
namespace {

// A link starts to keep books a little below the demand that could fill it, so that rounding in the
// sum never hides one that is full, and stops well below, so that it does not do so all the time.
constexpr double kStart = 1 - 1e-9;
constexpr double kStop = 0.7;

// Rounding of what a link has to spare, as a share of its capacity.
constexpr double kSlack = 1e-13;

}  // namespace

std::uint32_t FlowNetwork::entry_of(std::uint32_t holder, std::uint32_t l) {
  for (const std::uint32_t e : known_[l]) {
    if (entries_[e].holder == holder) return e;
  }
  const auto e = static_cast<std::uint32_t>(entries_.size());
  entries_.emplace_back();
  entries_.back().holder = holder;
  entries_.back().link = l;
  known_[l].push_back(e);
  if (holder == l) links_[l].own = e;
  return e;
}

inline void FlowNetwork::change_entry(Entry& entry, double weight) {
  const double use = weight * holders_[entry.holder].level;
  links_[entry.link].add_spare(entry.use - use);
  entry.weight = weight;
  entry.use = use;
}

// An entry without classes leaves the lists.
void FlowNetwork::drop_entry(std::uint32_t e) {
  Entry& entry = entries_[e];
  links_[entry.link].add_spare(entry.use);
  entry.weight = entry.use = 0;
  auto& in = in_[entry.link];
  in[entry.in_slot] = in.back();
  entries_[in.back()].in_slot = entry.in_slot;
  in.pop_back();
  auto& out = out_[entry.holder];
  out[entry.out_slot] = out.back();
  entries_[out.back()].out_slot = entry.out_slot;
  out.pop_back();
}

void FlowNetwork::book(Hop& hop, double weight, std::uint32_t holder) {
  if (entries_[hop.entry].holder != holder) {
    std::swap(hop.entry, hop.before);
    if (entries_[hop.entry].holder != holder) hop.entry = entry_of(holder, hop.link);
  }
  Entry& entry = entries_[hop.entry];
  if (entry.classes++ == 0) {
    auto& in = in_[hop.link];
    entry.in_slot = static_cast<std::uint32_t>(in.size());
    in.push_back(hop.entry);
    auto& out = out_[holder];
    entry.out_slot = static_cast<std::uint32_t>(out.size());
    out.push_back(hop.entry);
  }
  change_entry(entry, entry.weight + weight);
}

void FlowNetwork::unbook(Hop& hop, double weight) {
  Entry& entry = entries_[hop.entry];
  if (--entry.classes == 0) {
    drop_entry(hop.entry);
  } else {
    change_entry(entry, entry.weight - weight);
  }
}

// Whether a link keeps books, by what its transfers could ask of it.
void FlowNetwork::check_over(std::uint32_t l) {
  Link& link = links_[l];
  Load& load = loads_[l];
  const bool could = load.unbounded > 0 || load.demand > load.capacity * kStart;
  if (!link.over && could) {
    link.over = true;
    link.spare = load.capacity;
    link.spare_low = 0;
    link.slack = -kSlack * load.capacity;
    for (const std::uint32_t h : hops_on_[l]) {
      const FlowClass& c = classes_[hops_[h].of_class];
      if (c.holder != kNone) book(hops_[h], c.weight, c.holder);
    }
    touch(l);
  } else if (link.over && !could && !links_[l].full && load.demand < load.capacity * kStop) {
    link.over = false;
    for (const std::uint32_t h : hops_on_[l]) {
      const ClassId id = hops_[h].of_class;
      if (in_use(id)) unbook(hops_[h], classes_[id].weight);
    }
  }
}

// A class comes into use with its first transfer. The link on which its share would be smallest, or
// its cap, most likely holds it: a guess, which the solution mends if it is wrong.
void FlowNetwork::enter(ClassId id, double weight) {
  FlowClass& c = classes_[id];
  const bool bounded = c.cap < kUnbounded;
  std::uint32_t holder = c.cap_holder;
  double least = c.cap;
  for (const Hop& hop : hops_of(id)) {
    Load& load = loads_[hop.link];
    load.weight += weight;
    ++load.classes;
    if (bounded) {
      load.demand += weight * c.cap;
    } else {
      ++load.unbounded;
    }
    const Link& link = links_[hop.link];
    if (!link.over) check_over(hop.link);
    if (!link.over) continue;
    double left = link.left();
    double claims = weight;
    if (link.full) {
      left += entries_[link.own].use;
      claims += entries_[link.own].weight;
    }
    const double share = left > 0 ? left / claims : 0;
    if (share < least) {
      least = share;
      holder = hop.link;
    }
  }
  const bool fills = is_link(holder) && !links_[holder].full;
  if (fills) set_level(holder, least);
  c.weight = weight;
  hold(id, holder, 0);
  for (Hop& hop : hops_of(id)) {
    if (!links_[hop.link].over) continue;
    book(hop, weight, holder);
    // A link that it fills alone has its level already.
    if (!fills || hop.link != holder || in_[holder].size() > 1) touch(hop.link);
  }
}

void FlowNetwork::change_weight(ClassId id, double by) {
  FlowClass& c = classes_[id];
  const bool bounded = c.cap < kUnbounded;
  c.weight += by;
  for (Hop& hop : hops_of(id)) {
    Load& load = loads_[hop.link];
    load.weight += by;
    if (bounded) load.demand += by * c.cap;
    if (links_[hop.link].over) {
      Entry& entry = entries_[hop.entry];
      change_entry(entry, entry.weight + by);
      touch(hop.link);
      if (bounded && by < 0) check_over(hop.link);
    } else if (by > 0) {
      check_over(hop.link);
    }
  }
}

// A class goes out of use.
void FlowNetwork::retire(ClassId id) {
  FlowClass& c = classes_[id];
  const bool bounded = c.cap < kUnbounded;
  const std::uint32_t holder = c.holder;
  release(id);
  if (is_link(holder) && held_[holder].empty()) set_level(holder, kUnbounded);
  for (Hop& hop : hops_of(id)) {
    Load& load = loads_[hop.link];
    Link& link = links_[hop.link];
    --load.classes;
    load.weight -= c.weight;
    if (bounded) {
      load.demand -= c.weight * c.cap;
    } else {
      --load.unbounded;
    }
    if (link.over) {
      unbook(hop, c.weight);
      touch(hop.link);
    }
    if (load.classes > 0) continue;
    // What rounding left of sums over nothing.
    load.weight = load.demand = 0;
    link.spare = load.capacity;
    link.spare_low = 0;
  }
  c.weight = 0;
  if (!bounded) return;
  for (const Hop& hop : hops_of(id)) {
    if (links_[hop.link].over) check_over(hop.link);
  }
}

void FlowNetwork::set_capacity(double now_s, std::uint32_t l, double capacity_bps) {
  assert(capacity_bps >= 0);
  if (!settled()) solve(now_s);
  now_s_ = now_s;
  Link& link = links_[l];
  Load& load = loads_[l];
  if (link.over) {
    link.add_spare(capacity_bps);
    link.add_spare(-load.capacity);
    link.slack = std::min(link.slack, -kSlack * capacity_bps);
    touch(l);
  }
  load.capacity = capacity_bps;
  check_over(l);
  if (!link.over) return;
  for (const std::uint32_t h : hops_on_[l]) {
    FlowClass& c = classes_[hops_[h].of_class];
    if (c.holder == kNone) continue;
    if (!c.seeded) seeds_.push_back(hops_[h].of_class);
    c.seeded = true;
  }
}

}  // namespace suanwang
