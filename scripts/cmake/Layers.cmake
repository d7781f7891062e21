# One target per layer. A layer names the layers below it that it may include from; the layer test
# (scripts/check_layers) reads the same lines and refuses any other include.

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

# Sanitizers change every object and every link, so they are set for the whole directory tree.
if(MERGERISK_SANITIZE)
  add_compile_options(-fsanitize=${MERGERISK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g)
  add_link_options(-fsanitize=${MERGERISK_SANITIZE})
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
  target_sources(mergerisk_${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}
                 FILES ${arg_HEADERS})
  if(arg_SOURCES)
    set_target_properties(mergerisk_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  endif()
  target_link_libraries(mergerisk_${name} ${scope} mergerisk_options ${arg_PUBLIC_LINKS})
  foreach(layer IN LISTS arg_DEPENDS)
    target_link_libraries(mergerisk_${name} ${scope} mergerisk_${layer})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY MERGERISK_LAYERS mergerisk_${name})
endfunction()

# One test executable per mirrored folder; LABELS let scripts pick a part.
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
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
endfunction()

# Adds every listed folder that exists.
macro(mergerisk_add_folders)
  foreach(folder ${ARGN})
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory(${folder})
    endif()
  endforeach()
endmacro()
