#ifndef MAILLAGE_CPROJ_SHIM_H
#define MAILLAGE_CPROJ_SHIM_H

#include <proj.h>
#include <geodesic.h>

#if PROJ_VERSION_MAJOR < 9 || (PROJ_VERSION_MAJOR == 9 && PROJ_VERSION_MINOR < 1)
#error "Maillage needs PROJ 9.1 or later (Debian and Ubuntu: apt-get install libproj-dev)"
#endif

#endif
