#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "sim/engine/results.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// The cards of a run in which more are approved only while those there are used.
///
/// `growth.capacity` is planned as if all were approved. What it adds to a pool in its course is an
/// application, made when construction would begin; one that is put off is made again in the next
/// round, and the cards open a lead time after they are approved. At any time the cards of a pool
/// and those that are held back are together what was planned. So cards that leave are taken from
/// those that are there, and a pool that shrinks by a share or closes shrinks both.
class ApprovalBook {
 public:
  explicit ApprovalBook(const World& world);

  /// Cards as they came and went up to now; building as far as it was approved.
  const GrowthPlan& plan() const { return plan_; }

  /// When something comes, as far as that is known at the start.
  std::vector<double> moments() const;

  /// Card-time of a pool that ended with the present moment.
  void used(std::uint32_t pool, double installed_card_s, double allocated_card_s);
  /// What was told of before is all of the hours up to now.
  void end_hour();

  struct Step {
    std::vector<CardChange> changes;  ///< at this moment, in their order
    std::vector<double> later;        ///< moments that come of it
  };
  /// Asks for what is due, then lets cards come and go. `open`: by pool, the card-time that no
  /// call of used() has told of yet. Figures are those of the window from `from_s` on.
  struct Open {
    double installed_card_s = 0, allocated_card_s = 0;
  };
  Step pass(double now_s, double from_s, const std::vector<Open>& open);

  /// A row for each lever at the end of a run.
  void fill(Results& results);

 private:
  static constexpr double kNever = std::numeric_limits<double>::infinity();

  /// More cards in one pool.
  struct Application {
    std::uint32_t change = 0;  ///< of the world's plan
    std::int64_t cards = 0;    ///< less those that were dropped
    double asks_s = 0;         ///< next; kNever: it was approved
    double opens_s = kNever;   ///< once it is approved
    bool is_new = true;        ///< it was never asked for
    bool is_held = false;      ///< its planned opening has passed
    std::vector<char> no{};    ///< by lever: what it said last
  };

  /// Sites whose use is looked at together, by one lever.
  struct Group {
    Open now;                 ///< since the start, up to the last used()
    std::vector<Open> hours;  ///< a ring: the same at the end of each hour, from 0 on
    // What was found at the moment at hand.
    double asked_s = -1;
    Open window;
    bool is_enough = true;
  };

  struct Gate {
    const ApprovalLever* lever;
    std::vector<std::uint32_t> group_of;  ///< by pool; kNone: it is about other sites
    std::vector<Group> groups;
    double asks = 0, put_off = 0, lowest = kNever, lacks_card_s = 0;
    std::int64_t asked_cards = 0, put_off_cards = 0, dropped_cards = 0;
    double held_card_s = 0;
    std::vector<char> sites;  ///< where cards were put off
  };
  static constexpr std::uint32_t kNone = World::kNone;

  void build_groups(Gate& gate);
  bool is_enough(Gate& gate, Group& group, std::uint32_t index, double now_s, bool measured,
                 const std::vector<Open>& open);
  void ask(Application& application, double now_s, bool measured, const std::vector<Open>& open,
           Step& step);
  void change_as_planned(std::uint32_t change, double now_s, Step& step);
  void shrink(const CardChange& planned, double now_s, Step& step);
  void install(std::uint32_t pool, std::int64_t more, std::uint32_t law, double now_s, Step& step);
  void hold(std::uint32_t pool, std::int64_t more);
  void settle(double now_s, double from_s);

  const World& world_;
  GrowthPlan plan_;
  std::vector<Gate> gates_;
  std::vector<Application> applications_;  ///< in the order of their changes
  std::vector<std::uint32_t> applied_;     ///< by change: its application, or kNone
  std::uint32_t next_change_ = 0;
  std::int64_t hours_ = 0;           ///< that have ended
  std::vector<std::int64_t> cards_;  ///< by pool
  std::vector<std::int64_t> held_;   ///< by pool: planned, but not there
  double settled_s_ = 0;
};

}  // namespace suanwang
