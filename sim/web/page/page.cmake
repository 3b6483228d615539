# The web page: one script and one style sheet, which the program holds (sim/web/bundle.cpp).
# With Node they are made of sim/web/page/src, with charts; without it they are sim/web/page/fallback,
# which shows the tables that the program writes. Nothing is written into the source folder.
option(SUANWANG_WEB "make the web page with its charts; needs node and npm" ON)

set(page_source ${CMAKE_SOURCE_DIR}/sim/web/page)
set(page_build ${CMAKE_BINARY_DIR}/web)
set(page_reason "SUANWANG_WEB is off")

# Fetches what package-lock.json names into the build folder, once for each state of that file.
function(fetch_page_packages)
  file(SHA256 ${page_source}/package-lock.json lock)
  set(stamp ${page_build}/fetched-${lock})
  if(EXISTS ${stamp})
    return()
  endif()
  file(GLOB stale ${page_build}/fetched-*)
  if(stale)
    file(REMOVE ${stale})
  endif()
  file(COPY ${page_source}/package.json ${page_source}/package-lock.json DESTINATION ${page_build})
  set(cache)
  if(NOT IS_DIRECTORY "$ENV{HOME}")
    set(cache --cache ${page_build}/npm-cache)
  endif()
  message(STATUS "fetching the packages of the web page (npm ci)")
  execute_process(
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --fetch-retries 1 ${cache}
    WORKING_DIRECTORY ${page_build} RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(failed)
    message(STATUS "${output}")
    set(page_reason "npm could not fetch its packages; with a network, configure again" PARENT_SCOPE)
  else()
    file(TOUCH ${stamp})
  endif()
endfunction()

if(SUANWANG_WEB)
  set(page_reason "")
  find_program(NODE NAMES node nodejs)
  find_program(NPM npm)
  if(NOT NODE OR NOT NPM)
    set(page_reason "node or npm is missing (Debian: nodejs, npm)")
  else()
    execute_process(COMMAND ${NODE} --version OUTPUT_VARIABLE node_version OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(REGEX REPLACE "^v" "" node_version "${node_version}")
    if(node_version VERSION_LESS 18)
      set(page_reason "node ${node_version} is older than 18")
    else()
      fetch_page_packages()
    endif()
  endif()
endif()

if(page_reason)
  message(STATUS "the web page has tables but no charts: ${page_reason}")
  set(page_script ${page_source}/fallback/page.js)
  set(page_style ${page_source}/fallback/page.css)
else()
  set(page_script ${page_build}/page.js)
  set(page_style ${page_build}/page.css)
  file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${page_source}/src/*.ts ${page_source}/styles/*.css)
  # The sources are copied to where the packages are, since both tools look for packages upwards.
  add_custom_command(OUTPUT ${page_script} ${page_style}
    COMMAND ${CMAKE_COMMAND} -E rm -rf src styles
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${page_source}/src src
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${page_source}/styles styles
    COMMAND ${CMAKE_COMMAND} -E copy ${page_source}/build.mjs ${page_source}/tsconfig.json .
    COMMAND ${NODE} node_modules/typescript/bin/tsc --noEmit
    COMMAND ${NODE} build.mjs ${page_build}
    DEPENDS ${page_files} ${page_source}/build.mjs ${page_source}/tsconfig.json ${page_source}/package-lock.json
    WORKING_DIRECTORY ${page_build} COMMENT "Making the web page" VERBATIM)
endif()

set_source_files_properties(sim/web/bundle.cpp PROPERTIES
  OBJECT_DEPENDS "${page_script};${page_style}" SKIP_UNITY_BUILD_INCLUSION ON
  COMPILE_DEFINITIONS "SUANWANG_PAGE_SCRIPT=\"${page_script}\";SUANWANG_PAGE_STYLE=\"${page_style}\"")
