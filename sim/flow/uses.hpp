#pragma once

// The entries of the books: inline, as each change of who holds what takes several of these steps.

#include <cstdint>
#include <utility>

#include "sim/flow/flow_network.hpp"

namespace suanwang {

inline void FlowNetwork::change_entry(Entry& entry, double weight) {
  const double level = holders_[entry.holder].level;
  links_[entry.link].change_use(entry.weight * entry.level, weight * level);
  entry.weight = weight;
  entry.level = level;
}

// An entry without classes leaves the lists.
inline void FlowNetwork::drop_entry(std::uint32_t e) {
  Entry& entry = entries_[e];
  links_[entry.link].change_use(entry.weight * entry.level, 0);
  entry.weight = 0;
  auto& in = in_[entry.link];
  in[entry.in_slot] = in.back();
  entries_[in.back()].in_slot = entry.in_slot;
  in.pop_back();
  auto& out = out_[entry.holder];
  out[entry.out_slot] = out.back();
  entries_[out.back()].out_slot = entry.out_slot;
  out.pop_back();
}

// What a link holds itself uses what the others leave: no entry is needed to say so.
inline void FlowNetwork::book(Hop& hop, ClassId id, std::uint32_t holder) {
  const double weight = classes_[id].weight;
  if (holder == hop.link) {
    Link& link = links_[holder];
    ++link.own_classes;
    link.own_weight += weight;
    return;
  }
  if (entries_[hop.entry].holder != holder) {
    std::swap(hop.entry, hop.before);
    if (entries_[hop.entry].holder != holder) hop.entry = entry_of(holder, hop.link);
  }
  Entry& entry = entries_[hop.entry];
  entry.ids += id;
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

inline void FlowNetwork::unbook(Hop& hop, ClassId id, std::uint32_t holder) {
  const double weight = classes_[id].weight;
  if (holder == hop.link) {
    Link& link = links_[holder];
    link.own_weight = --link.own_classes == 0 ? 0 : link.own_weight - weight;
    return;
  }
  Entry& entry = entries_[hop.entry];
  entry.ids -= id;
  if (--entry.classes == 0) {
    drop_entry(hop.entry);
  } else {
    change_entry(entry, entry.weight - weight);
  }
}

}  // namespace suanwang
