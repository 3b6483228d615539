# What `cmake --install` and `cpack` put where. Three components: `runtime` is the program with its data,
# `development` what a program that embeds the engine needs (find_package(Suanwang)). `mpi` is suanwang-mpi.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # what is installed or packed does not wait for the tests to be built

# The program looks for its data in ../share/suanwang, so its place follows from the program's.
set(share share/suanwang)
install(TARGETS suanwang RUNTIME DESTINATION bin COMPONENT runtime)
if(TARGET suanwang-mpi)  # not of the Debian package, which else would want an MPI library
  install(TARGETS suanwang-mpi RUNTIME DESTINATION bin COMPONENT mpi OPTIONAL)
endif()
install(DIRECTORY models/catalog DESTINATION ${share} COMPONENT runtime FILES_MATCHING PATTERN "*.yaml")
install(DIRECTORY scenarios DESTINATION ${share} COMPONENT runtime)
install(DIRECTORY tests/conformance DESTINATION ${share} COMPONENT runtime OPTIONAL FILES_MATCHING PATTERN "*.json")
install(FILES ${man_page} DESTINATION share/man/man1 COMPONENT runtime)
install(FILES ${bash_completion} DESTINATION share/bash-completion/completions COMPONENT runtime)

# Everything but the command line, as one target: Suanwang::suanwang.
get_property(layers DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
list(FILTER layers INCLUDE REGEX "^(models|sim_.*)$")
list(REMOVE_ITEM layers sim_app sim_web)  # the commands and the page are for the programs
add_library(suanwang_library INTERFACE)
set_target_properties(suanwang_library PROPERTIES EXPORT_NAME suanwang)
target_link_libraries(suanwang_library INTERFACE ${layers})
target_compile_features(suanwang_library INTERFACE cxx_std_20)
target_compile_options(suanwang_library INTERFACE -ffp-contract=off)  # as the engine itself: equal results
target_include_directories(suanwang_library SYSTEM INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/suanwang>)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/Suanwang)
install(TARGETS suanwang_library ${layers} EXPORT SuanwangTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/suanwang COMPONENT development)
install(EXPORT SuanwangTargets NAMESPACE Suanwang:: DESTINATION ${package} COMPONENT development)
install(DIRECTORY sim models DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/suanwang COMPONENT development
  FILES_MATCHING PATTERN "*.hpp" REGEX "/sim/(app|package|web)$|/models/catalog$" EXCLUDE)

configure_package_config_file(sim/package/SuanwangConfig.cmake.in SuanwangConfig.cmake
  INSTALL_DESTINATION ${package} PATH_VARS share)
write_basic_package_version_file(SuanwangConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/SuanwangConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/SuanwangConfigVersion.cmake
  DESTINATION ${package} COMPONENT development)

# `cpack -G DEB` makes suanwang_VERSION_ARCHITECTURE.deb of the runtime; its dependencies are those of
# the program as linked (dpkg-shlibdeps, which wants `file` and dpkg-dev).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME suanwang)
set(CPACK_PACKAGE_VENDOR Suanwang)
set(CPACK_PACKAGE_CONTACT "Suanwang developers <suanwang@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of China's national compute network")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
  "Suanwang simulates jobs that are placed, move their data over shared fibre, queue and run at the sites of
a national compute network, on one clock with tariffs, weather and carbon. It comes with a catalogue of
China's regions, hubs, clusters and links, and with scenarios that run at once.")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME suanwang)
set(CPACK_DEBIAN_RUNTIME_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
include(CPack)
