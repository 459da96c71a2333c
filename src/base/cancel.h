/* SPDX-License-Identifier: MIT */
/*
 * SIGINT and SIGTERM as something to wait for. As PID 1 of a container a process without
 * handlers ignores both, so they must be there before anything else.
 */
#ifndef CANCEL_H
#define CANCEL_H

#include <stdbool.h>

/* Installs the handlers; call once, first. */
void cancel_install(void);

/* A descriptor that is readable, and stays so, once a signal came; -1 where there is none. */
int cancel_fd(void);

/* True once a signal came. */
bool cancel_requested(void);

#endif
