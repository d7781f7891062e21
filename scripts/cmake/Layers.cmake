# One target per layer. A layer names the layers below it that it may include from; the layer test
# (scripts/check_layers) reads the same lines and refuses any other include.

include(Compilation)

set(MERGERISK_LAYERS_PER_TRIAL portable random stats kernel)

add_library(mergerisk_options INTERFACE)
add_library(mergerisk::options ALIAS mergerisk_options)
target_compile_features(mergerisk_options INTERFACE cxx_std_20)
# -ffp-contract=off: fused multiply-add would change last bits between instruction sets and compilers.
target_compile_options(mergerisk_options INTERFACE
  $<BUILD_INTERFACE:-ffp-contract=off>
  $<BUILD_INTERFACE:-fno-math-errno>
  $<BUILD_INTERFACE:-fno-trapping-math>
  $<BUILD_INTERFACE:-Wall> $<BUILD_INTERFACE:-Wextra> $<BUILD_INTERFACE:-Wpedantic> $<BUILD_INTERFACE:-Werror>
  $<BUILD_INTERFACE:-Wshadow> $<BUILD_INTERFACE:-Wconversion> $<BUILD_INTERFACE:-Wsign-conversion>
  $<BUILD_INTERFACE:-Wnon-virtual-dtor> $<BUILD_INTERFACE:-Wold-style-cast> $<BUILD_INTERFACE:-Wcast-qual>
  $<BUILD_INTERFACE:-Wimplicit-fallthrough> $<BUILD_INTERFACE:-Wextra-semi> $<BUILD_INTERFACE:-Wundef>)
# g++ 12 warns of overlapping copies inside std::string where there are none (GCC bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mergerisk_options INTERFACE $<BUILD_INTERFACE:-Wno-restrict>)
endif()

function(mergerisk_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;DEPENDS;LINKS;PUBLIC_LINKS")
  if(arg_SOURCES)
    add_library(mergerisk_${name} STATIC ${arg_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(mergerisk_${name} PRIVATE ${arg_LINKS})
  else()
    add_library(mergerisk_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(mergerisk::${name} ALIAS mergerisk_${name})
  set_target_properties(mergerisk_${name} PROPERTIES EXPORT_NAME ${name})
  # Two sets, because the base folders of one set must not lie inside each other, and build/ lies in the source.
  set(generated ${arg_HEADERS})
  list(FILTER generated INCLUDE REGEX "^${PROJECT_BINARY_DIR}/")
  list(FILTER arg_HEADERS EXCLUDE REGEX "^${PROJECT_BINARY_DIR}/")
  target_sources(mergerisk_${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
  target_sources(mergerisk_${name} ${scope} FILE_SET generated TYPE HEADERS BASE_DIRS ${PROJECT_BINARY_DIR}
                 FILES ${generated})
  set_target_properties(mergerisk_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(mergerisk_${name} ${scope} mergerisk_options ${arg_PUBLIC_LINKS})
  foreach(layer IN LISTS arg_DEPENDS)
    target_link_libraries(mergerisk_${name} ${scope} mergerisk_${layer})
  endforeach()
  # Bounds checks of the standard library wherever text from outside is handled; the layers below run once per trial.
  if(arg_SOURCES AND NOT name IN_LIST MERGERISK_LAYERS_PER_TRIAL)
    target_compile_definitions(mergerisk_${name} PRIVATE _GLIBCXX_ASSERTIONS)
  endif()
  set_property(GLOBAL APPEND PROPERTY MERGERISK_LAYERS mergerisk_${name})
endfunction()

function(mergerisk_phony name dependency)
  if(NOT TARGET ${name})
    add_custom_target(${name})
  endif()
  add_dependencies(${name} ${dependency})
endfunction()

# A program, at the top of the build folder and in bin/ when installed. Same words as a layer; nothing depends on it.
function(mergerisk_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LINKS")
  add_executable(${name} ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND mergerisk_)
  target_link_libraries(${name} PRIVATE mergerisk_options ${arg_DEPENDS} ${arg_LINKS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  set_property(GLOBAL APPEND PROPERTY MERGERISK_PROGRAMS ${name})
endfunction()

# A libFuzzer program: defines LLVMFuzzerTestOneInput. Wants MERGERISK_SANITIZE to contain fuzzer-no-link (preset fuzz).
function(mergerisk_fuzzer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LINKS")
  add_executable(${name} ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND mergerisk_)
  target_link_libraries(${name} PRIVATE mergerisk_options ${arg_DEPENDS} ${arg_LINKS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  mergerisk_phony(fuzzers ${name})
endfunction()

# One test executable per mirrored folder. Labels let scripts pick a part: `threads` is run under the thread
# sanitizer (kernel and execute always are), `slow` is left out under sanitizers, `browser` needs Chromium.
function(mergerisk_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LINKS;LABELS")
  add_executable(${name}_tests ${arg_SOURCES})
  target_link_libraries(${name}_tests PRIVATE mergerisk_options GTest::gmock GTest::gtest_main ${arg_LINKS})
  foreach(layer IN LISTS arg_DEPENDS)
    target_link_libraries(${name}_tests PRIVATE mergerisk_${layer})
  endforeach()
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name}_tests PRIVATE MERGERISK_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                   MERGERISK_BINARY_DIR="${PROJECT_BINARY_DIR}")
  # One CTest entry per executable: starting a process per case would cost more than the cases.
  add_test(NAME ${name} COMMAND ${name}_tests --gtest_brief=1)
  if(name MATCHES "^(kernel|execute)$")
    list(APPEND arg_LABELS threads)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
  if("threads" IN_LIST arg_LABELS)
    mergerisk_phony(thread_tests ${name}_tests)
  endif()
endfunction()

# Adds every listed folder that exists.
macro(mergerisk_add_folders)
  foreach(folder ${ARGN})
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory(${folder})
    endif()
  endforeach()
endmacro()
