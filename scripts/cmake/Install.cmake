# cmake --install: the program, its library files, and every layer with its headers as package `mergerisk`.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(MERGERISK_PACKAGE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/mergerisk)
get_property(layers GLOBAL PROPERTY MERGERISK_LAYERS)
get_property(programs GLOBAL PROPERTY MERGERISK_PROGRAMS)

set_target_properties(mergerisk_options PROPERTIES EXPORT_NAME options)
install(TARGETS mergerisk_options ${layers} EXPORT mergerisk
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/mergerisk
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mergerisk
  FILE_SET generated DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mergerisk)
install(EXPORT mergerisk NAMESPACE mergerisk:: FILE mergerisk-targets.cmake DESTINATION ${MERGERISK_PACKAGE_FOLDER})
install(FILES ${PROJECT_SOURCE_DIR}/scripts/cmake/mergerisk-config.cmake DESTINATION ${MERGERISK_PACKAGE_FOLDER})
write_basic_package_version_file(mergerisk-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/mergerisk-config-version.cmake DESTINATION ${MERGERISK_PACKAGE_FOLDER})

if(programs)
  install(TARGETS ${programs} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
set(share ${CMAKE_INSTALL_DATADIR}/mergerisk)
if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/scenarios/library")
  install(DIRECTORY scenarios/library DESTINATION ${share})
endif()
file(GLOB schemas CONFIGURE_DEPENDS scenarios/schema/*.schema.json reports/*.schema.json)
install(FILES ${schemas} DESTINATION ${share}/schema)
install(FILES LICENSE DESTINATION ${share})
