#include <cmath>

#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr Phrase kDiffers{"{0}: expected {1}, got {2} (tolerance {3:g})",
                          "{0}：期望 {1}，得到 {2}（容差 {3:g}）"};
constexpr Phrase kMore{"; {0} more differ", "；另有 {0} 处不符"};
constexpr Phrase kOtherWay{"{0}: ", "{0}："};

struct Difference {
  std::string pointer;
  CaseJson wanted, got;
};

/// Every place where `got` is not what is wanted; numbers may be `tolerance` apart.
void compare(const CaseJson& wanted, const CaseJson& got, double tolerance,
             const std::string& pointer, std::vector<Difference>& found) {
  static const CaseJson kNothing;
  if (wanted.is_object() && got.is_object()) {
    for (const auto& [key, value] : wanted.items()) {
      const auto there = got.find(key);
      compare(value, there == got.end() ? kNothing : *there, tolerance, pointer + "/" + key, found);
    }
  } else if (wanted.is_array() && got.is_array() && wanted.size() == got.size()) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      compare(wanted[i], got[i], tolerance, fmt::format("{}/{}", pointer, i), found);
    }
  } else if (wanted.is_number() && got.is_number()) {
    const double distance = std::abs(wanted.get<double>() - got.get<double>());
    if (!(distance <= tolerance)) found.push_back({pointer, wanted, got});
  } else if (wanted != got) {
    found.push_back({pointer, wanted, got});
  }
}

Text told(const std::vector<Difference>& found, double tolerance) {
  const auto& first = found.front();
  Text text = text_of(kDiffers, first.pointer, first.wanted.dump(), first.got.dump(), tolerance);
  if (found.size() > 1) {
    const Text more = text_of(kMore, found.size() - 1);
    text.en += more.en;
    text.zh += more.zh;
  }
  return text;
}

struct Compute {
  const CaseJson& wanted;
  Computed operator()(const NotModelled&) const { return {}; }
  Computed operator()(const SharingTask& task) const { return compute(task); }
  Computed operator()(const QueueTask& task) const { return compute(task, wanted); }
  Computed operator()(const TransferTask& task) const { return compute(task); }
  Computed operator()(const FlowTask& task) const { return compute(task, wanted); }
  Computed operator()(const CarriageTask& task) const { return compute(task); }
  Computed operator()(const FailureTask& task) const { return compute(task); }
  Computed operator()(const ProcessorTask& task) const { return compute(task); }
  Computed operator()(const LoneTask& task) const { return compute(task); }
  Computed operator()(const SupplyTask& task) const { return compute(task); }
  Computed operator()(const IntervalTask& task) const { return compute(task); }
};

}  // namespace

CaseResult run_case(const ConformanceCase& what) {
  CaseResult result{what.id, what.group, what.source, what.expected, nullptr, Verdict::skip, {}};
  if (const auto* none = std::get_if<NotModelled>(&what.task)) {
    result.reason = none->reason;
    return result;
  }
  const Computed computed = std::visit(Compute{what.wanted}, what.task);
  result.got = CaseJson::object();
  for (const auto& [key, value] : what.wanted.items()) {
    if (computed.got.contains(key)) result.got[key] = computed.got[key];
  }
  result.reason = what.note;
  result.verdict = Verdict::pass;

  std::vector<Difference> found;
  compare(what.wanted, computed.got, what.tolerance, "", found);
  if (!found.empty()) {
    result.verdict = Verdict::fail;
    result.reason = told(found, what.tolerance);
    return result;
  }
  for (const auto& [name, got] : computed.also) {
    compare(what.wanted, got, what.tolerance, "", found);
    if (found.empty()) continue;
    const Text difference = told(found, what.tolerance);
    result.verdict = Verdict::fail;
    result.reason = {fmt::format(fmt::runtime(kOtherWay.en), name.en) + difference.en,
                     fmt::format(fmt::runtime(kOtherWay.zh), name.zh) + difference.zh};
    return result;
  }
  return result;
}

Site plain_site(const std::string& id, std::int64_t cards) {
  Site site;
  site.id = id;
  site.name = {id, id};
  site.pools.push_back(
      {"pool", Accelerator{"card", "", 1e12, 1, 1e9, 0, 1}, cards, cards, 1, std::nullopt});
  site.power.pue_by_month.fill(1);
  for (auto& month : site.power.tariff_multiplier) month.fill(1);
  return site;
}

Region plain_region(const std::string& id) {
  Region region;
  region.id = id;
  region.name = {id, id};
  return region;
}

}  // namespace suanwang
