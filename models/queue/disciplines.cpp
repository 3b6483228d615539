#include "models/queue/disciplines.hpp"

#include <array>

namespace suanwang {

std::unique_ptr<QueueDiscipline> make_easy();
std::unique_ptr<QueueDiscipline> make_fcfs();

namespace {

struct Row {
  std::string_view name;
  std::unique_ptr<QueueDiscipline> (*make)();
};

// Every queue discipline there is, sorted by name.
constexpr std::array kDisciplines{
    Row{"easy", make_easy},
    Row{"fcfs", make_fcfs},
};

}  // namespace

std::vector<std::string_view> discipline_names() {
  std::vector<std::string_view> names;
  for (const Row& row : kDisciplines) names.push_back(row.name);
  return names;
}

std::unique_ptr<QueueDiscipline> make_discipline(std::string_view name) {
  for (const Row& row : kDisciplines) {
    if (row.name == name) return row.make();
  }
  return nullptr;
}

}  // namespace suanwang
