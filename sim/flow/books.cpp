// The books: which classes use a link, through which holder, and what it has to spare.

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

#include "sim/flow/flow_network.hpp"
#include "sim/flow/holders.hpp"
#include "sim/flow/uses.hpp"

namespace suanwang {
namespace {

// Rounding of what a link has to spare, as a share of its capacity.
constexpr double kSlack = 1e-13;

/// Without a branch, as nobody could foretell it.
double zero_if(bool zero, double value) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) & (std::uint64_t{zero} - 1));
}

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
  return e;
}

void FlowNetwork::book_all(std::uint32_t l) {
  for (const auto& [hop, id] : crossings_[l]) {
    if (in_use(id)) book(hops_[hop], id, classes_[id].holder);
  }
  touch(l);
}

void FlowNetwork::unbook_all(std::uint32_t l) {
  for (const auto& [hop, id] : crossings_[l]) {
    if (in_use(id)) unbook(hops_[hop], id, classes_[id].holder);
  }
}

// A link is to keep books from now on.
inline void FlowNetwork::start_books(std::uint32_t l) {
  Link& link = links_[l];
  link.over = true;
  link.spare = link.capacity;
  link.spare_low = 0;
  link.slack = static_cast<float>(-kSlack * link.capacity);
  if (link.classes > 0) book_all(l);
}

inline void FlowNetwork::stop_books(std::uint32_t l) {
  links_[l].over = false;
  if (links_[l].classes > 0) unbook_all(l);
}

void FlowNetwork::check_books(std::uint32_t l) {
  const Link& link = links_[l];
  if (!link.over && link.classes > 0 && link.must_start()) {
    start_books(l);
  } else if (link.over && link.may_stop()) {
    stop_books(l);
  }
}

// A class comes into use with its first transfer. The link on which its share would be smallest, or
// its cap, most likely holds it: a guess, which the solution mends where it is wrong.
void FlowNetwork::enter(ClassId id, double weight) {
  FlowClass& c = classes_[id];
  c.weight = weight;
  const double demand = c.demand();
  std::uint32_t holder = c.cap_holder;
  double least = c.cap;
  unsigned over = 0;
  for (const Hop& hop : hops_of(id)) {
    Link& link = links_[hop.link];
    link.weight += weight;
    link.demand += demand;
    if (!link.over && link.must_start()) start_books(hop.link);
    ++link.classes;
    if (!link.over) continue;
    ++over;
    // What the link has left, or an equal part of it all, which it can always get.
    const double left = link.left() / (link.own_weight + weight);
    const double share = std::max(left, link.capacity / link.weight);
    if (share < least) {
      least = share;
      holder = hop.link;
    }
  }
  const bool fills = is_link(holder) && !links_[holder].full;
  if (fills) set_level(holder, least);
  hold(id, holder, 0);
  in_use_[id] = 1;
  const auto book_at_holder = [&] {
    Link& link = links_[holder];
    ++link.own_classes;
    link.own_weight += weight;
    // One that it fills alone has its level already.
    if (!fills || link.classes > 1) touch(holder);
  };
  if (over == 1 && is_link(holder)) {  // most, where little is under way
    book_at_holder();
    return;
  }
  for (Hop& hop : hops_of(id)) {
    if (!links_[hop.link].over) continue;
    if (hop.link == holder) {
      book_at_holder();
    } else {
      book(hop, id, holder);
      touch(hop.link);
    }
  }
}

void FlowNetwork::change_weight(ClassId id, double by) {
  FlowClass& c = classes_[id];
  const double before = c.demand();
  c.weight += by;
  const double more = c.demand() - before;
  for (Hop& hop : hops_of(id)) {
    Link& link = links_[hop.link];
    link.weight += by;
    link.demand += more;
    if (link.over) {
      if (c.holder == hop.link) {
        link.own_weight += by;
      } else {
        Entry& entry = entries_[hop.entry];
        change_entry(entry, entry.weight + by);
      }
      touch(hop.link);
      if (more < 0) check_books(hop.link);
    } else if (more > 0) {
      check_books(hop.link);
    }
  }
}

// A class goes out of use.
void FlowNetwork::retire(ClassId id) {
  FlowClass& c = classes_[id];
  const double demand = c.demand();
  const std::uint32_t holder = c.holder;
  release(id);
  in_use_[id] = 0;
  if (is_link(holder) && holders_[holder].held.empty()) set_free(holder);
  unsigned over = 0;
  for (const Hop& hop : hops_of(id)) {
    Link& link = links_[hop.link];
    // Nothing is left of sums over nothing, whatever rounding says.
    const bool none = --link.classes == 0;
    link.weight = zero_if(none, link.weight - c.weight);
    link.demand = zero_if(none, link.demand - demand);
    over += link.over;
  }
  const auto unbook_from = [&](Hop& hop) {
    unbook(hop, id, holder);
    touch(hop.link);
    if (links_[hop.link].may_stop()) stop_books(hop.link);
  };
  if (over == 1 && is_link(holder)) {  // most, where little is under way
    Hop own{holder, 0, 0};
    unbook_from(own);
  } else if (over > 0) {
    for (Hop& hop : hops_of(id)) {
      if (links_[hop.link].over) unbook_from(hop);
    }
  }
  c.weight = 0;
}

// After a change of the capacity of a link on its way.
void FlowNetwork::renew_narrowest(ClassId id) {
  FlowClass& c = classes_[id];
  const double before = c.demand();
  c.narrowest = kUnbounded;
  for (const Hop& hop : hops_of(id)) {
    c.narrowest = std::min(c.narrowest, links_[hop.link].capacity);
  }
  if (!in_use(id)) return;
  for (const Hop& hop : hops_of(id)) {
    links_[hop.link].demand += c.demand() - before;
    check_books(hop.link);
  }
}

void FlowNetwork::set_capacity(double now_s, std::uint32_t l, double capacity_bps) {
  assert(capacity_bps >= 0);
  go_to(now_s);
  if (!settled()) solve();
  Link& link = links_[l];
  if (link.over) {
    link.change_use(capacity_bps, link.capacity);
    link.slack = std::min(link.slack, static_cast<float>(-kSlack * capacity_bps));
    touch(l);
  }
  link.capacity = capacity_bps;
  for (const auto& [hop, id] : crossings_[l]) renew_narrowest(id);
  // Summed afresh: rounding of what it carried before may be much to a link that carries little.
  link.demand = 0;
  for (const auto& [hop, id] : crossings_[l]) {
    if (in_use(id)) link.demand += classes_[id].demand();
  }
  check_books(l);
  if (!link.over) return;
  for (const auto& [hop, id] : crossings_[l]) {
    if (!in_use(id)) continue;
    if (!classes_[id].seeded) seeds_.push_back(id);
    classes_[id].seeded = true;
  }
}

}  // namespace suanwang
