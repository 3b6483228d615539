#include "sim/study/run_record.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/scenario/merge.hpp"
#include "sim/scenario/yaml_writer.hpp"

namespace suanwang {
namespace {

class HourKeeper final : public HourListener {
 public:
  explicit HourKeeper(std::vector<NationHour>& hours) : hours_(hours) {}

  void on_hour(const HourRecord& record) override {
    NationHour& hour = hours_.emplace_back();
    hour.hour = record.hour;
    for (const SiteHour& site : record.sites) {
      hour.busy_card_h += (site.batch_card_s + site.service_card_s) / 3600;
      hour.waiting_card_h += site.waiting_card_s / 3600;
      hour.down_card_h += site.down_card_s / 3600;
      hour.it_kwh += site.energy.it_kwh;
      hour.kwh += site.energy.kwh;
      hour.energy_cny += site.energy.energy_cny;
      hour.carbon_kg += site.energy.carbon_kg;
    }
    for (const LinkHour& link : record.links) {
      hour.carried_bytes += (link.forward_bits + link.backward_bits) / 8;
    }
  }

 private:
  std::vector<NationHour>& hours_;
};

/// Appends values to bytes, and takes them off again in the same order.
class Packer {
 public:
  std::string bytes;

  template <typename Value>
  void put(const Value& value) {
    static_assert(std::is_trivially_copyable_v<Value>);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put(const std::string& text) {
    put(text.size());
    bytes += text;
  }
  template <typename Value>
  void put(const std::vector<Value>& values) {
    put(values.size());
    for (const Value& value : values) put(value);
  }
};

class Unpacker {
 public:
  explicit Unpacker(const std::string& bytes) : bytes_(bytes) {}

  template <typename Value>
  void take(Value& value) {
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
  }
  void take(std::string& text) {
    std::size_t size = 0;
    take(size);
    text.assign(bytes_, at_, size);
    at_ += size;
  }
  template <typename Value>
  void take(std::vector<Value>& values) {
    std::size_t size = 0;
    take(size);
    values.resize(size);
    for (Value& value : values) take(value);
  }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

}  // namespace

StudyPlan make_plan(LoadedStudy loaded, const Share& share, const std::string& version) {
  StudyPlan plan{std::move(*loaded.study), std::move(loaded.base), share, {}, national_measures()};
  const CaseHash hash(plan.base, share, version);
  for (const StudyCase& one : plan.study.cases) plan.hashes.push_back(hash.of(one));
  for (const Measure& measure : plan.study.measures) {
    const auto same = [&](const Measure& other) { return other.name() == measure.name(); };
    if (std::none_of(plan.kept.begin(), plan.kept.end(), same)) plan.kept.push_back(measure);
  }
  return plan;
}

RunRecord CaseRunner::run(RunKey key) {
  const StudyCase& one = plan_.study.cases[key.study_case];
  if (loaded_case_ != key.study_case) {
    loaded_ = read_merged(plan_.base, one.settings, plan_.share);
    loaded_case_ = key.study_case;
  }
  RunRecord record;
  record.key = key;
  if (key.replication == 0) {
    YamlNode tree = *plan_.base.tree;
    Problems ignored;
    for (const Override& setting : one.settings) apply(setting, tree, ignored);
    record.scenario = to_yaml(tree);
  }
  if (!loaded_.scenario) {
    for (const Diagnostic& problem : loaded_.problems) {
      record.problem += (record.problem.empty() ? "" : "\n") + to_string(problem);
    }
    return record;
  }
  RunOptions options;
  options.replication = key.replication;
  options.keep_hours = false;
  HourKeeper keeper(record.hours);
  if (plan_.study.hourly) options.hours = &keeper;
  const Results results = simulate(*loaded_.scenario, options);
  record.seed = results.seed;
  record.signature = signature(results);
  record.wall_s = results.performance.wall_s;
  for (const Measure& measure : plan_.kept) record.values.push_back(measure.of(results));
  return record;
}

namespace {

/// Hands every part of a record to `visit`, always in the same order.
template <typename Record, typename Visit>
void each_part(Record& r, Visit visit) {
  visit(r.key);
  visit(r.seed);
  visit(r.signature);
  visit(r.wall_s);
  visit(r.values);
  visit(r.hours);
  visit(r.problem);
  visit(r.scenario);
  visit(r.host);
}

}  // namespace

std::string pack(const RunRecord& record) {
  Packer out;
  each_part(record, [&](const auto& part) { out.put(part); });
  return std::move(out.bytes);
}

RunRecord unpack(const std::string& bytes) {
  Unpacker in(bytes);
  RunRecord record;
  each_part(record, [&](auto& part) { in.take(part); });
  return record;
}

}  // namespace suanwang
