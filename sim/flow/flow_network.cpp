#include "sim/flow/flow_network.hpp"

#include <algorithm>
#include <cassert>
#include <functional>

namespace suanwang {

FlowNetwork::FlowNetwork(std::vector<double> capacity_bps, double access_bps)
    : access_bps_(access_bps) {
  links_.resize(capacity_bps.size());
  for (std::size_t l = 0; l < links_.size(); ++l) links_[l].capacity = capacity_bps[l];
  link_found_.assign(links_.size(), 0);
  spare_.assign(links_.size(), 0);
  level_.assign(links_.size(), 0);
  open_weight_.assign(links_.size(), 0);
}

FlowNetwork::PathId FlowNetwork::add_path(std::span<const std::uint32_t> links) {
  assert(!links.empty());
  PathClass c;
  c.first_link = static_cast<std::uint32_t>(path_links_.size());
  c.links = static_cast<std::uint32_t>(links.size());
  path_links_.insert(path_links_.end(), links.begin(), links.end());
  slot_in_link_.resize(path_links_.size(), kNowhere);
  class_of_place_.resize(path_links_.size(), static_cast<std::uint32_t>(classes_.size()));
  classes_.push_back(std::move(c));
  heap_slot_.push_back(kNowhere);
  end_s_.push_back(kNever);
  class_found_.push_back(0);
  new_rate_.push_back(0);
  return static_cast<PathId>(classes_.size() - 1);
}

void FlowNetwork::advance(PathClass& c, double now_s) {
  if (now_s > c.clock_at_s) {
    const double moved = c.rate * (now_s - c.clock_at_s);
    c.clock += moved;
    c.carried_bits += static_cast<double>(c.weight) * moved;
  }
  c.clock_at_s = now_s;
}

double FlowNetwork::end_of(const PathClass& c) const {
  if (c.ends.empty() || c.rate <= 0) return kNever;
  return c.clock_at_s + std::max(0.0, c.ends.front().mark - c.clock) / c.rate;
}

void FlowNetwork::set_rate(std::uint32_t c, double rate, double now_s) {
  PathClass& path = classes_[c];
  if (path.rate == rate) return;
  advance(path, now_s);
  path.rate = rate;
  update_end(c);
}

// Adds weight to a class and its links. A link that is or was over its capacity must be solved.
void FlowNetwork::add_weight(std::uint32_t c, std::int64_t weight) {
  PathClass& path = classes_[c];
  const bool was_active = path.weight > 0;
  path.weight += static_cast<std::uint64_t>(weight);
  const bool is_active = path.weight > 0;

  for (std::uint32_t i = path.first_link; i < path.first_link + path.links; ++i) {
    LinkState& link = links_[path_links_[i]];
    link.weight += static_cast<std::uint64_t>(weight);
    const bool was_over = link.over;
    link.over = link.weight > 0 && static_cast<double>(link.weight) * access_bps_ > link.capacity;

    if (is_active && !was_active) {
      slot_in_link_[i] = static_cast<std::uint32_t>(link.active.size());
      link.active.push_back(i);
    } else if (was_active && !is_active) {
      const std::uint32_t last = link.active.back();
      link.active[slot_in_link_[i]] = last;
      slot_in_link_[last] = slot_in_link_[i];
      link.active.pop_back();
      slot_in_link_[i] = kNowhere;
    }
    if ((was_over || link.over) && !link.dirty) {
      link.dirty = true;
      dirty_.push_back(path_links_[i]);
    }
  }
}

void FlowNetwork::start(double now_s, PathId path, double bits, std::uint32_t weight, UserId user) {
  assert(bits > 0 && weight > 0);
  PathClass& c = classes_[path];
  if (c.weight == 0) {
    c.clock = 0;  // a fresh clock loses no precision to what passed long ago
    c.clock_at_s = now_s;
    c.rate = access_bps_ < kNever ? access_bps_ : 0;
  } else {
    advance(c, now_s);
  }
  c.ends.push_back({c.clock + bits / weight, user, weight});
  std::push_heap(c.ends.begin(), c.ends.end(), std::greater<>{});
  add_weight(path, weight);
  ++transfers_;
  if (c.ends.front().user == user || heap_slot_[path] == kNowhere) update_end(path);
}

double FlowNetwork::next_end_s(double now_s) {
  if (!dirty_.empty()) solve(now_s);
  return heap_.empty() ? kNever : end_s_[heap_[0]];
}

void FlowNetwork::collect(double now_s, std::vector<UserId>& done) {
  while (!heap_.empty() && end_s_[heap_[0]] <= now_s) {
    const std::uint32_t id = heap_[0];
    PathClass& c = classes_[id];
    advance(c, now_s);
    // The clock meets the mark exactly, whatever rounding said on the way.
    const double mark = c.ends.front().mark;
    c.clock = std::max(c.clock, mark);
    std::int64_t weight = 0;
    while (!c.ends.empty() && c.ends.front().mark <= c.clock) {
      std::pop_heap(c.ends.begin(), c.ends.end(), std::greater<>{});
      done.push_back(c.ends.back().user);
      weight += c.ends.back().weight;
      c.ends.pop_back();
      --transfers_;
    }
    add_weight(id, -weight);
    update_end(id);
  }
}

double FlowNetwork::carried_bits(PathId path, double now_s) {
  if (!dirty_.empty()) solve(now_s);
  advance(classes_[path], now_s);
  return classes_[path].carried_bits;
}

double FlowNetwork::rate_bps(PathId path, double now_s) {
  if (!dirty_.empty()) solve(now_s);
  return classes_[path].weight > 0 ? classes_[path].rate : 0;
}

// Solves again what the dirty links can have changed: all classes on them, all over-full links
// those cross, all classes there, and so on; progressive filling over that part alone.
void FlowNetwork::solve(double now_s) {
  ++solves_;
  found_classes_.clear();
  found_links_.clear();
  const auto find_classes_on = [&](std::uint32_t l) {
    for (const std::uint32_t i : links_[l].active) {
      const std::uint32_t c = class_of_place_[i];
      if (class_found_[c]) continue;
      class_found_[c] = 1;
      found_classes_.push_back(c);
    }
  };
  for (const std::uint32_t l : dirty_) {
    links_[l].dirty = false;
    find_classes_on(l);
  }
  dirty_.clear();
  for (std::size_t k = 0; k < found_classes_.size(); ++k) {
    for (const std::uint32_t l : links_of(found_classes_[k])) {
      if (!links_[l].over || link_found_[l]) continue;
      link_found_[l] = 1;
      found_links_.push_back(l);
      find_classes_on(l);
    }
  }

  // Progressive filling. Every class on a found link is found, so the link's weight is all open.
  for (const std::uint32_t l : found_links_) {
    spare_[l] = links_[l].capacity;
    open_weight_[l] = links_[l].weight;
  }
  for (const std::uint32_t c : found_classes_) new_rate_[c] = -1;  // -1: open
  for (;;) {
    std::uint32_t tight = kNowhere;
    double lowest = access_bps_;
    for (const std::uint32_t l : found_links_) {
      if (open_weight_[l] == 0) continue;
      const double level = std::max(0.0, spare_[l]) / static_cast<double>(open_weight_[l]);
      if (level < lowest || (level == lowest && l < tight && tight != kNowhere)) {
        lowest = level;
        tight = l;
      }
    }
    if (tight == kNowhere) break;  // whoever is left moves at the access rate
    for (const std::uint32_t i : links_[tight].active) {
      const std::uint32_t c = class_of_place_[i];
      if (new_rate_[c] >= 0) continue;
      new_rate_[c] = lowest;
      const auto weight = classes_[c].weight;
      for (const std::uint32_t l : links_of(c)) {
        if (!link_found_[l]) continue;
        spare_[l] -= lowest * static_cast<double>(weight);
        open_weight_[l] -= weight;
      }
    }
  }
  for (const std::uint32_t c : found_classes_) {
    set_rate(c, new_rate_[c] >= 0 ? new_rate_[c] : access_bps_, now_s);
    class_found_[c] = 0;
  }
  for (const std::uint32_t l : found_links_) link_found_[l] = 0;
}

void FlowNetwork::update_end(std::uint32_t c) {
  const double end = end_of(classes_[c]);
  const std::uint32_t slot = heap_slot_[c];
  if (classes_[c].ends.empty()) {
    if (slot == kNowhere) return;
    const std::uint32_t last = heap_.back();
    heap_.pop_back();
    heap_slot_[c] = kNowhere;
    if (last == c) return;
    place(slot, last);
    sift_up(slot);
    sift_down(heap_slot_[last]);
    return;
  }
  const double before = end_s_[c];
  end_s_[c] = end;
  if (slot == kNowhere) {
    heap_.push_back(c);
    heap_slot_[c] = static_cast<std::uint32_t>(heap_.size() - 1);
    sift_up(heap_.size() - 1);
  } else if (end < before) {
    sift_up(slot);
  } else {
    sift_down(slot);
  }
}

void FlowNetwork::place(std::size_t i, std::uint32_t c) {
  heap_[i] = c;
  heap_slot_[c] = static_cast<std::uint32_t>(i);
}

// Equal times are ordered by class, so that the order of ends never depends on the heap's history.
void FlowNetwork::sift_up(std::size_t i) {
  const std::uint32_t c = heap_[i];
  while (i > 0) {
    const std::size_t parent = (i - 1) / 4;
    const std::uint32_t p = heap_[parent];
    if (end_s_[p] < end_s_[c] || (end_s_[p] == end_s_[c] && p < c)) break;
    place(i, p);
    i = parent;
  }
  place(i, c);
}

void FlowNetwork::sift_down(std::size_t i) {
  const std::uint32_t c = heap_[i];
  for (;;) {
    const std::size_t first = 4 * i + 1;
    if (first >= heap_.size()) break;
    std::size_t best = first;
    for (std::size_t k = first + 1; k < std::min(first + 4, heap_.size()); ++k) {
      const std::uint32_t a = heap_[k];
      const std::uint32_t b = heap_[best];
      if (end_s_[a] < end_s_[b] || (end_s_[a] == end_s_[b] && a < b)) best = k;
    }
    const std::uint32_t b = heap_[best];
    if (end_s_[c] < end_s_[b] || (end_s_[c] == end_s_[b] && c < b)) break;
    place(i, b);
    i = best;
  }
  place(i, c);
}

}  // namespace suanwang
