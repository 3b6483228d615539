#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/base/names.hpp"
#include "sim/trace/trace_reader.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// The jobs of a trace as a run meets them, one ahead, with the numbers of their regions, sites and
/// tenants. Throws TraceProblem at a line that cannot be used.
class TraceStream {
 public:
  struct Resolved {
    TraceJob job;
    std::uint32_t region = World::kNone;  ///< kNone: the trace leaves it open
    std::uint32_t site = World::kNone;    ///< kNone: any
    std::uint32_t tenant = NameTable::kNone;
  };

  TraceStream(const World& world, const Workload& workload, const TraceSpec& spec,
              NameTable& tenants);

  /// Time of the next job; current() is then the one before it.
  std::optional<double> next_arrival();
  const Resolved& current() const { return current_; }
  const TraceAccount& account() const { return reader_.account(); }

 private:
  /// What a name of the trace stands for in the run.
  struct Meaning {
    std::uint32_t region = World::kNone, site = World::kNone, tenant = NameTable::kNone;
  };

  void resolve();
  Meaning& meaning(std::uint32_t name);
  [[noreturn]] void fail(const TraceJob& job, std::string message) const;
  std::uint32_t region_named(const TraceJob& job);
  std::uint32_t site_named(const TraceJob& job);
  std::uint32_t tenant_named(const TraceJob& job);

  const World* world_;
  const Workload* workload_;
  NameTable* tenants_;
  TraceReader reader_;
  std::vector<Meaning> meanings_;  ///< by the trace's number of a name
  std::optional<TraceJob> next_;
  Resolved current_;
};

}  // namespace suanwang
