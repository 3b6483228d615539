#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace suanwang {

/// Transfers under way that share links by weighted max-min fairness; the exact fluid solution.
///
/// Transfers on the same path form one class. Each gets its weight times the class's rate, so the
/// class has one service clock V [bit per weight]: a transfer that joins at V is done when V has
/// grown by its bits / weight, a mark in the class's own heap. A change of rate touches classes,
/// never transfers; a join or an end costs O(log) plus what really changes.
///
/// Each transfer is also bounded by `access_bps` times its weight. A link whose transfers could not
/// fill it even at that bound constrains nobody; only links with more demand than capacity, and the
/// classes that meet on them, are ever solved.
class FlowNetwork {
 public:
  using PathId = std::uint32_t;
  using UserId = std::uint32_t;

  /// capacity_bps: one per directed link. access_bps: bound per unit of weight, may be infinite.
  FlowNetwork(std::vector<double> capacity_bps, double access_bps);

  /// Declares a path before the first transfer; `links` must not be empty.
  PathId add_path(std::span<const std::uint32_t> links);

  /// A transfer starts to move `bits` > 0. `weight` counts the transfers it stands for.
  void start(double now_s, PathId path, double bits, std::uint32_t weight, UserId user);

  /// When the next transfer is done; infinity if none ever is at the present rates.
  double next_end_s(double now_s);

  /// Takes out every transfer that is done at `now_s` == next_end_s() and appends its user.
  void collect(double now_s, std::vector<UserId>& done);

  /// Bits moved on a path since the beginning, up to `now_s`.
  double carried_bits(PathId path, double now_s);

  /// Present rate of one unit of weight on a path [bit/s]; 0 where nothing moves.
  double rate_bps(PathId path, double now_s);

  /// Weight of the transfers on a link.
  std::uint64_t link_weight(std::uint32_t link) const { return links_[link].weight; }

  std::size_t paths() const { return classes_.size(); }
  std::uint64_t transfers() const { return transfers_; }
  std::uint64_t solves() const { return solves_; }

 private:
  struct EndMark {
    double mark;
    UserId user;
    std::uint32_t weight;
    bool operator>(const EndMark& o) const {
      return mark != o.mark ? mark > o.mark : user > o.user;
    }
  };
  struct PathClass {
    std::uint32_t first_link = 0, links = 0;  ///< in path_links_
    std::uint64_t weight = 0;                 ///< of its transfers
    double rate = 0;                          ///< bit/s per weight
    double clock = 0;                         ///< V
    double clock_at_s = 0;
    double carried_bits = 0;
    std::vector<EndMark> ends;  ///< min-heap
  };
  struct LinkState {
    double capacity = 0;
    std::uint64_t weight = 0;           ///< of all transfers on it
    std::vector<std::uint32_t> active;  ///< places in path_links_ of classes with transfers on it
    bool over = false;                  ///< demand at the access rate exceeds the capacity
    bool dirty = false;
  };

  static constexpr double kNever = std::numeric_limits<double>::infinity();
  static constexpr std::uint32_t kNowhere = 0xffffffffu;

  std::span<const std::uint32_t> links_of(std::uint32_t c) const {
    return {path_links_.data() + classes_[c].first_link, classes_[c].links};
  }
  void advance(PathClass& c, double now_s);
  void set_rate(std::uint32_t c, double rate, double now_s);
  void add_weight(std::uint32_t c, std::int64_t weight);
  void solve(double now_s);
  double end_of(const PathClass& c) const;
  void update_end(std::uint32_t c);
  void sift_up(std::size_t i);
  void sift_down(std::size_t i);
  void place(std::size_t i, std::uint32_t c);

  double access_bps_;
  std::vector<PathClass> classes_;
  std::vector<std::uint32_t> path_links_;
  std::vector<std::uint32_t> class_of_place_;  ///< parallel to path_links_
  std::vector<std::uint32_t> slot_in_link_;    ///< parallel to path_links_: position in `active`
  std::vector<LinkState> links_;
  std::vector<std::uint32_t> dirty_;
  std::uint64_t transfers_ = 0;
  std::uint64_t solves_ = 0;

  // Indexed 4-ary min-heap of the classes in use by the time of their next end.
  std::vector<std::uint32_t> heap_;
  std::vector<std::uint32_t> heap_slot_;
  std::vector<double> end_s_;

  // Scratch of solve().
  std::vector<std::uint32_t> found_classes_, found_links_;
  std::vector<char> class_found_, link_found_;
  std::vector<double> spare_, level_, new_rate_;
  std::vector<std::uint64_t> open_weight_;
};

}  // namespace suanwang
