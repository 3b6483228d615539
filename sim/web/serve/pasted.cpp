#include "sim/web/serve/pasted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/yaml_bound.hpp"

namespace suanwang {
namespace {

// Far above every scenario that comes with the program at its own scale.
constexpr std::size_t kMostBytes = 300'000;
constexpr std::size_t kMostNodes = 60'000;  ///< values, copies made by aliases included
constexpr double kMostJobs = 5e6;           ///< simulated
constexpr double kMostRunning = 1e6;
constexpr double kMostPartHours = 3e6;  ///< hours x (sites + links)
constexpr double kMostPairs = 10'000;   ///< regions x sites, each with its paths
constexpr double kMostPaths = 100'000;
constexpr double kMostDatasets = 5e6;  ///< x sites

/// Keys whose text is the name of a file, by what the tables of keys say.
std::set<std::string_view> file_keys() {
  std::set<std::string_view> found;
  for (const keys::Block& block : keys::all_blocks()) {
    for (const Key& key : block.keys) {
      const bool is_file = key.expects.find("a file") != key.expects.npos;
      if (is_file) found.insert(key.name);
    }
  }
  return found;
}

class Guard {
 public:
  Guard(const Gallery& gallery, Problems& problems) : gallery_(gallery), problems_(problems) {}

  void look_at(const YamlNode& tree) {
    if (const YamlNode* base = tree.is_map() ? tree.find("base") : nullptr) check_base(*base);
    look_below(tree, "");
  }

 private:
  void check_base(const YamlNode& base) {
    if (base.is_null() || (base.is_scalar() && gallery_.has(base.text))) return;
    std::vector<std::string_view> known;
    for (const GalleryEntry& entry : gallery_.entries()) known.push_back(entry.id);
    const std::string got = base.is_scalar() ? base.text : "";
    problems_.add(base.spot.mark(), "base",
                  fmt::format("a pasted scenario starts from one of the gallery, by its name such "
                              "as east-west-2025{}",
                              did_you_mean(got, known)));
  }

  void look_below(const YamlNode& node, const std::string& path) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      look_below(node.items[i], fmt::format("{}[{}]", path, i));
    }
    for (const YamlEntry& entry : node.entries) {
      const std::string below = path.empty() ? entry.key : path + "." + entry.key;
      if (entry.value.is_scalar() && file_keys_.contains(entry.key)) {
        problems_.add(entry.value.spot.mark(), below,
                      "a pasted scenario cannot name files; run it with `suanwang run` instead");
      }
      look_below(entry.value, below);
    }
  }

  const Gallery& gallery_;
  Problems& problems_;
  const std::set<std::string_view> file_keys_ = file_keys();
};

/// Refuses what one run could not bear.
class SizeCheck {
 public:
  explicit SizeCheck(const Scenario& scenario) : scenario_(scenario) {}

  Diagnostics problems() {
    const double sites = static_cast<double>(scenario_.sites.size());
    const double pairs = sites * static_cast<double>(scenario_.regions.size());
    most("sites", "pairs of a region and a site", pairs, kMostPairs);
    most("routing.paths", "paths between regions and sites", pairs * scenario_.routing.paths,
         kMostPaths);
    if (!scenario_.duration_s && has_endless()) {
      add("until", "needs a duration: the arrivals never end");
    }
    const double hours = scenario_.duration_s.value_or(0) / kHour_s;
    most("duration", "hours of sites and links",
         hours * (sites + static_cast<double>(scenario_.links.size())), kMostPartHours);
    double jobs = 0, running = 0, datasets = 0;
    for (const Workload& workload : scenario_.workloads) {
      const double rate = rate_per_s(workload.arrivals) * scenario_.demand * scenario_.scale;
      jobs += rate * hours * kHour_s;
      if (!workload.by_work) running += rate * mean(workload.runtime_s);
      datasets += workload.input.datasets;
    }
    most("workloads", "simulated jobs", jobs, kMostJobs);
    if (scenario_.initial == Initial::steady) {
      most("initial", "jobs that run at the start", running, kMostRunning);
    }
    most("workloads", "data sets times sites", datasets * sites, kMostDatasets);
    return std::move(problems_);
  }

 private:
  bool has_endless() const {
    return std::any_of(scenario_.workloads.begin(), scenario_.workloads.end(),
                       [](const Workload& w) { return !has_end(w.arrivals); });
  }

  void most(const char* key, const char* what, double is, double at_most) {
    if (is <= at_most) return;
    add(key, fmt::format("brings about {:.2g} {}; on the page at most {:g}: use a smaller scale or "
                         "a shorter duration, or `suanwang run`",
                         is, what, at_most));
  }

  void add(const char* key, std::string message) {
    problems_.push_back({{kPastedName, 0, 0}, key, std::move(message)});
  }

  const Scenario& scenario_;
  Diagnostics problems_;
};

/// Gives a problem of the whole the place of its key in the text, where that is there.
void place(Diagnostic& problem, const YamlNode& tree) {
  const std::string key = problem.path.substr(0, problem.path.find('.'));
  problem.mark = tree.spot.mark();
  for (const YamlEntry& entry : tree.entries) {
    if (entry.key == key) problem.mark = entry.key_spot.mark();
  }
}

}  // namespace

Loaded load_pasted(const std::string& text, const Gallery& gallery) {
  if (text.size() > kMostBytes) {
    return {{},
            {{{kPastedName, 1, 1},
              "",
              fmt::format("has {} bytes; on the page at most {}", text.size(), kMostBytes)}},
            {}};
  }
  Problems problems;
  const auto tree = parse_yaml_within(text, kPastedName, kMostNodes, problems);
  if (tree) Guard(gallery, problems).look_at(*tree);
  if (!problems.empty()) return {{}, problems.sorted(), {}};

  // Read as if it lay among the program's own scenarios: its base is looked for there alone.
  const std::string folder = gallery.share().scenarios.string();
  const std::string file = (gallery.share().scenarios / kPastedName).string();
  Loaded loaded = load_scenario_text(text, file, {}, gallery.share());
  if (loaded.scenario) {
    Diagnostics size = SizeCheck(*loaded.scenario).problems();
    for (Diagnostic& problem : size) place(problem, *tree);
    if (!size.empty()) loaded = {{}, std::move(size), std::move(loaded.warnings)};
  }
  // Where the program is installed is nobody's business.
  for (Diagnostics* list : {&loaded.problems, &loaded.warnings}) {
    for (Diagnostic& problem : *list) {
      if (problem.mark.file.starts_with(folder + "/")) {
        problem.mark.file.erase(0, folder.size() + 1);
      }
    }
  }
  return loaded;
}

}  // namespace suanwang
