#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {

// A job that nothing has happened to yet.
JobId Simulation::new_job(std::uint32_t stream, const DrawnJob& drawn) {
  JobId id;
  if (free_jobs_.empty()) {
    id = jobs_.add();
  } else {
    id = free_jobs_.back();
    free_jobs_.pop_back();
  }
  if (options_.jobs) {
    if (told_.size() <= id) told_.resize(id + 1);
    told_[id] = EnergyAccount{};
  }
  if (interrupts_) {
    if (histories_.size() <= id) histories_.resize(id + 1);
    histories_[id] = RunHistory{};
    histories_[id].first_started_s = kNever;
  }
  if (options_.preview_jobs > 0) {
    if (others_.size() <= id) others_.resize(id + 1);
    others_[id] = drawn.others;
  }
  Job& job = jobs_[id];
  job = Job{};
  job.live = true;
  job.stream = stream;
  job.number = drawn.number;
  job.region = drawn.region;
  job.cards = drawn.cards;
  job.weight = drawn.weight;
  job.output_bytes = drawn.output_bytes;
  job.tenant = drawn.tenant;
  job.priority = drawn.priority;
  job.queued_s = job.started_s = job.ended_s = kNever;
  return id;
}

double Simulation::deadline_of(JobId id) const {
  const Job& job = jobs_[id];
  const Workload& w = *class_of(job).workload;
  return std::min(job.submitted_s + others_s(id) + w.deadline_s,
                  job.submitted_s + job.run_s + w.slack_s);
}

/// A job asks for a place: choose a pool, then ask for its input there.
///
/// Leads to kInputStart, or at once to the queue where nothing has to move; a job that no permitted
/// pool could ever run is rejected with the reason.
///
/// Of a preview's job, which stands for many, each part is placed where there is room for it.
void Simulation::submit(std::uint32_t stream) {
  schedule_arrival(stream);
  DrawnJob drawn = streams_[stream].draw();
  do {
    drawn = place(stream, drawn);
  } while (drawn.cards > 0);
}

// Of the many that a preview's job stands for, some run one after the other, each of which would
// have come no earlier: what the job's time has of the others' runs is none of any one's.
double Simulation::others_s(JobId id) const {
  return others_.empty() ? 0 : others_[id] * jobs_[id].run_s;
}

// Cards of a preview's job that a pool takes: what there is room for, but no large part of a small
// pool, since the many would have gone to several; where there is none, pieces that do not block
// its queue. At least an eighth, so that it does not come in dust, or a
// quarter where there is little room anywhere and the parts are many by now.
std::int64_t Simulation::part_for(std::size_t pool, std::int64_t cards) const {
  const std::int64_t usable = std::max<std::int64_t>(1, pools_[pool].usable);
  const auto room = static_cast<std::int64_t>(std::max(0.0, views_[pool].free()));
  const std::int64_t most = room > 0 ? usable / 10 + 1 : usable / 12 + 1;
  const std::int64_t wanted = room > 0 ? std::min(room, most) : most;
  const bool many = static_cast<double>(ledger_.submitted) > 4 * options_.preview_jobs;
  const std::int64_t least = cards / (many ? 4 : 8) + 1;
  return std::min(cards, std::max(wanted, std::min(usable, least)));
}

// Places the drawn job, or a part of it; what is left to be placed has cards.
DrawnJob Simulation::place(std::uint32_t stream, DrawnJob drawn) {
  const JobId id = new_job(stream, drawn);
  Job& job = jobs_[id];
  job.submitted_s = now_s_;
  job.serial = ledger_.submitted++;

  if (most_look_up_) streams_[stream].fetch_dataset(job.number, 0);
  const auto pool = choose_pool(job, drawn);
  DrawnJob rest;
  rest.cards = 0;
  if (pool && streams_[stream].is_thinned()) {
    const std::int64_t part = part_for(*pool, drawn.cards);
    if (part < drawn.cards) {
      rest = drawn;
      drawn = rest.take(part);
      shrink(job, drawn);
    }
  }
  ledger_.represented += drawn.weight;
  const JobClass& job_class = streams_[stream].job_class();
  std::uint32_t dataset = 0;
  if (pool) {
    take_pool(job, *pool, drawn);
    dataset = fetch_dataset(job);
    traffic_.fetch_ways(job.region, world_.pools[*pool].site, false);
  }
  if (in_window(now_s_)) {
    class_meters_[streams_[stream].class_index()].submitted += job.weight;
    region_meters_[job.region].submitted += job.weight;
  }
  if (levers_) {
    if (pool) note_placed(job);
    if (!pool && in_window(now_s_)) {
      levers_->turned_away(
          streams_[stream].class_index(), job.weight,
          job_class.workload->by_work ? 0 : static_cast<double>(job.cards) * drawn.length);
    }
  }
  count_demand(job, now_s_, pool ? job.run_s : job_class.workload->by_work ? 0 : drawn.length);
  if (!pool) {
    reject(id, drawn.site);
    return rest;
  }
  ++ledger_.moving;
  job.state = JobState::moving;
  ask_for_input(id, drawn.input_bytes, dataset);
  return rest;
}

// The job is only a part of what was drawn.
void Simulation::shrink(Job& job, const DrawnJob& part) {
  job.cards = part.cards;
  job.weight = part.weight;
  job.output_bytes = part.output_bytes;
}

// What a policy knows of whatever comes from a region.
JobView Simulation::view_from(std::uint32_t region) const {
  JobView view;
  view.region = region;
  view.hub = world_.region_hub[region];
  view.west = scenario_.regions[region].side == Side::west;
  view.round_trip_s = round_trips_.data() + region * pools_.size();
  view.nearest_first = nearest_first_.data() + region * pools_.size();
  view.carriage_cny_per_gb = carriage_.data() + region * pools_.size();
  return view;
}

std::optional<std::size_t> Simulation::choose_pool(const Job& job, const DrawnJob& drawn) {
  const Workload& w = *class_of(job).workload;
  JobView view = view_from(job.region);
  view.cards = static_cast<double>(job.cards);
  view.run_s = w.by_work ? 0 : drawn.length;
  view.latency_bound_s = w.latency_bound_s;
  view.deadline_s = std::min(w.deadline_s, w.slack_s);
  view.input_bytes = drawn.input_bytes;
  view.output_bytes = job.output_bytes;
  if (streams_[job.stream].is_thinned()) {  // one of the many decides for all
    view.cards /= job.weight;
    view.input_bytes /= job.weight;
    view.output_bytes /= job.weight;
  }
  view.ported = pools_for(job);
  show_bills(view, class_of_stream_[job.stream], job.tenant);
  if (drawn.site != World::kNone) pin(view, drawn.site);
  const auto views = views_for(job.region);
  auto pool = policy_->place(view, views);
  if (levers_ && pool && !job.initial) pool = steer(view, *pool, job.weight);
  if (!pool) {
    view.beside_services = false;
    pool = policy_->place(view, views);
  }
  if (!pool && !traffic_.state().intact()) {
    // Whoever is cut off for a while waits for a way rather than be turned down.
    view.round_trip_s = mended_round_trips_.data() + job.region * pools_.size();
    view.nearest_first = nullptr;
    if (drawn.site != World::kNone) pin(view, drawn.site);
    pool = policy_->place(view, views);
  }
  if (!pool && interrupts_) {
    // Nor is anybody turned down who can wait for cards that are missing for a while.
    mended_views_ = views_;
    for (std::uint32_t p = 0; p < pools_.size(); ++p)
      mended_views_[p].cards = static_cast<double>(mended_cards(p));
    pool = policy_->place(view, mended_views_);
  }
  return pool;
}

// Where the tenant's side counts, what it would pay at each pool.
void Simulation::show_bills(JobView& view, std::uint32_t job_class, std::uint32_t tenant) {
  if (!scenario_.placement.tenant_pays || !billing_) return;
  const double card_h = view.cards * view.run_s / 3600;
  tenant_cny_.resize(pools_.size());
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const std::uint32_t like = billing_->by_load() ? p : billing_->like(p);
    if (like != p) {
      tenant_cny_[p] = tenant_cny_[like];
      continue;
    }
    const double load = (views_[p].committed + view.cards) / views_[p].cards;
    tenant_cny_[p] =
        view.service
            ? billing_->service_cny(p, job_class, view.region, card_h, load, now_s_)
            : billing_->tenant_cny(p, job_class, view.region, tenant, card_h, load, now_s_);
  }
  view.tenant_cny = tenant_cny_.data();
}

// By pool: where a job may run as far as its cards and the levers are concerned; null: anywhere.
const std::uint8_t* Simulation::pools_for(const Job& job) {
  if (levers_) {
    const std::uint32_t kind = class_of_stream_[job.stream];
    if (const std::uint8_t* mask = levers_->allowed(kind, job.region, now_s_)) return mask;
  }
  const auto& ported = class_of(job).ported;
  return ported.empty() ? nullptr : ported.data();
}

// To a job that may go to one site only, all others are as if cut off.
void Simulation::pin(JobView& view, std::uint32_t site) {
  pinned_round_trips_.assign(view.round_trip_s, view.round_trip_s + pools_.size());
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    if (views_[p].site != site) pinned_round_trips_[p] = std::numeric_limits<double>::infinity();
  }
  view.round_trip_s = pinned_round_trips_.data();
  view.nearest_first = nullptr;
}

// The job is the pool's from now on: its cards count as asked for, its run time is known, and so is
// what its user asks for.
void Simulation::take_pool(Job& job, std::size_t pool, const DrawnJob& drawn) {
  const double length = drawn.length;
  const JobClass& job_class = class_of(job);
  const Workload& w = *job_class.workload;
  job.pool = static_cast<std::uint32_t>(pool);
  job.too_far = round_trips_[job.region * pools_.size() + pool] > w.latency_bound_s;
  const double flops = world_.pools[pool].flops;
  if (w.by_work) {
    job.run_s = length / (flops * static_cast<double>(job.cards / job.weight));
  } else {
    job.run_s =
        job_class.reference_flops > 0 ? length * (job_class.reference_flops / flops) : length;
  }
  if (w.requested_stated) {
    // A request is for the same card as the run time.
    const double speed = job_class.reference_flops > 0 ? job_class.reference_flops / flops : 1;
    const double stated_s = std::isnan(drawn.requested_s) ? drawn.length : drawn.requested_s;
    job.expected_end_s = *w.requested_stated * stated_s * speed;
  } else {
    job.expected_end_s = w.requested_s.value_or(w.requested_times * job.run_s);
  }
  ask(pool, job.cards, job.run_s);
}

// Whole cards of jobs and the fractions of services are added afresh, so no rounding piles up.
void Simulation::ask(std::size_t pool, std::int64_t cards, double run_s) {
  PoolState& state = pools_[pool];
  SiteView& view = views_[pool];
  state.asked += cards;
  if (cards < 0 && state.trouble && state.trouble->promised > 0) {
    promise_done(static_cast<std::uint32_t>(pool), -cards);
  }
  view.committed = static_cast<double>(state.asked) + view.service;
  view.outstanding_card_s =
      state.asked == 0 ? 0 : view.outstanding_card_s + static_cast<double>(cards) * run_s;
}

void Simulation::reject(JobId id, std::uint32_t site) {
  Job& job = jobs_[id];
  job.state = JobState::rejected;
  ++ledger_.rejected;
  ClassMeter& meter = class_meters_[class_of_stream_[job.stream]];
  if (meter.first_rejection.empty()) meter.first_rejection = why_rejected(job, site);
  if (in_window(now_s_)) meter.rejected += job.weight;
  judge(id, now_s_, false);
  tell(id, kNever);
  forget(id);
}

std::string Simulation::why_rejected(const Job& job, std::uint32_t site) {
  const Workload& w = *class_of(job).workload;
  const double* round_trips = round_trips_.data() + job.region * pools_.size();
  const std::string& region = scenario_.regions[job.region].id;
  std::int64_t largest = 0;
  double room = 0;
  bool near = false;
  bool fits = false;
  bool permitted = false;
  const auto& ported = class_of(job).ported;
  const std::uint8_t* mask = pools_for(job);
  const bool pinned = site != World::kNone;
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    if (pinned && views_[p].site != site) continue;
    if (std::isinf(round_trips[p]) || round_trips[p] > w.latency_bound_s) continue;
    near = true;
    if (!ported.empty() && !ported[p]) continue;
    fits = true;
    if (mask && !mask[p]) continue;
    permitted = true;
    largest = std::max(largest, pools_[p].usable);
    room = std::max(room, views_[p].cards - views_[p].service_floor);
  }
  if (!near && pinned) {
    return fmt::format("pinned to {}, which is out of reach of {}", scenario_.sites[site].id,
                       region);
  }
  if (!near && std::isinf(w.latency_bound_s))
    return fmt::format("no site that {} can reach and that can answer it", region);
  if (!near)
    return fmt::format("no site within {:g} ms round trip of {}", w.latency_bound_s * 1e3, region);
  if (!fits)
    return fmt::format("no cards within reach of {} that it is ported to, with the memory it needs",
                       region);
  if (!permitted)
    return fmt::format("levers (residency, registry) leave {} no site within its reach", region);
  const std::string needs =
      fmt::format("needs {} {} at once{}; ", job.cards, job.cards == 1 ? "card" : "cards",
                  pinned ? " and is pinned to " + scenario_.sites[site].id : std::string());
  if (job.cards > largest) {
    return needs + fmt::format("the largest pool within reach of {} has {}", region, largest);
  }
  if (static_cast<double>(job.cards) > room) {
    return needs + fmt::format(
                       "services hold too many at any hour: the largest pool within reach of {} "
                       "leaves {:.0f}",
                       region, std::floor(room));
  }
  if (!ported.empty()) {
    return needs +
           fmt::format("{} permits jobs of {} no pool with so many cards that it is ported to",
                       scenario_.placement.policy, region);
  }
  return needs +
         fmt::format("{} permits no pool that large to {}", scenario_.placement.policy, region);
}

}  // namespace suanwang
