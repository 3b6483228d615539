#include "sim/engine/workload_stream.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/kernel/calendar.hpp"
#include "sim/scenario/growth_plan.hpp"

namespace suanwang {
namespace {

// Ids of a stream: the class alone, or the class in a region.
std::string entity(const World& world, const Workload& workload, std::uint32_t region) {
  return region == World::kNone ? workload.id
                                : workload.id + "@" + world.scenario.regions[region].id;
}

// Cards of the smallest site that could ever run a job of the class's latency bound; bundles must
// not look like wide gangs to it. Every policy must see the same jobs, so the policy has no say.
std::int64_t smallest_site(const World& world, const Workload& workload) {
  std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
  for (const PoolInfo& pool : world.pools) {
    for (std::size_t r = 0; r < world.regions(); ++r) {
      if (world.connection(r, pool.site).round_trip_s > workload.latency_bound_s) continue;
      if (pool.usable > 0) smallest = std::min(smallest, pool.usable);
    }
  }
  return smallest;
}

// By pool, whether a class is ported to its cards and they have the memory; empty if it runs on
// all.
std::vector<std::uint8_t> ported_to(const World& world, const Workload& workload) {
  std::vector<std::uint8_t> ported;
  for (const PoolInfo& info : world.pools) {
    const Accelerator& card = world.scenario.sites[info.site].pools[info.pool].accelerator;
    const auto is_named = [&](const std::string& name) {
      return name == card.id || name == card.platform;
    };
    const bool named = workload.runs_on.empty() ||
                       std::any_of(workload.runs_on.begin(), workload.runs_on.end(), is_named);
    ported.push_back(named && card.memory_bytes >= workload.memory_bytes);
  }
  if (std::all_of(ported.begin(), ported.end(), [](std::uint8_t yes) { return yes != 0; }))
    ported.clear();
  return ported;
}

// A draw beyond any machine is as good as any other that no pool can run.
std::int64_t whole_cards(double value) { return std::llround(std::clamp(value, 1.0, 1e12)); }

bool is_random(const Arrivals& arrivals) {
  return std::holds_alternative<PoissonArrivals>(arrivals) ||
         std::holds_alternative<MmppArrivals>(arrivals);
}

}  // namespace

DrawnJob DrawnJob::take(std::int64_t some_cards) {
  const double share = static_cast<double>(some_cards) / static_cast<double>(cards);
  DrawnJob part = *this;
  part.cards = some_cards;
  part.weight = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::lround(weight * share)));
  part.input_bytes *= share;
  part.output_bytes *= share;
  cards -= part.cards;
  weight = std::max<std::uint32_t>(1, weight - std::min(weight, part.weight));
  input_bytes -= part.input_bytes;
  output_bytes -= part.output_bytes;
  return part;
}

JobClass::JobClass(const World& world, const Workload& w, std::uint32_t first,
                   NameTable& tenant_names, bool bundled, bool thinned)
    : workload(&w),
      scale(bundled ? world.scenario.scale : 1),
      length(w.runtime_s),
      input(w.input.size_bytes),
      output(w.output_bytes),
      first_dataset(first),
      ported(ported_to(world, w)) {
  if (w.reference) reference_flops = w.reference->peak_flops * w.reference->achieved_fraction;
  mean_run_s = w.by_work ? 0 : mean(w.runtime_s);

  // Random arrivals of a gang size that is a constant or a choice can come bundled: the rate of
  // each size is divided by its bundle, so that cards asked for per second stay what they are.
  Distribution cards = w.accelerators;
  if (const auto* constant = std::get_if<Constant>(&cards)) cards = Choice{{{constant->value, 1}}};
  auto* choice = std::get_if<Choice>(&cards);
  if (scale < 1 && choice && is_random(w.arrivals)) {
    largest_bundle = std::max<std::int64_t>(1, smallest_site(world, w) / 100);
    double before = 0;
    double after = 0;
    for (auto& [value, weight] : choice->values) {
      before += weight;
      weight /= bundle_of(whole_cards(value));
      after += weight;
    }
    bundled_rate = after / before;
    accelerators = Sampler(cards);
  } else {
    accelerators = Sampler(w.accelerators);
  }
  if (thinned) {
    thinning = std::make_unique<Thinning>(w, *world.scenario.duration_s);
    mean_run_s = thinning->mean_run_s();
    input_sizes = SizeTable(w.input.size_bytes);
    output_sizes = SizeTable(w.output_bytes);
  }

  if (w.input.datasets > 0) {
    datasets = static_cast<std::uint32_t>(w.input.datasets);
    own_input_share = 1 - w.input.reuse_share;
    std::vector<double> weights(datasets);
    for (std::uint32_t k = 0; k < datasets; ++k) weights[k] = std::pow(k + 1.0, -w.input.zipf);
    popularity = AliasTable(weights);
  }

  own_numbers = std::holds_alternative<TraceArrivals>(w.arrivals);
  if (w.tenant.zipf == 0) {
    tenants.push_back(tenant_names.number_of(w.tenant.name.empty() ? w.id : w.tenant.name));
    return;
  }
  std::vector<double> shares;
  for (int k = 1; k <= w.tenant.zipf; ++k) {
    tenants.push_back(tenant_names.number_of(w.id + "/" + std::to_string(k)));
    shares.push_back(1.0 / k);
  }
  tenant_shares = AliasTable(shares);
}

std::uint32_t JobClass::bundle_of(std::int64_t cards) const {
  if (scale >= 1 || cards > kBundledCards) return 1;
  const auto wanted = static_cast<std::int64_t>(std::floor(1 / scale * (1 + 1e-12)));
  return static_cast<std::uint32_t>(
      std::max<std::int64_t>(1, std::min(wanted, largest_bundle / cards)));
}

WorkloadStream::WorkloadStream(const World& world, const JobClass& job_class,
                               std::uint32_t class_index, std::uint32_t region, double share,
                               std::uint64_t seed, std::uint32_t replication, NameTable& tenants,
                               double thinned_per_s)
    : job_class_(&job_class),
      class_index_(class_index),
      region_(region),
      dataset_key_(RandomStream::key_of(seed, replication,
                                        entity(world, *job_class.workload, region), "dataset")),
      arrival_random_(seed, replication, entity(world, *job_class.workload, region), "arrival"),
      gang_random_(seed, replication, entity(world, *job_class.workload, region), "gang"),
      length_random_(seed, replication, entity(world, *job_class.workload, region), "length"),
      data_random_(seed, replication, entity(world, *job_class.workload, region), "data"),
      region_random_(seed, replication, entity(world, *job_class.workload, region), "region"),
      initial_random_(seed, replication, entity(world, *job_class.workload, region), "initial"),
      tenant_random_(seed, replication, entity(world, *job_class.workload, region), "tenant") {
  const Workload& w = *job_class.workload;
  const Scenario& scenario = world.scenario;
  const std::vector<GrowthStep> growth =
      demand_path(scenario, w.id, region == World::kNone ? nullptr : &scenario.regions[region]);
  if (const auto* poisson = std::get_if<PoissonArrivals>(&w.arrivals)) {
    rate_per_s_ = poisson->rate_per_s * share * job_class.bundled_rate * scenario.demand;
    if (is_thinned()) {
      thinned_times_ = rate_per_s_ / thinned_per_s;
      rate_per_s_ = rate_per_s_ > 0 ? thinned_per_s : 0;
      // The regions of a class begin at even places, so that together they are more even still.
      const double class_share = RandomStream(seed, replication, w.id, "preview").uniform();
      const double place = static_cast<double>(region) / static_cast<double>(world.regions());
      first_share_ = even_share(class_share + place, 0);
      until_next_ = even_share(class_share, region);
    }
    poisson_ = std::make_unique<WeeklyPoisson>(
        rate_per_s_, poisson->week_profile, Calendar(scenario.start).first_hour_of_week(), growth);
  } else if (const auto* mmpp = std::get_if<MmppArrivals>(&w.arrivals)) {
    MmppArrivals scaled = *mmpp;
    for (MmppState& state : scaled.states) {
      state.rate_per_s *= share * job_class.bundled_rate * scenario.demand;
    }
    rate_per_s_ = scaled.rate_per_s();
    mmpp_ = std::make_unique<MarkovPoisson>(
        scaled, RandomStream(seed, replication, entity(world, w, region), "state"), growth);
  } else if (const auto* log = std::get_if<TraceArrivals>(&w.arrivals)) {
    trace_ = std::make_unique<TraceStream>(world, w, log->trace, tenants);
  }
  rate_per_s_ *= value_at(growth, 0);
  if (region == World::kNone) {
    std::vector<double> weights;
    for (const auto& [id, weight] : w.from) {
      region_ids_.push_back(world.region(id));
      weights.push_back(weight);
    }
    if (!weights.empty()) regions_ = AliasTable(weights);  // a trace may name them all itself
  }
}

std::optional<double> WorkloadStream::next_arrival(double now_s) {
  if (poisson_) {
    // Thinned jobs stand for so many that these come evenly; only the first one is left to chance.
    const double expected = std::exchange(until_next_, 1);
    const double at_s =
        is_thinned() ? poisson_->after(now_s, expected) : poisson_->next(now_s, arrival_random_);
    return std::isinf(at_s) ? std::nullopt : std::optional(at_s);
  }
  if (trace_) return trace_->next_arrival();
  if (mmpp_) return mmpp_->next(now_s, arrival_random_);
  const std::uint64_t n = listed_++;
  const Arrivals& arrivals = job_class_->workload->arrivals;
  if (const auto* periodic = std::get_if<PeriodicArrivals>(&arrivals)) {
    return periodic->first_s + static_cast<double>(n) * periodic->interval_s;
  }
  const auto& times = std::get<ListedArrivals>(arrivals).times_s;
  return n < times.size() ? std::optional(times[n]) : std::nullopt;
}

DrawnJob WorkloadStream::draw(bool running) {
  if (trace_) return take();
  const JobClass& c = *job_class_;
  if (c.thinning) return thinned(c.thinning->arriving(even_share(first_share_, listed_++)), 1);
  RandomStream& gang = running ? initial_random_ : gang_random_;
  RandomStream& length = running ? initial_random_ : length_random_;
  RandomStream& data = running ? initial_random_ : data_random_;
  DrawnJob job;
  job.number = drawn_++;
  job.region = draw_region(running ? initial_random_ : region_random_);
  const std::int64_t cards = whole_cards(c.accelerators(gang));
  job.weight = c.bundle_of(cards);
  if (!poisson_ && !mmpp_) job.weight = 1;
  job.cards = cards * job.weight;
  job.length = running ? c.length.length_biased(length) : c.length(length);
  job.input_bytes = c.input(data) * c.own_input_share * job.weight;
  job.output_bytes = c.output(data) * job.weight;
  job.priority = c.workload->priority;
  job.tenant = c.tenants.front();
  if (!c.tenant_shares.empty()) {
    RandomStream& random = running ? initial_random_ : tenant_random_;
    job.tenant = c.tenants[c.tenant_shares(random.uniform())];
  }
  return job;
}

DrawnJob WorkloadStream::draw_running(std::int64_t i, std::int64_t count) {
  const double share = (static_cast<double>(i) + first_share_) / static_cast<double>(count);
  const DrawnJob job =
      thinned(job_class_->thinning->running(share), mean_running() / static_cast<double>(count));
  return job;
}

// A simulated job of a preview. The many are alike, as far as a policy may choose by it. What
// rounding to whole cards and jobs takes away the next one gets.
DrawnJob WorkloadStream::thinned(const Thinning::Draw& of, double times) {
  const JobClass& c = *job_class_;
  DrawnJob job;
  job.number = drawn_++;
  job.region = region_;
  const double jobs = of.jobs * thinned_times_ * times;
  const auto whole = [](double wanted, double& rest) {
    const double all = wanted + rest;
    const double rounded = std::max(1.0, std::round(all));
    rest = all - rounded;
    return static_cast<std::int64_t>(rounded);
  };
  job.cards = whole(of.cards * thinned_times_ * times, card_rest_);
  job.weight = static_cast<std::uint32_t>(std::min<std::int64_t>(whole(jobs, job_rest_), 1 << 30));
  job.length = of.run_s;
  job.others = of.others;
  job.input_bytes =
      c.input_sizes(even_share(first_share_, job.number, kSecondStep)) * c.own_input_share * jobs;
  job.output_bytes = c.output_sizes(even_share(first_share_, job.number, kThirdStep)) * jobs;
  job.priority = c.workload->priority;
  job.tenant = c.tenants.front();
  if (!c.tenant_shares.empty()) job.tenant = c.tenants[c.tenant_shares(tenant_random_.uniform())];
  return job;
}

// The trace's job that has just come. What it leaves open is as the class says, drawn where the
// class draws.
DrawnJob WorkloadStream::take() {
  const JobClass& c = *job_class_;
  const TraceStream::Resolved& from = trace_->current();
  DrawnJob job;
  job.number = from.job.number;
  job.region = from.region != World::kNone ? from.region : draw_region(region_random_);
  job.site = from.site;
  job.cards = from.job.accelerators;
  job.length = from.job.run_s;
  job.requested_s = from.job.requested_s;
  job.input_bytes = std::isnan(from.job.input_bytes) ? c.input(data_random_) : from.job.input_bytes;
  job.input_bytes *= c.own_input_share;
  job.output_bytes =
      std::isnan(from.job.output_bytes) ? c.output(data_random_) : from.job.output_bytes;
  job.priority = from.job.priority.value_or(c.workload->priority);
  const TenantMix& tenant = c.workload->tenant;
  if (!c.tenant_shares.empty()) {
    job.tenant = c.tenants[c.tenant_shares(tenant_random_.uniform())];
  } else {
    const bool own = from.tenant != NameTable::kNone && tenant.name.empty();
    job.tenant = own ? from.tenant : c.tenants.front();
  }
  return job;
}

}  // namespace suanwang
