#include <charconv>
#include <string_view>

#include "sim/app/commands.hpp"
#include "sim/base/suggest.hpp"
#include "sim/report/json.hpp"
#include "sim/report/topology_report.hpp"

namespace suanwang {
namespace {

constexpr int kMostPaths = 100;

End end_named(const World& world, const char* option, const std::string& id) {
  if (auto end = find_end(world, id)) return *end;
  const auto ids = end_ids(world.scenario);
  throw UsageError{std::string{option} + ": no region, site or relay is named " + in_quotes(id) +
                   did_you_mean(id, {ids.begin(), ids.end()})};
}

/// The number of --paths; the scenario's own where there is none.
int paths_of(const TopologyRequest& request, const Scenario& scenario) {
  if (request.paths.empty()) return scenario.routing.paths;
  int paths = 0;
  const char* end = request.paths.data() + request.paths.size();
  const auto [read, error] = std::from_chars(request.paths.data(), end, paths);
  if (error != std::errc{} || read != end || paths < 1 || paths > kMostPaths) {
    throw UsageError{"--paths: expected a whole number from 1 to " + std::to_string(kMostPaths) +
                     ", got " + in_quotes(request.paths)};
  }
  return paths;
}

void check_request(const TopologyRequest& request) {
  const bool from = !request.from.empty(), to = !request.to.empty();
  if (from != to) {
    throw UsageError{from ? "--from goes with --to: add --to NODE"
                          : "--to goes with --from: add --from NODE"};
  }
  if (from && request.from == request.to) {
    throw UsageError{"--from and --to both name " + in_quotes(request.from) +
                     ": give two different nodes"};
  }
  if (!from && !request.paths.empty()) {
    throw UsageError{"--paths goes with --from and --to: give two nodes"};
  }
  if (from && request.all) {
    throw UsageError{"--all is for the failures of the whole network: leave out --from and --to"};
  }
}

}  // namespace

Exit topology(const TopologyRequest& request, const CommonOptions& options) {
  check_request(request);
  Loaded loaded = load_scenario(request.scenario, options.overrides, find_share());
  print_problems(loaded);
  if (!loaded.scenario) return Exit::bad_input;
  Scenario& scenario = *loaded.scenario;
  const int paths = paths_of(request, scenario);
  // Several paths for every pair are for a run to choose from; here they are asked for by name.
  scenario.routing.choose = PathChoice::shortest;
  const World world(scenario);
  const bool json = options.format == Format::json;

  if (request.from.empty()) {
    const Resilience resilience = resilience_of(world);
    print(json ? to_text(topology_json(world, resilience))
               : topology_report(world, resilience, options.language, request.all));
    return Exit::ok;
  }
  const End from = end_named(world, "--from", request.from);
  const End to = end_named(world, "--to", request.to);
  const Ways ways = ways_between(world.topology, from.node, to.node, paths);
  print(json ? to_text(ways_json(world, from, to, ways))
             : ways_report(world, from, to, ways, paths, options.language));
  return Exit::ok;
}

}  // namespace suanwang
