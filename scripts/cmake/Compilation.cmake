# What holds for every object and every link, whatever layer it belongs to.

set(CMAKE_CXX_EXTENSIONS OFF)
find_program(MERGERISK_CCACHE ccache)
if(MERGERISK_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MERGERISK_CCACHE})
endif()

if(MERGERISK_SANITIZE)
  add_compile_options(-fsanitize=${MERGERISK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MERGERISK_SANITIZE})
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

# Scenarios come from strangers: the hardening that Debian gives its own packages.
add_compile_options(-fstack-protector-strong -Wformat=2)
add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  add_compile_options(-fcf-protection)
endif()
if(NOT MERGERISK_SANITIZE)
  add_compile_options($<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endif()
