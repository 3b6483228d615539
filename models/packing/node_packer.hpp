#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace suanwang {

/// Where on the nodes of a pool a job goes; the words are in `kPackings`.
enum class Packing { first_fit, best_fit, spread };
inline constexpr std::array<std::string_view, 3> kPackings{"first-fit", "best-fit", "spread"};

/// A set of small numbers that finds its least one at once: bits, and bits of words that have any.
class NumberSet {
 public:
  explicit NumberSet(std::size_t size = 0)
      : words_((size + 63) / 64), tops_((size + 4095) / 4096) {}

  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  void insert(std::uint32_t n) {
    words_[n / 64] |= std::uint64_t{1} << (n % 64);
    tops_[n / 4096] |= std::uint64_t{1} << (n / 64 % 64);
    ++count_;
  }
  void erase(std::uint32_t n) {
    words_[n / 64] &= ~(std::uint64_t{1} << (n % 64));
    if (words_[n / 64] == 0) tops_[n / 4096] &= ~(std::uint64_t{1} << (n / 64 % 64));
    --count_;
  }
  /// The least number; there must be one. Cost: size / 4096.
  std::uint32_t first() const;

 private:
  std::vector<std::uint64_t> words_, tops_;
  std::size_t count_ = 0;
};

/// Cards of a pool on its nodes: a job of at most one node's cards lies on one node, a wider one on
/// whole empty nodes and, for what is left over, on one more.
///
/// `first-fit` takes the node with the lowest number that has room, `best-fit` the one with the
/// least room, `spread` the one with the most; of equals the one with the lowest number.
class NodePacker {
 public:
  /// Cards of one job on one node.
  struct Share {
    std::uint32_t node;
    std::int32_t cards;
  };

  /// The last node has what is left of `cards`.
  NodePacker(std::int64_t cards, std::int64_t node_cards, Packing packing);

  /// Cards of the widest job that has room now; every narrower one has room too.
  std::int64_t widest() const;

  /// Takes the cards of a job that has room; appends where they are.
  void place(std::int64_t cards, std::vector<Share>& shares);
  void release(std::span<const Share> shares);

  /// A node fails or is repaired. What lies on it must be released first.
  void take_down(std::uint32_t node);
  void bring_up(std::uint32_t node);

  std::size_t nodes() const { return free_.size(); }
  bool is_up(std::uint32_t node) const { return up_[node] != 0; }
  std::int64_t free(std::uint32_t node) const { return free_[node]; }
  std::int64_t capacity(std::uint32_t node) const {
    return node + 1 == nodes() ? last_cards_ : node_cards_;
  }

 private:
  std::uint32_t choose(std::int64_t cards) const;
  void set_free(std::uint32_t node, std::int32_t cards);

  std::int64_t node_cards_, last_cards_;
  Packing packing_;
  std::vector<std::int32_t> free_;  ///< by node
  std::vector<char> up_;            ///< by node
  std::vector<NumberSet> with_;     ///< [c]: nodes that are up and have c cards free
};

}  // namespace suanwang
