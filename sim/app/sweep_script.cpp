#include "sim/app/sweep_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "sim/report/table.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

/// A word of a shell's command line, quoted where it needs to be.
std::string shell_word(const std::string& word) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("-_./=:,%+@").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

}  // namespace

Exit write_slurm_script(const SweepRequest& request, const CommonOptions& options) {
  const std::uint32_t tasks = whole_number("--slurm", request.slurm, 1, 10'000, 1);
  if (!request.shard.empty()) throw UsageError{"--slurm says the shards itself: leave out --shard"};
  const SweepSetup setup = set_up_sweep(request, options);
  if (!setup.plan) return Exit::bad_input;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  std::string command =
      shell_word(error ? "suanwang" : program.string()) + " sweep " +
      shell_word(fs::exists(request.study, error) ? fs::absolute(request.study, error).string()
                                                  : request.study);
  for (const Override& change : options.overrides) {
    command += " --set " + shell_word(change.path + "=" + change.value);
  }
  if (!request.replications.empty())
    command += " --replications " + shell_word(request.replications);
  const std::string store = setup.store.string();
  const std::string stem = store.ends_with(".sqlite") ? store.substr(0, store.size() - 7) : store;
  print(fmt::format(
      "#!/bin/sh\n"
      "# A Slurm array that runs the study {0} in {1} shards, each with a store of its own.\n"
      "#   suanwang sweep ... --slurm {1} > study.sh && sbatch study.sh\n"
      "# A task that is stopped or requeued goes on where it was. When all are done:\n"
      "#   {2} db {3} merge {4}.shard-*.sqlite\n"
      "#SBATCH --job-name={5}\n"
      "#SBATCH --array=1-{1}\n"
      "#SBATCH --ntasks=1\n"
      "#SBATCH --requeue\n"
      "#SBATCH --signal=B:TERM@30\n"
      "set -eu\n"
      "exec {6} --quiet --threads \"${{SLURM_CPUS_PER_TASK:-1}}\" \\\n"
      "  --shard \"$SLURM_ARRAY_TASK_ID/{1}\" --store {4}.shard-\"$SLURM_ARRAY_TASK_ID\".sqlite\n",
      printable(setup.plan->study.name), tasks, shell_word(error ? "suanwang" : program.string()),
      shell_word(store), shell_word(stem), shell_word(printable(setup.plan->study.name)), command));
  return Exit::ok;
}

}  // namespace suanwang
