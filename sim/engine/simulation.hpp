#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "models/placement/policies.hpp"
#include "models/queue/disciplines.hpp"
#include "sim/base/quantiles.hpp"
#include "sim/engine/data_store.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/engine/traffic.hpp"
#include "sim/engine/workload_stream.hpp"
#include "sim/kernel/calendar.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

using JobId = std::uint32_t;

/// A job on its way, from its submission until it is done; its number is then used again.
///
/// Hundreds of thousands are in flight, so each event waits for its job to come from memory: what
/// transfers need lies in one cache line, what else runs need in another.
struct alignas(64) Job {
  std::uint32_t weight = 1;
  std::uint32_t stream = 0;
  std::uint32_t region = 0;
  std::uint32_t pool = 0;
  PathId path = 0;  ///< of the transfer under way
  JobState state = JobState::completed;
  bool initial : 1 = false;
  bool too_far : 1 = false;  ///< placed beyond its latency bound, while links were down
  bool live : 1 = false;
  std::uint8_t vain_starts = 0;  ///< in a row: its path was down by the time bytes would move
  std::int64_t cards = 0;
  double left_bits = 0;      ///< to move, when the transfer under way took its present path
  double carriage_cny = 0;   ///< of what has moved
  double run_s = 0;          ///< on the pool it was placed in
  std::uint64_t number = 0;  ///< of its stream

  double submitted_s = 0, queued_s = 0, started_s = 0, ended_s = 0;
  /// When the time that its user asked for is over; before it starts, that time itself [s].
  double expected_end_s = 0;
  std::uint32_t tenant = 0;   ///< by number, see Simulation::tenants_
  std::int16_t priority = 0;  ///< the higher goes first, where a queue heeds it
  double output_bytes = 0;
  std::uint64_t serial = 0;  ///< in the order of submission
};
static_assert(sizeof(Job) == 128);

/// The jobs in flight by their number, in blocks: growth moves nothing, so memory follows the
/// largest number of jobs in flight and references stay good.
class JobTable {
 public:
  Job& operator[](JobId id) { return blocks_[id / kBlock][id % kBlock]; }
  const Job& operator[](JobId id) const { return blocks_[id / kBlock][id % kBlock]; }
  std::size_t size() const { return size_; }

  /// Brings a job from memory while something else is done.
  void fetch(JobId id) const {
    const Job* job = &(*this)[id];
    __builtin_prefetch(job);
    __builtin_prefetch(reinterpret_cast<const char*>(job) + 64);
  }

  JobId add() {
    if (size_ % kBlock == 0) blocks_.push_back(std::make_unique<Job[]>(kBlock));
    return static_cast<JobId>(size_++);
  }

 private:
  static constexpr std::size_t kBlock = 4096;
  std::vector<std::unique_ptr<Job[]>> blocks_;
  std::size_t size_ = 0;
};

/// One run of one scenario. The handlers (handlers.cpp) follow a job's way; services.cpp splits the
/// online demand; disturbances.cpp takes links down and up; initial.cpp fills the sites at the
/// start; meters.cpp closes each hour; finish.cpp turns what was counted into Results.
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
    kDisturb,      ///< of a disturbance: it begins
    kHeal,         ///< of a disturbance: it is over
    kServices,     ///< the online demand is split again
    kMeter,        ///< an hour or the warm-up is over
  };

  static constexpr double kControl_s = 900;  ///< interval between splits of the online demand
  static constexpr double kHour_s = 3600;

  /// What a pool is doing, with its area under the curves since `since_s`.
  struct PoolState {
    std::unique_ptr<QueueDiscipline> queue;
    std::int64_t usable = 0;
    std::int64_t batch = 0;           ///< cards of running jobs
    std::int64_t service = 0;         ///< cards held by services
    std::int64_t service_target = 0;  ///< cards services should hold
    std::int64_t waiting = 0;         ///< cards asked for by queued jobs
    std::int64_t asked = 0;           ///< by jobs running, queued and on their way
    double since_s = 0;
    double batch_card_s = 0, service_card_s = 0, waiting_card_s = 0;
    bool touched = false;

    std::int64_t free() const { return usable - batch - service; }
    void advance(double now_s) {
      const double dt = now_s - since_s;
      batch_card_s += static_cast<double>(batch) * dt;
      service_card_s += static_cast<double>(service) * dt;
      waiting_card_s += static_cast<double>(waiting) * dt;
      since_s = now_s;
    }
  };

  /// Share of a service's demand that arises in one region.
  struct ServiceDemand {
    std::uint32_t service, region;
    double share;
  };
  /// Cards of a service placed for one region at one pool, until the next split.
  struct ServiceShare {
    std::uint32_t service, region, pool;
    double cards;
  };

  /// Something that befalls links: at a date, again and again, or at random.
  struct Disturbance {
    const std::string* part = nullptr;  ///< id of the link or node
    bool is_node = false;
    std::vector<LinkId> links;
    double capacity_bps = 0;  ///< new capacity; 0: the links go down
    double lasts_s = 0;       ///< infinite: for good
    std::optional<double> every_s;
    double mtbf_s = 0, mttr_s = 0;  ///< at random, where `random` is there
    std::optional<RandomStream> random;
    std::size_t outage = 0;  ///< its record while the links are down
  };

  struct ClassMeter {
    double submitted = 0, rejected = 0, completed = 0, card_s = 0, west_card_s = 0;
    double slo_jobs = 0, slo_attained = 0, slowdown_sum = 0, slowdown_weight = 0;
    Quantiles wait, response;
    std::string first_rejection;
  };
  struct RegionMeter {
    double submitted = 0, demanded_card_s = 0, served_card_s = 0, west_card_s = 0;
    Quantiles wait;
  };
  struct SiteMeter {
    CardAccount card;
    EnergyAccount energy;
    double waiting_card_s = 0, jobs_started = 0, dataset_hits = 0, dataset_asked = 0;
    Quantiles wait;
  };
  struct ServiceMeter {
    double demanded_card_s = 0, served_card_s = 0, west_card_s = 0, latency_area = 0;
  };

  // simulation.cpp
  void build_workloads();
  const JobClass& class_of(const Job& job) const { return classes_[class_of_stream_[job.stream]]; }
  void dispatch(const Event& event);
  void fetch_soon() const;
  void schedule_arrival(std::uint32_t stream);
  bool in_window(double time_s) const { return time_s >= warmup_s_ && time_s < end_s_; }

  // handlers.cpp: a job's way
  JobId new_job(std::uint32_t stream, const DrawnJob& drawn);
  void submit(std::uint32_t stream);
  JobView view_from(std::uint32_t region) const;
  std::optional<std::size_t> choose_pool(const Job& job, const DrawnJob& drawn);
  void pin(JobView& view, std::uint32_t site);
  void reject(JobId id, std::uint32_t site);
  std::string why_rejected(const Job& job, std::uint32_t site) const;
  void take_pool(Job& job, std::size_t pool, const DrawnJob& drawn);
  void ask(std::size_t pool, std::int64_t cards, double run_s);
  void ask_for_input(JobId id, double own_bytes);
  void start_transfer(JobId id, double bytes, bool back);
  double link_weight(const Job& job) const;
  void take_path(JobId id);
  void begin_moving(JobId id);
  void end_transfer(JobId id);
  /// Where links are up too briefly for a single byte, a transfer never ends.
  static bool is_hopeless(const Job& job) { return job.vain_starts == 255; }
  static bool moves_back(const Job& job) { return !std::isnan(job.ended_s); }
  bool is_killed(const Job& job) const;
  double end_of_run_s(const Job& job) const;
  void input_arrived(JobId id);
  void schedule_pass(std::uint32_t pool);
  void start_run(JobId id);
  void end_run(JobId id);
  void complete(JobId id);
  void judge(const Job& job, double done_s, bool done);
  void count_demand(const Job& job, double from_s, double run_s);
  void count_run(const Job& job, double until_s);
  void tell(const Job& job, double completed_s);
  void forget(JobId id);
  void touch(std::uint32_t pool);
  double deadline_of(const Job& job) const;

  // services.cpp
  double demanded_cards(std::uint32_t service, double at_s) const;
  void split_services();
  void settle_services(double until_s);
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
  void close_segment();
  void move_transfers(double weight);
  void count_stranded(double weight);
  double facility_integral(const Job& job, double EnergyAccount::*what) const;

  // finish.cpp
  Results finish();
  void count_in_flight(Results& results);
  void fill_regions(Results& results);

  const World& world_;
  const Scenario& scenario_;
  RunOptions options_;
  Calendar calendar_;
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
  Traffic traffic_;
  std::vector<Disturbance> disturbances_;
  std::vector<char> down_for_good_;  ///< by link
  std::vector<Outage> outages_;
  std::vector<JobId> stranded_;  ///< jobs whose transfer has no path left
  double stranded_weight_ = 0, stranded_area_ = 0, stranded_since_s_ = 0;

  JobTable jobs_;
  std::vector<JobId> free_jobs_;
  JobLedger ledger_;

  std::vector<PoolState> pools_;
  std::vector<SiteView> views_;
  std::vector<std::uint32_t> touched_;
  std::vector<double> round_trips_;  ///< [region * pools + pool], over what is left of the network
  std::vector<double> mended_round_trips_;  ///< the same with all up again that will be
  std::vector<double> pinned_round_trips_;  ///< by pool: of a job that may go to one site only
  std::vector<double> carriage_;  ///< [region * pools + pool], CNY/GB on the shortest path
  std::vector<ServiceDemand> service_demands_;
  std::vector<ServiceShare> service_shares_;
  std::vector<double> service_need_;         ///< by pool: cards of service_shares_
  std::vector<double> service_held_card_s_;  ///< by pool: held since the last settling
  double services_since_s_ = 0;

  std::vector<double> dataset_bytes_;
  std::vector<DataStore> stores_;  ///< by site

  double moving_ = 0, moving_since_s_ = 0, moving_area_ = 0, moving_peak_ = 0;
  std::vector<JobId> done_;
  std::vector<FlowNetwork::Left> left_;

  Quantiles wait_, response_;
  double slowdown_sum_ = 0, slowdown_weight_ = 0;
  std::vector<ClassMeter> class_meters_;
  std::vector<RegionMeter> region_meters_;
  std::vector<SiteMeter> site_meters_;
  std::vector<ServiceMeter> service_meters_;
  std::vector<SiteHour> hours_;
  std::vector<LinkHour> link_hours_;
};

}  // namespace suanwang
