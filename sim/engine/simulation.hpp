#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include "models/placement/policies.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/base/quantiles.hpp"
#include "sim/engine/approval_book.hpp"
#include "sim/engine/billing.hpp"
#include "sim/engine/data_store.hpp"
#include "sim/engine/disturbance.hpp"
#include "sim/engine/energy_accounts.hpp"
#include "sim/engine/job.hpp"
#include "sim/engine/lever_book.hpp"
#include "sim/engine/pool_trouble.hpp"
#include "sim/engine/run_history.hpp"
#include "sim/engine/run_meters.hpp"
#include "sim/engine/service_shares.hpp"
#include "sim/engine/shifting.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/engine/traffic.hpp"
#include "sim/engine/workload_stream.hpp"
#include "sim/kernel/calendar.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/world/link_carbon.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// One run of one scenario.
///
/// A job's way: placing.cpp, moving.cpp, shifting.cpp, queueing.cpp, and job_accounts.cpp for what
/// is counted of it; interruptions.cpp stops and resumes runs, packing.cpp puts them on nodes. What
/// befalls it: disturbances.cpp takes links down and up, site_disturbances.cpp cards,
/// power_caps.cpp slows what draws too much; growth.cpp opens and retires cards over the years.
/// Beside it: services.cpp splits the online demand, initial.cpp fills the sites at the start,
/// compatibility.cpp counts cards that idle beside jobs they cannot run, levers.cpp asks what
/// levers say, meters.cpp reads what was used, hours.cpp and years.cpp close each hour and year,
/// and finish.cpp turns what was counted into Results.
class Simulation {
 public:
  Simulation(const World& world, const RunOptions& options);
  Results run();

 private:
  enum EventKind : std::uint32_t {
    kArrival,      ///< of a stream: a job is submitted
    kInputStart,   ///< of a job: its first byte leaves, one path latency after the request
    kRunEnd,       ///< of a job
    kOutputStart,  ///< of a job
    kRelease,      ///< of a job: the better hour that it waited for has come
    kDisturb,      ///< of a disturbance: it begins
    kHeal,         ///< of a disturbance: it is over
    kSiteDisturb,  ///< of a site disturbance: it begins
    kSiteHeal,     ///< of a site disturbance: it is over
    kNodeChange,   ///< of node failures: a node fails or is repaired
    kGrowth,       ///< of a change of cards: it and all at this moment; kDemandStep: of demand;
                   ///< kApproval: what is asked for and comes
    kSlowedEnd,    ///< of a pool: the next run that was slowed is over
    kServices,     ///< the online demand is split again
    kReport,       ///< of the registry
    kMeter,        ///< an hour or the warm-up is over
  };

  static constexpr double kHour_s = 3600;
  static constexpr std::uint32_t kDemandStep = 0xffffffffu;  ///< subject of a kGrowth
  static constexpr std::uint32_t kApproval = 0xfffffffeu;    ///< another: of approvals_
  static constexpr std::int64_t kNoBound = 1LL << 40;        ///< cards
  /// Scheduling passes in a row without anybody waiting, and one for every 16 jobs in flight, after
  /// which a queue need no longer know what runs.
  static constexpr std::size_t kMostQuiet = 256;
  static constexpr double kNever = std::numeric_limits<double>::quiet_NaN();
  /// Where cards are never there for long enough, a job that saves nothing would go on for ever.
  static constexpr std::uint32_t kMostVainRuns = 1000;

  /// The supply of a site where what is paid follows the course of its power; see supply.cpp.
  struct SiteFeed {
    const Simulation* run = nullptr;
    std::uint32_t site = 0;
    std::vector<std::uint32_t> pools;
    SiteSupply supply;
    SupplyHour hour;          ///< what holds now
    double since_s = 0;       ///< settled up to here
    double month_from_s = 0;  ///< the measured part of this month began
    SupplyAccount segment;    ///< since the last reading of the meters
    SupplyAccount window;
    std::vector<MonthDemand> months;

    /// The power of the site has been constant since the last settling. Costs its pools.
    void settle(double now_s);
  };

  /// What a pool is doing, with its area under the curves since `since_s`.
  struct PoolState {
    const Accelerator* card = nullptr;
    std::unique_ptr<QueueDiscipline> queue;
    bool backfills = false;          ///< its queue does
    bool starts_alone = false;       ///< see starts_alone() of disciplines.hpp
    std::uint64_t queued = 0;        ///< jobs in `queue`
    bool dozes = false;              ///< the queue is not told of starts and ends
    std::uint32_t quiet_passes = 0;  ///< in a row, in which nobody waited
    /// A job that came while the queue was empty waits here for the scheduling pass, which most
    /// often starts it: the queue's index would only be filled and emptied again.
    std::optional<QueuedJob> lone;
    std::int64_t usable = 0;
    std::int64_t powered = 0;
    std::int64_t batch = 0;           ///< cards of running jobs
    std::int64_t service = 0;         ///< cards held by services
    std::int64_t service_target = 0;  ///< cards services should hold
    std::int64_t waiting = 0;         ///< cards asked for by queued jobs
    std::int64_t asked = 0;           ///< by jobs running, queued and on their way
    double since_s = 0;
    double batch_card_s = 0, service_card_s = 0, waiting_card_s = 0;
    bool touched = false;
    std::int64_t reserve = -1;  ///< idle cards that stay awake; below 0: all do
    double asleep_card_s = 0;
    std::unique_ptr<PoolTrouble> trouble;           ///< null: nothing ever befalls it
    std::unique_ptr<NodePacker> nodes;              ///< null: its cards are only counted
    std::vector<NodePacker::Share> service_shares;  ///< of the cards services hold on the nodes
    SiteFeed* feed = nullptr;  ///< of its site; null: nothing there depends on the course of power

    std::int64_t free() const { return usable - batch - service; }
    /// Cards of the widest job that may start.
    std::int64_t startable() const { return nodes ? std::min(free(), nodes->widest()) : free(); }
    /// Cards that are busy, idle or asleep, whatever the site's cap.
    std::int64_t drawing() const { return trouble ? up() : powered; }
    std::int64_t sleeping() const {
      return reserve < 0 ? 0 : asleep(drawing(), batch + service, reserve);
    }
    /// Cards that are powered and neither down nor drained.
    std::int64_t up() const {
      if (!trouble) return usable;
      if (trouble->outages > 0 || trouble->drains > 0) return 0;
      return std::min(trouble->powered, std::max<std::int64_t>(0, trouble->here() - trouble->down));
    }
    void advance(double now_s) {
      if (feed) feed->settle(now_s);
      const double dt = now_s - since_s;
      if (trouble) trouble->advance(dt, batch, service);
      if (dt == 0) return;  // as between a job's arrival and its start
      batch_card_s += static_cast<double>(batch) * dt;
      service_card_s += static_cast<double>(service) * dt;
      waiting_card_s += static_cast<double>(waiting) * dt;
      if (reserve >= 0) asleep_card_s += static_cast<double>(sleeping()) * dt;
      since_s = now_s;
    }
  };

  enum class Interruption { failure, preemption };

  /// A class that only some cards can run: how many of the others idle while its jobs wait.
  struct Restricted {
    std::uint32_t job_class = 0;
    std::int64_t waiting = 0;  ///< cards asked for by its queued jobs
    std::int64_t idle = 0;     ///< free cards that it is not ported to
    double since_s = 0, stranded_card_s = 0;
  };

  // simulation.cpp
  void build_workloads();
  const JobClass& class_of(const Job& job) const { return classes_[class_of_stream_[job.stream]]; }
  void dispatch(const Event& event);
  void fetch_job(JobId id) const;
  void fetch_soon();
  void schedule_arrival(std::uint32_t stream);
  bool in_window(double time_s) const { return time_s >= warmup_s_ && time_s < end_s_; }

  // placing.cpp
  JobId new_job(std::uint32_t stream, const DrawnJob& drawn);
  void submit(std::uint32_t stream);
  DrawnJob place(std::uint32_t stream, DrawnJob drawn);
  static void shrink(Job& job, const DrawnJob& part);
  std::int64_t part_for(std::size_t pool, std::int64_t cards) const;
  JobView view_from(std::uint32_t region) const;
  std::optional<std::size_t> choose_pool(const Job& job, const DrawnJob& drawn);
  void pin(JobView& view, std::uint32_t site);
  void show_bills(JobView& view, std::uint32_t job_class, std::uint32_t tenant);
  const std::uint8_t* pools_for(const Job& job);
  void reject(JobId id, std::uint32_t site);
  std::string why_rejected(const Job& job, std::uint32_t site);
  void take_pool(Job& job, std::size_t pool, const DrawnJob& drawn);
  void ask(std::size_t pool, std::int64_t cards, double run_s);
  double deadline_of(JobId id) const;
  double others_s(JobId id) const;

  // levers.cpp
  std::span<const SiteView> views_for(std::uint32_t region);
  std::size_t steer(JobView view, std::size_t pool, double weight);
  void note_placed(const Job& job);
  void report_registry();
  void put_own_first(QueuedJob& queued) const;

  // moving.cpp
  bool looks_up(const Job& job) const;
  std::uint32_t fetch_dataset(const Job& job) const;
  std::uint32_t datasets_of(const Job& job) const;
  void ask_for_input(JobId id, double own_bytes, std::uint32_t dataset);
  template <typename Act>
  void for_each_dataset(const Job& job, std::uint32_t dataset, const DataStore& store,
                        const Act& act) const;
  void keep_datasets(const Job& job, std::uint32_t dataset);
  void start_transfer(JobId id, double bytes, bool back);
  void spread_transfers(JobId id);
  double transfers_of(JobId id) const;
  double link_weight(JobId id) const;
  void take_path(JobId id);
  void begin_moving(JobId id);
  void end_transfer(JobId id);
  /// Where links are up too briefly for a single byte, a transfer never ends.
  static bool is_hopeless(const Job& job) { return job.vain_starts == 255; }
  static bool moves_back(const Job& job) { return !std::isnan(job.ended_s); }

  // shifting.cpp
  bool wait_for_better_hour(JobId id);
  void plan_run(JobId id, double start_s, double run_s);
  void release(JobId id);
  double hour_worth(std::uint32_t site, std::int64_t hour) const;
  double output_time_s(const Job& job) const;
  void fill_shift(Results& results) const;
  // known_ends.cpp
  bool ends_are_known() const { return options_.known_ends_s != nullptr; }
  void start_known_run(JobId id);
  void end_known_run(JobId id);
  void complete_known(JobId id);

  // queueing.cpp
  void input_arrived(JobId id);
  void enter_queue(JobId id);
  void join_queue(JobId id);
  void enqueue(PoolState& pool, const QueuedJob& job);
  void wake(PoolState& pool);
  void tell_started(PoolState& pool, JobId id);
  void tell_ended(PoolState& pool, JobId id);
  void handle_one_by_one();
  void touch(std::uint32_t pool);
  void schedule_pass(std::uint32_t pool);
  bool is_killed(JobId id) const;
  double end_of_run_s(JobId id) const;
  void start(PoolState& pool, const QueuedJob& next);
  void start_run(JobId id);
  RunningJob running(JobId id) const;
  void end_run(JobId id);
  void release_cards(JobId id);
  void leave_pool(JobId id);
  void fail(JobId id);

  // job_accounts.cpp
  void complete(JobId id);
  double run_kw(JobId id) const;
  void judge(JobId id, double done_s, bool done);
  void count_demand(const Job& job, double from_s, double run_s);
  void begin_account(JobId id);
  void end_account(JobId id);
  void count_run(JobId id);
  void tell(JobId id, double completed_s);
  void forget(JobId id);

  // interruptions.cpp
  bool interrupts() const;
  double planned_run_s(JobId id) const;
  double requested_run_s(JobId id);
  std::uint64_t place_in_queue(JobId id);
  void enter_run(JobId id);
  void leave_run(JobId id);
  bool is_stale(JobId id, double event_s);
  double elapsed_s(JobId id) const;
  void interrupt(JobId id, Interruption why);
  void finish_run(JobId id, bool is_done);
  void preempt_until(std::uint32_t pool, std::int64_t batch);
  void count_waste(JobId id, const RunParts& parts);

  // site_disturbances.cpp
  void build_site_disturbances();
  void site_disturb(std::uint32_t disturbance);
  void site_heal(std::uint32_t disturbance);
  void schedule_site_failure(std::uint32_t disturbance);
  void schedule_node_change(std::uint32_t process);
  void node_change(std::uint32_t process);
  void strike(std::uint32_t pool, std::int64_t cards, RandomStream& random);
  std::int64_t strike_some(SiteDisturbance& disturbance, std::uint32_t pool);
  std::optional<std::uint32_t> strike_node(std::uint32_t pool, RandomStream& random);
  void pools_changed(const std::vector<std::uint32_t>& pools);
  bool will_go_on(std::uint32_t pool) const;
  std::int64_t mended_cards(std::uint32_t pool) const;

  // growth.cpp
  void build_growth();
  void grow(std::uint32_t change);
  void grow_if_approved();
  void change_cards(std::span<const CardChange> changes);
  /// Cards as they come and go: planned, or approved.
  const GrowthPlan& growth() const { return approvals_ ? approvals_->plan() : world_.growth; }
  void look_at_leaving();
  void set_installed(std::uint32_t pool, std::int64_t cards);
  void keep_for_promised(std::uint32_t pool);
  void promise_done(std::uint32_t pool, std::int64_t cards);
  void refresh_nodes(std::uint32_t pool);
  Site site_now(std::uint32_t site) const;
  std::int64_t cards_within(std::uint32_t pool, double cap_w, double wave_c) const;

  // compatibility.cpp
  void build_restricted();
  void count_stranded_cards(std::uint32_t pool, std::optional<JobId> job, std::int64_t waiting);

  // packing.cpp
  void pack(JobId id);
  void unpack(JobId id);
  void pack_services(std::uint32_t pool);

  // power_caps.cpp
  double cap_of(std::uint32_t site, bool for_good) const;
  double most_w(std::uint32_t site) const;
  double wave_of(std::uint32_t site, bool for_good) const;
  bool heat_binds(const WeatherEvent& event, const Site& site) const;
  void build_heat_waves();
  void set_cap(std::uint32_t site);
  void refresh_usable(std::uint32_t pool);
  void refresh_speed(std::uint32_t pool);
  void slow_run(JobId id);
  void slowed_end(std::uint32_t pool);

  // services.cpp
  double demanded_cards(const ServiceDemand& demand, double at_s) const;
  void split_services();
  void settle_services(double until_s);
  void scale_services();
  static double warm_share(ServicePool& pool, double from_s, double until_s);
  void hold_services(std::uint32_t pool);

  // disturbances.cpp
  void build_disturbances();
  std::vector<LinkId> links_of(const std::string& link, const std::string& node) const;
  void schedule_failure(std::uint32_t disturbance);
  void disturb(std::uint32_t disturbance);
  void heal(std::uint32_t disturbance);
  void reroute(const std::vector<LinkId>& links, Outage& outage);
  void look_again();
  void look_ahead();
  bool can_go_on();

  // initial.cpp
  void fill_initial();
  void fill_storage();

  // meters.cpp
  void start_meters();
  void show_rates();
  void close_segment();
  void move_transfers(double weight);
  void count_stranded(double weight);

  // supply.cpp
  void build_feeds();
  void open_feeds(std::int64_t hour);
  double it_w(std::uint32_t pool) const;
  void close_feeds(std::int64_t hour, bool measured);
  void close_month(SiteFeed& feed, std::int64_t hour);
  void close_months();
  // hours.cpp
  void end_hour(std::int64_t hour);
  void keep_for_chart(std::int64_t hour);

  // years.cpp
  YearResult since_start() const;
  void end_year();
  double next_year_s(double at_s) const;
  void fill_backtest(Results& results) const;

  // finish.cpp
  Results finish();
  void count_in_flight(Results& results);
  void fill_regions(Results& results);

  const World& world_;
  const Scenario& scenario_;
  RunOptions options_;
  SiteSeries series_;
  EnergyIntegrals integrals_;
  LinkCarbon link_carbon_;
  UserAccounts users_;
  std::unique_ptr<Billing> billing_;  ///< null: nobody is billed
  std::vector<double> start_loads_;   ///< by job, of its pool when it started; for prices by load
  std::vector<double> tenant_cny_;    ///< by pool: what a tenant would pay there
  std::vector<EnergyAccount> told_;   ///< by job, of its runs that are over; where jobs are told
  double warmup_s_ = 0;
  double end_s_ = 0;  ///< infinite for `until: done`
  double now_s_ = 0;
  double segment_from_s_ = 0;

  EventQueue events_;
  std::uint64_t event_count_ = 0;
  std::uint64_t work_events_ = 0;  ///< events waiting that are not mere clockwork
  NameTable tenants_;
  std::vector<JobClass> classes_;
  std::vector<WorkloadStream> streams_;
  std::vector<std::uint32_t> class_of_stream_;  ///< streams are large, and most need only this
  std::unique_ptr<PlacementPolicy> policy_;
  std::unique_ptr<ApprovalBook> approvals_;  ///< null: all that is planned comes
  std::unique_ptr<LeverBook> levers_;        ///< null: there are none
  std::unique_ptr<ShiftBook> shift_;         ///< null: nobody waits for better hours
  Traffic traffic_;
  std::vector<Disturbance> disturbances_;
  std::vector<SiteDisturbance> site_disturbances_;
  std::vector<NodeFailures> node_failures_;
  std::vector<std::vector<std::uint32_t>> site_caps_;  ///< by site: disturbances that cap it now
  std::vector<std::vector<std::uint32_t>> site_heat_;  ///< by site: heat waves there now
  std::vector<std::uint32_t> leaving_;       ///< sites under a cap with retired cards still there
  std::vector<int> returning_;               ///< by pool: what keeps it from work, and ends
  const bool interrupts_;                    ///< runs may be interrupted
  const int pieces_;                         ///< of a region's online demand that are placed
  const double control_s_;                   ///< interval between splits of the online demand
  std::vector<RunHistory> histories_;        ///< by job, where they may
  std::vector<std::vector<JobId>> running_;  ///< by pool, where they may
  std::vector<std::uint32_t> preemptible_;   ///< by pool: how many of these are
  std::vector<std::vector<NodePacker::Share>> shares_;  ///< by job, where nodes are packed
  double stopped_ = 0;                                  ///< runs that were interrupted, weighted
  std::vector<char> down_for_good_;                     ///< by link
  std::vector<Outage> outages_;
  std::vector<JobId> stranded_;  ///< jobs whose transfer has no path left
  double stranded_weight_ = 0, stranded_area_ = 0, stranded_since_s_ = 0;

  JobTable jobs_;
  std::vector<double> transfers_;  ///< by job of a preview: under way at one time
  std::vector<double> others_;     ///< by job of a preview, see DrawnJob
  std::vector<JobId> free_jobs_;
  /// By job: the pool that it runs in, or World::kNone. In its own, dense list, which wake() reads
  /// through many times faster than it would the jobs.
  std::vector<std::uint32_t> runs_in_;
  std::uint32_t fetched_second_ = 0;  ///< see fetch_soon()
  JobLedger ledger_;

  std::vector<std::unique_ptr<SiteFeed>> feeds_;  ///< by site, where there is one
  std::vector<PoolState> pools_;
  std::vector<SiteView> views_;
  std::vector<SiteView> mended_views_;
  std::vector<Restricted> restricted_;
  std::vector<std::int64_t> idle_;  ///< by pool: free cards, as `restricted_` counts them
  std::vector<std::uint32_t> touched_;
  std::uint64_t queue_order_ = 0;  ///< of the next job that joins a queue
  /// Under an event rule other than `batch`: jobs that joined a queue or ended a run at this
  /// instant and wait for their turn.
  std::vector<JobId> one_by_one_;
  std::vector<double> round_trips_;  ///< [region * pools + pool], over what is left of the network
  std::vector<std::uint32_t> nearest_first_;  ///< [region * pools + n], pools by their round trips
  std::vector<double> mended_round_trips_;    ///< the same with all up again that will be
  std::vector<double> pinned_round_trips_;    ///< by pool: of a job that may go to one site only
  std::vector<std::uint8_t> steered_;         ///< by pool: where a quota wants the job at hand
  std::vector<double> carriage_;  ///< [region * pools + pool], CNY/GB on the shortest path
  std::vector<ServiceDemand> service_demands_;
  std::vector<ServiceShare> service_shares_;
  std::vector<double> service_need_;         ///< by pool: cards of service_shares_
  std::vector<double> service_held_;         ///< by pool: the same in whole replicas
  std::vector<ServicePool> service_pools_;   ///< [service * pools + pool]
  std::vector<double> service_held_card_s_;  ///< by pool: held since the last settling
  double services_since_s_ = 0;

  std::vector<double> dataset_bytes_;
  std::vector<DataStore> stores_;  ///< by site
  bool most_look_up_ = false;      ///< most sites cannot hold all data sets

  double moving_ = 0, moving_since_s_ = 0, moving_area_ = 0, moving_peak_ = 0;
  std::vector<JobId> done_;
  std::vector<FlowNetwork::Left> left_;

  double slowdown_sum_ = 0, slowdown_weight_ = 0;
  std::vector<ClassMeter> class_meters_;
  std::vector<RegionMeter> region_meters_;
  std::vector<SiteMeter> site_meters_;
  std::vector<ServiceMeter> service_meters_;
  std::vector<SiteHour> hour_;        ///< by site: the hour under way
  std::vector<LinkHour> link_hour_;   ///< by fibre route: the same
  std::vector<SiteHour> hours_;       ///< where they are kept
  std::vector<LinkHour> link_hours_;  ///< where they are kept
  std::uint64_t hours_hash_ = 0;
  double first_link_outage_s_ = std::numeric_limits<double>::infinity();
  std::int64_t chart_from_ = 0;  ///< the first hour of `chart_hours_`
  std::vector<LinkHour> chart_hours_;
  double year_since_s_ = 0;  ///< the year under way, or what of it lies in the run
  double next_year_s_ = 0;
  YearResult before_year_;  ///< what the meters showed at its beginning
  std::vector<YearResult> years_;
};

}  // namespace suanwang
