#include <filesystem>
#include <optional>
#include <stdexcept>

#include "sim/app/commands.hpp"
#include "sim/report/output_file.hpp"
#include "sim/scenario/schema.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSchemaFile = "scenario.schema.json";

/// The scenario that `suanwang init` writes; a test runs it.
constexpr const char* kStarter = R"yaml(# yaml-language-server: $schema=scenario.schema.json
# A first scenario: two eastern cities, a small site there and a large one in the West.
# Change a line, then `suanwang check` this file and `suanwang run` it. Every value with a dimension
# carries its unit; `docs/scenario.md` tells every key, and so does an editor that knows YAML.
suanwang: 1                    # version of the format
title: {en: My first scenario, zh: 我的第一个场景}
seed: 1                        # same seed, same answer
start: 2025-03-03              # civil date, UTC+8: tariffs and climate follow the calendar
duration: 7 d                  # or `until: done`, when every arrival is listed
warmup: 1 d                    # simulated first, so that queues fill, but not measured

# Where the demand arises. Regions are nodes of the network too.
regions:
  - {id: shanghai, name: {en: Shanghai, zh: 上海}, side: east, lon: 121.47, lat: 31.23}
  - {id: beijing, name: {en: Beijing, zh: 北京}, side: east, lon: 116.41, lat: 39.9}

# Where it is computed: cards in pools, what feeds and cools them, how jobs queue.
sites:
  - id: zhongwei
    name: {en: Zhongwei, zh: 中卫}
    side: west
    lon: 105.19
    lat: 37.52
    storage: 200 TB            # keeps data sets that jobs share
    pools:
      - {id: train, accelerator: ascend-910b, count: 500}  # `suanwang catalog accelerators`
    power: {cap: 1 MW, pue: 1.15, price: 0.36 CNY/kWh, carbon: 600 g/kWh, green: 80 %}
    queue: easy                # or fcfs: strictly in the order of arrival
  - id: shanghai-local
    at: shanghai               # stands on that node: no network in between
    pools: [{id: train, accelerator: ascend-910b, count: 100}]
    power: {pue: 1.35, price: 0.64 CNY/kWh, carbon: 560 g/kWh}
    queue: easy

# The fibre between them; latency is one way, price is for each gigabyte carried.
links:
  - {id: sh-bj, between: [shanghai, beijing], capacity: 400 Gbps, latency: 7 ms}
  - {id: bj-zw, between: [beijing, zhongwei], capacity: 400 Gbps, latency: 7 ms, price: 0.02 CNY/GB}

# Batch jobs: how often they come, how large they are, what they move.
workloads:
  - id: finetune
    from: {shanghai: 2, beijing: 1}                        # weights of the regions
    arrivals: {poisson: 20 per h}
    accelerators: {choice: {8: 0.8, 32: 0.2}}              # cards of a job
    runtime: {lognormal: {median: 1 h, sigma: 0.8, max: 24 h}}
    requested: {times: 1.5}                                # of the run time, as the queue sees it
    input: {size: 200 GB, datasets: 100, reuse: 0.9}       # nine tenths are shared data sets
    output: 1 GB
    deadline: 12 h                                         # after submission

# Online inference: cards in use around the clock, with a bound on the round trip.
services:
  - {id: chat, from: {shanghai: 1, beijing: 1}, cards: 100, latency: 60 ms}

# Who decides where work runs. Try others: suanwang run FILE --set placement.policy=nearest
placement: {policy: cheapest}
)yaml";

/// The file that a person means by a folder or a file's name.
fs::path starter_place(const std::string& name) {
  const fs::path path = name.empty() ? fs::path(".") : fs::path(name);
  std::error_code error;
  const bool yaml = path.extension() == ".yaml" || path.extension() == ".yml";
  if (!fs::is_directory(path, error) && yaml) return path;
  return (path / "scenario.yaml").lexically_normal();
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

}  // namespace

Exit init(const std::string& name, bool force) {
  const fs::path place = starter_place(name);
  const fs::path schema_place = place.parent_path() / kSchemaFile;
  if (is_there(place) && !force) {
    throw UsageError{place.string() + " is there already; --force overwrites it"};
  }
  std::optional<OutputFolder> folder;  // which goes again if nothing can be written
  if (place.has_parent_path()) folder.emplace(place.parent_path());
  OutputFile scenario{place};
  scenario.write(kStarter);
  scenario.close();
  if (!is_there(schema_place) || force) {
    OutputFile schema{schema_place};
    schema.write(scenario_schema());
    schema.commit();
  }
  scenario.commit();
  print("wrote " + place.string() + ", and beside it " + kSchemaFile +
        " for editors.\nNext: suanwang run " + place.string() + "\n");
  return Exit::ok;
}

}  // namespace suanwang
