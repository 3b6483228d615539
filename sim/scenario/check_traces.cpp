#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"
#include "sim/trace/trace_reader.hpp"

namespace suanwang {
namespace {

/// Text that is looked at before a run: about a second. What stands further down is found when it
/// is reached.
constexpr std::uint64_t kLooked = 64'000'000;
constexpr int kMostTold = 20;

/// One trace under check.
class Look {
 public:
  Look(const Scenario& scenario, const Workload& workload, const TraceSpec& spec, Reading& reading)
      : scenario_(scenario), workload_(workload), reader_(spec, kLooked), reading_(reading) {
    for (const Region& region : scenario.regions) regions_.push_back(region.id);
    for (const Site& site : scenario.sites) sites_.push_back(site.id);
    for (const Site& site : scenario.sites) {
      for (const Pool& pool : site.pools) widest_ = std::max(widest_, pool.count);
    }
  }

  void run() {
    while (told_ < kMostTold) {
      try {
        const auto job = reader_.next();
        if (!job) break;
        look_at(*job);
      } catch (const TraceProblem& problem) {
        if (problem.diagnostic.mark.line == 0 && told_ > 0) return;
        if (problem.diagnostic.mark.line == 0) throw;
        tell(problem.diagnostic);
        if (!problem.can_go_on) return;
      }
    }
    if (told_ > 0) return;
    const TraceAccount& account = reader_.account();
    if (account.to_the_end && account.given == 0) {
      throw TraceProblem(
          {{account.file, 0, 0},
           "",
           fmt::format("keeps none of its {} jobs; `suanwang import` says why", account.read)});
    }
    warn();
  }

 private:
  void tell(const Diagnostic& problem) {
    reading_.problems.add(problem.mark, problem.path, problem.message);
    ++told_;
  }

  void tell(const TraceJob& job, std::string message) {
    const auto line = std::min<std::uint64_t>(job.line, std::numeric_limits<int>::max());
    tell({{reader_.spec().file, static_cast<int>(line), 1}, "", std::move(message)});
  }

  void look_at(const TraceJob& job) {
    if (jobs_++ == 0) first_s_ = job.submit_s;
    if (job.region != TraceJob::kNone) {
      check_name(job, "region", reader_.name(job.region), regions_);
    } else if (workload_.from.empty()) {
      tell(job, fmt::format("names no region, and neither does the workload {}: give it from",
                            in_quotes(workload_.id)));
    }
    if (job.site != TraceJob::kNone) check_name(job, "site", reader_.name(job.site), sites_);
    if (job.accelerators > widest_ && too_wide_++ == 0) {
      first_too_wide_ = job;
    }
  }

  void check_name(const TraceJob& job, const char* what, const std::string& name,
                  const std::vector<std::string_view>& known) {
    if (std::binary_search(known.begin(), known.end(), name)) {
      if (&known == &regions_) reading_.trace_regions.insert(name);
      return;
    }
    tell(job, fmt::format("unknown {} {}{}", what, in_quotes(name), did_you_mean(name, known)));
  }

  /// What may be meant, and may be not.
  void warn() {
    const auto warn = [&](const std::string& message) {
      doubt(reading_, "workloads/" + workload_.id, message);
    };
    if (too_wide_ > 0) {
      warn(
          fmt::format("jobs of {} that ask for more cards than any pool has ({}) and will be "
                      "rejected: {}; the first, in line {}, asks for {}",
                      reader_.spec().file, widest_, too_wide_, first_too_wide_.line,
                      first_too_wide_.accelerators));
    }
    if (scenario_.duration_s && first_s_ >= *scenario_.duration_s) {
      warn(
          fmt::format("the first job of {} comes at {:.10g} s, after the end of the run; begin: 0 "
                      "s would move it to the start",
                      reader_.spec().file, first_s_));
    }
  }

  const Scenario& scenario_;
  const Workload& workload_;
  TraceReader reader_;
  Reading& reading_;
  std::vector<std::string_view> regions_, sites_;  ///< sorted, as the scenario's lists are
  std::int64_t widest_ = 0;
  std::uint64_t jobs_ = 0, too_wide_ = 0;
  TraceJob first_too_wide_;
  double first_s_ = 0;
  int told_ = 0;
};

}  // namespace

void check_traces(const Scenario& scenario, Reading& reading) {
  for (const Workload& workload : scenario.workloads) {
    const auto* log = std::get_if<TraceArrivals>(&workload.arrivals);
    if (!log) continue;
    try {
      Look(scenario, workload, log->trace, reading).run();
    } catch (const TraceProblem& problem) {  // of the file as a whole
      const YamlValue* key = reading.places.find("workloads/" + workload.id + "/arrivals");
      if (key) {
        key->error(fmt::format("{}: {}", in_quotes(log->trace.file), problem.diagnostic.message));
      }
    }
  }
}

}  // namespace suanwang
