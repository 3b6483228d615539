#include <array>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

struct Group {
  std::string_view name;
  void (*read)(const JsonPlace&, ConformanceCase&);
};

// Every group of cases that is computed.
constexpr std::array kGroups{
    Group{"bandwidth_sharing", read_sharing},
    Group{"battery", read_battery},
    Group{"carbon", read_carbon},
    Group{"cpu_sharing", read_processors},
    Group{"energy", read_energy},
    Group{"failures", read_host_failures},
    Group{"network_cost", read_carriage},
    Group{"scheduling", read_queue},
    Group{"transfer_time", read_transfer},
};

struct MissingGroup {
  std::string_view name;
  Phrase reason;
};

// Groups that are known and not computed, with what is missing.
constexpr std::array kMissing{
    MissingGroup{"gpu_packing",
                 {"not modelled: parts of a card, and packing them on nodes",
                  "未建模：单卡切分及其在节点上的装箱"}},
    MissingGroup{"lp_dispatch",
                 {"not modelled: the dispatch of power plants", "未建模：发电机组调度"}},
};

constexpr Phrase kUnknownGroup{"group {0} is not modelled", "组 {0} 未建模"};
constexpr Phrase kUnknownResult{"{0} is not computed for this group{1}", "该组不计算 {0}{1}"};
constexpr Phrase kUnknownForm{"a form of case that is not known here: inputs hold neither {0}",
                              "未知的案例形式：inputs 中没有 {0}"};

void read_task(const JsonPlace& where, ConformanceCase& what) {
  std::vector<std::string_view> names;
  for (const Group& group : kGroups) {
    if (group.name == what.group) {
      group.read(where, what);
      return;
    }
    names.push_back(group.name);
  }
  for (const MissingGroup& group : kMissing) {
    if (group.name == what.group) {
      what.task = NotModelled{text_of(group.reason)};
      return;
    }
    names.push_back(group.name);
  }
  Text reason = text_of(kUnknownGroup, in_quotes(what.group));
  const std::string hint = did_you_mean(what.group, names);
  what.task = NotModelled{{reason.en + hint, reason.zh + hint}};
}

ConformanceCase read_case(const JsonPlace& where, std::set<std::string>& ids) {
  ConformanceCase what;
  where.as_members();  // notes what is no object
  if (!where.value().is_object()) return what;
  what.id = where.text("id");
  if (!what.id.empty() && !ids.insert(what.id).second) {
    where.at("id").problem("expected an id of its own, got " + in_quotes(what.id) + " again");
  }
  what.group = where.text("group");
  if (where.has("source")) what.source = where.text("source");
  what.tolerance = where.has("tolerance") ? where.number("tolerance", 0) : 1e-9;
  what.expected = where.at("expected").value();
  what.wanted = what.expected;
  if (where.members("expected").empty() && what.expected.is_object()) {
    where.at("expected").problem("expected at least one value, got an empty object");
  }
  where.members("inputs");
  if (where.at("inputs").value().is_object() && what.expected.is_object()) read_task(where, what);
  return what;
}

}  // namespace

void skip_unknown_results(ConformanceCase& what, const std::vector<std::string_view>& known) {
  for (const auto& [key, value] : what.wanted.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    what.task = NotModelled{text_of(kUnknownResult, in_quotes(key), did_you_mean(key, known))};
    return;
  }
}

void skip_unknown_form(ConformanceCase& what, const std::string& known) {
  what.task = NotModelled{text_of(kUnknownForm, known)};
}

ReadCases read_cases(const std::string& text, const std::string& file) {
  ReadCases read;
  const auto json = parse_json(text, file, read.problems);
  if (!json) return read;

  const JsonPlace root{*json, "", file, read.problems};
  if (!json->is_array() && !json->is_object()) {
    root.problem("expected a list of cases, or an object that holds the list `cases`");
    return read;
  }
  const auto places = json->is_array() ? root.as_list() : root.list("cases");
  std::set<std::string> ids;
  for (const JsonPlace& where : places) read.cases.push_back(read_case(where, ids));
  if (places.empty() && read.problems.empty()) root.problem("expected at least one case, got none");
  return read;
}

}  // namespace suanwang
