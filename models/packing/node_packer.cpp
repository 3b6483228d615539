#include "models/packing/node_packer.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace suanwang {

std::uint32_t NumberSet::first() const {
  std::size_t top = 0;
  while (tops_[top] == 0) ++top;
  const std::size_t word = 64 * top + static_cast<std::size_t>(std::countr_zero(tops_[top]));
  return static_cast<std::uint32_t>(64 * word +
                                    static_cast<std::size_t>(std::countr_zero(words_[word])));
}

NodePacker::NodePacker(std::int64_t cards, std::int64_t node_cards, Packing packing)
    : node_cards_(std::min(node_cards, cards)), last_cards_(0), packing_(packing) {
  const auto nodes = static_cast<std::size_t>((cards + node_cards_ - 1) / node_cards_);
  free_.assign(nodes, static_cast<std::int32_t>(node_cards_));
  last_cards_ = cards - static_cast<std::int64_t>(nodes - 1) * node_cards_;
  free_.back() = static_cast<std::int32_t>(last_cards_);
  up_.assign(nodes, 1);
  with_.assign(static_cast<std::size_t>(node_cards_) + 1, NumberSet(nodes));
  for (std::uint32_t n = 0; n < nodes; ++n) with_[static_cast<std::size_t>(free_[n])].insert(n);
}

std::int64_t NodePacker::widest() const {
  const auto full = static_cast<std::size_t>(node_cards_);
  std::int64_t rest = node_cards_ - 1;
  while (rest > 0 && with_[static_cast<std::size_t>(rest)].empty()) --rest;
  return static_cast<std::int64_t>(with_[full].size()) * node_cards_ + rest;
}

// The node for a job, or the rest of one, that fits on a node.
std::uint32_t NodePacker::choose(std::int64_t cards) const {
  const auto least = static_cast<std::size_t>(cards);
  const auto full = static_cast<std::size_t>(node_cards_);
  if (packing_ == Packing::spread) {
    for (std::size_t c = full; c >= least; --c) {
      if (!with_[c].empty()) return with_[c].first();
    }
  } else {
    std::uint32_t lowest = static_cast<std::uint32_t>(nodes());
    for (std::size_t c = least; c <= full; ++c) {
      if (with_[c].empty()) continue;
      if (packing_ == Packing::best_fit) return with_[c].first();
      lowest = std::min(lowest, with_[c].first());
    }
    if (lowest < nodes()) return lowest;
  }
  assert(false && "a job is placed only where it has room");
  return 0;
}

void NodePacker::place(std::int64_t cards, std::vector<Share>& shares) {
  assert(cards <= widest());
  const auto full = static_cast<std::size_t>(node_cards_);
  const auto take = [&](std::uint32_t node, std::int64_t some) {
    shares.push_back({node, static_cast<std::int32_t>(some)});
    set_free(node, free_[node] - static_cast<std::int32_t>(some));
  };
  for (; cards >= node_cards_; cards -= node_cards_) take(with_[full].first(), node_cards_);
  if (cards > 0) take(choose(cards), cards);
}

void NodePacker::release(std::span<const Share> shares) {
  for (const Share& share : shares) set_free(share.node, free_[share.node] + share.cards);
}

void NodePacker::set_free(std::uint32_t node, std::int32_t cards) {
  if (up_[node]) {
    with_[static_cast<std::size_t>(free_[node])].erase(node);
    with_[static_cast<std::size_t>(cards)].insert(node);
  }
  free_[node] = cards;
}

void NodePacker::take_down(std::uint32_t node) {
  with_[static_cast<std::size_t>(free_[node])].erase(node);
  up_[node] = 0;
}

void NodePacker::bring_up(std::uint32_t node) {
  up_[node] = 1;
  with_[static_cast<std::size_t>(free_[node])].insert(node);
}

}  // namespace suanwang
