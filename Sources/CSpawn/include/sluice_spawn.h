// The one call of <spawn.h> that glibc shows only to programs that ask for GNU extensions, which Swift does not.
#ifndef SLUICE_SPAWN_H
#define SLUICE_SPAWN_H

#include <spawn.h>

/// Makes a child begin in the folder `path`. Returns 0 or an error number.
int sluice_spawn_add_chdir(posix_spawn_file_actions_t *actions, const char *path);

#endif
