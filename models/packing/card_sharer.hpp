#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/packing/node_packer.hpp"

namespace suanwang {

/// Cards of nodes of unlike sizes, of which jobs take several whole ones or share a single one.
///
/// A share takes the tightest card of its node, so that whole cards stay whole. Nodes are chosen as
/// by NodePacker, with free millicards in place of free cards. Host processors and memory bound
/// what has room; they do not guide the choice. Placing costs time in proportion to the nodes.
class CardSharer {
 public:
  struct Node {
    std::int32_t cards;
    std::int64_t processors = 0;  ///< thousandths of a processor
    std::int64_t memory = 0;      ///< MiB of the host
  };

  /// What one job asks of one node.
  struct Demand {
    std::int32_t cards = 0;
    std::int32_t share = 1000;  ///< of each card, in thousandths; below 1000 only of a single card
    std::int64_t processors = 0, memory = 0;
  };

  explicit CardSharer(const std::vector<Node>& nodes);

  /// The node that the rule names for a job; empty: none has room.
  std::optional<std::uint32_t> find(const Demand& job, Packing packing) const;

  bool has_room(std::uint32_t node, const Demand& job) const;
  void place(std::uint32_t node, const Demand& job);
  /// Takes the `nth` of the cards that have room for a share, in the order of their numbers.
  void place_on(std::uint32_t node, const Demand& job, std::size_t nth);
  /// Cards of a node that have room for a share.
  std::size_t roomy_cards(std::uint32_t node, const Demand& job) const;

  std::size_t nodes() const { return nodes_.size(); }
  std::int64_t free(std::uint32_t node) const { return nodes_[node].free; }  ///< millicards

 private:
  struct State {
    std::int64_t processors, memory;  ///< left
    std::int64_t free = 0;            ///< millicards, all cards together
    std::int32_t whole = 0;           ///< cards that nobody uses
    std::int32_t roomiest = 0;        ///< millicards of the card with the most
    std::vector<std::int32_t> cards;  ///< millicards of each
  };

  void take(State& node, std::size_t card, const Demand& job);
  static void count(State& node);

  std::vector<State> nodes_;
};

}  // namespace suanwang
