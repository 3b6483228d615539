#include "models/placement/formula.hpp"

#include <muParser.h>

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "models/placement/choose.hpp"
#include "models/placement/policies.hpp"
#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

enum Slot : std::size_t {
  kLatency,
  kWait,
  kPrice,
  kCarbon,
  kPue,
  kLoad,
  kFree,
  kCards,
  kWest,
  kOwnRegion,
  kOwnHub,
  kCost,
  kJobCards,
  kJobHours,
  kInput,
  kOutput,
  kDeadline,
  kSlots
};

constexpr std::array<FormulaVariable, kSlots> kVariables{{
    {"latency_ms", "round trip from the job's region to the pool [ms]"},
    {"wait_s",
     "estimated wait: 0 where the job fits now, else work given to the pool / its cards [s]"},
    {"price", "price of power at the pool this hour [CNY/kWh]"},
    {"carbon", "carbon intensity of its power this hour, after the green share [kg/kWh]"},
    {"pue", "facility / IT power this month"},
    {"load", "cards asked for / cards of the pool, the job included"},
    {"free", "cards that nothing asks for; below 0 where work waits"},
    {"cards", "cards of the pool"},
    {"west", "1 if the pool lies in the West, else 0"},
    {"own_region", "1 if the pool stands in the job's region, else 0"},
    {"own_hub", "1 if the pool belongs to the hub of the job's region, else 0"},
    {"cost",
     "energy of the job at this hour's price and carriage of its data; with pays: tenant its bill "
     "[CNY]"},
    {"job_cards", "cards of the job"},
    {"job_h", "its run time on the reference card [h]"},
    {"input_gb", "its own input; shared data sets not counted [GB]"},
    {"output_gb", "its output [GB]"},
    {"deadline_h", "its deadline or slack, whichever is shorter [h]; 1e6 if it has none"},
}};

// One parser with its variables. muParser keeps pointers to them, so it never moves.
class Expression {
 public:
  explicit Expression(const std::string& text) {
    for (std::size_t v = 0; v < kSlots; ++v) {
      parser_.DefineVar(std::string(kVariables[v].name), &values[v]);
    }
    parser_.SetExpr(text);
    const auto used = parser_.GetUsedVar();  // throws where a name is not known
    for (std::size_t v = 0; v < kSlots; ++v)
      uses[v] = used.contains(std::string(kVariables[v].name));
  }
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;

  double operator()() const { return parser_.Eval(); }

  std::array<double, kSlots> values{};
  std::array<bool, kSlots> uses{};

 private:
  mu::Parser parser_;
};

/// Sends a job where the user's own expression is least, busy or not. Where it is no finite number
/// the pool comes last.
///
/// Most values stay what they were since a job of the same region last asked (a price lasts an
/// hour, a wait of 0 as long as there is room), so each pool keeps the last values and their result
/// for each region, and the parser runs only where one that the expression uses has changed.
class Formula final : public PlacementPolicy {
 public:
  explicit Formula(const PlacementSettings& settings) : expression_(settings.formula) {
    for (std::size_t v = 0; v < kSlots; ++v) {
      if (expression_.uses[v]) used_.push_back(static_cast<Slot>(v));
    }
  }

  std::optional<std::size_t> place(const JobView& job, std::span<const SiteView> pools) override {
    const std::size_t first = job.region * pools.size();
    if (results_.size() < first + pools.size()) {
      results_.resize(first + pools.size(), 0);
      seen_.resize(results_.size() * used_.size(), std::numeric_limits<double>::quiet_NaN());
    }
    return cheapest_allowed(
        job, pools, [](const SiteView&) { return true; },
        [&](const SiteView& pool, std::size_t i) { return value(job, pool, i, first + i); });
  }

 private:
  double value(const JobView& job, const SiteView& pool, std::size_t i, std::size_t cache) {
    double* const seen = seen_.data() + cache * used_.size();
    bool changed = false;
    for (std::size_t u = 0; u < used_.size(); ++u) {
      const double now = variable(used_[u], job, pool, i);
      expression_.values[used_[u]] = now;
      changed |= !(seen[u] == now);
      seen[u] = now;
    }
    if (changed || used_.empty()) {
      const double result = expression_();
      results_[cache] = std::isfinite(result) ? result : std::numeric_limits<double>::max();
    }
    return results_[cache];
  }

  static double variable(Slot slot, const JobView& job, const SiteView& pool, std::size_t i) {
    switch (slot) {
      case kLatency:
        return job.round_trip_s[i] * 1000;
      case kWait:
        return estimated_wait_s(job, pool);
      case kPrice:
        return pool.price_cny_per_kwh;
      case kCarbon:
        return pool.carbon_kg_per_kwh;
      case kPue:
        return pool.pue;
      case kLoad:
        return load_with(job, pool);
      case kFree:
        return pool.free();
      case kCards:
        return pool.cards;
      case kWest:
        return pool.west;
      case kOwnRegion:
        return pool.region == job.region;
      case kOwnHub:
        return job.hub != SiteView::kNone && pool.hub == job.hub;
      case kCost:
        return cost_cny(job, pool, i);
      case kJobCards:
        return job.cards;
      case kJobHours:
        return job.run_s / 3600;
      case kInput:
        return job.input_bytes / 1e9;
      case kOutput:
        return job.output_bytes / 1e9;
      case kDeadline:
        return std::isinf(job.deadline_s) ? 1e6 : job.deadline_s / 3600;
      case kSlots:
        break;
    }
    return 0;
  }

  Expression expression_;
  std::vector<Slot> used_;
  std::vector<double> seen_;     ///< [(region * pools + pool) * used + u]
  std::vector<double> results_;  ///< [region * pools + pool]
};

// Values that variables often have together: a free pool at home at night, a full one far away, one
// with neither price nor carbon, and a service's piece, which has no data.
constexpr std::array<std::array<double, kSlots>, 4> kTrials{{
    {0, 0, 0.4, 0.6, 1.2, 0.5, 50, 100, 0, 1, 1, 1, 8, 2, 200, 10, 48},
    {40, 3600, 0.8, 0.1, 1.4, 2, -1000, 1000, 1, 0, 0, 300, 1024, 240, 20000, 2000, 1e6},
    {20, 0, 0, 0, 1, 1, 0, 8, 1, 0, 1, 0, 8, 0, 0, 0, 0},
    {10, 0, 0.5, 0.5, 1.1, 0.25, 75, 100, 0, 0, 1, 0.01, 0.5, 0.25, 0, 0, 1e6},
}};

}  // namespace

std::span<const FormulaVariable> formula_variables() { return kVariables; }

std::optional<FormulaProblem> check_formula(const std::string& text) {
  if (text.find_first_not_of(" \t\n") == std::string::npos) {
    return FormulaProblem{0, "is empty; expected an expression such as latency_ms + wait_s / 60"};
  }
  // muParser would take a single = for an assignment to a variable.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') continue;
    const bool compares =
        (i > 0 && std::string_view("=<>!").find(text[i - 1]) != std::string_view::npos) ||
        (i + 1 < text.size() && text[i + 1] == '=');
    if (!compares) return FormulaProblem{i, "nothing can be assigned; to compare, write =="};
  }
  try {
    Expression expression(text);
    for (const auto& trial : kTrials) {
      expression.values = trial;
      if (std::isfinite(expression())) continue;
      std::string where;
      for (std::size_t v = 0; v < kSlots; ++v) {
        if (!expression.uses[v]) continue;
        where += (where.empty() ? " where " : ", ") + std::string(kVariables[v].name) + " = " +
                 mu::string_type(
                     std::to_string(trial[v]).substr(0, std::to_string(trial[v]).find('.') + 2));
      }
      return FormulaProblem{0, "is no finite number" + where + "; does it divide by zero?"};
    }
  } catch (const mu::Parser::exception_type& problem) {
    const std::string token = problem.GetToken();
    const std::size_t position = std::min<std::size_t>(text.size(), problem.GetPos());
    if (problem.GetCode() == mu::ecUNASSIGNABLE_TOKEN) {
      std::vector<std::string_view> names;
      for (const FormulaVariable& variable : kVariables) names.push_back(variable.name);
      // muParser points behind an unknown name or at its start, depending on what follows.
      const std::size_t at = text.find(token);
      return FormulaProblem{at == std::string::npos ? position : at,
                            "unknown variable " + in_quotes(token) + did_you_mean(token, names)};
    }
    std::string message = problem.GetMsg();
    if (!message.empty() && message.back() == '.') message.pop_back();
    return FormulaProblem{position, message};
  }
  return std::nullopt;
}

std::unique_ptr<PlacementPolicy> make_formula(const PlacementSettings& settings) {
  return std::make_unique<Formula>(settings);
}

}  // namespace suanwang
