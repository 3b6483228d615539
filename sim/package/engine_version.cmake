# cmake -DSOURCES=LIST -DROOT=DIR -DVERSION=X -DOUTPUT=FILE.cpp -P engine_version.cmake: writes the function that
# tells by which engine runs are made. LIST names the engine's sources, one a line, under ROOT. Their bytes decide: machines
# and compilers that build the same sources make the same runs.
file(STRINGS ${SOURCES} sources)
set(all "")
foreach(source IN LISTS sources)
  file(SHA256 ${ROOT}/${source} hash)
  string(APPEND all "${source} ${hash}\n")
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 12 hash)
file(WRITE ${OUTPUT} "#include \"sim/app/engine_version.hpp\"

namespace suanwang {

const char* engine_version() { return \"${VERSION}+${hash}\"; }

}  // namespace suanwang
")
