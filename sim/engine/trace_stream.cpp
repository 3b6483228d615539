#include "sim/engine/trace_stream.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

/// Place of an id in a list that is sorted by ids.
template <typename Entry>
std::uint32_t place_of(const std::vector<Entry>& entries, const std::string& id) {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), id,
      [](const Entry& entry, const std::string& wanted) { return entry.id < wanted; });
  return found != entries.end() && found->id == id
             ? static_cast<std::uint32_t>(found - entries.begin())
             : World::kNone;
}

}  // namespace

TraceStream::TraceStream(const World& world, const Workload& workload, const TraceSpec& spec,
                         NameTable& tenants)
    : world_(&world), workload_(&workload), tenants_(&tenants), reader_(spec) {}

std::optional<double> TraceStream::next_arrival() {
  if (next_) resolve();
  next_ = reader_.next();
  return next_ ? std::optional(next_->submit_s) : std::nullopt;
}

void TraceStream::resolve() {
  current_.job = *next_;
  current_.region = region_named(*next_);
  current_.site = site_named(*next_);
  current_.tenant = tenant_named(*next_);
}

TraceStream::Meaning& TraceStream::meaning(std::uint32_t name) {
  if (name >= meanings_.size()) meanings_.resize(name + 1);
  return meanings_[name];
}

void TraceStream::fail(const TraceJob& job, std::string message) const {
  const auto line = std::min<std::uint64_t>(job.line, std::numeric_limits<int>::max());
  throw TraceProblem({{reader_.spec().file, static_cast<int>(line), 1}, "", std::move(message)});
}

std::uint32_t TraceStream::region_named(const TraceJob& job) {
  if (job.region == TraceJob::kNone) {
    if (!workload_->from.empty()) return World::kNone;
    fail(job, fmt::format("names no region, and neither does the workload {}: give it from",
                          in_quotes(workload_->id)));
  }
  std::uint32_t& region = meaning(job.region).region;
  if (region == World::kNone) {
    region = place_of(world_->scenario.regions, reader_.name(job.region));
    if (region == World::kNone) {
      fail(job, fmt::format("unknown region {}", in_quotes(reader_.name(job.region))));
    }
  }
  return region;
}

std::uint32_t TraceStream::site_named(const TraceJob& job) {
  if (job.site == TraceJob::kNone) return World::kNone;
  std::uint32_t& site = meaning(job.site).site;
  if (site == World::kNone) {
    site = place_of(world_->scenario.sites, reader_.name(job.site));
    if (site == World::kNone) {
      fail(job, fmt::format("unknown site {}", in_quotes(reader_.name(job.site))));
    }
  }
  return site;
}

std::uint32_t TraceStream::tenant_named(const TraceJob& job) {
  if (job.tenant == TraceJob::kNone) return NameTable::kNone;
  std::uint32_t& tenant = meaning(job.tenant).tenant;
  if (tenant == NameTable::kNone) {
    // A log's users are its own; the CSV names tenants as scenarios do.
    const bool own = reader_.spec().format != TraceFormat::csv;
    const std::string& name = reader_.name(job.tenant);
    tenant = tenants_->number_of(own ? workload_->id + "/" + name : name);
    if (tenant == NameTable::kNone) {
      fail(job, fmt::format("is one tenant too many: a run may have {}", NameTable::kMost));
    }
  }
  return tenant;
}

}  // namespace suanwang
