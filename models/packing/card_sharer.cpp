#include "models/packing/card_sharer.hpp"

#include <algorithm>
#include <cassert>

namespace suanwang {
namespace {

constexpr std::int32_t kWhole = 1000;  // millicards

}  // namespace

CardSharer::CardSharer(const std::vector<Node>& nodes) {
  for (const Node& node : nodes) {
    State state{node.processors, node.memory, 0, 0, 0, {}};
    state.cards.assign(static_cast<std::size_t>(node.cards), kWhole);
    count(state);
    nodes_.push_back(std::move(state));
  }
}

void CardSharer::count(State& node) {
  node.free = node.whole = node.roomiest = 0;
  for (const std::int32_t card : node.cards) {
    node.free += card;
    node.whole += card == kWhole;
    node.roomiest = std::max(node.roomiest, card);
  }
}

bool CardSharer::has_room(std::uint32_t n, const Demand& job) const {
  const State& node = nodes_[n];
  if (node.processors < job.processors || node.memory < job.memory) return false;
  if (job.cards == 0) return true;
  return job.share < kWhole ? node.roomiest >= job.share : node.whole >= job.cards;
}

std::optional<std::uint32_t> CardSharer::find(const Demand& job, Packing packing) const {
  std::optional<std::uint32_t> best;
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    if (best && packing == Packing::best_fit && free(n) >= free(*best)) continue;
    if (best && packing == Packing::spread && free(n) <= free(*best)) continue;
    if (!has_room(n, job)) continue;
    best = n;
    if (packing == Packing::first_fit) break;
  }
  return best;
}

void CardSharer::place(std::uint32_t n, const Demand& job) {
  assert(has_room(n, job));
  State& node = nodes_[n];
  if (job.cards == 1 && job.share < kWhole) {
    std::size_t tightest = node.cards.size();
    for (std::size_t c = 0; c < node.cards.size(); ++c) {
      if (node.cards[c] < job.share) continue;
      if (tightest == node.cards.size() || node.cards[c] < node.cards[tightest]) tightest = c;
    }
    take(node, tightest, job);
    return;
  }
  std::int32_t left = job.cards;
  for (std::int32_t& card : node.cards) {
    if (left == 0) break;
    if (card < kWhole) continue;
    card = 0;
    --left;
  }
  node.processors -= job.processors;
  node.memory -= job.memory;
  count(node);
}

std::size_t CardSharer::roomy_cards(std::uint32_t n, const Demand& job) const {
  const auto& cards = nodes_[n].cards;
  return static_cast<std::size_t>(
      std::count_if(cards.begin(), cards.end(), [&](std::int32_t c) { return c >= job.share; }));
}

void CardSharer::place_on(std::uint32_t n, const Demand& job, std::size_t nth) {
  assert(has_room(n, job) && job.cards == 1 && nth < roomy_cards(n, job));
  State& node = nodes_[n];
  std::size_t card = 0;
  for (;; ++card) {
    if (node.cards[card] >= job.share && nth-- == 0) break;
  }
  take(node, card, job);
}

void CardSharer::take(State& node, std::size_t card, const Demand& job) {
  node.cards[card] -= job.share;
  node.processors -= job.processors;
  node.memory -= job.memory;
  count(node);
}

}  // namespace suanwang
