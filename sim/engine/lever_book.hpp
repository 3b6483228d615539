#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "models/placement/policy.hpp"
#include "sim/base/random.hpp"
#include "sim/engine/results.hpp"
#include "sim/engine/workload_stream.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// What the levers of a scenario allow during a run, and what came of them.
///
/// Kinds of demand are numbered: the classes, then the services.
class LeverBook {
 public:
  /// `growth`: the cards as they come, of which it keeps a reference.
  LeverBook(const World& world, const GrowthPlan& growth, const std::vector<JobClass>& classes,
            std::uint32_t replication);

  /// By pool: whether demand of a kind from a region may go there, where its cards are, too; null:
  /// no lever says anything of it. Holds until the next call.
  const std::uint8_t* allowed(std::uint32_t kind, std::uint32_t region, double now_s);

  // The registry.

  bool reports() const { return registry_->interval_s > 0; }
  double interval_s() const { return registry_->interval_s; }
  /// Notes how busy the pools are, as the registry will tell until the next report.
  void report(std::span<const SiteView> views);
  /// What policies see for a job of a region: pools of its own as they are, others as reported.
  /// Holds until the next call.
  std::span<const SiteView> seen(std::uint32_t region, std::span<const SiteView> views);
  /// A job that wants `cards` goes to a pool with fewer free cards than it was said to have?
  void chose(std::uint32_t pool, const SiteView& is, double cards, double weight);

  // Quotas of work.

  std::size_t quotas() const { return quotas_.size(); }
  /// By pool: where the work of a quota belongs; null unless it steers and lies below its share
  /// with `card_s` more elsewhere.
  const std::uint8_t* short_of(std::size_t quota, double card_s) const;
  void steered(std::size_t quota, double weight) { quotas_[quota].moved += weight; }

  // Local priority.

  /// Do the jobs of the pool's own region come first there?
  bool puts_own_first(std::uint32_t pool) const { return !first_.empty() && first_[pool] != kNone; }
  bool is_own(std::uint32_t pool, std::uint32_t region) const {
    return pool_region_[pool] == region;
  }

  // What is counted: of the measured window, except where a quota counts from the start on.

  struct Placed {
    std::uint32_t kind = 0, region = 0, pool = 0;
    double cards = 0, run_s = 0, weight = 1, round_trip_s = 0;
    bool measured = false;
  };
  void placed(const Placed& job);
  void turned_away(std::uint32_t kind, double weight, double card_s);
  void served(std::uint32_t kind, std::uint32_t region, std::uint32_t pool, double card_s,
              double round_trip_s);
  void started(std::uint32_t pool, std::uint32_t region, double cards, double weight,
               double wait_s);

  /// A civil year of the measured window is over, with the energy of each site since its start.
  void end_year(int year, const std::vector<EnergyAccount>& energy);

  /// A row for each lever; the sites are filled already.
  void fill(Results& results) const;

 private:
  static constexpr std::uint32_t kNone = World::kNone;
  using Mask = std::vector<std::uint8_t>;

  struct Quota {
    const QuotaLever* lever;
    Mask in;                               ///< by pool
    double all_card_s = 0, in_card_s = 0;  ///< since the start
    double window_all_card_s = 0, window_in_card_s = 0;
    double broken = 0, moved = 0;
  };
  /// A circle or a residency rule: what may not leave something.
  struct Bound {
    Mask kinds;   ///< by kind: is bound to it
    Mask inside;  ///< residency: [region * pools + pool]
    double round_trip_s = std::numeric_limits<double>::infinity();  ///< circle
    bool is_required = false;
    double all_card_s = 0, in_card_s = 0;  ///< of all kinds
    double bound_all_card_s = 0, bound_in_card_s = 0;
    double reach_card_s = 0;    ///< from regions with a pool inside
    std::vector<char> reaches;  ///< circle: by region
    double broken = 0, turned_away = 0, turned_away_card_s = 0;
  };
  /// A floor of the green share that changes by the year.
  struct GreenYears {
    const GreenLever* lever;
    std::vector<LeverResult::Year> years{};
    Mask missed{};  ///< by site
  };
  struct Waits {
    double jobs = 0, waited = 0, sum_s = 0, card_s = 0;
  };
  struct LocalFirst {
    const LocalPriorityLever* lever;
    Waits own, others;
  };

  void build_masks(const std::vector<JobClass>& classes);
  void refresh_registered(double now_s);
  void draw_registered();
  double share_registered(double at_s) const;
  void count(Bound& bound, std::uint32_t kind, std::uint32_t region, std::uint32_t pool,
             double card_s, double weight, double round_trip_s) const;

  double peak_flops(std::size_t pool) const;
  std::vector<double> cards_at_end(const Results& results) const;
  std::vector<double> cards_opened(const Results& results) const;
  void fill_quotas(Results& results) const;
  void fill_prices(Results& results) const;
  void fill_energy(Results& results) const;
  void fill_green_years(const GreenYears& green, Results& results) const;
  void fill_bounds(Results& results) const;
  void fill_local(Results& results) const;
  void fill_registry(Results& results) const;

  /// Of each year of the window, the energy of each site [kWh]; only where a PUE costs a surcharge.
  std::vector<std::vector<double>> kwh_by_year_;

  const World& world_;
  const GrowthPlan& growth_;
  const Scenario& scenario_;
  const Registry* registry_;
  std::uint32_t replication_;
  std::size_t pools_, regions_, kinds_;
  std::vector<std::uint32_t> pool_region_;  ///< or kNone

  std::vector<Quota> quotas_;
  std::vector<Bound> circles_, residency_;
  std::vector<LocalFirst> local_;
  std::vector<GreenYears> green_years_;
  std::vector<EnergyAccount> before_year_;  ///< by site: up to the year under way
  std::vector<std::uint32_t> first_;        ///< by pool: index in local_, or kNone; empty: nowhere

  Mask ported_;      ///< [kind * pools + pool]
  Mask masks_;       ///< [(kind * regions + region) * pools + pool]; empty: no lever needs them
  Mask registered_;  ///< by site
  std::vector<std::uint32_t> register_order_;  ///< sites as they come to be registered
  double next_step_s_ = -1;                    ///< when the share registered changes

  std::vector<double> reported_committed_, reported_outstanding_card_s_;
  std::vector<SiteView> seen_;
  std::vector<RandomStream> errors_;  ///< by pool
  double misled_ = 0, sent_ = 0;
};

}  // namespace suanwang
