#pragma once

#include "sim/app/commands.hpp"

namespace suanwang {

/// `suanwang sweep STUDY --slurm N`: prints the script of a Slurm array of N tasks, each of which
/// runs one shard; nothing is run here.
Exit write_slurm_script(const SweepRequest& request, const CommonOptions& options);

}  // namespace suanwang
