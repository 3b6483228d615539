#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/flow/heap.hpp"

namespace suanwang {

/// Transfers under way that share links by weighted max-min fairness; the exact fluid solution.
///
/// Transfers on the same path with the same cap per weight form one class; each gets its weight
/// times the class's rate. A class is held either by its cap or by one full link, its bottleneck,
/// and all classes with one holder have one rate, the holder's level. So the service clock
/// [bit per weight] is the holder's: a change of its level touches neither classes nor transfers. A
/// transfer that joins a class at clock V is done when V has grown by its bits / weight: a mark in
/// the class's own heap; each holder keeps its classes in a heap by their first mark, and one heap
/// keeps the holders by the time of theirs.
///
/// What the classes of one holder use of a link is one entry in that link's books. A change of
/// weight is carried from link to link through these entries (levels.cpp); only where it changes
/// which link holds a class, classes are opened and filled anew (filling.cpp). A link that its
/// classes could not fill, each being bounded by its cap and by the narrowest link on its way,
/// constrains nobody and keeps no books: where little is under way, most do not.
///
/// Times are in seconds and never fall from call to call. Cost of a start or an end: O(log) of the
/// classes, plus the links whose level really changes.
class FlowNetwork {
 public:
  using ClassId = std::uint32_t;
  using UserId = std::uint32_t;

  static constexpr double kUnbounded = std::numeric_limits<double>::infinity();

  /// A transfer taken out before its end.
  struct Left {
    UserId user;
    double bits;  ///< still to move
    double weight;
  };

  /// capacity_bps: one per directed link, >= 0.
  explicit FlowNetwork(std::span<const double> capacity_bps);

  /// Declares the transfers that cross `links` (not empty, none twice) and are bounded by `cap_bps`
  /// >= 0 per unit of weight.
  ClassId add_class(std::span<const std::uint32_t> links, double cap_bps = kUnbounded);

  /// A transfer starts to move `bits` >= 0; of no bits it is done at once. `weight` > 0.
  void start(double now_s, ClassId id, double bits, double weight, UserId user);

  /// From now on a link carries `capacity_bps` >= 0; on one of 0 nothing moves.
  void set_capacity(double now_s, std::uint32_t link, double capacity_bps);

  /// Takes out every transfer of a class, in the order of their ends, and appends it to `out`.
  void take_all(double now_s, ClassId id, std::vector<Left>& out);

  /// When the next transfer is done; infinity if none ever is at the present rates.
  double next_end_s(double now_s);

  /// Whose transfer is the next to be done, after next_end_s() came to a time: for bringing it from
  /// memory meanwhile.
  UserId next_user() const {
    const Holder& holder = holders_[holder_heap_.front().id];
    return marks_[holder.held.front().id].first.user;
  }

  /// Takes out every transfer that is done at `now_s` == next_end_s() and appends its user.
  void collect(double now_s, std::vector<UserId>& done);

  /// Bits that a class moved since the beginning, up to `now_s`.
  double carried_bits(ClassId id, double now_s);

  /// Has a class transfers that are not done?
  bool is_under_way(ClassId id) const { return in_use(id); }

  /// Present rate of one unit of weight of a class [bit/s]; 0 where nothing moves.
  double rate_bps(ClassId id, double now_s);

  /// Present rate of everything on a link [bit/s].
  double link_rate_bps(std::uint32_t link, double now_s);

  /// Weight of the transfers on a link.
  double link_weight(std::uint32_t link) const { return links_[link].weight; }
  double capacity_bps(std::uint32_t link) const { return links_[link].capacity; }

  std::uint64_t transfers() const { return transfers_; }

  /// How often rates were solved again, and how often that took an opening of classes.
  struct Effort {
    std::uint64_t solves = 0, fillings = 0;
  };
  Effort effort() const { return effort_; }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffu;
  static constexpr double kNoise = 1e-13;  ///< rates that differ by less do so by rounding

  struct EndMark {
    double mark;
    double weight;
    UserId user;
    bool operator>(const EndMark& o) const {
      return mark != o.mark ? mark > o.mark : user > o.user;
    }
  };
  enum State : std::uint8_t { kShut, kOpen, kFrozen };

  struct alignas(64) FlowClass {
    double offset = 0;      ///< clock of the class = offset + clock of its holder
    double first_mark = 0;  ///< of its next transfer to be done
    double weight = 0;      ///< of its transfers
    double cap = 0;
    double narrowest = 0;  ///< least capacity on its way
    std::uint32_t holder = kNone;
    std::uint32_t slot = kNone;  ///< in the holder's heap
    std::uint32_t cap_holder = kNone;
    State state = kShut;
    bool seeded = false;

    /// What it could ask of a link at most.
    double demand() const { return std::min(weight * cap, narrowest); }
  };
  /// Of the transfers of one class; where little is under way, most classes have only the first.
  struct alignas(64) Marks {
    EndMark first;               ///< while the class is in use
    std::vector<EndMark> later;  ///< min-heap of the others
    double carried_base = 0;     ///< carried bits = carried_base + weight x clock
    std::uint32_t joins = 0;     ///< since the marks were last set back
  };

  /// What holds classes: first the links, each at its level while it is full, then the caps.
  struct alignas(64) Holder {
    Heap<4> held;               ///< heap of the classes by first mark - offset
    double level = kUnbounded;  ///< rate per weight; infinite: holds nobody
    double clock = 0, clock_at_s = 0;
    double least_cap = kUnbounded;  ///< no class that it holds has a smaller cap
    std::uint32_t slot = kNone;     ///< in the heap of holders
    std::uint32_t joins = 0;        ///< since the clock was last set back
    bool early = false;             ///< its end in the heap of holders may be too early
  };

  /// What the classes of one holder use of one link that does not hold them.
  struct Entry {
    double weight = 0;
    double level = 0;  ///< the holder's; what is used is weight x level
    std::uint32_t holder = kNone, link = kNone;
    std::uint32_t classes = 0;
    std::uint32_t in_slot = 0, out_slot = 0;  ///< while it has classes: in in_ and out_
    std::uint32_t ids = 0;  ///< of its classes, added up: the id where there is one
  };

  /// A link and its books, which it keeps while its classes could fill it.
  struct alignas(64) Link {
    double capacity = 0;
    double weight = 0;                ///< of the transfers on it
    double demand = 0;                ///< of the classes on it
    double spare = 0, spare_low = 0;  ///< capacity - uses of entries, in two parts
    double own_weight = 0;            ///< of the classes that it holds itself
    std::uint32_t classes = 0;        ///< in use
    std::uint32_t own_classes = 0;
    float slack = 0;    ///< rounding below which a negative spare does not count
    bool over = false;  ///< keeps books
    bool full = false;  ///< holds classes
    bool pending = false;

    /// A use has changed. Nothing is lost: what the high part and the difference cannot hold goes
    /// to the low part, so that the sum does not drift over any number of changes. Where many share
    /// a link, each one's part is small, and what drift there is would be large beside it.
    /// Source: Knuth, The Art of Computer Programming 2, 3rd ed., section 4.2.2, theorem B.
    void change_use(double before, double after) {
      const double amount = before - after;
      const double back = amount - before;
      spare_low += (before - (amount - back)) - (after + back);
      const double sum = spare + amount;
      const double part = sum - spare;
      spare_low += (spare - (sum - part)) + (amount - part);
      spare = sum;
    }
    /// What those it does not hold leave of it.
    /// Of no capacity nothing is left, whatever rounding says.
    double left() const {
      return capacity > 0 ? spare + spare_low : std::min(0.0, spare + spare_low);
    }
    bool overdrawn() const { return spare + spare_low < slack; }
    /// A little below the demand that could fill it, so that rounding in the sum never hides a link
    /// that is full.
    bool must_start() const { return demand >= capacity * (1 - 1e-9); }
    /// Well below it, so that a link does not start and stop all the time.
    bool may_stop() const { return !full && demand < 0.5 * capacity; }
  };

  /// What a filling notes of a link.
  struct Filling {
    double open_weight = 0;
    double old_level = kUnbounded;
    std::vector<ClassId> open;  ///< that were opened; some may be frozen since
    std::uint32_t open_classes = 0;
    std::uint32_t slot = kNone;  ///< among the candidates
    bool found = false;
  };
  struct Hop {
    std::uint32_t link;
    std::uint32_t entry;   ///< in the link's books while it keeps them and does not hold the
                           ///< class; else the last one
    std::uint32_t before;  ///< the entry before that: classes often go to and fro
  };
  /// A hop, seen from its link.
  struct Crossing {
    std::uint32_t hop;
    ClassId of_class;
  };

  std::span<Hop> hops_of(ClassId id) {
    return {hops_.data() + first_hop_[id], hops_.data() + first_hop_[id + 1]};
  }
  /// What has changed at an instant is solved as of that instant, at the latest when time goes on.
  void go_to(double now_s) {
    if (now_s == now_s_) return;
    if (!settled()) solve();
    now_s_ = now_s;
  }
  bool settled() const { return pending_count_ == 0 && seeds_.empty(); }
  bool is_link(std::uint32_t holder) const { return holder < links_.size(); }
  bool in_use(ClassId id) const { return in_use_[id] != 0; }

  // flow_network.cpp: transfers and their clocks
  double clock_of(const FlowClass& c, double now_s) const;
  void advance(Holder& h, double now_s);
  void set_level(std::uint32_t h, double level);
  void set_free(std::uint32_t link);
  double end_of(std::uint32_t h) const;
  void hold(ClassId id, std::uint32_t h, double clock);
  void release(ClassId id);
  void update_key(ClassId id);
  void update_end(std::uint32_t h);
  double mend_end(std::uint32_t h);
  void set_marks_back(ClassId id);
  void set_clock_back(std::uint32_t h);
  void leave(ClassId id, double weight);
  void next_mark(Marks& marks);

  // books.cpp: what uses what
  void enter(ClassId id, double weight);
  void change_weight(ClassId id, double by);
  void retire(ClassId id);
  void book_all(std::uint32_t link);
  void unbook_all(std::uint32_t link);
  void start_books(std::uint32_t link);
  void stop_books(std::uint32_t link);
  void check_books(std::uint32_t link);
  void renew_narrowest(ClassId id);
  void book(Hop& hop, ClassId id, std::uint32_t holder);
  void unbook(Hop& hop, ClassId id, std::uint32_t holder);
  void change_entry(Entry& entry, double weight);
  void drop_entry(std::uint32_t entry);
  std::uint32_t entry_of(std::uint32_t holder, std::uint32_t link);

  // levels.cpp: the solution, carried from link to link
  /// The uses of a link have changed. One that holds nobody and is not overdrawn need not care;
  /// whether it does is noted without a branch, as nobody could foretell it.
  void touch(std::uint32_t l) {
    Link& link = links_[l];
    const bool cares = (link.full | link.overdrawn()) > link.pending;
    pending_levels_[pending_count_] = holders_[l].level;
    pending_[pending_count_] = l;
    pending_count_ += cares;
    link.pending |= cares;
  }
  void solve();
  bool carry_on();
  std::uint32_t next_pending();
  void renew_level(std::uint32_t link);
  void go_over(ClassId id, std::uint32_t holder);
  void take_over(std::uint32_t entry);
  void release_capped(std::uint32_t link, double level);
  void become_full(std::uint32_t link);

  // filling.cpp: the solution of a part from nothing
  void fill();
  void find(std::uint32_t link, bool check_all);
  void open(ClassId id);
  void open_all();
  bool squeeze(std::uint32_t link, double level);
  void freeze(ClassId id, std::uint32_t holder);
  double share(std::uint32_t link) const;
  void drop_candidate(std::uint32_t link);

  std::vector<FlowClass> classes_;
  std::vector<Marks> marks_;
  std::vector<std::uint8_t> in_use_;         ///< by class; apart, to be looked through quickly
  std::vector<std::uint32_t> first_hop_{0};  ///< by class, and the end; apart, to be had at once
  std::vector<Hop> hops_;
  std::vector<Holder> holders_;
  std::vector<Link> links_;
  std::vector<Filling> fillings_;
  std::vector<Entry> entries_;
  std::vector<std::vector<Crossing>> crossings_;   ///< by link: all hops over it
  std::vector<std::vector<std::uint32_t>> in_;     ///< by link: its entries with classes
  std::vector<std::vector<std::uint32_t>> known_;  ///< by link: all its entries
  std::vector<std::vector<std::uint32_t>> out_;    ///< by holder: its entries with classes
  Heap<8> holder_heap_;                            ///< by a time not after the next end
  std::uint64_t transfers_ = 0;
  Effort effort_;
  double now_s_ = 0;

  /// Full or overdrawn links whose uses have changed, and their levels then; room for every link
  /// and one more.
  std::vector<std::uint32_t> pending_;
  std::vector<double> pending_levels_;
  std::size_t pending_count_ = 0;
  std::vector<ClassId> seeds_;  ///< classes to be opened whatever their links say

  // Scratch of a solution.
  std::vector<std::uint32_t> touched_;  ///< links that were pending; room for one more
  std::size_t touched_count_ = 0;
  std::vector<std::uint64_t> touched_in_;  ///< by link: the latest solve in which it was pending
  std::vector<ClassId> to_open_, opened_, capped_;
  std::vector<std::uint32_t> found_, candidates_;
  std::vector<double> shares_;
};

}  // namespace suanwang
