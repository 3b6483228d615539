#include "models/queue/disciplines.hpp"

#include <array>

namespace suanwang {

std::unique_ptr<QueueDiscipline> make_conservative(const QueueSettings&);
std::unique_ptr<QueueDiscipline> make_easy(const QueueSettings&);
std::unique_ptr<QueueDiscipline> make_easy_sjbf(const QueueSettings&);
std::unique_ptr<QueueDiscipline> make_fair_share(const QueueSettings&);
std::unique_ptr<QueueDiscipline> make_fcfs(const QueueSettings&);
std::unique_ptr<QueueDiscipline> make_priority(const QueueSettings&);
std::unique_ptr<QueueDiscipline> make_sjf(const QueueSettings&);

namespace {

struct Row {
  std::string_view name;
  std::unique_ptr<QueueDiscipline> (*make)(const QueueSettings&);
  bool backfills;
  bool starts_alone;
  std::string_view about;
};

// Every queue discipline there is, sorted by name. A reservation of `conservative` may be later
// than the moment at which the cards are there, where promises were not kept.
constexpr std::array kDisciplines{
    Row{"conservative", make_conservative, true, false,
        "a reservation for every job; who overtakes delays none of them"},
    Row{"easy", make_easy, true, true,
        "in the order of arrival; who overtakes must not delay the head's reservation"},
    Row{"easy-sjbf", make_easy_sjbf, true, true,
        "as easy, and the shortest request may overtake first"},
    Row{"fair-share", make_fair_share, false, true,
        "the tenant that used least of late first; nobody overtakes"},
    Row{"fcfs", make_fcfs, false, true, "in the order of arrival; nobody overtakes"},
    Row{"priority", make_priority, false, true,
        "the highest priority first, then the order of arrival; nobody overtakes"},
    Row{"sjf", make_sjf, false, true, "the shortest request first; nobody overtakes"},
};

const Row* row_of(std::string_view name) {
  for (const Row& row : kDisciplines) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string_view> discipline_names() {
  std::vector<std::string_view> names;
  for (const Row& row : kDisciplines) names.push_back(row.name);
  return names;
}

std::string_view discipline_about(std::string_view name) {
  const Row* row = row_of(name);
  return row ? row->about : std::string_view{};
}

bool backfills(std::string_view name) {
  const Row* row = row_of(name);
  return row && row->backfills;
}

bool starts_alone(std::string_view name) {
  const Row* row = row_of(name);
  return row && row->starts_alone;
}

std::unique_ptr<QueueDiscipline> make_discipline(std::string_view name,
                                                 const QueueSettings& settings) {
  const Row* row = row_of(name);
  return row ? row->make(settings) : nullptr;
}

}  // namespace suanwang
